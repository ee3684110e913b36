import { Injectable } from '@nestjs/common';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { sha256 } from '#platform/crypto/digest.js';
import { RateLimits } from '#platform/db/rate-limits.js';

/** A try that was counted: when it was right, both counts are taken back. */
export interface WindowTry {
  readonly code: string;
  readonly address: string;
}

/**
 * Slows down guessing. Each try is counted before anything is looked up, and a code that does not exist counts like one that does, so
 * a pause tells nothing of either half. After five wrong tries of one code its tries come one at a time, with growing pauses. From one
 * address sixty may go wrong in an hour; then tries from there come one at a time, a few seconds apart: a hostel behind one address
 * waits a moment and is never locked out.
 */
@Injectable()
export class WindowThrottle {
  constructor(private readonly limits: RateLimits) {}

  /** Counts a try of a code (its hash) from an address; refuses with the seconds to wait. */
  async begin(codeMac: string, address: string): Promise<WindowTry> {
    const key = sha256(network(address)).toString('hex');
    const fromHere = await count(() => this.limits.windowAddress.consume(key));
    if (fromHere.consumedPoints > LIMITS.window_address_failures_per_hour)
      await this.turn(`window-address/${key}`, LIMITS.window_address_turn_seconds);
    const ofCode = await count(() => this.limits.windowCode.consume(codeMac));
    const over = ofCode.consumedPoints - LIMITS.window_failures_before_delay;
    if (over > 0)
      await this.turn(`window-code/${codeMac}`, Math.min(2 ** over * 2, LIMITS.sign_in_delay_seconds_max));
    return { code: codeMac, address: key };
  }

  /** It was right: what was counted for the code is forgotten, and for the address this one try. */
  async succeeded({ code, address }: WindowTry): Promise<void> {
    await this.limits.windowCode.delete(code);
    await this.limits.turn.delete(`window-code/${code}`);
    await this.limits.windowAddress.reward(address);
  }

  private async turn(key: string, seconds: number): Promise<void> {
    const turn = await count(() => this.limits.turn.consume(key, 1, { customDuration: seconds }));
    if (turn.consumedPoints > 1)
      throw new Refusal('window.slow_down', {
        parameters: { seconds: Math.max(1, Math.ceil(turn.msBeforeNext / 1000)) },
      });
  }
}

/** The network of an address: an IPv6 host changes its lower half as it likes. */
function network(address: string): string {
  const isV6 = address.includes(':') && !address.includes('.');
  return isV6 ? address.split(':').slice(0, 4).join(':') : address;
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
