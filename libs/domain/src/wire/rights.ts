import type { Language } from '../charter/code-lists.js';
import type {
  AccessAnswer,
  AccessForm,
  AskedBy,
  BreachKind,
  BreachRisk,
  BreachState,
  ComplaintCategory,
  ComplaintChannel,
  ComplaintOutcome,
  ComplaintState,
  ComplaintSubmitter,
  CorrectionDecision,
  CorrectionField,
  CorrectionState,
  DecidedOutcome,
  LeaveOutcome,
  NoticeForm,
  PassedOnReason,
  PermitKind,
  RecordedChannel,
  RetaliationFinding,
} from '../charter/rights.js';
import type { Labels } from './common.js';
import type { ColleagueView } from './work.js';

/** Somebody complains: without an account, or a client in their window. */
export interface ComplaintFiling {
  /** Code of the organisation. */
  about: string;
  category: ComplaintCategory;
  /** It is about somebody under age. */
  concerns_minor: boolean;
  words: string;
  /** Who of the staff it is about, in one's own words; empty where nobody in particular. */
  about_whom: string;
  language: Language;
  /** Without a name nothing of who complains is kept. */
  anonymous: boolean;
  /** To follow it with; at least 8 characters. A client with a name may leave it out: it stands in their window. */
  passphrase: string | null;
}
/** The code is shown once more whenever the complaint is followed. */
export interface ComplaintFiled {
  complaint: string;
  reference: string;
  /** Set where another than the organisation complained about looks into it. */
  passed_on: PassedOnReason | null;
}

/** A complaint as the complainant sees it. */
export interface ComplaintFollowed {
  complaint: string;
  reference: string;
  about: Labels;
  handled_by: Labels;
  category: ComplaintCategory;
  concerns_minor: boolean;
  passed_on: PassedOnReason | null;
  with_name: boolean;
  words: string | null;
  about_whom: string;
  state: ComplaintState;
  received_on: string;
  acknowledge_due_at: string;
  decide_due_at: string;
  acknowledged_at: string | null;
  outcome: ComplaintOutcome | null;
  /** What was decided, and what is done about it; both in the words of whoever decided. */
  decision: string | null;
  remedy: string | null;
  decided_at: string | null;
  /** To whom one may turn who does not agree. */
  appeal_to: Labels;
  messages: ComplaintMessageView[];
  version: number;
}
export interface ComplaintMessageView {
  message: string;
  mine: boolean;
  words: string | null;
  written_at: string;
}

/** Staff write a complaint down for somebody. */
export interface ComplaintRecordRequest {
  about: string;
  /** A colleague of the own house, where it is about one. */
  about_colleague?: string | null;
  channel: RecordedChannel;
  submitter: ComplaintSubmitter;
  /** Code of the client who complains, where they say so. */
  client?: string | null;
  category: ComplaintCategory;
  concerns_minor: boolean;
  words: string;
  about_whom?: string | null;
  language: Language;
  /** Chosen by whoever complains, to follow it. */
  passphrase?: string | null;
}

/** A complaint as those who handle it see it. */
export interface ComplaintView {
  complaint: string;
  reference: string;
  about: Labels;
  about_code: string;
  /** The house complained about is the reader's own. */
  own_house: boolean;
  about_colleague: string | null;
  channel: ComplaintChannel;
  submitter: ComplaintSubmitter;
  /** Only in the house itself, and only where the client said who they are. */
  client: string | null;
  category: ComplaintCategory;
  concerns_minor: boolean;
  critical: boolean;
  passed_on: PassedOnReason | null;
  words: string | null;
  about_whom: string;
  language: Language;
  state: ComplaintState;
  received_on: string;
  acknowledge_due_at: string;
  decide_due_at: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  investigator: ColleagueView | null;
  outcome: ComplaintOutcome | null;
  decision: string | null;
  remedy: string | null;
  decided_by: string | null;
  decided_at: string | null;
  retaliation_due_at: string | null;
  retaliation_found: RetaliationFinding | null;
  retaliation_words: string | null;
  appeal_to: Labels;
  messages: ComplaintMessageView[];
  version: number;
}
export interface ComplaintInvestigatorRequest {
  /** `me` or a colleague who may decide complaints. */
  colleague: string;
}
export interface ComplaintConcernedRequest {
  colleague: string;
}
export interface ComplaintMessageRequest {
  words: string;
}
export interface ComplaintDecisionRequest {
  outcome: DecidedOutcome;
  words: string;
  remedy: string | null;
}
export interface ComplaintCheckRequest {
  found: RetaliationFinding;
  words: string;
}
/** What the own house can see of a complaint that left it: nothing but that it did. */
export interface ComplaintWritten {
  complaint: string;
  version: number;
  /** It is with the coordination office now. */
  left: boolean;
}

export interface CorrectionRequest {
  field: CorrectionField;
  says: string;
  should_say: string;
}
export interface CorrectionView {
  correction: string;
  client: string;
  field: CorrectionField;
  asked_by: AskedBy;
  recorded_by: string | null;
  mine: boolean;
  says: string | null;
  should_say: string | null;
  /** What stood in the record when it was decided, as far as the field is one value. */
  original: string | null;
  state: CorrectionState;
  received_at: string;
  decide_due_at: string;
  decision: CorrectionDecision | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: string | null;
  applied_by: string | null;
  applied_at: string | null;
  /** Partners who had received the field, and were told. */
  told: { partner: Labels; told_at: string }[];
  statement: string | null;
  version: number;
}
export interface CorrectionDecisionRequest {
  decision: CorrectionDecision;
  reason: string;
}
export interface CorrectionStatementRequest {
  words: string;
}
/** A value a partner gave us was corrected there. */
export interface CorrectionToldView {
  from: Labels;
  field: CorrectionField;
  told_at: string;
}

export interface AccessRequestRequest {
  form: AccessForm;
}
export interface AccessRequestView {
  request: string;
  client: string;
  form: AccessForm;
  asked_by: AskedBy;
  received_at: string;
  answer_due_at: string;
  answer: AccessAnswer | null;
  reason: string | null;
  answered_by: string | null;
  answered_at: string | null;
  version: number;
}
export interface AccessAnswerRequest {
  answer: AccessAnswer;
  reason: string | null;
}
/** What a client asked for in the window. */
export interface OwnRequestView {
  request: string;
  kind: 'correction' | 'access';
  house: Labels;
  what: CorrectionField | AccessForm;
  says: string | null;
  should_say: string | null;
  received_at: string;
  due_at: string;
  decision: CorrectionDecision | AccessAnswer | null;
  reason: string | null;
  decided_at: string | null;
  corrected_at: string | null;
  statement: string | null;
}

export interface RightsNoticeView {
  id: string;
  texts: Labels;
  /** The same in easy words. */
  easy: Labels;
  appeal_to: Labels;
}
export interface RightsNoticeGiven {
  notice: string;
  form: NoticeForm;
  language: Language;
  given_at: string;
  given_by: string | null;
}
export interface RightsNoticeRequest {
  form: NoticeForm;
  language: Language;
}
/** Everything about one client's rights on one page. */
export interface ClientRightsView {
  client: string;
  notice: RightsNoticeView;
  given: RightsNoticeGiven[];
  corrections: CorrectionView[];
  access: AccessRequestView[];
  told: CorrectionToldView[];
  leave: LeaveWishView[];
}
/** The same for the client. */
export interface OwnRightsView {
  notice: RightsNoticeView;
  given: { house: Labels; notice: string; form: NoticeForm; language: Language; given_at: string }[];
}

export interface LeaveWishView {
  wish: string;
  client: string;
  asked_by: AskedBy;
  asked_at: string;
  answer_due_at: string;
  outcome: LeaveOutcome | null;
  answered_by: string | null;
  answered_at: string | null;
  version: number;
}
export interface LeaveAnswerRequest {
  outcome: LeaveOutcome;
  safety_talk: boolean;
  belongings_returned: boolean;
  documents_returned: boolean;
  transport_arranged: boolean;
}
export interface OwnLeaveView {
  asked_at: string;
  due_at: string;
  outcome: LeaveOutcome | null;
  answered_at: string | null;
}

export interface BreachRecordRequest {
  kind: BreachKind;
  risk: BreachRisk;
  people: number;
  words: string;
  detected_at: string;
  /** Codes of clients it concerns, as far as they are known. */
  clients: string[];
}
export interface BreachView {
  breach: string;
  kind: BreachKind;
  risk: BreachRisk;
  people: number;
  words: string;
  detected_at: string;
  recorded_by: string | null;
  /** Until when the authority must know: detection and the hours of the jurisdiction. */
  notify_due_at: string;
  authority: Labels;
  state: BreachState;
  notified_at: string | null;
  notified_by: string | null;
  authority_reference: string | null;
  not_notified_reason: string | null;
  clients: number;
  clients_told_at: string | null;
  closed_at: string | null;
  version: number;
}
export interface BreachNotifyRequest {
  /** The number the authority gave; null: it need not know, and the reason says why. */
  authority_reference: string | null;
  reason: string | null;
}

export interface PermitRequest {
  kind: PermitKind;
  number: string;
  authority: string;
  valid_from_on: string;
  valid_until_on: string;
}
export interface PermitView extends PermitRequest {
  permit: string;
  /** It counts today; it ends within the days of warning; it is over. */
  standing: 'valid' | 'expiring' | 'expired' | 'future';
  days_left: number;
  recorded_at: string;
}
export interface PermitsView {
  items: PermitView[];
  /** The law of this place allows no health records without one. */
  health_permit_needed: boolean;
  /** Nothing new may be written down now. */
  refusing: boolean;
}

export interface RetentionDueView {
  client: string;
  care_ended_on: string;
  kept_until_on: string;
}
export interface RetentionReport {
  years: number;
  items: RetentionDueView[];
}
