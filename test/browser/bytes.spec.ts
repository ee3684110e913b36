import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FIRST_LOAD_BYTES_MAX, ROUTE_BYTES_MAX, weigh, type Weight } from '../web/budget.js';
import { furnish } from '../web/furnish.js';
import { openHouse, type House } from './house.tools.js';

describe('what a browser must load', () => {
  let house: House;
  let weights: Weight[];
  beforeAll(async () => {
    house = await openHouse();
    await furnish(house);
    // Arabic has the most to load: its words come on top of the English ones.
    weights = await weigh(house.browser, house.url, 'ar');
  }, 300_000);
  afterAll(() => house?.close(), 30_000);

  const above = (which: 'first' | 'after', most: number): string[] =>
    weights
      .filter((weight) => weight[which] > most)
      .map(({ scene, heaviest, ...weight }) => `${scene}: ${weight[which]} bytes (${heaviest.join(', ')})`);

  it(`is at most ${FIRST_LOAD_BYTES_MAX / 1000} kB for the first screen, compressed`, () => {
    expect(Math.min(...weights.map(({ first }) => first))).toBeGreaterThan(50_000);
    expect(above('first', FIRST_LOAD_BYTES_MAX)).toEqual([]);
  });

  it(`is at most ${ROUTE_BYTES_MAX / 1000} kB for each screen opened after it`, () => {
    expect(Math.max(...weights.map(({ after }) => after))).toBeGreaterThan(1_000);
    expect(above('after', ROUTE_BYTES_MAX)).toEqual([]);
  });
});
