import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NumberSet, ProcessCounters } from './process-counters.js';

const event = (number: number, lost: number[] = [], action = 'client.read', boot = 'b1') => ({
  action,
  process: { boot, number, lost },
});
const started = (poolSize: number) => ({
  ...event(1, [], 'process.started'),
  detail: { pool_size: poolSize },
});

describe('A set of numbers', () => {
  it('agrees with a plain set in any order of adding, and names every hole', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (numbers) => {
        const set = new NumberSet();
        const plain = new Set<number>();
        for (const number of numbers) {
          expect(set.add(number)).toBe(!plain.has(number));
          plain.add(number);
        }
        const holes = Array.from({ length: Math.max(0, ...numbers) }, (_, at) => at + 1).filter(
          (n) => !plain.has(n),
        );
        expect(set.holes(1_000)).toEqual({ count: holes.length, numbers: holes });
        expect(set.holes(2)).toEqual({ count: holes.length, numbers: holes.slice(0, 2) });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('The numbers of a process', () => {
  const holesOf = (...events: Record<string, unknown>[]) => {
    const counters = new ProcessCounters();
    for (const one of events) expect(counters.add(one)).toBeUndefined();
    return counters.holes();
  };

  it('have no hole where lost ones were declared, even before or after in the log', () => {
    expect(holesOf(started(2), event(5, [2, 3]), event(4))).toEqual({ missing: [], inFlight: [] });
    expect(holesOf(event(4), event(2), started(2), event(5, [3]))).toEqual({ missing: [], inFlight: [] });
  });

  it('may miss as many as its connections when it was killed, and not one more', () => {
    const inFlight = [{ boot: 'b1', numbers: [2, 4] }];
    expect(holesOf(started(2), event(3), event(5))).toEqual({ missing: [], inFlight });
    expect(holesOf(started(1), event(3), event(5))).toEqual({ missing: inFlight, inFlight: [] });
  });

  it('may miss none when it stopped in order, or never said how many connections it has', () => {
    const missing = [{ boot: 'b1', numbers: [2] }];
    expect(holesOf(started(9), event(3, [], 'process.stopped'))).toEqual({ missing, inFlight: [] });
    expect(holesOf(event(1), event(3))).toEqual({ missing, inFlight: [] });
  });

  it('belong to one process each', () => {
    expect(holesOf(event(1), event(1, [], 'client.read', 'b2'))).toEqual({ missing: [], inFlight: [] });
  });

  it('are taken once', () => {
    const counters = new ProcessCounters();
    counters.add(event(1));
    expect(counters.add(event(1))).toContain('already has number 1');
  });

  it('may have been declared lost and be there all the same: a commit whose answer was lost', () => {
    expect(holesOf(event(1), event(2), event(3, [2]))).toEqual({ missing: [], inFlight: [] });
  });

  it.each([
    {},
    { process: null },
    { process: 'b1' },
    { process: { boot: 1, number: 1 } },
    { process: { boot: 'b1', number: 0 } },
    { process: { boot: 'b1', number: 1.5 } },
    { process: { boot: 'b1', number: '1' } },
    { process: { boot: 'b1', number: 1, lost: {} } },
    { process: { boot: 'b1', number: 1, lost: [-1] } },
  ])('are missed in %j', (body) => {
    expect(new ProcessCounters().add(body)).toBe('it does not say which process wrote it');
  });
});
