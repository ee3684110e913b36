import { Injectable } from '@nestjs/common';
import type { ColleagueView } from '#domain/wire/work.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readColleagues } from './colleague.queries.js';

@Injectable()
export class ColleagueService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Who works in the own organisation now. */
  async list(actor: Actor, call: Call): Promise<ColleagueView[]> {
    return await this.uow.run(actor, { do: 'colleague.list', ...call }, readColleagues);
  }
}
