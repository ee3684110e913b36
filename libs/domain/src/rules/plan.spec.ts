import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CARE_TEAM } from '../charter/action-spec.js';
import { LIMITS } from '../charter/limits.js';
import { STAGES } from '../charter/pathway.js';
import { DROP_REASONS, GOAL_ANSWERS, GOAL_STATES, TASK_STATES } from '../charter/plan.js';
import { Refusal } from '../refusal.js';
import {
  approvalOf,
  assertDueDay,
  assertGoalAnswer,
  assertGoalOpen,
  assertReviewDays,
  assertTaskDay,
  assertTaskState,
  reviewDays,
  tallyGoals,
  whyNotApprove,
} from './plan.js';
import { addDays } from './wall-clock.js';

const TODAY = '2026-02-28';
const day = fc.integer({ min: -3_000, max: 3_000 }).map((days) => addDays(TODAY, days));

function refusalOf(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('the days of a plan', () => {
  it('are today or later, within what can be planned, and never another', () => {
    fc.assert(
      fc.property(day, (due) => {
        const ok = due >= TODAY && due <= addDays(TODAY, LIMITS.plan_days_ahead_max);
        expect(refusalOf(() => assertDueDay(due, TODAY)) === null).toBe(ok);
      }),
    );
    expect(refusalOf(() => assertDueDay(TODAY, TODAY))).toBeNull();
    expect(refusalOf(() => assertDueDay('2026-02-27', TODAY))).toBe('plan.due_has_passed');
    expect(refusalOf(() => assertDueDay('2200-01-01', TODAY))).toBe('plan.due_too_far');
  });

  it('of a step come before that of its goal, as long as the goal’s is still to come', () => {
    fc.assert(
      fc.property(day, day, (due, goal) => {
        const refusal = refusalOf(() => assertTaskDay(due, goal, TODAY));
        if (refusal === null) expect(due <= goal || goal < TODAY).toBe(true);
        else if (refusal === 'plan.task_after_goal') expect(due > goal && goal >= TODAY).toBe(true);
        else expect(refusalOf(() => assertDueDay(due, TODAY))).toBe(refusal);
      }),
    );
  });

  it('of reviews: the one that was lies between the beginning and today, the next one within the days of the stage', () => {
    fc.assert(
      fc.property(day, day, day, fc.integer({ min: 1, max: 366 }), (reviewed, next, began, days) => {
        const ok = reviewed >= began && reviewed <= TODAY && next > TODAY && next <= addDays(TODAY, days);
        expect(
          refusalOf(() => assertReviewDays({ reviewed, next }, { began, today: TODAY, days })) === null,
        ).toBe(ok);
      }),
    );
    const packed = { review_days_residential: 28, review_days_outpatient: 84 };
    expect(STAGES.map((stage) => [stage, reviewDays(stage, packed)])).toEqual(
      STAGES.map((stage) => [stage, stage === 'treatment' || stage === 'rehabilitation' ? 28 : 84]),
    );
    expect(reviewDays(null, packed)).toBe(84);
  });
});

describe('what becomes of a goal', () => {
  it('is said with a reason where it is dropped and without one elsewhere, never of a revised one, and never twice', () => {
    for (const state of GOAL_STATES)
      for (const answer of GOAL_ANSWERS)
        for (const reason of [null, ...DROP_REASONS]) {
          const ok = state !== 'revised' && state !== answer && (answer === 'dropped') === (reason !== null);
          expect([
            state,
            answer,
            reason,
            refusalOf(() => assertGoalAnswer(state, answer, reason)) === null,
          ]).toEqual([state, answer, reason, ok]);
        }
    expect(GOAL_STATES.filter((state) => refusalOf(() => assertGoalOpen(state)) === null)).toEqual(['open']);
    for (const state of TASK_STATES)
      expect(TASK_STATES.filter((to) => refusalOf(() => assertTaskState(state, to)) === null)).toEqual(
        TASK_STATES.filter((to) => to !== state),
      );
  });

  it('is counted as met or revised of all that were meant', () => {
    const goal = fc.oneof(
      fc.record({
        state: fc.constantFrom('open' as const, 'met' as const, 'partly' as const, 'revised' as const),
        drop_reason: fc.constant(null),
      }),
      fc.record({ state: fc.constant('dropped' as const), drop_reason: fc.constantFrom(...DROP_REASONS) }),
    );
    fc.assert(
      fc.property(fc.array(goal), (goals) => {
        const { total, reached } = tallyGoals(goals);
        expect(reached).toBeLessThanOrEqual(total);
        expect(total).toBeLessThanOrEqual(goals.length);
        expect(tallyGoals([...goals, { state: 'dropped', drop_reason: 'written_in_error' }])).toEqual({
          total,
          reached,
        });
        expect(tallyGoals([...goals, { state: 'met', drop_reason: null }])).toEqual({
          total: total + 1,
          reached: reached + 1,
        });
      }),
    );
  });
});

describe('an approval', () => {
  const roles = fc.subarray([...CARE_TEAM]);
  const people = fc.subarray(['a', 'b', 'c']);
  it('is given by somebody whom the pack names and who wrote none of it, once for each revision, and by nobody else', () => {
    fc.assert(
      fc.property(
        fc.record({
          approvers: roles,
          revision: fc.nat(3),
          approved: fc.option(fc.nat(3)),
          writers: people,
        }),
        fc.record({ account: fc.option(fc.constantFrom('a', 'b', 'c')), roles }),
        (facts, actor) => {
          const why = whyNotApprove(facts, actor);
          if (why === null) {
            expect(approvalOf(facts)).toBe('waiting');
            expect(facts.writers).not.toContain(actor.account);
            expect(actor.roles.some((role) => facts.approvers.includes(role))).toBe(true);
          }
          if (facts.approvers.length === 0) expect(why).toBe('plan.approval_not_needed');
          else if (facts.approved === facts.revision) expect(why).toBe('plan.approved_already');
          else if (actor.account !== null && facts.writers.includes(actor.account))
            expect(why).toBe('plan.own_writing');
        },
      ),
    );
  });
});
