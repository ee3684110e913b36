import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MEDICINE_RULES_DEFAULT, type MedicineOrder, type MedicineRules } from '../charter/medicine.js';
import type { Refusal } from '../refusal.js';
import {
  decideDose,
  decideOrder,
  dosesDue,
  stateOfDose,
  type DoseRecorded,
  type DoseToRecord,
  type MedicineFacts,
  type OrderInForce,
} from './medicine.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);
const RULES: MedicineRules = { ...MEDICINE_RULES_DEFAULT, agonists_allowed: false };
const FACTS: MedicineFacts = {
  substance: 'opioids',
  allergies: null,
  last_opioid_use_at: null,
  last_opioid_long_acting: null,
  opioid_test: null,
  weeks_of_pregnancy: null,
  pregnancy_reviewed_at: null,
};
const ORDER: MedicineOrder = {
  medicine: 'Thiamine',
  class: 'vitamin',
  amount: 100,
  unit: 'mg',
  route: 'oral',
  schedule: { kind: 'times', times: ['08:00', '20:00'] },
  purpose: 'other',
  starts_at: NOW.toISOString(),
  ends_at: hours(72).toISOString(),
  allergy_override: null,
};
const NALTREXONE: MedicineOrder = {
  ...ORDER,
  medicine: 'Naltrexone',
  class: 'opioid_antagonist',
  purpose: 'relapse_prevention',
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
const ordered = (
  changes: Partial<MedicineOrder>,
  facts: Partial<MedicineFacts> = {},
  rules = RULES,
): string[] => codesOf(() => decideOrder({ ...ORDER, ...changes }, { ...FACTS, ...facts }, rules, NOW));

describe('An order of a medicine', () => {
  it('is taken as it stands, and refused by everything that is wrong with it at once', () => {
    expect(ordered({})).toEqual([]);
    expect(
      ordered({
        amount: 0,
        starts_at: hours(-2).toISOString(),
        ends_at: hours(-3).toISOString(),
        schedule: { kind: 'times', times: ['25:00'] },
      }),
    ).toEqual([
      'medicine.amount',
      'medicine.starts_in_the_past',
      'medicine.ends_before_it_starts',
      'medicine.times',
    ]);
    for (const amount of [-1, Number.NaN, Infinity, 100_001])
      expect(ordered({ amount })).toEqual(['medicine.amount']);
    for (const times of [
      [],
      ['8:00'],
      ['08:00', '08:00'],
      Array.from({ length: 13 }, (_, at) => `${10 + at}:00`),
    ])
      expect(ordered({ schedule: { kind: 'times', times } })).toEqual(['medicine.times']);
    expect(
      ordered({ schedule: { kind: 'as_needed', hours_between_min: 0, doses_per_day_max: 2.5 } }),
    ).toEqual(['medicine.most_per_day', 'medicine.hours_between']);
  });

  it('of what the client is allergic to needs the prescriber’s reason, in any letters', () => {
    expect(ordered({ medicine: 'Diazepam 5' }, { allergies: 'penicillin, DIAZÉPAM' })).toEqual([
      'medicine.allergy',
    ]);
    expect(ordered({ medicine: 'Диазепам' }, { allergies: 'диазепам: сыпь' })).toEqual(['medicine.allergy']);
    expect(
      ordered({ medicine: 'Diazepam', allergy_override: 'mild rash once' }, { allergies: 'diazepam' }),
    ).toEqual([]);
    expect(ordered({ medicine: 'Lorazepam' }, { allergies: 'diazepam' })).toEqual([]);
  });
});

describe('Stop rules', () => {
  const clean = (days: number): Partial<MedicineFacts> => ({
    last_opioid_use_at: hours(-24 * days),
    last_opioid_long_acting: false,
    opioid_test: { taken_at: hours(-1), negative: true },
  });

  it.each([
    [6.99, false, ['medicine.opioids_too_recent']],
    [7, false, []],
    [7, true, ['medicine.opioids_too_recent']],
    [7, null, ['medicine.opioids_too_recent']],
    [14, true, []],
    [14, null, []],
  ] as const)('naltrexone after %p days, long-acting %p: %j', (days, longActing, codes) => {
    expect(ordered(NALTREXONE, { ...clean(days), last_opioid_long_acting: longActing })).toEqual(codes);
  });

  it('naltrexone needs a negative test after the last use, not older than two days, and the day of the last use', () => {
    const tested = (opioid_test: MedicineFacts['opioid_test']) =>
      ordered(NALTREXONE, { ...clean(20), opioid_test });
    expect(tested(null)).toEqual(['medicine.opioid_test_needed']);
    expect(tested({ taken_at: hours(-1), negative: false })).toEqual(['medicine.opioid_test_needed']);
    expect(tested({ taken_at: hours(-49), negative: true })).toEqual(['medicine.opioid_test_needed']);
    expect(tested({ taken_at: hours(1), negative: true })).toEqual(['medicine.opioid_test_needed']);
    expect(tested({ taken_at: hours(-48), negative: true })).toEqual([]);
    expect(ordered(NALTREXONE)).toEqual(['medicine.opioid_use_unknown', 'medicine.opioid_test_needed']);
  });

  it('maintenance with an opioid agonist is there only where the law has it; a taper is no maintenance', () => {
    const methadone = { medicine: 'Methadone', class: 'opioid_agonist', purpose: 'maintenance' } as const;
    expect(ordered(methadone)).toEqual(['medicine.not_lawful_here']);
    expect(ordered(methadone, {}, { ...RULES, agonists_allowed: true })).toEqual([]);
    expect(ordered({ ...methadone, purpose: 'withdrawal' })).toEqual([]);
  });

  it.each(['opioids', 'alcohol', 'sedatives'])(
    'withdrawal from %s in pregnancy waits for an obstetrician',
    (substance) => {
      const pregnant = { substance, weeks_of_pregnancy: 12 };
      expect(ordered({ purpose: 'withdrawal' }, pregnant)).toEqual(['medicine.pregnancy_review_needed']);
      expect(ordered({ purpose: 'withdrawal' }, { ...pregnant, pregnancy_reviewed_at: hours(-5) })).toEqual(
        [],
      );
      expect(ordered({ purpose: 'other' }, pregnant)).toEqual([]);
      expect(ordered({ purpose: 'withdrawal' }, { substance, weeks_of_pregnancy: 0 })).toEqual([]);
    },
  );

  it('a scale doses the substance it is for, and nothing else', () => {
    for (const [scale, its] of [
      ['ciwa_ar', 'alcohol'],
      ['cows', 'opioids'],
    ] as const)
      for (const substance of ['opioids', 'alcohol', 'sedatives', 'stimulants', 'other', null])
        expect(
          ordered({ schedule: { kind: 'by_score', scale, doses_per_day_max: 6 } }, { substance }),
        ).toEqual(substance === its ? [] : ['medicine.no_dosing_by_score']);
  });
});

describe('A dose', () => {
  const order: OrderInForce = { ...ORDER, stopped_at: null };
  const asNeeded: OrderInForce = {
    ...order,
    starts_at: hours(-48).toISOString(),
    schedule: { kind: 'as_needed', hours_between_min: 4, doses_per_day_max: 3 },
  };
  const given = (changes: Partial<DoseToRecord> = {}): DoseToRecord => ({
    due_at: NOW,
    at: NOW,
    outcome: 'given',
    identifiers: ['name', 'birth_date'],
    reason: null,
    ...changes,
  });
  const recorded = (
    dose: DoseToRecord,
    before: readonly DoseRecorded[] = [],
    of = order,
    now = NOW,
  ): string[] => codesOf(() => decideDose(of, dose, before, now));

  it('is recorded once for its time, whatever became of it the first time', () => {
    expect(recorded(given())).toEqual([]);
    for (const outcome of ['given', 'refused', 'held'] as const)
      expect(recorded(given(), [{ due_at: NOW, at: NOW, outcome }])).toEqual(['medicine.dose_twice']);
    expect(recorded(given(), [{ due_at: hours(12), at: hours(12), outcome: 'given' }])).toEqual([]);
  });

  it('is given after two different looks at who it is; a look twice is one', () => {
    expect(recorded(given({ identifiers: ['name'] }))).toEqual(['medicine.two_identifiers']);
    expect(recorded(given({ identifiers: ['name', 'name'] }))).toEqual(['medicine.two_identifiers']);
    expect(recorded(given({ identifiers: ['shoes', 'name'] as never }))).toEqual([
      'medicine.two_identifiers',
    ]);
    expect(recorded(given({ identifiers: [], outcome: 'refused', reason: 'asleep' }))).toEqual([]);
    expect(recorded(given({ identifiers: [], outcome: 'refused' }))).toEqual(['medicine.reason_needed']);
  });

  it('has its time: not before it, not after the order, not in the future, not long ago', () => {
    expect(recorded(given({ due_at: hours(1) }))).toEqual([]);
    expect(recorded(given({ due_at: hours(1.01) }))).toEqual(['medicine.dose_too_early']);
    expect(recorded(given({ due_at: null }))).toEqual(['medicine.due_time_needed']);
    expect(recorded(given({ at: hours(1) }))).toEqual(['medicine.dose_in_the_future']);
    const stopped = { ...order, stopped_at: hours(-0.5).toISOString() };
    expect(recorded(given(), [], stopped)).toEqual(['medicine.order_not_in_force']);
    expect(recorded(given(), [], order, hours(25))).toEqual(['medicine.dose_long_ago']);
  });

  it('as needed is never sooner nor more often than the order lets it be, in whatever order the doses are written down', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20 * 60, max: 0 }), { maxLength: 12 }), (minutes) => {
        const kept: DoseRecorded[] = [];
        for (const minute of minutes) {
          const dose = given({ due_at: null, at: new Date(NOW.getTime() + minute * 60_000) });
          if (recorded(dose, kept, asNeeded).length === 0) kept.push(dose);
        }
        const at = kept.map((one) => one.at.getTime()).sort((a, b) => a - b);
        for (const [place, one] of at.entries()) {
          if (place > 0) expect(one - at[place - 1]!).toBeGreaterThanOrEqual(4 * 3_600_000);
          if (place >= 3) expect(one - at[place - 3]!).toBeGreaterThanOrEqual(24 * 3_600_000);
        }
      }),
    );
  });

  it('is due at the times of its days, from the start of the order to its end or stop', () => {
    const instantOf = (day: string, time: string) => new Date(`${day}T${time}:00Z`);
    const days = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'];
    const due = dosesDue(order, days, instantOf).map((at) => at.toISOString().slice(5, 16));
    expect(due).toEqual([
      '11-20T08:00',
      '11-20T20:00',
      '11-21T08:00',
      '11-21T20:00',
      '11-22T08:00',
      '11-22T20:00',
    ]);
    expect(dosesDue({ ...order, stopped_at: hours(12).toISOString() }, days, instantOf)).toHaveLength(1);
    expect(dosesDue(asNeeded, days, instantOf)).toEqual([]);
  });

  it.each([
    [-61, 'later'],
    [-60, 'due'],
    [60, 'due'],
    [61, 'late'],
    [239, 'late'],
    [240, 'missed'],
  ] as const)('%i minutes after its time is %s', (minutes, state) => {
    expect(stateOfDose(NOW, null, new Date(NOW.getTime() + minutes * 60_000))).toBe(state);
    expect(stateOfDose(NOW, 'refused', new Date(NOW.getTime() + minutes * 60_000))).toBe('refused');
  });
});
