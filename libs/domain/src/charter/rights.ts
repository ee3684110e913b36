/**
 * Rights of clients and duties of houses that run on a clock: complaints, corrections, access, notices of rights, breaches, permits,
 * leaving, retention (domain 05 R-L01 to R-L06, domain 09; ADR 0043). Data only: rules are in `rules/rights.ts`, the lists are the
 * database's too (constraints-mirror-charter.spec).
 */

export const COMPLAINT_CATEGORIES = [
  'treatment',
  'consent',
  'privacy',
  'violence',
  'labour',
  'money',
  'discrimination',
  'refused_care',
  'other',
] as const;
export type ComplaintCategory = (typeof COMPLAINT_CATEGORIES)[number];

/** These leave the house at once, and so does everything about a minor. */
export const CRITICAL_CATEGORIES = [
  'violence',
  'labour',
  'privacy',
] as const satisfies readonly ComplaintCategory[];

/** How a complaint came. `window` and `web` are said by the address it came in at; the others by whoever wrote it down. */
export const COMPLAINT_CHANNELS = ['window', 'web', 'in_person', 'phone', 'box', 'ngo', 'ombudsman'] as const;
export type ComplaintChannel = (typeof COMPLAINT_CHANNELS)[number];
export const RECORDED_CHANNELS = [
  'in_person',
  'phone',
  'box',
  'ngo',
  'ombudsman',
] as const satisfies readonly ComplaintChannel[];
export type RecordedChannel = (typeof RECORDED_CHANNELS)[number];

export const COMPLAINT_SUBMITTERS = ['anonymous', 'client', 'other'] as const;
export type ComplaintSubmitter = (typeof COMPLAINT_SUBMITTERS)[number];

export const COMPLAINT_STATES = ['received', 'acknowledged', 'decided', 'checked', 'withdrawn'] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];

export const COMPLAINT_OUTCOMES = ['upheld', 'partly', 'not_upheld', 'withdrawn'] as const;
export type ComplaintOutcome = (typeof COMPLAINT_OUTCOMES)[number];
/** What whoever decides may say; withdrawing is the complainant's. */
export const DECIDED_OUTCOMES = [
  'upheld',
  'partly',
  'not_upheld',
] as const satisfies readonly ComplaintOutcome[];
export type DecidedOutcome = (typeof DECIDED_OUTCOMES)[number];

/** Why another than the house complained about handles it. */
export const PASSED_ON_REASONS = ['critical', 'handler_concerned', 'nobody_to_handle', 'asked'] as const;
export type PassedOnReason = (typeof PASSED_ON_REASONS)[number];

export const RETALIATION_FINDINGS = ['none', 'suspected', 'not_reached'] as const;
export type RetaliationFinding = (typeof RETALIATION_FINDINGS)[number];

/** Who decides on complaints in a house; where one of them is complained about, the complaint leaves the house. */
export const COMPLAINT_HANDLERS = ['privacy_officer', 'duty_manager'] as const;

/** What of a record may be asked to be corrected. Where the value stands is the part before the point. */
export const CORRECTION_FIELDS = [
  'client.birth_year',
  'client.language',
  'client.substance',
  'identity.name',
  'identity.birth_date',
  'identity.contact',
  'safety.screen',
  'diagnosis.condition',
  'treatment.record',
  'rehabilitation.record',
  'reintegration.record',
  'employment.record',
  'handoff.packet',
  'other',
] as const;
export type CorrectionField = (typeof CORRECTION_FIELDS)[number];

/** In which kinds of information a partner would have received the field; none: in every disclosure. */
export const CORRECTION_CATEGORIES: Readonly<Record<CorrectionField, readonly string[]>> = {
  'client.birth_year': [],
  'client.language': [],
  'client.substance': ['treatment', 'diagnosis'],
  'identity.name': [],
  'identity.birth_date': [],
  'identity.contact': [],
  'safety.screen': ['safety'],
  'diagnosis.condition': ['diagnosis'],
  'treatment.record': ['treatment'],
  'rehabilitation.record': ['plan'],
  'reintegration.record': ['social'],
  'employment.record': ['employment'],
  'handoff.packet': [],
  other: [],
};

export const CORRECTION_DECISIONS = ['accepted', 'partly', 'refused'] as const;
export type CorrectionDecision = (typeof CORRECTION_DECISIONS)[number];
export const CORRECTION_STATES = ['asked', 'accepted', 'corrected', 'refused'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

/** Who asked: the client in the window, or staff because the client told them so. */
export const ASKED_BY = ['client', 'staff'] as const;
export type AskedBy = (typeof ASKED_BY)[number];

export const ACCESS_FORMS = ['paper', 'file', 'look'] as const;
export type AccessForm = (typeof ACCESS_FORMS)[number];
export const ACCESS_ANSWERS = ['given', 'partly', 'refused'] as const;
export type AccessAnswer = (typeof ACCESS_ANSWERS)[number];

export const NOTICE_FORMS = ['full', 'easy', 'read_aloud'] as const;
export type NoticeForm = (typeof NOTICE_FORMS)[number];

export const BREACH_KINDS = ['disclosure', 'loss', 'alteration', 'access', 'unavailable'] as const;
export type BreachKind = (typeof BREACH_KINDS)[number];
export const BREACH_RISKS = ['unlikely', 'likely', 'high'] as const;
export type BreachRisk = (typeof BREACH_RISKS)[number];
export const BREACH_STATES = ['open', 'notified', 'closed'] as const;
export type BreachState = (typeof BREACH_STATES)[number];

export const PERMIT_KINDS = [
  'health_data',
  'sensitive_data',
  'cross_border',
  'data_protection_officer',
  'impact_assessment',
  'processing_register',
] as const;
export type PermitKind = (typeof PERMIT_KINDS)[number];

export const LEAVE_OUTCOMES = ['left', 'stays', 'later'] as const;
export type LeaveOutcome = (typeof LEAVE_OUTCOMES)[number];

/** Every clock of a duty, and the work it is: whose role is asked first. Overdue, whoever manages is told (`rights.overdue`). */
export const DEADLINES = {
  'complaint.acknowledge': { work: 'rights.acknowledge', role: 'privacy_officer' },
  'complaint.decide': { work: 'rights.decide', role: 'privacy_officer' },
  'complaint.retaliation': { work: 'rights.retaliation', role: 'privacy_officer' },
  'correction.decide': { work: 'rights.correction', role: 'privacy_officer' },
  'access.answer': { work: 'rights.access', role: 'privacy_officer' },
  'breach.notify': { work: 'rights.breach', role: 'privacy_officer' },
  'permit.renew': { work: 'rights.permit', role: 'org_admin' },
  'leave.answer': { work: 'rights.leave', role: 'duty_manager' },
  'retention.review': { work: 'rights.retention', role: 'privacy_officer' },
} as const;
export type DeadlineKind = keyof typeof DEADLINES;
export const DEADLINE_KINDS = Object.keys(DEADLINES) as DeadlineKind[];
