import { Injectable } from '@nestjs/common';
import type { Page } from '#domain/wire/common.js';
import type { WardRow } from '#domain/wire/desk.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readDay } from '../day.queries.js';
import { readCursor, readLimit } from '../paging.js';
import { readWard, type WardFilter } from './ward.queries.js';

@Injectable()
export class WardService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Who is in the house today, and what must be known about each before the door is opened. */
  async list(
    actor: Actor,
    call: Call,
    filter: WardFilter,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<WardRow>> {
    const cursor = readCursor(page.cursor);
    const limit = readLimit(page.limit);
    return await this.uow.run(actor, { do: 'ward.list', ...call }, async (tx) =>
      readWard(tx, await readDay(tx), filter, { cursor, limit }),
    );
  }
}
