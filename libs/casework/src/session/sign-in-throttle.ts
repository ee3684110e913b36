import { Injectable } from '@nestjs/common';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { sha256 } from '#platform/crypto/digest.js';
import { AccessStore } from '#platform/db/access-store.js';
import { RateLimits } from '#platform/db/rate-limits.js';

/**
 * Slows down guessing without locking anybody out. Failures count for the pair of login and address; a whole ward behind
 * one address therefore never waits for a colleague's typing. Failures from one address count as well, but only against
 * logins that never worked there: a clinician who signed in on this ward before is not held up by an attacker on it.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly access: AccessStore,
    private readonly limits: RateLimits,
  ) {}

  async assertMayTry(login: string, address: string): Promise<void> {
    const pair = await this.limits.pair.get(key(login, address));
    if (pair && pair.consumedPoints > LIMITS.sign_in_failures_before_delay) throw slowDown(pair);
    const place = await this.limits.address.get(sha256(address).toString('hex'));
    if (
      place &&
      place.consumedPoints > LIMITS.sign_in_address_failures_per_hour &&
      !(await this.isKnown(login, address))
    ) {
      throw slowDown(place);
    }
  }

  async failed(login: string, address: string): Promise<void> {
    const pair = await count(() => this.limits.pair.consume(key(login, address)));
    await count(() => this.limits.address.consume(sha256(address).toString('hex')));
    const over = pair.consumedPoints - LIMITS.sign_in_failures_before_delay;
    if (over > 0) {
      const seconds = Math.min(2 ** over * 5, LIMITS.sign_in_delay_seconds_max);
      await this.limits.pair.set(key(login, address), pair.consumedPoints, seconds);
    }
  }

  async succeeded(login: string, address: string): Promise<void> {
    await this.limits.pair.delete(key(login, address));
    await this.access.rememberAddress(sha256(login.toLowerCase()), sha256(address));
  }

  private async isKnown(login: string, address: string): Promise<boolean> {
    return await this.access.isKnownAddress(sha256(login.toLowerCase()), sha256(address));
  }
}

function key(login: string, address: string): string {
  return sha256(`${login.toLowerCase()}\n${address}`).toString('hex');
}

function slowDown(result: RateLimiterRes): Refusal {
  return new Refusal('session.slow_down', {
    parameters: { seconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)) },
  });
}

/** The limiter rejects with the same result once the points are used up; for counting both are the answer. */
async function count(consume: () => Promise<RateLimiterRes>): Promise<RateLimiterRes> {
  try {
    return await consume();
  } catch (result) {
    if (result instanceof RateLimiterRes) return result;
    throw result;
  }
}
