import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { DuplicateCandidates, DuplicateSearchRequest } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import { Throttle } from '#platform/db/throttle.js';
import type { Call } from '../call.js';
import { IdentitySearchService, searchBy } from './identity-search.service.js';

/**
 * The search that people use: so many an hour for each account, so that nobody tries out names by the list, and an answer
 * that never comes sooner than others, so that a person whom only another organisation knows cannot be told by the clock
 * from one whom nobody knows.
 */
@Injectable()
export class ClientSearchService {
  constructor(
    private readonly searching: IdentitySearchService,
    private readonly throttle: Throttle,
  ) {}

  /** Clients of the own organisation who may be the person asked for; masked, the likeliest first. */
  async search(actor: Actor, call: Call, search: DuplicateSearchRequest): Promise<DuplicateCandidates> {
    const notBefore = setTimeout(LIMITS.search_answer_milliseconds_min);
    const refusal = await this.throttle.begin(searchBy(actor));
    const answer = await this.searching.look(actor, call, search, { refusal });
    await notBefore;
    return answer;
  }
}
