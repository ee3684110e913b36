import type {
  BreakGlassField,
  BreakGlassKind,
  BreakGlassReason,
  BreakGlassState,
  BreakGlassVerdict,
  ClientTold,
  DataRequestAuthority,
  DataRequestBasis,
  DataRequestDecision,
  DataRequestState,
  EmergencyReason,
  IdentityMode,
  MergeGround,
  MergeState,
  PhotoType,
  PlannedReason,
  ProtectionAlertKind,
  ProtectionKind,
} from '../charter/identity.js';
import type { CareRequirement, Language, Substance } from '../charter/code-lists.js';
import type { ConsentWay } from '../charter/consent.js';
import type { AdmissionRequest, ClientWritten, IdentityView, SafetyScreen } from './client.js';
import type { Labels } from './common.js';
import type { ColleagueView } from './work.js';

/** How a client is known here, without saying who they are. */
export interface IdentityStanding {
  client: string;
  version: number;
  mode: IdentityMode;
  /** Whether the reader may see name, date of birth and photograph without breaking the glass. */
  care_team: boolean;
  has_photo: boolean;
  /** Since when the client has a code and a passphrase to come back with; null: none. */
  return_since_at: string | null;
  /** What happened to the identity, the newest first. */
  changes: { what: 'joined' | 'undone'; at: string; by: string | null; how: ConsentWay }[];
  /** Set where the record is kept within a narrower team. */
  protected: ProtectionKind | null;
  /** The record that is worked with instead, where this one was joined to it. */
  merged_into: string | null;
  /** Records that were joined to this one. */
  merged: { merge: string; client: string }[];
  /** The reader's own opening that is in force now. */
  opening: string | null;
}

/** The client says who they are, or gives a name they chose; by their wish alone. */
export interface IdentityJoinRequest {
  mode: 'identified' | 'pseudonymous';
  identity: NonNullable<AdmissionRequest['identity']>;
  given_how: ConsentWay;
  duplicates_reviewed?: boolean;
}
export interface IdentityUndoRequest {
  given_how: ConsentWay;
}

export interface PhotoRequest {
  type: PhotoType;
  /** Base64; at most 160,000 bytes and 1,024 pixels a side. */
  content: string;
}
export interface PhotoView {
  type: PhotoType;
  content: string;
}

/** The passphrase is the client's own; at least 8 characters. */
export interface ReturnIssueRequest {
  passphrase: string;
}
/** The code is shown once and kept nowhere. Null: the same request was sent twice. */
export interface ReturnIssued extends ClientWritten {
  return_code: string | null;
}
export interface ReturnFindRequest {
  return_code: string;
  passphrase: string;
}
export interface ReturnFound {
  client: string;
}

export interface EmergencyRequest {
  reason: EmergencyReason;
  /** The organisation that gave out the code, as its card says; absent: the own one. */
  issuer?: string;
}
export interface BreakGlassRequest {
  reason: PlannedReason;
  /** At least 20 characters; kept encrypted. */
  words: string;
  fields: BreakGlassField[];
  minutes: number;
}
export interface BreakGlassDecision {
  open: boolean;
  /** What is granted; absent: what was asked for. */
  fields?: BreakGlassField[];
  minutes?: number;
}
export interface BreakGlassReviewRequest {
  verdict: BreakGlassVerdict;
  words?: string;
  client_told: ClientTold;
}

/** One opening, as the house and the client's accounting show it. */
export interface BreakGlassView {
  opening: string;
  client: string | null;
  kind: BreakGlassKind;
  state: BreakGlassState;
  reason: BreakGlassReason;
  /** Shown to whoever decides or reviews, and to whoever wrote it. */
  words: string | null;
  fields: BreakGlassField[];
  minutes: number;
  /** Whether somebody of the reader's house opened it; otherwise the other house is named. */
  own: boolean;
  organisation: Labels;
  asked_by: string | null;
  mine: boolean;
  asked_at: string;
  decided_by: string | null;
  opened_at: string | null;
  until_at: string | null;
  review_due_at: string | null;
  overdue: boolean;
  reviewed_by: string | null;
  verdict: BreakGlassVerdict | null;
  client_told: ClientTold | null;
  /** Until when the client is told; null once they were, where telling is dangerous, and where nothing was opened. */
  tell_due_at: string | null;
  tell_overdue: boolean;
  version: number;
}
export const BREAK_GLASS_VIEWS = ['to_decide', 'to_review', 'to_tell', 'open', 'all'] as const;
export type BreakGlassListView = (typeof BREAK_GLASS_VIEWS)[number];

/** What an opening shows: what it does not open is null. */
export interface EmergencyCard {
  opening: string;
  client: string;
  until_at: string;
  fields: BreakGlassField[];
  identity: Partial<IdentityView> | null;
  photo: PhotoView | null;
  language: Language;
  safety: (SafetyScreen & { screened_at: string }) | null;
  substance: Substance | null;
  care_requirements: CareRequirement[] | null;
  /** Who is responsible now, and where to ring. */
  custodian: { names: Labels; telephone: string | null } | null;
}

export interface ProtectionRequest {
  kind: ProtectionKind;
  /** The colleague this client is, where they are one. */
  self?: string;
  /** Who may still see the record. */
  team: string[];
}
export interface ProtectionView {
  client: string;
  kind: ProtectionKind;
  since_at: string;
  team: ColleagueView[];
}
export interface ProtectionAlertView {
  alert: string;
  client: string | null;
  what: ProtectionAlertKind;
  by: string | null;
  at: string;
  seen_at: string | null;
}

export interface MergeRequest {
  /** The record that is worked with from now on. */
  keep: string;
  /** The record that is joined to it. */
  join: string;
  ground: MergeGround;
}
export interface MergeDecision {
  merge: boolean;
}
export interface MergeView {
  merge: string;
  keep: string;
  join: string;
  ground: MergeGround;
  state: MergeState;
  proposed_by: string | null;
  /** Whether the reader proposed it: then another person decides. */
  mine: boolean;
  proposed_at: string;
  decided_by: string | null;
  decided_at: string | null;
  undone_by: string | null;
  undone_at: string | null;
  version: number;
}

export interface DataRequestRecordRequest {
  authority: DataRequestAuthority;
  basis: DataRequestBasis;
  /** Who asks, as the letter says. Kept encrypted, like the two below. */
  asked_by: string;
  /** Number and date of the letter. */
  document: string;
  /** About whom it asks. It is written down, and compared with nothing. */
  about: string;
  language: Language;
}
export interface DataRequestDecisionRequest {
  decision: DataRequestDecision;
  words: string;
}
export interface DataRequestView {
  request: string;
  reference: string;
  authority: DataRequestAuthority;
  basis: DataRequestBasis;
  asked_by: string;
  document: string;
  about: string;
  language: Language;
  state: DataRequestState;
  received_at: string;
  recorded_by: string | null;
  mine: boolean;
  decision: DataRequestDecision | null;
  decided_by: string | null;
  words: string | null;
  /** Every answer leaves at this instant or later, whatever it says. */
  answer_from_at: string;
  answered_at: string | null;
  version: number;
}
/** The text of the answer: the same for everybody but reference and day. */
export interface DataRequestAnswer {
  reference: string;
  language: Language;
  text_id: string;
  text: string;
}
