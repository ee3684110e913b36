/** What the house and a client have with each other: how they meet (domain 02, 2.5 contact_event). */
export const CONTACT_KINDS = ['visit', 'call', 'message', 'home', 'online'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** Somebody came, in time or late, or did not. */
export const ATTENDED = ['kept', 'late'] as const;
export const CANCELLED = ['cancelled_by_client', 'cancelled_by_staff', 'cancelled_by_organisation'] as const;
export type Cancelled = (typeof CANCELLED)[number];

/** What came of a planned contact. A cancellation says by whom, so that nobody counts it as staying away. */
export const CONTACT_OUTCOMES = [...ATTENDED, 'no_show', ...CANCELLED] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];
/** What is recorded of the hour itself: cancelling is a move of its own. */
export const ATTENDANCE_OUTCOMES = [...ATTENDED, 'no_show'] as const;
export type AttendanceOutcome = (typeof ATTENDANCE_OUTCOMES)[number];

/** Why a contact was cancelled. A list and no free words: nothing of it has to be sealed, and nothing can slip in. */
export const CANCEL_REASONS = [
  'illness',
  'work_or_school',
  'family',
  'transport',
  'holiday',
  'staff_away',
  'no_room',
  'care_ended',
  'other',
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/**
 * Groups of a house that keep a list. Mutual aid is none of them and never becomes one: who comes to such a group is written down
 * nowhere (R-N05; migrations/0025 has no such word either).
 */
export const GROUP_KINDS = ['therapy', 'skills', 'education', 'family', 'activity', 'aftercare'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];
/** What somebody may ask for: the last is asked for to be refused by name. */
export const GROUP_KINDS_ASKED = [...GROUP_KINDS, 'mutual_aid'] as const;
export type GroupKindAsked = (typeof GROUP_KINDS_ASKED)[number];

/** How much of a series a change is about. */
export const SERIES_SCOPES = ['this', 'following'] as const;
export type SeriesScope = (typeof SERIES_SCOPES)[number];
