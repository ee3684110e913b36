import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawSample, SEED_MAX } from './sample.js';

const seeds = fc.integer({ min: 0, max: SEED_MAX });
const draws = fc.record({
  population: fc.integer({ min: 0, max: 5_000 }),
  size: fc.integer({ min: 0, max: 200 }),
  seed: seeds,
});

/** Above this a chi-square of that many degrees of freedom comes once in 10,000 fair draws (Wilson and Hilferty 1931). */
function chiSquareMax(degrees: number): number {
  const z = 3.719;
  const share = 2 / (9 * degrees);
  return degrees * (1 - share + z * Math.sqrt(share)) ** 3;
}

function chiSquare(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('a random sample', () => {
  it('draws as many as were asked for, or all there are', () => {
    fc.assert(
      fc.property(draws, ({ population, size, seed }) => {
        expect(drawSample(population, size, seed)).toHaveLength(Math.min(size, population));
      }),
    );
  });

  it('draws nobody twice, and nobody who is not of the population', () => {
    fc.assert(
      fc.property(draws, ({ population, size, seed }) => {
        const drawn = drawSample(population, size, seed);
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((place) => Number.isInteger(place) && place >= 0 && place < population)).toBe(
          true,
        );
      }),
    );
  });

  it('draws the same with the same seed, and with a longer sample the same first', () => {
    fc.assert(
      fc.property(draws, fc.integer({ min: 0, max: 100 }), ({ population, size, seed }, more) => {
        const drawn = drawSample(population, size, seed);
        expect(drawSample(population, size, seed)).toEqual(drawn);
        expect(drawSample(population, size + more, seed).slice(0, drawn.length)).toEqual(drawn);
      }),
    );
  });

  it('draws everybody when the sample is the population', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), seeds, (population, seed) => {
        const drawn = drawSample(population, population, seed);
        expect([...drawn].sort((a, b) => a - b)).toEqual(Array.from({ length: population }, (_, i) => i));
      }),
    );
  });

  it('is the sample it was: a seed that stands in a report draws the same in every version', () => {
    expect(drawSample(1_000, 5, 0)).toEqual(drawSample(1_000, 200, 0).slice(0, 5));
    expect(drawSample(1_000, 5, 20_261_123)).toEqual([292, 261, 244, 62, 900]);
  });

  it('gives every place the same chance, for neighbouring seeds as for any', () => {
    const [population, size, rounds] = [97, 7, 20_000];
    const counts = Array.from({ length: population }, () => 0);
    for (let seed = 1; seed <= rounds; seed++)
      for (const place of drawSample(population, size, seed)) counts[place] = (counts[place] ?? 0) + 1;
    // Within one draw places exclude each other, which makes the sum smaller than for independent ones, never larger.
    expect(chiSquare(counts, (rounds * size) / population)).toBeLessThan(chiSquareMax(population - 1));
  });

  it('gives every pair in its order the same chance', () => {
    const [population, rounds] = [8, 40_000];
    const counts = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const pair = drawSample(population, 2, (round * 2_654_435_761) % (SEED_MAX + 1)).join(' ');
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    const pairs = population * (population - 1);
    expect(counts.size).toBe(pairs);
    expect(chiSquare([...counts.values()], rounds / pairs)).toBeLessThan(chiSquareMax(pairs - 1));
  });

  it('would be found out if it were not fair: a draw that takes one round of words too many is', () => {
    const counts: number[] = Array.from({ length: 97 }, (_, place) => (place < 48 ? 1_480 : 1_406));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(chiSquare(counts, mean)).toBeLessThan(chiSquareMax(96));
    counts[0] = (counts[0] ?? 0) * 2;
    expect(chiSquare(counts, mean)).toBeGreaterThan(chiSquareMax(96));
  });

  it('takes no seed that a person could not write down and draw again', () => {
    for (const seed of [-1, 0.5, SEED_MAX + 1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => drawSample(10, 1, seed)).toThrow('a seed has 32 bits');
  });
});
