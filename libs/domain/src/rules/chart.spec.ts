import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CARE_LEVELS,
  CARE_NEEDS,
  CONSCIOUSNESS,
  NEED_RATINGS,
  OBSERVATION_LEVELS,
  VITAL_BOUNDS,
  VITAL_SIGNS,
  WITHDRAWAL_SCALES,
  WITHDRAWAL_SETTLED_BELOW,
  type ChartRules,
  type NeedRating,
  type VitalSign,
} from '../charter/chart.js';
import type { Refusal } from '../refusal.js';
import {
  alertsOf,
  decideCareLevel,
  decideObservation,
  decideReading,
  nextScore,
  recommendedLevel,
  type Measured,
  type Needs,
} from './chart.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const OPENED = new Date('2026-11-01T08:00:00Z');
const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);
const NOTHING: Measured = {
  systolic: null,
  diastolic: null,
  pulse: null,
  respiration: null,
  temperature: null,
  oxygen: null,
  glucose: null,
};
const RULES: ChartRules = {
  limits: {
    systolic: { low: 90, high: 180 },
    diastolic: { low: 50, high: 110 },
    pulse: { low: 50, high: 120 },
    respiration: { low: 10, high: 24 },
    temperature: { low: 35, high: 38.5 },
    oxygen: { low: 92, high: null },
    glucose: { low: 4, high: 15 },
  },
  score_intervals: {
    'ciwa-ar': [
      { from: 0, hours: 4 },
      { from: 8, hours: 2 },
      { from: 15, hours: 1 },
    ],
    cows: [
      { from: 0, hours: 6 },
      { from: 5, hours: 4 },
    ],
  },
};

const codesOf = (act: () => void): string[] => {
  try {
    act();
    return [];
  } catch (error) {
    const refusal = error as Refusal;
    return [refusal, ...(refusal.details.also ?? [])].map(({ code }) => code);
  }
};
const read = (measured: Partial<Measured>, at = NOW): string[] =>
  codesOf(() =>
    decideReading({ at, measured: { ...NOTHING, ...measured }, consciousness: null }, OPENED, NOW),
  );

describe('a reading of vital signs', () => {
  it('takes what somebody alive can have, to the decimal of the instrument, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VITAL_SIGNS),
        fc.integer({ min: -1_000, max: 10_000 }),
        (sign, tenths) => {
          const value = tenths / 10;
          const { min, max, decimals } = VITAL_BOUNDS[sign];
          const isPossible = value >= min && value <= max && (decimals === 1 || Number.isInteger(value));
          const refused = read({ [sign]: value }).includes('chart.value_impossible');
          expect(refused).toBe(!isPossible);
        },
      ),
    );
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 36.65])
      expect(read({ temperature: value })).toEqual(['chart.value_impossible']);
  });

  it('says something, has a whole blood pressure the right way up, and lies between coming and now', () => {
    expect(read({})).toEqual(['chart.reading_empty']);
    expect(read({ systolic: 120 })).toEqual(['chart.pressure_half']);
    expect(read({ diastolic: 80 })).toEqual(['chart.pressure_half']);
    expect(read({ systolic: 80, diastolic: 80 })).toEqual(['chart.pressure_upside_down']);
    expect(read({ pulse: 70 }, hours(1))).toEqual(['chart.in_the_future']);
    expect(read({ pulse: 70 }, hours(-24 * 40))).toEqual(['chart.before_the_stay']);
    expect(read({ systolic: 120, diastolic: 80, temperature: 36.6 })).toEqual([]);
    expect(
      codesOf(() =>
        decideReading({ at: NOW, measured: NOTHING, consciousness: 'unresponsive' }, OPENED, NOW),
      ),
    ).toEqual([]);
    // Everything at once: one mends it in one go.
    expect(read({ pulse: 5, systolic: 120 }, hours(2))).toEqual([
      'chart.value_impossible',
      'chart.pressure_half',
      'chart.in_the_future',
    ]);
  });

  it('alerts exactly where a value lies beyond a limit, or somebody is not alert', () => {
    const some = fc.record(
      Object.fromEntries(
        VITAL_SIGNS.map((sign) => [
          sign,
          fc.option(fc.integer({ min: 0, max: 3_000 }).map((tenths) => tenths / 10)),
        ]),
      ) as Record<VitalSign, fc.Arbitrary<number | null>>,
    );
    fc.assert(
      fc.property(some, fc.option(fc.constantFrom(...CONSCIOUSNESS)), (measured, consciousness) => {
        const alerts = alertsOf({ measured, consciousness }, RULES.limits);
        for (const sign of VITAL_SIGNS) {
          const { low, high } = RULES.limits[sign];
          const value = measured[sign];
          const within = value === null || (value >= (low ?? -1) && value <= (high ?? 1e9));
          expect(alerts.includes(sign)).toBe(!within);
        }
        expect(alerts.includes('consciousness')).toBe(consciousness !== null && consciousness !== 'alert');
      }),
    );
  });
});

describe('the next score of a withdrawal', () => {
  const next = (
    values: readonly [number, number][],
    lastDose: Date | null = null,
    scale = WITHDRAWAL_SCALES[0],
  ) =>
    nextScore(
      scale,
      values.map(([at, value]) => ({ at: hours(at), value })),
      lastDose,
      RULES,
      NOW,
    );

  it('comes as often as the newest score asks for (domain 12, 5)', () => {
    expect(next([[-1, 7]])).toEqual({ state: 'later', due_at: hours(3) });
    expect(next([[-1, 8]])).toEqual({ state: 'later', due_at: hours(1) });
    expect(next([[-1, 14]])).toEqual({ state: 'later', due_at: hours(1) });
    expect(next([[-1, 15]])).toEqual({ state: 'due', due_at: hours(0) });
    expect(next([[-2, 20]])).toEqual({ state: 'overdue', due_at: hours(-1) });
    expect(next([])).toBeNull();
  });

  it('is not due any more once a whole day lay below the threshold without a dose by score', () => {
    expect(
      next([
        [-25, 7],
        [-12, 5],
        [-1, 3],
      ])?.state,
    ).toBe('settled');
    expect(
      next([
        [-24, 7],
        [-1, 3],
      ])?.state,
    ).not.toBe('settled');
    expect(
      next([
        [-40, 3],
        [-25, 9],
        [-24, 3],
        [-1, 3],
      ])?.state,
    ).not.toBe('settled');
    expect(
      next(
        [
          [-25, 7],
          [-12, 5],
          [-1, 3],
        ],
        hours(-20),
      )?.state,
    ).not.toBe('settled');
  });

  it('is never settled by a newest score at the threshold, and whatever order the scores come in says the same', () => {
    const points = fc.array(
      fc.record({ at: fc.integer({ min: -200, max: 0 }).map(hours), value: fc.integer({ min: 0, max: 60 }) }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(points, fc.constantFrom(...WITHDRAWAL_SCALES), (given_, scale) => {
        const unique = [...new Map(given_.map((point) => [point.at.getTime(), point])).values()];
        const said = nextScore(scale, unique, null, RULES, NOW);
        expect(nextScore(scale, [...unique].reverse(), null, RULES, NOW)).toEqual(said);
        const newest = unique.reduce((a, b) => (a.at > b.at ? a : b));
        if (newest.value >= WITHDRAWAL_SETTLED_BELOW[scale]) expect(said?.state).not.toBe('settled');
        if (said?.due_at) expect(said.due_at.getTime()).toBeGreaterThan(newest.at.getTime());
      }),
    );
  });
});

describe('the level of care', () => {
  const ratings = fc.record(
    Object.fromEntries(CARE_NEEDS.map((need) => [need, fc.constantFrom(...NEED_RATINGS)])) as Record<
      (typeof CARE_NEEDS)[number],
      fc.Arbitrary<NeedRating>
    >,
  );
  const NONE: Needs = {
    withdrawal: 'none',
    body: 'none',
    mind: 'none',
    willingness: 'none',
    relapse_risk: 'none',
    surroundings: 'none',
  };

  it('is never less for a greater need', () => {
    fc.assert(
      fc.property(ratings, fc.constantFrom(...CARE_NEEDS), (needs, need) => {
        const at = NEED_RATINGS.indexOf(needs[need]);
        const more = {
          ...needs,
          [need]: NEED_RATINGS[Math.min(at + 1, NEED_RATINGS.length - 1)] as NeedRating,
        };
        expect(CARE_LEVELS.indexOf(recommendedLevel(more))).toBeGreaterThanOrEqual(
          CARE_LEVELS.indexOf(recommendedLevel(needs)),
        );
      }),
      { numRuns: 2_000 },
    );
    expect(recommendedLevel(NONE)).toBe('outpatient');
    expect(recommendedLevel({ ...NONE, withdrawal: 'marked' })).toBe('withdrawal_inpatient');
    expect(recommendedLevel({ ...NONE, body: 'severe' })).toBe('hospital');
  });

  it('needs a reason where it differs, and rights and consent where somebody is admitted; a hospital waits for neither', () => {
    fc.assert(
      fc.property(
        ratings,
        fc.constantFrom(...CARE_LEVELS),
        fc.option(fc.constantFrom('', '  ', 'Their wish.')),
        fc.boolean(),
        fc.boolean(),
        (needs, level, difference, rights_told, consented) => {
          const codes = codesOf(() =>
            decideCareLevel({ level, needs, difference }, { rights_told, consented }),
          );
          const admits = level !== 'hospital' && level !== 'outpatient';
          expect(codes.includes('chart.difference_needed')).toBe(
            level !== recommendedLevel(needs) && !difference?.trim(),
          );
          expect(codes.includes('chart.rights_not_told')).toBe(admits && !rights_told);
          expect(codes.includes('chart.not_consented')).toBe(admits && !consented);
        },
      ),
    );
  });
});

describe('how closely somebody is looked after', () => {
  it('changes from any level to any other, and never to itself', () => {
    for (const before of [null, ...OBSERVATION_LEVELS])
      for (const wanted of OBSERVATION_LEVELS)
        expect(codesOf(() => decideObservation(before, wanted))).toEqual(
          before === wanted ? ['chart.observation_same'] : [],
        );
  });
});
