import { INCOME_SOURCES, SUBSTANCES, WITHDRAWAL_SCALES, WORK_KINDS } from '#domain/charter/code-lists.js';
import type { IncomeSource, Substance, WithdrawalScale, WorkKind } from '#domain/charter/code-lists.js';
import type { RecordedStage } from '#domain/charter/pathway.js';
import type { StageRecords } from '#domain/wire/client.js';

/** How each field of a stage's record is asked: the form is drawn from here. */
type Ask =
  | { readonly as: 'number' | 'day' | 'moment' | 'tri' }
  | {
      readonly as: 'code';
      readonly list: 'substance' | 'withdrawal_scale' | 'income_source' | 'work_kind';
      readonly values: readonly (Substance | WithdrawalScale | IncomeSource | WorkKind)[];
    };

type Shape = { readonly [S in RecordedStage]: { readonly [F in keyof StageRecords[S]]: Ask } };

export const RECORD_SHAPE = {
  treatment: {
    substance: { as: 'code', list: 'substance', values: Object.keys(SUBSTANCES) as Substance[] },
    withdrawal_scale: { as: 'code', list: 'withdrawal_scale', values: WITHDRAWAL_SCALES },
    previous_score: { as: 'number' },
    previous_score_at: { as: 'moment' },
    last_score: { as: 'number' },
    last_score_at: { as: 'moment' },
    new_dosing_between: { as: 'tri' },
    medically_stable: { as: 'tri' },
    overdose_risk_talk_on: { as: 'day' },
  },
  rehabilitation: {
    goals_total: { as: 'number' },
    goals_met_or_revised: { as: 'number' },
    last_use_on: { as: 'day' },
    aftercare_arranged_on: { as: 'day' },
  },
  reintegration: {
    housing_stable_since_on: { as: 'day' },
    identity_documents_held: { as: 'tri' },
    income_source: { as: 'code', list: 'income_source', values: INCOME_SOURCES },
    support_network_people: { as: 'number' },
  },
  employment: {
    wants_work: { as: 'tri' },
    work_kind: { as: 'code', list: 'work_kind', values: WORK_KINDS },
    work_started_on: { as: 'day' },
  },
} as const satisfies Shape;

export type RecordValue = string | number | boolean | null;
export type RecordValues = Readonly<Record<string, RecordValue>>;

export type RecordField = { [S in RecordedStage]: keyof StageRecords[S] }[RecordedStage];

/** The fields of a stage in the order of the form. */
export const fieldsOf = (stage: RecordedStage): readonly (readonly [RecordField, Ask])[] =>
  Object.entries(RECORD_SHAPE[stage]) as [RecordField, Ask][];
