import { expect, it } from '@jest/globals';
import { scanJoins } from '../support/join-scan.js';

/** A share of `npm run prove -- join-scan`, with the same code. */
it('Two houses that know the same people cannot join their exports, whichever columns they compare', async () => {
  const scan = await scanJoins(30, () => undefined);
  expect(scan.joins).toEqual([]);
  expect(scan.columns.every((columns) => columns > 30)).toBe(true);
  expect(scan.pairs).toBe(scan.columns[0] * scan.columns[1]);
  // Where there is something to find it is found: sender and receiver know a handoff under the same reference.
  expect(scan.controls).toBeGreaterThanOrEqual(30);
}, 300_000);
