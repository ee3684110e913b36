import { describe, expect, it } from '@jest/globals';
import { runCampaign } from '../faults/campaign.js';
import type { Backend } from '../faults/house.js';
import { hasRedis } from '../support/application-process.js';

/** A small share of `npm run faults`; the seed is told when a law does not hold. */
const SEED = 1_000 + (Date.now() % 1_000);

describe.each<[Backend]>([['postgres'], ...(hasRedis() ? [['redis'] as [Backend]] : [])])(
  'A house with its queue in %s, while workers die and stop, the queue is lost and the database restarts',
  (backend) => {
    it('loses no message, does nothing twice, and always knows who is responsible', async () => {
      const { blows, findings } = await runCampaign({
        backend,
        handoffs: 60,
        seed: SEED,
        atOnce: 6,
        restarts: 1,
        longPauses: 0,
        say: () => undefined,
      });
      const broken = findings.filter((one) => one.broken > 0 || one.looked === 0);
      expect({ seed: SEED, broken }).toEqual({ seed: SEED, broken: [] });
      // It was a storm, not a quiet day.
      expect(blows.killed + blows.killedAtPoint).toBeGreaterThan(0);
      expect(blows.queueLost).toBeGreaterThan(0);
      expect(blows.wrongClocks).toBeGreaterThan(0);
    }, 400_000);
  },
);
