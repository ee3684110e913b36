import { Injectable } from '@nestjs/common';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '#domain/refusal.js';
import { RateLimits } from '#platform/db/rate-limits.js';

/**
 * Slows down guessing of codes and passphrases: five wrong ones for a code, thirty of a house in an hour. Each try is counted
 * before anything is looked up, so tries at the same moment gain nothing, and a code that does not exist counts like one that does.
 */
@Injectable()
export class ReturnThrottle {
  constructor(private readonly limits: RateLimits) {}

  /** Counts a try; answers the refusal with the seconds to wait when there were too many. */
  async begin(organisation: string, code: string): Promise<Refusal | undefined> {
    return (
      (await this.take(() => this.limits.returnHouse.consume(organisation))) ??
      (await this.take(() => this.limits.returnCode.consume(code)))
    );
  }

  /** Code and passphrase were right: what was counted for them is forgotten. */
  async succeeded(organisation: string, code: string): Promise<void> {
    await this.limits.returnCode.delete(code);
    await this.limits.returnHouse.reward(organisation);
  }

  private async take(consume: () => Promise<RateLimiterRes>): Promise<Refusal | undefined> {
    try {
      await consume();
      return undefined;
    } catch (result) {
      if (!(result instanceof RateLimiterRes)) throw result;
      const seconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
      return new Refusal('return.slow_down', { parameters: { seconds } });
    }
  }
}
