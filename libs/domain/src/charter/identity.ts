/** How much of who they are a client gave: a name and papers, a name they chose, or nothing but a code to come back with. */
export const IDENTITY_MODES = ['identified', 'pseudonymous', 'anonymous'] as const;
export type IdentityMode = (typeof IDENTITY_MODES)[number];

/** One person at once in danger, or two people who take their time. */
export const BREAK_GLASS_KINDS = ['emergency', 'planned'] as const;
export type BreakGlassKind = (typeof BREAK_GLASS_KINDS)[number];

/** Why somebody opens the emergency card alone. */
export const EMERGENCY_REASONS = [
  'life_at_risk',
  'overdose',
  'unconscious',
  'suicide_risk',
  'violence',
  'child_at_risk',
] as const;
export type EmergencyReason = (typeof EMERGENCY_REASONS)[number];

/** Why somebody asks a second person to open what they do not see every day. */
export const PLANNED_REASONS = [
  'client_asked',
  'continuity_of_care',
  'wrong_record',
  'complaint',
  'court_order',
  'audit_finding',
] as const;
export type PlannedReason = (typeof PLANNED_REASONS)[number];
export type BreakGlassReason = EmergencyReason | PlannedReason;
export const BREAK_GLASS_REASONS = [...EMERGENCY_REASONS, ...PLANNED_REASONS] as const;

/** What can be opened. An emergency opens all of it; a planned opening only what was asked for and granted. */
export const BREAK_GLASS_FIELDS = ['name', 'birth_date', 'photo', 'contact', 'documents', 'safety'] as const;
export type BreakGlassField = (typeof BREAK_GLASS_FIELDS)[number];

/** Where an opening stands. `lapsed`: nobody decided about a request within a day. */
export const BREAK_GLASS_STATES = ['requested', 'refused', 'lapsed', 'open', 'over', 'reviewed'] as const;
export type BreakGlassState = (typeof BREAK_GLASS_STATES)[number];

/** What the review of an opening found. */
export const BREAK_GLASS_VERDICTS = ['justified', 'not_justified'] as const;
export type BreakGlassVerdict = (typeof BREAK_GLASS_VERDICTS)[number];

/** Whether the client was told (domain 05, R-D07: within 72 hours, unless telling would put somebody in danger). */
export const CLIENT_TOLD = ['told', 'not_yet', 'dangerous'] as const;
export type ClientTold = (typeof CLIENT_TOLD)[number];

/** Whose records are kept within a narrower team (domain 05, R-A04). */
export const PROTECTION_KINDS = ['staff', 'public_person', 'minor', 'known_to_staff'] as const;
export type ProtectionKind = (typeof PROTECTION_KINDS)[number];

/** What raised an alert about a protected client. */
export const PROTECTION_ALERTS = ['refused', 'own_record', 'opened'] as const;
/** What is written down of one: that it was the client themselves is told to the privacy officer, and stands in no table. */
export const KEPT_PROTECTION_ALERTS = [
  'refused',
  'opened',
] as const satisfies readonly (typeof PROTECTION_ALERTS)[number][];
export type ProtectionAlertKind = (typeof PROTECTION_ALERTS)[number];

/** Why a person says that two records are one person's. */
export const MERGE_GROUNDS = [
  'same_document',
  'client_says_so',
  'recognised_by_staff',
  'entered_twice',
] as const;
export type MergeGround = (typeof MERGE_GROUNDS)[number];
export const MERGE_STATES = ['proposed', 'refused', 'merged', 'undone'] as const;
export type MergeState = (typeof MERGE_STATES)[number];

/** Who asks officially for data, and on what they stand (domain 05, R-D08). */
export const DATA_REQUEST_AUTHORITIES = [
  'court',
  'prosecutor',
  'police',
  'social_authority',
  'employer',
  'lawyer',
  'other',
] as const;
export type DataRequestAuthority = (typeof DATA_REQUEST_AUTHORITIES)[number];
export const DATA_REQUEST_BASES = ['court_order', 'statutory_duty', 'written_request', 'none_named'] as const;
export type DataRequestBasis = (typeof DATA_REQUEST_BASES)[number];
/** `neither`: the answer that neither confirms nor denies; `court_order`: what a court ordered is handed over, beside it. */
export const DATA_REQUEST_DECISIONS = ['neither', 'court_order'] as const;
export type DataRequestDecision = (typeof DATA_REQUEST_DECISIONS)[number];
export const DATA_REQUEST_STATES = ['received', 'decided', 'answered'] as const;
export type DataRequestState = (typeof DATA_REQUEST_STATES)[number];

/** Media types of a photograph of a client. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png'] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];
