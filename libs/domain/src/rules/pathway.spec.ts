import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SUICIDE_RISKS } from '../charter/code-lists.js';
import {
  CRITERIA,
  PATHWAY,
  RECORDED_STAGES,
  MOVE_OUTCOMES,
  STAGES,
  type MoveOutcome,
  type Stage,
} from '../charter/pathway.js';
import { Refusal } from '../refusal.js';
import type {
  EmploymentRecord,
  RehabilitationRecord,
  ReintegrationRecord,
  TreatmentRecord,
} from '../wire/client.js';
import {
  criteriaOf,
  decideMove,
  moveDirection,
  movesFrom,
  recordRefusals,
  type Evidence,
} from './pathway.js';

const NOW = new Date('2026-06-15T12:00:00Z');
const DAY = 86_400_000;
const OUTCOMES = Object.keys(MOVE_OUTCOMES) as MoveOutcome[];
const day = (back: number): string => new Date(NOW.getTime() - back * DAY).toISOString().slice(0, 10);
const instant = (hoursBack: number): string => new Date(NOW.getTime() - hoursBack * 3_600_000).toISOString();

const refusalOf = (work: () => unknown): Refusal | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

const TREATMENT: TreatmentRecord = {
  substance: 'alcohol',
  withdrawal_scale: 'ciwa_ar',
  last_score: 3,
  last_score_at: instant(1),
  previous_score: 7,
  previous_score_at: instant(25),
  new_dosing_between: false,
  medically_stable: true,
  overdose_risk_talk_on: day(0),
};
const REHABILITATION: RehabilitationRecord = {
  goals_total: 10,
  goals_met_or_revised: 7,
  last_use_on: day(28),
  aftercare_arranged_on: day(1),
};
const REINTEGRATION: ReintegrationRecord = {
  housing_stable_since_on: day(90),
  identity_documents_held: true,
  income_source: 'benefits',
  support_network_people: 2,
};
const EMPLOYMENT: EmploymentRecord = { wants_work: true, work_kind: 'job', work_started_on: day(91) };

/** The evidence under which every criterion of every stage is met, each by the narrowest margin. */
const READY: Evidence = {
  records: {
    treatment: TREATMENT,
    rehabilitation: REHABILITATION,
    reintegration: REINTEGRATION,
    employment: EMPLOYMENT,
  },
  suicide_risk: 'low',
};
const NOTHING: Evidence = { records: {}, suicide_risk: 'not_assessed' };
const unmet = (stage: Stage, evidence: Evidence): string[] =>
  criteriaOf(stage, evidence, NOW)
    .filter(({ met }) => !met)
    .map(({ criterion }) => criterion);

const aStage = fc.constantFrom(...STAGES);
const anOutcome = fc.constantFrom(...OUTCOMES);
const anEvidence: fc.Arbitrary<Evidence> = fc.record({
  records: fc.record(
    {
      treatment: fc.constant(TREATMENT),
      rehabilitation: fc.constant(REHABILITATION),
      reintegration: fc.constant(REINTEGRATION),
      employment: fc.constant(EMPLOYMENT),
    },
    { requiredKeys: [] },
  ),
  suicide_risk: fc.constantFrom(...SUICIDE_RISKS),
});
const aReason = fc.option(fc.constantFrom('the place closes tomorrow', '   ', ''), { nil: undefined });

describe('a move between stages', () => {
  it('is decided by the charter: every pair of stages', () => {
    for (const from of STAGES) {
      for (const to of STAGES) {
        const move = { from, to, outcome: 'moved_on_as_planned' as const };
        const refusal = refusalOf(() => decideMove(move, STAGES, READY, NOW));
        const known = to in PATHWAY[from];
        const code = from === to ? 'stage.already_there' : known ? undefined : 'stage.not_a_move';
        expect([from, to, refusal?.code]).toEqual([from, to, code]);
        expect(moveDirection(from, to) !== undefined).toBe(known);
        expect(movesFrom(from).some((one) => one.to === to)).toBe(known);
      }
    }
  });

  it('goes only where the organisation offers the stage', () => {
    fc.assert(
      fc.property(aStage, aStage, fc.subarray([...STAGES]), (from, to, offered) => {
        fc.pre(moveDirection(from, to) !== undefined && !offered.includes(to));
        const refusal = refusalOf(() => decideMove({ from, to, outcome: 'stepped_up' }, offered, READY, NOW));
        expect(refusal?.code).toBe('stage.not_offered');
      }),
    );
  });

  it('back is always open: relapse asks for nothing, whatever is known or unknown', () => {
    fc.assert(
      fc.property(
        aStage,
        aStage,
        anEvidence,
        fc.constantFrom('stepped_up' as const, 'moved_on_early' as const),
        (from, to, evidence, outcome) => {
          fc.pre(moveDirection(from, to) === 'return');
          expect(decideMove({ from, to, outcome }, STAGES, evidence, NOW)).toEqual({ override_reason: null });
        },
      ),
    );
  });

  it('never counts as completed while a criterion is unmet, in no direction and with no reason', () => {
    fc.assert(
      fc.property(aStage, aStage, anEvidence, aReason, (from, to, evidence, override_reason) => {
        fc.pre(moveDirection(from, to) !== undefined && unmet(from, evidence).length > 0);
        const move = { from, to, outcome: 'completed' as const, override_reason };
        expect(refusalOf(() => decideMove(move, STAGES, evidence, NOW))?.code).toMatch(
          /^stage\.(outcome_needs_criteria|criteria_unmet)$/,
        );
      }),
    );
  });

  it('onward with criteria unmet needs a reason in words, which is kept; with all met it needs none and keeps none', () => {
    fc.assert(
      fc.property(
        aStage,
        aStage,
        anEvidence,
        anOutcome,
        aReason,
        (from, to, evidence, outcome, override_reason) => {
          fc.pre(moveDirection(from, to) === 'onward' && outcome !== 'completed');
          const decision = () => decideMove({ from, to, outcome, override_reason }, STAGES, evidence, NOW);
          const missing = unmet(from, evidence);
          if (missing.length === 0) return expect(decision()).toEqual({ override_reason: null });
          if (override_reason?.trim()) return expect(decision()).toEqual({ override_reason });
          const refusal = refusalOf(decision);
          expect(refusal?.code).toBe('stage.criteria_unmet');
          expect(refusal?.details.parameters).toEqual({ criteria: missing.join(', ') });
        },
      ),
    );
  });
});

describe('the criteria', () => {
  it('of a stage are all of its own, and a stage without a record has none', () => {
    for (const stage of STAGES) {
      const own = Object.entries(CRITERIA).filter(([, criterion]) => (criterion.stage as Stage) === stage);
      expect(criteriaOf(stage, READY, NOW).map(({ criterion }) => criterion)).toEqual(
        own.map(([name]) => name),
      );
    }
  });

  it('are all met at the limit, and none is met by knowing nothing', () => {
    for (const stage of RECORDED_STAGES) {
      expect([stage, unmet(stage, READY)]).toEqual([stage, []]);
      expect(criteriaOf(stage, NOTHING, NOW).filter(({ met }) => met)).toEqual([]);
    }
  });

  it.each<[string, Stage, Evidence['records'], string]>([
    [
      'a last score at the threshold',
      'treatment',
      { treatment: { ...TREATMENT, last_score: 8 } },
      'withdrawal_settled',
    ],
    [
      'an earlier score at the threshold',
      'treatment',
      { treatment: { ...TREATMENT, previous_score: 8 } },
      'withdrawal_settled',
    ],
    [
      'readings less than a day apart',
      'treatment',
      { treatment: { ...TREATMENT, previous_score_at: instant(24.9) } },
      'withdrawal_settled',
    ],
    [
      'dosing between the readings',
      'treatment',
      { treatment: { ...TREATMENT, new_dosing_between: true } },
      'withdrawal_settled',
    ],
    [
      'dosing that nobody asked about',
      'treatment',
      { treatment: { ...TREATMENT, new_dosing_between: null } },
      'withdrawal_settled',
    ],
    [
      'scores without a scale',
      'treatment',
      { treatment: { ...TREATMENT, withdrawal_scale: null } },
      'withdrawal_settled',
    ],
    [
      'a COWS score at its own, lower threshold',
      'treatment',
      { treatment: { ...TREATMENT, withdrawal_scale: 'cows', last_score: 4, previous_score: 5 } },
      'withdrawal_settled',
    ],
    [
      'stability nobody recorded',
      'treatment',
      { treatment: { ...TREATMENT, medically_stable: null } },
      'medically_stable',
    ],
    [
      'no talk about overdose',
      'treatment',
      { treatment: { ...TREATMENT, overdose_risk_talk_on: null } },
      'overdose_risk_talk_held',
    ],
    [
      'goals just below the share',
      'rehabilitation',
      { rehabilitation: { ...REHABILITATION, goals_met_or_revised: 6 } },
      'goals_met_or_revised',
    ],
    [
      'no goals at all',
      'rehabilitation',
      { rehabilitation: { ...REHABILITATION, goals_total: 0, goals_met_or_revised: 0 } },
      'goals_met_or_revised',
    ],
    [
      'use 27 days ago',
      'rehabilitation',
      { rehabilitation: { ...REHABILITATION, last_use_on: day(27) } },
      'no_use_for_28_days',
    ],
    [
      'a last use nobody recorded',
      'rehabilitation',
      { rehabilitation: { ...REHABILITATION, last_use_on: null } },
      'no_use_for_28_days',
    ],
    [
      'no aftercare',
      'rehabilitation',
      { rehabilitation: { ...REHABILITATION, aftercare_arranged_on: null } },
      'aftercare_arranged',
    ],
    [
      'housing for 89 days',
      'reintegration',
      { reintegration: { ...REINTEGRATION, housing_stable_since_on: day(89) } },
      'housing_stable',
    ],
    [
      'documents not held',
      'reintegration',
      { reintegration: { ...REINTEGRATION, identity_documents_held: false } },
      'identity_documents_held',
    ],
    [
      'no income',
      'reintegration',
      { reintegration: { ...REINTEGRATION, income_source: 'none' } },
      'lawful_income_or_education',
    ],
    [
      'one person to lean on',
      'reintegration',
      { reintegration: { ...REINTEGRATION, support_network_people: 1 } },
      'support_network',
    ],
    [
      'work for 90 days',
      'employment',
      { employment: { ...EMPLOYMENT, work_started_on: day(90) } },
      'work_sustained',
    ],
    ['no work', 'employment', { employment: { ...EMPLOYMENT, work_kind: 'none' } }, 'work_sustained'],
  ])('are not met by %s', (_, stage, records, criterion) => {
    expect(unmet(stage, { ...READY, records })).toEqual([criterion]);
  });

  it('count a suicide risk as met only when it was asked and is none or low', () => {
    for (const suicide_risk of SUICIDE_RISKS) {
      const missing = unmet('treatment', { ...READY, suicide_risk });
      expect([suicide_risk, missing]).toEqual([
        suicide_risk,
        suicide_risk === 'none' || suicide_risk === 'low' ? [] : ['no_unmet_suicide_risk'],
      ]);
    }
  });

  it('leave withdrawal without a fitting scale to the plan of the clinician: then stability decides', () => {
    const plan = {
      ...TREATMENT,
      withdrawal_scale: 'clinician_plan' as const,
      last_score: null,
      previous_score: null,
    };
    expect(unmet('treatment', { ...READY, records: { treatment: plan } })).toEqual([]);
    expect(
      unmet('treatment', { ...READY, records: { treatment: { ...plan, medically_stable: false } } }),
    ).toEqual(['withdrawal_settled', 'medically_stable']);
  });
});

describe('a record', () => {
  const codes = (
    stage: (typeof RECORDED_STAGES)[number],
    record: Parameters<typeof recordRefusals>[1],
  ): string[] => recordRefusals(stage, record, NOW).map((one) => `${one.code} ${one.details.field}`);

  it('that is in order is not refused', () => {
    expect(codes('treatment', TREATMENT)).toEqual([]);
    expect(codes('rehabilitation', REHABILITATION)).toEqual([]);
    expect(codes('reintegration', REINTEGRATION)).toEqual([]);
    expect(codes('employment', EMPLOYMENT)).toEqual([]);
  });

  it('is refused with everything that is wrong in it at once', () => {
    const wrong = {
      ...TREATMENT,
      last_score: 68,
      last_score_at: instant(-1),
      previous_score_at: instant(-2),
      overdose_risk_talk_on: day(-3),
    };
    expect(codes('treatment', wrong).sort()).toEqual([
      'record.date_in_future last_score_at',
      'record.date_in_future overdose_risk_talk_on',
      'record.date_in_future previous_score_at',
      'record.readings_out_of_order last_score_at',
      'record.score_out_of_range last_score',
    ]);
  });

  it('knows the end of each scale', () => {
    const top = { ciwa_ar: 67, cows: 48, clinician_plan: 100 } as const;
    for (const [scale, max] of Object.entries(top) as [keyof typeof top, number][]) {
      expect(codes('treatment', { ...TREATMENT, withdrawal_scale: scale, last_score: max })).toEqual([]);
      expect(codes('treatment', { ...TREATMENT, withdrawal_scale: scale, last_score: max + 1 })).toEqual([
        'record.score_out_of_range last_score',
      ]);
    }
  });

  it('has no more goals met than it has goals', () => {
    expect(codes('rehabilitation', { ...REHABILITATION, goals_total: 6 })).toEqual([
      'record.goals_exceed_total goals_met_or_revised',
    ]);
    expect(codes('rehabilitation', { ...REHABILITATION, goals_total: null })).toEqual([
      'record.goals_exceed_total goals_met_or_revised',
    ]);
  });

  it('may carry the date of tomorrow, where the day has begun already, and none after it', () => {
    expect(codes('employment', { ...EMPLOYMENT, work_started_on: day(-1) })).toEqual([]);
    expect(codes('employment', { ...EMPLOYMENT, work_started_on: day(-2) })).toEqual([
      'record.date_in_future work_started_on',
    ]);
  });
});
