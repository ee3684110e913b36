import { WORK_ITEMS, type WorkItemKind } from '../charter/code-lists.js';
import type { Urgency } from '../charter/handoff.js';
import { LIMITS } from '../charter/limits.js';
import type { Role } from '../charter/roles.js';
import { Refusal } from '../refusal.js';

const DAY_MS = 86_400_000;

/** Who may hand the work of others on: those who answer for the shift, the case or the house. */
const DISPATCHERS: readonly Role[] = ['duty_manager', 'case_manager', 'org_admin', 'coordinator'];

export interface Assignment {
  /** Who has it now; null: nobody. */
  readonly holder: string | null;
  /** How colleagues know the holder, for the refusal. */
  readonly holder_name: string | null;
  /** Who should have it; null: everybody again. */
  readonly to: string | null;
}

/**
 * Decides who has a piece of work. Taking what a colleague has is refused with their name: of two who reach for it one is
 * first. Handing to another, or giving back what another has, is for whoever has it and for those who dispatch.
 */
export function decideAssignment(
  { holder, holder_name, to }: Assignment,
  me: string | null,
  roles: readonly Role[],
): void {
  if (holder === to) return;
  if (to !== null && to === me) {
    if (holder !== null) throw new Refusal('work.taken', { parameters: { who: isolated(holder_name) } });
    return;
  }
  const dispatches = roles.some((role) => DISPATCHERS.includes(role));
  if (!dispatches && holder !== me) throw new Refusal('work.not_yours_to_hand_on');
}

export interface PutOff {
  readonly kind: WorkItemKind;
  readonly urgency: Urgency | null;
  readonly due_at: Date;
}

/**
 * Refuses to put work off into the past, for longer than 14 days, or past its time where somebody waits for it: what is
 * urgent, what answers a handoff, a second signature, somebody who is missing.
 */
export function decidePutOff(item: PutOff, until: Date, now: Date): void {
  if (until.getTime() <= now.getTime()) throw new Refusal('work.snooze_past', { field: 'until' });
  if (until.getTime() > now.getTime() + LIMITS.work_put_off_days_max * DAY_MS)
    throw new Refusal('work.snooze_too_long', {
      field: 'until',
      parameters: { days: LIMITS.work_put_off_days_max },
    });
  const waitedFor = item.urgency === 'urgent' || WORK_ITEMS[item.kind].put_off === 'until_due';
  if (waitedFor && until.getTime() > item.due_at.getTime())
    throw new Refusal('work.snooze_past_due', { field: 'until' });
}

/**
 * Whether roles let somebody tick off what not everybody may: for a step between stages the duty manager does, a suicide screen that
 * cannot be taken a clinician, and all else whoever may tick it off.
 */
export function maySign(kind: WorkItemKind, roles: readonly Role[]): boolean {
  if (kind === 'assessment.suicide_screen') return roles.includes('clinician');
  return kind !== 'stage.countersign' || roles.includes('duty_manager');
}

/** Whether ticking it off can be a slip: what answering a handoff settled, and a second signature, are never opened again. */
export function isReopenable(kind: WorkItemKind): boolean {
  return WORK_ITEMS[kind].by_hand && !kind.endsWith('.countersign');
}

export interface Done {
  readonly kind: WorkItemKind;
  readonly done_by: string | null;
  readonly done_at: Date;
  /** Whether what it is about has moved since. */
  readonly moved_on: boolean;
}

/** Decides whether a slip is undone: by whoever ticked it off, within a minute, while nothing has come of it. */
export function decideReopening(done: Done, me: string | null, now: Date): void {
  if (!isReopenable(done.kind)) throw new Refusal('work.reopen_never');
  if (done.done_by === null || done.done_by !== me) throw new Refusal('work.reopen_own_only');
  if (now.getTime() - done.done_at.getTime() > LIMITS.work_undo_seconds * 1000)
    throw new Refusal('work.reopen_too_late', { parameters: { seconds: LIMITS.work_undo_seconds } });
  if (done.moved_on) throw new Refusal('work.overtaken');
}

/** A name between isolates (Unicode 9, FSI and PDI): in a sentence of another direction it turns nothing around. */
function isolated(name: string | null): string {
  return `\u2068${name ?? '?'}\u2069`;
}
