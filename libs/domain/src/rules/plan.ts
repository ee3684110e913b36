import { LIMITS } from '../charter/limits.js';
import type { Stage } from '../charter/pathway.js';
import type { ApprovalState, DropReason, GoalAnswer, GoalState, TaskState } from '../charter/plan.js';
import type { Role } from '../charter/roles.js';
import { Refusal } from '../refusal.js';
import { RESIDENTIAL } from './assessment-schedule.js';
import { addDays, daysBetween } from './wall-clock.js';

/** Days are those of the house, `2026-03-29`. */
type Day = string;

/** Refuses a day that has passed, and one so far away that nobody can plan for it. */
export function assertDueDay(due: Day, today: Day): void {
  if (due < today) throw new Refusal('plan.due_has_passed', { field: 'due_on' });
  if (daysBetween(today, due) > LIMITS.plan_days_ahead_max)
    throw new Refusal('plan.due_too_far', {
      field: 'due_on',
      parameters: { until: addDays(today, LIMITS.plan_days_ahead_max) },
    });
}

/** A step is done by the day of its goal: refuses one that is due later, and what is no day of a plan at all. */
export function assertTaskDay(due: Day, goalDue: Day, today: Day): void {
  assertDueDay(due, today);
  // A goal that is overdue does not stand in the way of the step that is still needed.
  if (due > goalDue && goalDue >= today)
    throw new Refusal('plan.task_after_goal', { field: 'due_on', parameters: { on: goalDue } });
}

/**
 * Refuses what cannot become of a goal: one that another goal took the place of says nothing more, and whoever drops a goal says why,
 * and only then.
 */
export function assertGoalAnswer(state: GoalState, answer: GoalAnswer, reason: DropReason | null): void {
  if (state === 'revised') throw new Refusal('plan.goal_revised');
  if (answer === 'dropped' && reason === null)
    throw new Refusal('plan.drop_reason_needed', { field: 'reason' });
  if (answer !== 'dropped' && reason !== null) throw new Refusal('field.unknown', { field: 'reason' });
  if (answer === state) throw new Refusal('plan.already_so', { field: 'state' });
}

/** Only an open goal is changed or gets a step. */
export function assertGoalOpen(state: GoalState): void {
  if (state === 'revised') throw new Refusal('plan.goal_revised');
  if (state !== 'open') throw new Refusal('plan.goal_settled');
}

/** Says a step is done, not needed, or open again; a second tap that changes nothing is refused by name. */
export function assertTaskState(state: TaskState, wanted: TaskState): void {
  if (state === wanted) throw new Refusal('plan.already_so', { field: 'state' });
}

export interface ReviewDays {
  readonly review_days_residential: number;
  readonly review_days_outpatient: number;
}

/** After how many days a plan is looked at again at the latest: sooner where somebody lives in the house (domain 03, 3.3). */
export function reviewDays(stage: Stage | null, days: ReviewDays): number {
  return stage !== null && RESIDENTIAL.includes(stage)
    ? days.review_days_residential
    : days.review_days_outpatient;
}

/** Refuses a review that is still to come or was before the plan, and a next one that is not after today or is too late. */
export function assertReviewDays(
  { reviewed, next }: { readonly reviewed: Day; readonly next: Day },
  { began, today, days }: { readonly began: Day; readonly today: Day; readonly days: number },
): void {
  if (reviewed > today) throw new Refusal('plan.review_in_future', { field: 'reviewed_on' });
  if (reviewed < began)
    throw new Refusal('plan.review_before_plan', { field: 'reviewed_on', parameters: { on: began } });
  if (next <= today) throw new Refusal('plan.next_review_has_passed', { field: 'next_review_on' });
  if (daysBetween(today, next) > days)
    throw new Refusal('plan.next_review_too_late', { field: 'next_review_on', parameters: { days } });
}

export interface ApprovalFacts {
  /** Roles that the pack lets approve; empty: no approval is wanted. */
  readonly approvers: readonly Role[];
  readonly revision: number;
  /** The newest revision that was approved; null: none was. */
  readonly approved: number | null;
  /** Who wrote since then. */
  readonly writers: readonly string[];
}

/** Where the approval of a plan stands: it counts for what was read, and for no goal that came after it. */
export function approvalOf({ approvers, revision, approved }: ApprovalFacts): ApprovalState {
  if (approvers.length === 0) return 'not_needed';
  return approved === revision ? 'approved' : 'waiting';
}

/** Why somebody may not approve a plan now; null: they may. Nobody approves what they wrote, in whichever role. */
export function whyNotApprove(
  facts: ApprovalFacts,
  { account, roles }: { readonly account: string | null; readonly roles: readonly Role[] },
): 'plan.approval_not_needed' | 'plan.approved_already' | 'plan.approver_role' | 'plan.own_writing' | null {
  const state = approvalOf(facts);
  if (state === 'not_needed') return 'plan.approval_not_needed';
  if (state === 'approved') return 'plan.approved_already';
  if (account === null || facts.writers.includes(account)) return 'plan.own_writing';
  return roles.some((role) => facts.approvers.includes(role)) ? null : 'plan.approver_role';
}

/** How many goals there were, and how many of them were met or revised together (domain 04, S3); what was written in error is none. */
export function tallyGoals(
  goals: readonly { readonly state: GoalState; readonly drop_reason: DropReason | null }[],
): { total: number; reached: number } {
  const real = goals.filter(({ drop_reason }) => drop_reason !== 'written_in_error');
  return {
    total: real.length,
    reached: real.filter(({ state }) => state === 'met' || state === 'revised').length,
  };
}
