import { useTranslation } from 'react-i18next';
import { isReopenable } from '#domain/rules/work.js';
import type { WorkCompleteRequest, WorkItemView } from '#domain/wire/work.js';
import { completeWork, retryMessage } from '../api.js';
import { assignWork, listWork, reopenWork, snoozeWork } from '../api.day.js';
import { moveHandoff } from '../api.handoffs.js';
import { useChange } from '../kit/change.hook.js';
import type { Change } from '../kit/change.hook.js';
import { useRefreshWork } from './undo.hook.js';
import type { OfferUndo } from './undo.hook.js';
import { say } from '../kit/notice.js';

export type WorkChange =
  | { readonly do: 'take'; readonly moves: boolean }
  | { readonly do: 'assign'; readonly colleague: string | null }
  | { readonly do: 'snooze'; readonly until: string | null }
  | { readonly do: 'complete'; readonly body: WorkCompleteRequest }
  | { readonly do: 'retry' };

/** What came of a change: the task stays open, or the next one is due. Taking a request makes a new task of it. */
export interface WorkOutcome {
  readonly stays: string | null;
}

/**
 * Changes of one task. What can be taken back is offered to be; where a colleague was faster the answer names them, and the list
 * is read again.
 */
export function useWorkChange(
  item: WorkItemView,
  offer: OfferUndo,
  onOutcome: (outcome: WorkOutcome) => void,
): Change<WorkChange> {
  const { t } = useTranslation();
  const refresh = useRefreshWork();
  const task = t(`codes.work_item.${item.kind}`);
  const before = item.assigned_to?.colleague ?? null;
  const { id } = item;
  const undoing = (change: WorkChange): void => {
    if (change.do === 'complete' && isReopenable(item.kind))
      offer(t('day.done', { task }), (key) => reopenWork(id, key));
    else if (change.do === 'complete') say(t('day.done', { task }));
    else if (change.do === 'snooze' && change.until !== null)
      offer(t('day.put_off', { task }), (key) => snoozeWork(id, stillAhead(item.snoozed_until), key));
    else if (change.do === 'take' && !change.moves)
      offer(t('day.taken', { task }), (key) => assignWork(id, null, key));
    else if (change.do === 'assign' && change.colleague === null)
      offer(t('day.given_back', { task }), (key) => assignWork(id, before, key));
    // What a colleague has is theirs: nobody takes it out of their hands again.
    else if (change.do === 'assign') say(t('day.handed_on', { task }));
  };
  return useChange(
    async (change: WorkChange, key) => {
      try {
        return await make(item, change, key);
      } catch (error) {
        await refresh();
        throw error;
      }
    },
    async (outcome, change) => {
      undoing(change);
      onOutcome(outcome);
      await refresh();
    },
  );
}

/** An instant that a task had been put off to, unless it has come meanwhile. */
const stillAhead = (at: string | null): string | null =>
  at !== null && Date.parse(at) > Date.now() ? at : null;

async function make(item: WorkItemView, change: WorkChange, key: string): Promise<WorkOutcome> {
  const gone = { stays: null };
  switch (change.do) {
    case 'take':
      return { stays: await takeOn(item, change.moves, key) };
    case 'assign':
      await assignWork(item.id, change.colleague, key);
      return change.colleague === null ? { stays: item.id } : gone;
    case 'snooze':
      await snoozeWork(item.id, change.until, key);
      return change.until === null ? { stays: item.id } : gone;
    case 'complete':
      await completeWork(item.id, change.body, key);
      return gone;
    case 'retry':
      await retryMessage(item.id, key);
      return gone;
  }
}

/**
 * Takes a task, and with it the request it is about: of two who reach for it the second is told who was first. The answer to a
 * request that was taken on is a task of its own, which is taken as well.
 */
async function takeOn(item: WorkItemView, moves: boolean, key: string): Promise<string> {
  await assignWork(item.id, 'me', key);
  if (!moves || !item.handoff) return item.id;
  const { reference, version } = item.handoff;
  await moveHandoff(reference, { move: 'take' }, version, `${key}-take`);
  const follows = await taskOf(reference);
  if (follows === null) return item.id;
  await assignWork(follows, 'me', `${key}-follows`);
  return follows;
}

/** The task in which a request that was taken on is answered. */
async function taskOf(reference: string, cursor?: string): Promise<string | null> {
  const { items, next } = await listWork({ kind: 'handoff.answer' }, cursor);
  const found = items.find(({ handoff }) => handoff?.reference === reference);
  if (found) return found.id;
  return next === null ? null : await taskOf(reference, next);
}
