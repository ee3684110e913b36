import {
  CRITICAL_INCIDENTS,
  type IncidentKind,
  type IncidentState,
  type Measure,
  type ProgrammeEnd,
  type RehabilitationRules,
} from '../charter/programme.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal, refuseIfAny } from '../refusal.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface PhaseWanted {
  readonly title: string;
  readonly days: number;
}

/** A programme has phases with names of their own, in the order in which they are walked. */
export function decideProgramme(phases: readonly PhaseWanted[]): void {
  const names = phases.map(({ title }) => title.trim().toLowerCase());
  refuseIfAny([
    ...(phases.length === 0 || phases.length > LIMITS.programme_phases_max
      ? [
          new Refusal('programme.phases', {
            field: 'phases',
            parameters: { max: LIMITS.programme_phases_max },
          }),
        ]
      : []),
    ...(new Set(names).size < names.length
      ? [new Refusal('programme.phase_twice', { field: 'phases' })]
      : []),
  ]);
}

/** One phase on, or any phase back: nobody skips what they have not been through. */
export function decidePhase(from: number, to: number, phases: number): void {
  if (to < 1 || to > phases) throw new Refusal('programme.phase_unknown', { field: 'phase' });
  if (to === from) throw new Refusal('programme.phase_same', { field: 'phase' });
  if (to > from + 1) throw new Refusal('programme.phase_skipped', { field: 'phase' });
}

export interface EndFacts {
  readonly phase: number;
  readonly phases: number;
  /** An incident was decided with the measure that ends a programme, and no appeal against it is open or may still come. */
  readonly procedure_over: boolean;
}

/** Completed is whoever stands in the last phase; a house ends a programme only after the fair procedure. */
export function decideEnd(end: ProgrammeEnd, { phase, phases, procedure_over }: EndFacts): void {
  if (end === 'completed' && phase < phases) throw new Refusal('programme.not_last_phase', { field: 'end' });
  if (end === 'ended_by_house' && !procedure_over)
    throw new Refusal('programme.no_procedure', { field: 'end' });
}

export interface IncidentFacts {
  readonly state: IncidentState;
  readonly kind: IncidentKind;
  readonly reported_by: string;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
}

export type IncidentStep = 'hear' | 'decide' | 'appeal' | 'settle';

const FROM: Readonly<Record<IncidentStep, readonly IncidentState[]>> = {
  hear: ['reported'],
  decide: ['heard'],
  appeal: ['decided'],
  settle: ['appealed'],
};

/**
 * The fair procedure: reported, the client is heard, somebody else decides, the client may appeal within the days of the pack, a third
 * person settles it. Refuses a step out of turn, and whoever was part of it before.
 */
export function decideIncidentStep(
  step: IncidentStep,
  incident: IncidentFacts,
  by: string,
  rules: Pick<RehabilitationRules, 'appeal_days'>,
  now: Date,
): void {
  if (!FROM[step].includes(incident.state)) throw new Refusal('incident.out_of_turn');
  if (step === 'decide' && by === incident.reported_by) throw new Refusal('incident.own_report');
  if (step === 'settle' && (by === incident.reported_by || by === incident.decided_by))
    throw new Refusal('incident.third_person');
  if (step === 'appeal' && !mayAppeal(incident.decided_at, rules, now))
    throw new Refusal('incident.appeal_over', { parameters: { days: rules.appeal_days } });
}

/** Whether an appeal may still come. */
export function mayAppeal(
  decidedAt: Date | null,
  { appeal_days }: Pick<RehabilitationRules, 'appeal_days'>,
  now: Date,
): boolean {
  return decidedAt !== null && now.getTime() < decidedAt.getTime() + appeal_days * DAY_MS;
}

/** What was done to a client is answered by no measure against them. */
export function decideMeasure(kind: IncidentKind, measure: Measure): void {
  if (CRITICAL_INCIDENTS.includes(kind) && measure !== 'none')
    throw new Refusal('incident.no_measure_for_harm', { field: 'measure' });
}

/** A leave begins before it ends, lasts no longer than a leave may, and does not lie in the past. */
export function decideLeave(from: Date, until: Date, now: Date): void {
  const faults: Refusal[] = [];
  if (until <= from) faults.push(new Refusal('leave_of.ends_before_it_starts', { field: 'until_at' }));
  if (until.getTime() < now.getTime() - MINUTE_MS)
    faults.push(new Refusal('leave_of.in_the_past', { field: 'until_at' }));
  if (until.getTime() - from.getTime() > LIMITS.leave_days_max * DAY_MS)
    faults.push(
      new Refusal('leave_of.too_long', { field: 'until_at', parameters: { days: LIMITS.leave_days_max } }),
    );
  refuseIfAny(faults);
}

export interface WorkFacts {
  readonly consented: boolean;
  /** Minutes written down of that day, and of the fullest seven days around it. */
  readonly minutes_of_day: number;
  readonly minutes_of_week: number;
}

/**
 * Work as therapy: wished for by the client, never more than the pack allows in a day or a week, and never in the place of somebody who
 * is paid (domain 09, H6).
 */
export function decideTherapyWork(
  wanted: { readonly minutes: number; readonly replaces_staff: boolean },
  { consented, minutes_of_day, minutes_of_week }: WorkFacts,
  rules: RehabilitationRules,
): void {
  const { minutes, replaces_staff } = wanted;
  const [day, week] = [rules.work_minutes_per_day_max, rules.work_minutes_per_week_max];
  refuseIfAny([
    ...(consented ? [] : [new Refusal('therapy_work.not_consented')]),
    ...(replaces_staff ? [new Refusal('therapy_work.replaces_staff', { field: 'replaces_staff' })] : []),
    ...(Number.isInteger(minutes) && minutes > 0
      ? []
      : [new Refusal('therapy_work.minutes', { field: 'minutes' })]),
    ...(minutes_of_day + minutes > day
      ? [new Refusal('therapy_work.too_much_a_day', { field: 'minutes', parameters: { hours: day / 60 } })]
      : []),
    ...(minutes_of_week + minutes > week
      ? [new Refusal('therapy_work.too_much_a_week', { field: 'minutes', parameters: { hours: week / 60 } })]
      : []),
  ]);
}
