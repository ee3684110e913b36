import { describe, expect, it } from '@jest/globals';
import { runDrills } from './restore-drills.js';

/** A small share of `npm run prove -- restore`; HANDRAIL_SEED runs a seed again. */
const SEED = Number(process.env['HANDRAIL_SEED'] ?? Math.floor(Math.random() * 1_000_000));

describe(`A restore to an instant chosen at random, seed ${SEED}`, () => {
  it('has every row that was committed by then and no other, forgets whom it must, and goes on', async () => {
    const [drill] = await runDrills({ count: 1, seed: SEED, secondsOfWriting: 5 });
    expect(drill?.wrong).toEqual([]);
    expect(drill?.rows).toBeGreaterThan(10);
    expect(drill?.events).toBeGreaterThan(10);
    expect(drill?.identities).toBeGreaterThan(0);
  }, 300_000);
});
