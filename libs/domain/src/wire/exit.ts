import type {
  DeathCause,
  EntrySource,
  ExitCode,
  LeavingTalk,
  LegalBasis,
  TreatedBefore,
  WithdrawalReason,
} from '../charter/exits.js';
import type { Stage } from '../charter/pathway.js';

/** A stage is left without a next one. */
export interface ExitRequest {
  exit: ExitCode;
  /** The day it happened, of the house's calendar; left out: today. */
  exited_on?: string;
  withdrawal_reason?: WithdrawalReason;
  appeal_offered_on?: string;
  leaving_talk?: LeavingTalk;
  death_cause?: DeathCause;
}

/** How somebody came into the stage they are in. Null: not known yet, which is another thing than `unknown` or `refused`. */
export interface EntryRecord {
  requested_on: string | null;
  first_contact_on: string | null;
  first_appt_offered_on: string | null;
  admitted_on: string | null;
  planned_end_on: string | null;
  legal_basis_of_entry: LegalBasis | null;
  /** Number and day of the document, its reviewer and its end: asked for where nobody asked the person (H1). */
  legal_document: string | null;
  legal_reviewer: string | null;
  legal_until_on: string | null;
  prev_treated: TreatedBefore | null;
  referral_source: EntrySource | null;
}

/** What the rules noticed and nobody is stopped by. */
export interface DataWarning {
  /** The rule, `V6`. */
  rule: string;
  field: string;
}

export interface EntryView {
  client: string;
  /** The version of the episode. */
  version: number;
  stage: Stage;
  started_on: string;
  entry: EntryRecord;
  warnings: DataWarning[];
}

/** How much of what must be known is not (V11): a line per item over the entries of 90 days. Nothing is ever blocked by it. */
export interface EntryQualityView {
  entries: number;
  items: { item: string; unknown: number; refused: number; missing: number; alert: boolean }[];
}
