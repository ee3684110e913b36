import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { RateLimiterRes, type RateLimiterPostgres } from 'rate-limiter-flexible';
import { Refusal } from '#domain/refusal.js';
import { KEYS } from '#platform/config/config.module.js';
import { deriveKey, type Keys } from '#platform/config/keys.js';
import { RateLimits } from '#platform/db/rate-limits.js';

/**
 * Slows down guessing without locking anybody out (ADR 0043). Five wrong passphrases of a code in an hour, then that code waits, one
 * that does not exist like one that does. An address that many share is never shut: after sixty tries in an hour it gets one
 * turn every five seconds. Of an address a keyed hash is counted and nothing is kept beside it.
 */
@Injectable()
export class ComplaintThrottle {
  constructor(
    private readonly limits: RateLimits,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Counts a try from an address; answers the refusal with the seconds to wait when its turn has not come. */
  async fromAddress(address: string): Promise<Refusal | undefined> {
    const mark = this.markOf('address', address);
    const tooMany = await take(this.limits.complaintAddress, mark);
    return tooMany === undefined ? undefined : refusal(await take(this.limits.complaintTurn, mark));
  }

  /** Counts a try at a code, before anything is looked up. */
  async atCode(reference: string): Promise<Refusal | undefined> {
    return refusal(await take(this.limits.complaintCode, this.markOf('code', reference)));
  }

  /** Code and passphrase were right: what was counted for the code is forgotten. */
  async succeeded(reference: string): Promise<void> {
    await this.limits.complaintCode.delete(this.markOf('code', reference));
  }

  private markOf(what: string, value: string): string {
    return createHmac('sha256', deriveKey(this.keys.base, 'complaint-throttle', 32))
      .update(`${what}\n${value}`)
      .digest('base64url');
  }
}

/** The seconds to wait, or undefined. */
async function take(limiter: RateLimiterPostgres, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (result) {
    if (!(result instanceof RateLimiterRes)) throw result;
    return Math.max(1, Math.ceil(result.msBeforeNext / 1000));
  }
}

function refusal(seconds: number | undefined): Refusal | undefined {
  return seconds === undefined ? undefined : new Refusal('complaint.slow_down', { parameters: { seconds } });
}
