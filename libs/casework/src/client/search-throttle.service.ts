import { Inject, Injectable, Optional } from '@nestjs/common';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '#domain/refusal.js';
import { sha256 } from '#platform/crypto/digest.js';
import type { Actor } from '#platform/db/actor.js';
import { RateLimits } from '#platform/db/rate-limits.js';

/** Counts searches for a person, so many an hour for each account. Where no people search (the worker) nothing is counted. */
@Injectable()
export class SearchThrottle {
  constructor(@Optional() @Inject(RateLimits) private readonly limits: RateLimits | undefined) {}

  /** Counts one; answers the refusal with the minutes to wait when there were too many. Outside of a transaction: two connections for one request would starve a full pool. */
  async take(actor: Actor): Promise<Refusal | null> {
    try {
      await this.limits?.search.consume(keyOf(actor));
      return null;
    } catch (result) {
      if (!(result instanceof RateLimiterRes)) throw result;
      return new Refusal('client.search_slow_down', {
        parameters: { minutes: Math.max(1, Math.ceil(result.msBeforeNext / 60_000)) },
      });
    }
  }

  /** A search that was part of something that was then carried out tried nobody's name out: it does not count. */
  async giveBack(actor: Actor): Promise<void> {
    await this.limits?.search.reward(keyOf(actor));
  }
}

function keyOf({ account, organisation }: Actor): string {
  return sha256(account ?? organisation ?? '').toString('hex');
}
