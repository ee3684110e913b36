import { Injectable } from '@nestjs/common';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { sha256 } from '#platform/crypto/digest.js';
import { AccessStore } from '#platform/db/access-store.js';
import { RateLimits } from '#platform/db/rate-limits.js';

/** Where somebody signs in: the address, and the mark of a device on which a sign-in has succeeded before. */
export interface SignInPlace {
  readonly address: string;
  readonly device: string | undefined;
}

export interface SignInAttempt {
  readonly login: string;
  readonly key: string;
  readonly device: string | undefined;
}

/**
 * Slows down guessing without locking anybody out. Failures count for the pair of login and address, so a ward behind one
 * address never waits for a colleague's typing; a device on which the login has worked before counts by itself, so
 * whoever guesses on the same address, however fast, never holds up the person whose login it is. Failures of an address
 * count too, but not against known devices. Each attempt is counted before the password is looked at: guesses sent at the
 * same moment gain nothing.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly access: AccessStore,
    private readonly limits: RateLimits,
  ) {}

  /** Counts an attempt; refuses with the seconds to wait when there were too many. */
  async begin(login: string, { address, device }: SignInPlace): Promise<SignInAttempt> {
    const isKnown = device !== undefined && (await this.isKnown(login, device));
    const key = sha256(`${login.toLowerCase()}\n${isKnown ? device : network(address)}`).toString('hex');
    if (!isKnown) {
      const place = await count(() => this.limits.address.consume(sha256(network(address)).toString('hex')));
      if (place.consumedPoints > LIMITS.sign_in_address_failures_per_hour) throw slowDown(place);
    }
    const pair = await count(() => this.limits.pair.consume(key));
    const over = pair.consumedPoints - LIMITS.sign_in_failures_before_delay;
    if (over > 0) {
      // One attempt per pause, and the pauses grow: of many at once exactly one gets the turn.
      const customDuration = Math.min(2 ** over * 2, LIMITS.sign_in_delay_seconds_max);
      const turn = await count(() => this.limits.turn.consume(key, 1, { customDuration }));
      if (turn.consumedPoints > 1) throw slowDown(turn);
    }
    return { login, key, device: isKnown ? device : undefined };
  }

  /** The password was right: what was counted is forgotten. */
  async succeeded({ key }: SignInAttempt): Promise<void> {
    await this.limits.pair.delete(key);
    await this.limits.turn.delete(key);
  }

  /** Remembers the device for this login; its mark is kept as a hash. */
  async remember(login: string, device: string): Promise<void> {
    await this.access.rememberDevice(sha256(login.toLowerCase()), sha256(device));
  }

  private async isKnown(login: string, device: string): Promise<boolean> {
    return await this.access.isKnownDevice(sha256(login.toLowerCase()), sha256(device));
  }
}

/** The network of an address: an IPv6 host changes its lower half as it likes. */
function network(address: string): string {
  const isV6 = address.includes(':') && !address.includes('.');
  return isV6 ? address.split(':').slice(0, 4).join(':') : address;
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
