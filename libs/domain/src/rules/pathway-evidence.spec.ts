import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { INCOME_SOURCES, SUICIDE_RISKS, WITHDRAWAL_SCALES, WORK_KINDS } from '../charter/code-lists.js';
import { CRITERIA, RECORDED_STAGES, type RecordedStage } from '../charter/pathway.js';
import type { CriterionView } from '../wire/client.js';
import { criteriaOf, type Evidence } from './pathway.js';

const NOW = new Date('2026-06-15T12:00:00Z');
const day = (back: number): string => new Date(NOW.getTime() - back * 86_400_000).toISOString().slice(0, 10);
const instant = (hoursBack: number): string => new Date(NOW.getTime() - hoursBack * 3_600_000).toISOString();

const NOTHING: Evidence = { records: {}, suicide_risk: 'not_assessed' };
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const aScore = maybe(fc.integer({ min: 0, max: 12 }));
const aDay = maybe(fc.integer({ min: 0, max: 120 }).map(day));
const anInstant = maybe(fc.integer({ min: 0, max: 60 }).map(instant));
const aCount = maybe(fc.integer({ min: 0, max: 10 }));
const aYesNo = maybe(fc.boolean());

/** Anything that may stand in the four records, beside anything that may be said of safety. */
const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  records: fc.record(
    {
      treatment: fc.record({
        substance: maybe(fc.constantFrom('alcohol' as const, 'opioids' as const)),
        withdrawal_scale: maybe(fc.constantFrom(...WITHDRAWAL_SCALES)),
        last_score: aScore,
        last_score_at: anInstant,
        previous_score: aScore,
        previous_score_at: anInstant,
        new_dosing_between: aYesNo,
        medically_stable: aYesNo,
        overdose_risk_talk_on: aDay,
      }),
      rehabilitation: fc.record({
        goals_total: aCount,
        goals_met_or_revised: aCount,
        last_use_on: aDay,
        aftercare_arranged_on: aDay,
      }),
      reintegration: fc.record({
        housing_stable_since_on: aDay,
        identity_documents_held: aYesNo,
        income_source: maybe(fc.constantFrom(...INCOME_SOURCES)),
        support_network_people: aCount,
      }),
      employment: fc.record({
        wants_work: aYesNo,
        work_kind: maybe(fc.constantFrom(...WORK_KINDS)),
        work_started_on: aDay,
      }),
    },
    { requiredKeys: [] },
  ),
  suicide_risk: fc.constantFrom(...SUICIDE_RISKS),
});

/** The same evidence as far as a criterion names it, and everything else as another has it. */
function withOnly(shown: CriterionView, stage: RecordedStage, kept: Evidence, other: Evidence): Evidence {
  const fields = shown.evidence.map(({ field }) => field);
  if (shown.form === 'safety') return { ...other, suicide_risk: kept.suicide_risk };
  const values = Object.fromEntries(shown.evidence.map(({ field, value }) => [field, value]));
  const base = (other.records[stage] ?? {}) as unknown as Record<string, unknown>;
  expect(Object.keys(values)).toEqual(fields);
  return { ...other, records: { ...other.records, [stage]: { ...base, ...values } } };
}

describe('a criterion', () => {
  it('shows the very fields it was decided from, with what is recorded in them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RECORDED_STAGES), anyEvidence, (stage, evidence) => {
        for (const { form, evidence: shown } of criteriaOf(stage, evidence, NOW)) {
          expect(shown.length).toBeGreaterThan(0);
          const source = (form === 'safety' ? evidence : (evidence.records[stage] ?? {})) as Record<
            string,
            unknown
          >;
          for (const { field, value } of shown) expect(value).toEqual(source[field] ?? null);
        }
      }),
    );
  });

  it('is decided from what it shows and from nothing else: whatever else is recorded changes no answer', () => {
    let told = 0;
    fc.assert(
      fc.property(fc.constantFrom(...RECORDED_STAGES), anyEvidence, anyEvidence, (stage, evidence, other) => {
        for (const one of criteriaOf(stage, evidence, NOW)) {
          const mixed = criteriaOf(stage, withOnly(one, stage, evidence, other), NOW);
          const again = mixed.find(({ criterion }) => criterion === one.criterion);
          expect(again).toEqual(one);
          if (one.met) told += 1;
        }
      }),
      { numRuns: 500 },
    );
    expect(told).toBeGreaterThan(50);
  });

  it('says where it is recorded: each stage has its form, what concerns safety has that of safety', () => {
    const forms = RECORDED_STAGES.flatMap((stage) => criteriaOf(stage, NOTHING, NOW)).map(
      ({ criterion, form }) => [criterion, form],
    );
    expect(forms).toHaveLength(Object.keys(CRITERIA).length);
    expect(forms.filter(([, form]) => form === 'safety')).toEqual([['no_unmet_suicide_risk', 'safety']]);
  });
});
