/** What a programme of rehabilitation is, by how somebody lives while they follow it. */
export const PROGRAMME_KINDS = [
  'residential_short',
  'residential_long',
  'therapeutic_community',
  'day',
  'outpatient',
] as const;
export type ProgrammeKind = (typeof PROGRAMME_KINDS)[number];

/** Kinds in which the house keeps a place for somebody who is away. */
export const RESIDENTIAL_KINDS: readonly ProgrammeKind[] = [
  'residential_short',
  'residential_long',
  'therapeutic_community',
];

/** Why somebody goes on to another phase, or back to one. */
export const PHASE_REASONS = [
  'goals_met',
  'needs_more_time',
  'needs_more_support',
  'clients_wish',
  'after_relapse',
] as const;
export type PhaseReason = (typeof PHASE_REASONS)[number];

/** How a programme came to its end for somebody. `ended_by_house` only after the fair procedure. */
export const PROGRAMME_ENDS = ['completed', 'moved_on', 'left', 'ended_by_house'] as const;
export type ProgrammeEnd = (typeof PROGRAMME_ENDS)[number];

export const LEAVE_KINDS = ['day', 'overnight', 'family', 'medical', 'work'] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

/** What became of a leave: back in time or later, or somebody was not seen again. */
export const LEAVE_RETURNS = ['in_time', 'late', 'not_back'] as const;
export type LeaveReturn = (typeof LEAVE_RETURNS)[number];

/** What people do in work as therapy. */
export const THERAPY_WORKS = [
  'kitchen',
  'garden',
  'workshop',
  'laundry',
  'animals',
  'building',
  'office',
] as const;
export type TherapyWork = (typeof THERAPY_WORKS)[number];

/** What is reported as an incident. Those of `CRITICAL_INCIDENTS` are against a right (domain 09, H5 and H6). */
export const INCIDENT_KINDS = [
  'substance_in_house',
  'violence',
  'threat',
  'property',
  'house_rules',
  'belongings_withheld',
  'force_used',
  'humiliation',
  'unpaid_labour',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** Done to a client: no measure answers them, and somebody who leads the house looks at once. */
export const CRITICAL_INCIDENTS: readonly IncidentKind[] = [
  'belongings_withheld',
  'force_used',
  'humiliation',
  'unpaid_labour',
];

/**
 * What may follow from an incident, and nothing else may: food, sleep, medicines, visits, letters, telephone, papers and wages are
 * no measure, and neither is force (domain 09).
 */
export const MEASURES = [
  'none',
  'talk',
  'apology',
  'repair',
  'closer_support',
  'leave_paused',
  'programme_ended',
] as const;
export type Measure = (typeof MEASURES)[number];

export const INCIDENT_STATES = ['reported', 'heard', 'decided', 'appealed', 'closed'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** What an appeal came to. */
export const APPEAL_OUTCOMES = ['upheld', 'eased', 'lifted'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

/** What was agreed after a relapse. It is written down without blame, and never ends a programme by itself. */
export const RELAPSE_ANSWERS = ['stays', 'steps_up', 'hospital'] as const;
export type RelapseAnswer = (typeof RELAPSE_ANSWERS)[number];

/** Numbers of a jurisdiction around programmes: defaults of the product (ADR 0055). */
export interface RehabilitationRules {
  readonly work_minutes_per_day_max: number;
  readonly work_minutes_per_week_max: number;
  readonly appeal_days: number;
}
