import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { LIMITS } from '#domain/charter/limits.js';
import { THROTTLES, type ThrottleName, type ThrottleRow } from '#domain/charter/throttles.js';
import { Refusal } from '#domain/refusal.js';
import { KEYS } from '../config/config.module.js';
import { deriveKey, type Keys } from '../config/keys.js';
import { networkOf } from './network-of.js';

const HOUR_SECONDS = 3_600;
const KEY_BYTES = 32;

/** What is counted, and whose it is. */
export type Try = readonly [what: ThrottleName, whose: string];

/**
 * Slows down guessing without locking anybody out (ADR 0045). A try is counted before anything is looked up, so tries at the same
 * moment gain nothing and what does not exist is counted like what does: a pause tells nothing. The counts are kept in PostgreSQL:
 * several processes count together and a restart forgets nothing. Under a keyed hash: an address, a login or a code is not there.
 */
@Injectable()
export class Throttle {
  private readonly counts: Readonly<Record<string, RateLimiterPostgres>>;
  /** The one try that a pause lets through. */
  private readonly turns: RateLimiterPostgres;
  private readonly key: Buffer;

  constructor(@InjectDataSource() dataSource: DataSource, @Inject(KEYS) keys: Keys) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({
        storeClient: dataSource,
        storeType: 'typeorm',
        schemaName: 'access',
        tableName: 'rate_limit',
        tableCreated: true,
        // They share a table: the turns' limiter sweeps it for all of them.
        clearExpiredByTimeout: keyPrefix === 'turn',
        keyPrefix,
        points,
        duration: HOUR_SECONDS,
      });
    this.turns = limiter('turn', 1);
    this.counts = Object.fromEntries(
      Object.entries(THROTTLES).map(([name, { free }]) => [name, limiter(name, free)]),
    );
    this.key = deriveKey(keys.base, 'throttle', KEY_BYTES);
  }

  /** Counts a try under each of what it falls under, in this order; answers the first refusal, which says how long to wait. */
  async begin(...tries: readonly Try[]): Promise<Refusal | undefined> {
    for (const one of tries) {
      const milliseconds = await this.wait(one);
      if (milliseconds !== undefined) return slowDown(one[0], milliseconds);
    }
    return undefined;
  }

  /** It was right: what was counted for it is forgotten, given back, or stays, as its row says. */
  async succeeded(...tries: readonly Try[]): Promise<void> {
    for (const one of tries) {
      const [what] = one;
      const { right }: ThrottleRow = THROTTLES[what];
      const mark = this.markOf(one);
      if (right === 'gives_back') await this.counts[what]!.reward(mark);
      if (right !== 'forgets') continue;
      await this.counts[what]!.delete(mark);
      await this.turns.delete(`${what}/${mark}`);
    }
  }

  private async wait(one: Try): Promise<number | undefined> {
    const [what] = one;
    const { free, then }: ThrottleRow = THROTTLES[what];
    const mark = this.markOf(one);
    const count = await take(this.counts[what]!, mark);
    const over = count.consumedPoints - free;
    if (over <= 0) return undefined;
    if (then === 'wait') return count.msBeforeNext;
    // Of many at the same moment exactly one gets the turn.
    const pause = then === 'growing_turns' ? growing(over) : then.turns;
    const turn = await take(this.turns, `${what}/${mark}`, pause);
    return turn.consumedPoints > 1 ? turn.msBeforeNext : undefined;
  }

  private markOf([what, whose]: Try): string {
    const { of }: ThrottleRow = THROTTLES[what];
    return createHmac('sha256', this.key)
      .update(`${what}\n${of === 'address' ? networkOf(whose) : whose}`)
      .digest('base64url');
  }
}

function growing(over: number): number {
  return Math.min(2 ** over * 2, LIMITS.sign_in_delay_seconds_max);
}

function slowDown(what: ThrottleName, milliseconds: number): Refusal {
  const { refusal, says }: ThrottleRow = THROTTLES[what];
  const unit = says === 'minutes' ? 60_000 : 1_000;
  return new Refusal(refusal, { parameters: { [says]: Math.max(1, Math.ceil(milliseconds / unit)) } });
}

/** The limiter rejects with the same result once the points are used up; for counting both are the answer. */
async function take(
  limiter: RateLimiterPostgres,
  key: string,
  customDuration?: number,
): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key, 1, customDuration === undefined ? {} : { customDuration });
  } catch (result) {
    if (result instanceof RateLimiterRes) return result;
    throw result;
  }
}
