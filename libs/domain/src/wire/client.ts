import type {
  AgeBand,
  CareRequirement,
  IncomeSource,
  Language,
  ReferralSource,
  Sex,
  Substance,
  SuicideRisk,
  WithdrawalScale,
  WorkKind,
} from '../charter/code-lists.js';
import type { Criterion, MoveOutcome, RecordedStage, SpellOutcome, Stage } from '../charter/pathway.js';
import type { MatchReason, SearchReason } from '../charter/matching.js';
import type { ConsentView } from './consent.js';
import type { HandoffView } from './handoff.js';
import type { Labels } from './common.js';
import type { ColleagueView } from './work.js';

/** Who a person is: only ever travels between the vault and the screen, never in a packet, a log or a queue. */
export interface IdentityView {
  given_name: string;
  family_name: string;
  other_names: string | null;
  birth_on: string | null;
  sex: Sex;
  phones: string[];
  address: string | null;
  documents: { kind: string; number: string }[];
}

/** Both names, or a name with the date of birth, or a number; whole words, never a beginning. */
export interface DuplicateSearchRequest {
  given_name?: string;
  family_name?: string;
  other_names?: string;
  birth_on?: string;
  /** Where the day is not known; not beside `birth_on`. */
  birth_year?: number;
  phone?: string;
  document?: string;
  /** What the search is for; it stays in the audit. */
  reason: SearchReason;
  cursor?: string;
}

/** A client of the own organisation who may be the same person: masked until a human confirms. */
export interface DuplicateCandidate {
  client: string;
  masked: string;
  strength: 'strong' | 'possible';
  /** What agrees, in the order in which one would say it. */
  reasons: MatchReason[];
  has_open_episode: boolean;
}

/** The likeliest first; `next` leads to those who are less alike. */
export interface DuplicateCandidates {
  candidates: DuplicateCandidate[];
  next: string | null;
}

export interface SafetyScreen {
  suicide_risk: SuicideRisk;
  overdose_within_12_months: boolean | null;
  withdrawal_seizures_or_delirium: boolean | null;
  weeks_of_pregnancy: number | null;
  violence_risk: boolean | null;
  infectious_tuberculosis: boolean | null;
  allergies: string | null;
  medicines: string | null;
}

/** Walking in: who the person is is optional; the safety screen is not. */
export interface AdmissionRequest {
  /** Absent: the person stays anonymous and is found by code only. */
  identity?: {
    given_name: string;
    family_name: string;
    other_names?: string;
    birth_on?: string;
    sex?: Sex;
    phones?: string[];
    address?: string;
    documents?: { kind: string; number: string }[];
  };
  /** The name is one the client chose; nobody asked for papers (mode pseudonymous). */
  chosen_name?: boolean;
  /** An existing client of the own organisation, confirmed by a human as the same person. */
  same_as?: string;
  /** Candidates were shown and a human said: none of these. */
  duplicates_reviewed?: boolean;
  birth_year?: number;
  language: Language;
  referral_source: ReferralSource;
  substance?: Substance;
  stage: Stage;
  care_requirements?: CareRequirement[];
  safety: SafetyScreen;
}

/** The answer to every write about a client: the code and the new version, never who the person is. */
export interface ClientWritten {
  client: string;
  version: number;
}

export interface ClientSummary {
  client: string;
  stage: Stage | null;
  since_at: string;
  anonymous: boolean;
  age_band: AgeBand;
  suicide_risk: SuicideRisk;
}

export interface SpellView {
  stage: Stage;
  organisation: Labels;
  own: boolean;
  started_at: string;
  ended_at: string | null;
  outcome: SpellOutcome | null;
  override_reason: string | null;
}

export interface ConditionView {
  code_system: string;
  code: string;
  display: string | null;
  clinical_status: string | null;
  onset_on: string | null;
}

export interface CustodyView {
  organisation: Labels;
  own: boolean;
  from_at: string;
  until_at: string | null;
  basis: 'intake' | 'import' | 'handoff';
}

/** Evidence of the four stages; every field may still be unknown (null). */
export interface TreatmentRecord {
  substance: Substance | null;
  withdrawal_scale: WithdrawalScale | null;
  last_score: number | null;
  last_score_at: string | null;
  previous_score: number | null;
  previous_score_at: string | null;
  new_dosing_between: boolean | null;
  medically_stable: boolean | null;
  overdose_risk_talk_on: string | null;
}
export interface RehabilitationRecord {
  goals_total: number | null;
  goals_met_or_revised: number | null;
  last_use_on: string | null;
  aftercare_arranged_on: string | null;
}
export interface ReintegrationRecord {
  housing_stable_since_on: string | null;
  identity_documents_held: boolean | null;
  income_source: IncomeSource | null;
  support_network_people: number | null;
}
export interface EmploymentRecord {
  wants_work: boolean | null;
  work_kind: WorkKind | null;
  work_started_on: string | null;
}
export interface StageRecords {
  treatment: TreatmentRecord;
  rehabilitation: RehabilitationRecord;
  reintegration: ReintegrationRecord;
  employment: EmploymentRecord;
}

/** A criterion with what it was decided from: the field of the stage's record and its value, so that a person can look. */
export interface CriterionView {
  criterion: Criterion;
  met: boolean;
  evidence: { field: string; value: string | number | boolean | null }[];
  /** The form that holds the evidence. */
  form: 'record' | 'safety';
}

/** One client, as the reader's organisation may see them. */
export interface ClientView {
  client: string;
  version: number;
  anonymous: boolean;
  age_band: AgeBand;
  /** Whether a guardian has to sign for the client here: their age is below that of the jurisdiction. */
  under_age: boolean;
  language: Language;
  substance: Substance | null;
  care_requirements: CareRequirement[];
  /** Whether the reader's organisation holds the client now. */
  own_custody: boolean;
  /** `own_part`: the client moved on; the organisation reads what it wrote itself and how the road goes on. */
  scope: 'full' | 'own_part';
  episode: { opened_at: string; closed_at: string | null };
  stage: Stage | null;
  /** Who of the reader's organisation walks with the client. */
  key_worker: ColleagueView | null;
  safety: (SafetyScreen & { screened_at: string; version: number }) | null;
  spells: SpellView[];
  /** The record of the current stage, where it has one. */
  record:
    { [S in RecordedStage]: { stage: S; version: number; values: StageRecords[S] } }[RecordedStage] | null;
  criteria: CriterionView[];
  /** Stages the client may move to from here inside this organisation. */
  moves: { to: Stage; direction: 'onward' | 'return' }[];
  /** Stages that only a partner offers: the way there is a handoff. */
  handoff_stages: Stage[];
  custody: CustodyView[];
  consents: ConsentView[];
  conditions: ConditionView[];
  handoffs: HandoffView[];
}

export interface KeyWorkerRequest {
  /** Null: nobody for now. `me` or the id of a colleague who works with clients. */
  colleague: string | null;
}

export interface StageMoveRequest {
  to: Stage;
  outcome: MoveOutcome;
  /** Needed when criteria are unmet: why the client moves on all the same; a duty manager countersigns within 24 hours. */
  override_reason?: string;
}
