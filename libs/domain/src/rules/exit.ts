import type { SuicideRisk } from '../charter/code-lists.js';
import { exitSpec } from '../charter/exits.js';
import { LIMITS } from '../charter/limits.js';
import type { RecordedStage, Stage } from '../charter/pathway.js';
import type { Role } from '../charter/roles.js';
import { Refusal, type RefusalCode } from '../refusal.js';
import type { ExitRequest } from '../wire/exit.js';

const DAY_MS = 86_400_000;
const COMPLETED: readonly string[] = ['comp_abst', 'comp_alc', 'comp_nondep', 'comp_step'];
/** A person who leaves one of these is rung up within 48-72 hours (domain 12, 1). */
const SAFETY_CALL_STAGES: readonly Stage[] = ['treatment', 'rehabilitation'] satisfies RecordedStage[];

/** What is known of the stay when it ends; days of the house's calendar. */
export interface ExitFacts {
  readonly stage: Stage;
  readonly today: string;
  readonly started_on: string;
  readonly admitted_on: string | null;
  readonly unmet: readonly string[];
  readonly suicide_risk: SuicideRisk;
  readonly roles: readonly Role[];
}

/**
 * Decides an exit, and refuses by name: a day that cannot be, "completed" with criteria unmet, what a code needs and was not said,
 * and a planned end at a high risk of suicide without a clinician (domain 12, 1). Nobody who leaves, and no emergency, waits for that.
 */
export function decideExit(wanted: ExitRequest, facts: ExitFacts): { readonly exited_on: string } {
  const exited_on = wanted.exited_on ?? facts.today;
  if (exited_on > facts.today) throw new Refusal('exit.day_in_future', { field: 'exited_on' });
  const since = facts.admitted_on ?? facts.started_on;
  if (exited_on < since)
    throw new Refusal('exit.day_before_start', { field: 'exited_on', parameters: { since } });
  assertSaid(wanted, facts.today);
  if (COMPLETED.includes(wanted.exit) && facts.unmet.length > 0)
    throw new Refusal('stage.outcome_needs_criteria', { field: 'exit' });
  if (wanted.exit === 'declined_start' && facts.admitted_on !== null)
    throw new Refusal('exit.had_started', { field: 'exit' });
  if (
    wanted.exit === 'admin_6m' &&
    daysBetween(facts.started_on, facts.today) < LIMITS.exit_without_contact_days
  )
    throw new Refusal('exit.too_early', {
      field: 'exit',
      parameters: { days: LIMITS.exit_without_contact_days },
    });
  const isSigned = facts.roles.includes('clinician');
  if (exitSpec(wanted.exit).planned && facts.suicide_risk === 'high' && !isSigned)
    throw new Refusal('exit.clinician_needed', { field: 'exit' });
  return { exited_on };
}

/** V8: what a code asks for beside the day, and nothing that belongs to another code. */
function assertSaid(wanted: ExitRequest, today: string): void {
  const { exit, withdrawal_reason, appeal_offered_on, leaving_talk, death_cause } = wanted;
  const needs = (field: keyof ExitRequest, needed: boolean, said: unknown, code: RefusalCode): void => {
    if (needed && (said === undefined || said === null)) throw new Refusal(code, { field });
    if (!needed && said !== undefined && said !== null) throw new Refusal('exit.not_asked', { field });
  };
  const isWithdrawn = exit === 'prov_withdrew';
  needs('withdrawal_reason', isWithdrawn, withdrawal_reason, 'exit.reason_needed');
  needs('appeal_offered_on', isWithdrawn, appeal_offered_on, 'exit.appeal_needed');
  if (appeal_offered_on && appeal_offered_on > today)
    throw new Refusal('exit.day_in_future', { field: 'appeal_offered_on' });
  needs('leaving_talk', exit === 'left' || exit === 'left_early', leaving_talk, 'exit.talk_needed');
  needs('death_cause', exit === 'died', death_cause, 'exit.cause_needed');
}

/** Whether whoever leaves this stage by this exit is rung up after 48-72 hours. */
export function needsSafetyCall(stage: Stage): boolean {
  return SAFETY_CALL_STAGES.includes(stage);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
