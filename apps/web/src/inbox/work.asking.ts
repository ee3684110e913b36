import type { DialogMove } from '../handoff/move.dialogs.js';

/** What a window asks about a task: how its handoff moves on, or something about the task itself. */
export type Asking = DialogMove | AskingOfWork;
export type AskingOfWork = 'snooze' | 'hand_on' | 'result';

export const isOfWork = (asking: Asking): asking is AskingOfWork =>
  asking === 'snooze' || asking === 'hand_on' || asking === 'result';
