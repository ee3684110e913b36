import type {
  AppealOutcome,
  IncidentKind,
  IncidentState,
  LeaveKind,
  LeaveReturn,
  Measure,
  PhaseReason,
  ProgrammeEnd,
  ProgrammeKind,
  RelapseAnswer,
  TherapyWork,
} from '../charter/programme.js';

export interface PhaseWriting {
  title: string;
  /** How many days are expected, not granted. */
  days: number;
}

export interface ProgrammeWriting {
  kind: ProgrammeKind;
  title: string;
  /** In the order in which they are walked. */
  phases: PhaseWriting[];
}

export interface RehabilitationProgramme extends ProgrammeWriting {
  id: string;
  version: number;
  closed_at: string | null;
  /** How many follow it now. */
  following: number;
}

export interface ProgrammeWritten {
  id: string;
  version: number;
}

export interface ProgrammeChoice {
  programme: string;
}

export interface PhaseChanging {
  /** From 1. */
  phase: number;
  reason: PhaseReason;
}

export interface ProgrammeEnding {
  ending: ProgrammeEnd;
}

/** `at` null: now. */
export interface RelapseWriting {
  at: string | null;
  answer: RelapseAnswer;
}

export interface PeerChoice {
  colleague: string;
  trained_on: string;
}

export interface LeaveWriting {
  kind: LeaveKind;
  from_at: string;
  until_at: string;
}

export interface LeaveReturning {
  /** False: whoever went is not back. */
  back: boolean;
}

export interface TherapyWorkWriting {
  work: TherapyWork;
  done_on: string;
  minutes: number;
  /** Whether somebody is paid for this work otherwise: then it is refused. */
  replaces_staff: boolean;
}

export interface IncidentReporting {
  kind: IncidentKind;
  /** Null: now. */
  happened_at: string | null;
  words: string;
}

export interface IncidentWords {
  words: string;
}

export interface IncidentDeciding extends IncidentWords {
  measure: Measure;
}

export interface IncidentSettling {
  outcome: AppealOutcome;
}

export interface PhaseStepView {
  from_phase: number;
  to_phase: number;
  reason: PhaseReason;
  at: string;
  by: string | null;
}

export interface LeaveView extends LeaveWriting {
  id: string;
  version: number;
  ended_at: string | null;
  outcome: LeaveReturn | null;
  /** Whoever went is not back although the time is over. */
  overdue: boolean;
}

export interface TherapyWorkView {
  work: TherapyWork;
  done_on: string;
  minutes: number;
  by: string | null;
}

export interface RelapseView {
  at: string;
  answer: RelapseAnswer;
  /** Until when the place and the phase are kept. */
  kept_until: string;
}

export interface IncidentView {
  id: string;
  version: number;
  kind: IncidentKind;
  state: IncidentState;
  happened_at: string;
  /** Null: the house has forgotten the client. */
  words: string | null;
  reported_by: string | null;
  /** The words of the client. */
  heard_words: string | null;
  heard_at: string | null;
  measure: Measure | null;
  decision_words: string | null;
  decided_by: string | null;
  decided_at: string | null;
  /** Until when the client may appeal. */
  appeal_until: string | null;
  appeal_words: string | null;
  appeal_outcome: AppealOutcome | null;
  settled_by: string | null;
  settled_at: string | null;
}

export interface EnrolmentView {
  id: string;
  version: number;
  programme: { id: string; kind: ProgrammeKind; title: string };
  phases: PhaseWriting[];
  phase: number;
  began_at: string;
  ended_at: string | null;
  ending: ProgrammeEnd | null;
  steps: PhaseStepView[];
  leaves: LeaveView[];
  relapses: RelapseView[];
  work: TherapyWorkView[];
  incidents: IncidentView[];
  peer: { name: string; trained_on: string; since: string } | null;
}

/** Programmes of a client in the own house, the newest first. */
export interface ClientProgramme {
  enrolments: EnrolmentView[];
  work_consented: boolean;
  /** Minutes of work as therapy that the rules of the region still allow today. */
  work_minutes_left: number;
  /** Until when the place is kept after the newest relapse, while it is. */
  place_kept_until: string | null;
  key_worker: string | null;
  /** Whether the client is in the stage in which a programme begins. */
  in_rehabilitation: boolean;
  writes: boolean;
}
