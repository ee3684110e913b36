import type { Language } from '#domain/charter/code-lists.js';
import type { GoalState, PlanDomain, TaskState } from '#domain/charter/plan.js';
import type { Labels } from '#domain/wire/common.js';
import type { WindowGoal, WindowTask } from '#domain/wire/window.js';
import type { Tx } from '#platform/db/tx.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';
import { openWriting, type WritingKey } from '#platform/vault/writing-cipher.js';

interface GoalFound extends WritingKey {
  id: string;
  domain: PlanDomain;
  organisation: Labels;
  language: Language;
  words: Buffer | null;
  measure: Buffer | null;
  target: Buffer | null;
  due_on: string;
  state: GoalState;
  review_on: string;
}

interface TaskFound extends WritingKey {
  id: string;
  goal_id: string;
  words: Buffer | null;
  own: boolean;
  colleague: string | null;
  due_on: string;
  state: TaskState;
}

const GOALS = `select id, domain, organisation, language, words, measure, target, epoch, wrapped_key, to_char(due_on, 'YYYY-MM-DD') as due_on, state,
  to_char(review_on, 'YYYY-MM-DD') as review_on from care.own_goals()`;
const TASKS = `select id, goal_id, words, epoch, wrapped_key, own, colleague, to_char(due_on, 'YYYY-MM-DD') as due_on, state from care.own_tasks()`;

/** The goals of the acting client as they stand, with their steps; what was revised is read in its newer words. */
export async function readOwnGoals(tx: Tx, keys: VaultKeys): Promise<WindowGoal[]> {
  const goals = await tx.query<GoalFound>(GOALS);
  const tasks = await tx.query<TaskFound>(TASKS);
  return goals.flatMap((goal) => {
    const open = (name: string, sealed: Buffer | null): string | null =>
      openWriting(keys, goal, { record: goal.id, name }, sealed);
    const words = open('goal', goal.words);
    if (words === null || goal.state === 'revised') return [];
    const { id, domain, organisation, language, due_on, state, review_on } = goal;
    const steps = tasks.filter(({ goal_id }) => goal_id === id).flatMap((task) => showTask(keys, task));
    return [
      {
        id,
        domain,
        organisation,
        language,
        words,
        measure: open('measure', goal.measure),
        target: open('target', goal.target),
        due_on,
        state,
        review_on,
        tasks: steps,
      },
    ];
  });
}

function showTask(keys: VaultKeys, task: TaskFound): WindowTask[] {
  const words = openWriting(keys, task, { record: task.id, name: 'task' }, task.words);
  const { id, own, colleague, due_on, state } = task;
  return words === null ? [] : [{ id, words, own, colleague, due_on, state }];
}
