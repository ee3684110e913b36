import { describe, expect, it } from '@jest/globals';
import { runCampaign } from './campaign.js';

/** A small share of `npm run prove -- handoffs`; HANDRAIL_SEED runs a seed again, HANDRAIL_HANDOFFS drives more. */
const SEED = Number(process.env['HANDRAIL_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const COUNT = Number(process.env['HANDRAIL_HANDOFFS'] ?? 200);

describe(`Small towns whose people act by chance, alone and at once, seed ${SEED}`, () => {
  it('every answer is one the design gives in some order, and every law holds of every row afterwards', async () => {
    const { tally, violations, audited } = await runCampaign({
      count: COUNT,
      seed: SEED,
      lanes: 3,
      toursPerHouse: 6,
    });
    expect(violations).toEqual([]);
    expect(tally.handoffs).toBeGreaterThanOrEqual(COUNT);
    expect(tally.races).toBeGreaterThan(0);
    expect(audited).toBeGreaterThan(tally.commands);
  }, 600_000);
});
