import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { DuplicateCandidates, DuplicateSearchRequest } from '#domain/wire/client.js';
import { sha256 } from '#platform/crypto/digest.js';
import type { Actor } from '#platform/db/actor.js';
import { RateLimits } from '#platform/db/rate-limits.js';
import type { Call } from '../call.js';
import { IdentitySearchService } from './identity-search.service.js';

/**
 * The search that people use: so many an hour for each account, so that nobody tries out names by the list, and an answer
 * that never comes sooner than others, so that a person whom only another organisation knows cannot be told by the clock
 * from one whom nobody knows.
 */
@Injectable()
export class ClientSearchService {
  constructor(
    private readonly searching: IdentitySearchService,
    private readonly limits: RateLimits,
  ) {}

  /** Clients of the own organisation who may be the person asked for; masked, the likeliest first. */
  async search(actor: Actor, call: Call, search: DuplicateSearchRequest): Promise<DuplicateCandidates> {
    const notBefore = setTimeout(LIMITS.search_answer_milliseconds_min);
    // Counted before the transaction begins: two connections for one request would starve a full pool.
    const refusal = await this.take(actor);
    const answer = await this.searching.look(actor, call, search, { refusal });
    await notBefore;
    return answer;
  }

  private async take(actor: Actor): Promise<Refusal | null> {
    try {
      await this.limits.search.consume(sha256(actor.account ?? actor.organisation ?? '').toString('hex'));
      return null;
    } catch (result) {
      if (!(result instanceof RateLimiterRes)) throw result;
      return new Refusal('client.search_slow_down', {
        parameters: { minutes: Math.max(1, Math.ceil(result.msBeforeNext / 60_000)) },
      });
    }
  }
}
