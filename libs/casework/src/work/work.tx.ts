import { WORK_ITEMS, type NextStepResult, type WorkItemKind } from '#domain/charter/code-lists.js';
import type { Urgency } from '#domain/charter/handoff.js';
import { Refusal } from '#domain/refusal.js';
import { decideAssignment, decidePutOff, decideReopening, maySign } from '#domain/rules/work.js';
import type { Tx } from '#platform/db/tx.js';
import { findColleague } from '../colleague/colleague.queries.js';
import { tellAccount } from '../notices/tell.tx.js';

/** A piece of work with its row locked. */
interface WorkItem {
  kind: WorkItemKind;
  due_at: Date;
  done_at: Date | null;
  done_by: string | null;
  asked_by: string | null;
  assigned_to: string | null;
  /** Who has it now: work in the name of somebody who is no longer here is nobody's. */
  holder: string | null;
  holder_name: string | null;
  urgency: Urgency | null;
  handoff_version: number | null;
  moved_on: boolean;
  audit_subject: string | null;
}

/** What is asked about the row is asked in parts of its own: a join would keep to what it found before the lock was waited for. */
const LOCK = `
select w.kind, w.due_at, w.done_at, w.done_by, w.asked_by, w.assigned_to,
  (select a.id from access.account a where a.id = w.assigned_to and a.disabled_at is null) as holder,
  (select a.display_name from access.account a where a.id = w.assigned_to) as holder_name,
  (select h.urgency from care.handoff h where h.id = w.handoff_id) as urgency,
  (select h.version from care.handoff h where h.id = w.handoff_id) as handoff_version,
  w.done_at is not null and (w.done_on_version is distinct from (select h.version from care.handoff h where h.id = w.handoff_id)
    or exists (select from care.handoff o where o.episode_id = w.episode_id and o.created_at > w.done_at)) as moved_on,
  coalesce((select k.audit_subject from care.client_code k where k.organisation_id = $2 and k.client_id = w.client_id),
    (select h.audit_subject from care.handoff h where h.id = w.handoff_id)) as audit_subject
from care.work_item w where w.id = $1 and w.organisation_id = $2 for update of w`;

async function lock(tx: Tx, id: string): Promise<WorkItem> {
  const item = await tx.maybe<WorkItem>(LOCK, [id, tx.organisation]);
  if (!item) throw new Refusal('work.unknown');
  tx.about(item.audit_subject);
  return item;
}

async function lockOpen(tx: Tx, id: string): Promise<WorkItem> {
  const item = await lock(tx, id);
  if (item.done_at) throw new Refusal('work.unknown');
  return item;
}

/** Ticks off work that is done by hand. A countersignature needs another person than the one who asked for it. */
export async function completeWork(tx: Tx, id: string, result: NextStepResult | undefined): Promise<void> {
  const item = await lockOpen(tx, id);
  if (!WORK_ITEMS[item.kind].by_hand) throw new Refusal('work.not_by_hand');
  assertMaySign(tx, item);
  if (result && item.kind !== 'handoff.next_step') throw new Refusal('field.unknown', { field: 'result' });
  await tx.query(
    `update care.work_item set done_at = clock_timestamp(), done_by = $2, result = $3, done_on_version = $4 where id = $1`,
    [id, tx.actor.account, result ?? null, item.handoff_version],
  );
  tx.note({ kind: item.kind, ...(result ? { result } : {}) });
}

/** Undoes a slip within a minute, by whoever made it; what has come of it meanwhile stands in the way. */
export async function reopenWork(tx: Tx, id: string): Promise<void> {
  const item = await lock(tx, id);
  // Twice undone is once undone: the second tap finds it open.
  if (item.done_at) {
    const { done_at, kind, done_by, moved_on } = item;
    decideReopening({ kind, done_by, done_at, moved_on }, tx.actor.account, tx.now);
    await tx.query(
      'update care.work_item set done_at = null, done_by = null, result = null, done_on_version = null where id = $1',
      [id],
    );
  }
  tx.note({ kind: item.kind });
}

/** Gives work to a colleague, to oneself (`me`), or back to everybody (null). */
export async function assignWork(tx: Tx, id: string, named: string | null): Promise<void> {
  const item = await lockOpen(tx, id);
  const to = await findColleague(tx, named, 'work.complete');
  const { holder, holder_name } = item;
  decideAssignment({ holder, holder_name, to }, tx.actor.account, tx.actor.roles);
  if (to !== item.assigned_to) {
    await tx.query(
      `update care.work_item set assigned_to = $2, assigned_at = case when $2::uuid is not null then clock_timestamp() end where id = $1`,
      [id, to],
    );
    if (to !== null)
      await tellAccount(tx, to, 'work.assigned', { cause: `${id}/${tx.now.getTime()}`, subject: id });
  }
  tx.note({ kind: item.kind, from: item.assigned_to, to });
}

/** Puts work off until an instant, or (null) takes it back into the list at once. What a colleague has taken is theirs to put off. */
export async function putOffWork(tx: Tx, id: string, until: Date | null): Promise<void> {
  const item = await lockOpen(tx, id);
  const { holder, holder_name, kind, urgency, due_at } = item;
  if (holder !== null && holder !== tx.actor.account)
    decideAssignment({ holder, holder_name, to: tx.actor.account }, tx.actor.account, tx.actor.roles);
  if (until) decidePutOff({ kind, urgency, due_at }, until, tx.now);
  await tx.query(
    `update care.work_item set snoozed_until = $2, snoozed_at = case when $2::timestamptz is not null then clock_timestamp() end where id = $1`,
    [id, until],
  );
  tx.note({ kind, until: until?.toISOString() ?? null });
}

/** A second person signs, never the one who acted alone. */
function assertMaySign(tx: Tx, { kind, asked_by }: Pick<WorkItem, 'kind' | 'asked_by'>): void {
  const countersigned = kind.endsWith('.countersign');
  if (!maySign(kind, tx.actor.roles) || (countersigned && asked_by === tx.actor.account))
    throw new Refusal('permission.role');
}
