import { Injectable } from '@nestjs/common';
import { WORK_ITEMS, type NextStepResult, type WorkItemKind } from '#domain/charter/code-lists.js';
import {
  NEGATIVE_HANDOFF_STATES,
  type HandoffSide,
  type HandoffState,
  type Urgency,
} from '#domain/charter/handoff.js';
import type { Role } from '#domain/charter/roles.js';
import type { Stage } from '#domain/charter/pathway.js';
import { Refusal } from '#domain/refusal.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { WorkItemView } from '#domain/wire/work.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { pageOf, preciseTime, readCursor, readLimit } from '../paging.js';

interface WorkItemFound {
  id: string;
  kind: WorkItemKind;
  role: Role | null;
  due_at: Date;
  place_at: string;
  created_at: Date;
  audit_subject: string | null;
  client: string | null;
  reference: string | null;
  handoff_subject: string | null;
  side: HandoffSide | 'coordinator';
  state: HandoffState;
  urgency: Urgency;
  stage: Stage;
  partner: Labels;
}

/** The inbox: rows of the organisation in order of due time, limited before anything is joined (ADR 0009). */
const INBOX = `
select w.id, w.kind, w.role, w.due_at, ${preciseTime('w.due_at')} as place_at, w.created_at, cc.audit_subject, cc.code as client,
  h.reference, h.audit_subject as handoff_subject, h.state, h.urgency, h.stage,
  case $1 when h.sender_organisation_id then 'sender' when h.receiver_organisation_id then 'receiver' else 'coordinator' end as side, o.names as partner
from (select id, kind, role, due_at, created_at, client_id, handoff_id from care.work_item
      where organisation_id = $1 and done_at is null and (due_at, id) > ($2, $3)
      order by due_at, id limit $4) w
left join care.client_code cc on cc.organisation_id = $1 and cc.client_id = w.client_id
left join care.handoff h on h.id = w.handoff_id
left join care.organisation o on o.id = case when h.sender_organisation_id = $1 then h.receiver_organisation_id else h.sender_organisation_id end
order by w.due_at, w.id`;

@Injectable()
export class WorkService {
  constructor(private readonly uow: UnitOfWork) {}

  async list(
    actor: Actor,
    call: Call,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<WorkItemView>> {
    const cursor = readCursor(page.cursor);
    const limit = readLimit(page.limit);
    return await this.uow.run(actor, { do: 'work.list', ...call }, async (tx) => {
      const rows = await tx.query<WorkItemFound>(INBOX, [tx.organisation, cursor.at, cursor.id, limit + 1]);
      return pageOf(
        rows,
        limit,
        (row) => ({ at: row.place_at, id: row.id }),
        (row) => {
          tx.about(row.audit_subject ?? row.handoff_subject);
          return toView(row, tx.now);
        },
      );
    });
  }

  /** Ticks off work that is done by hand. A countersignature needs another person than the one who asked for it. */
  async complete(
    actor: Actor,
    call: Call,
    id: string,
    said: { readonly result?: NextStepResult } = {},
  ): Promise<{ id: string }> {
    return await this.uow.run(actor, { do: 'work.complete', on: { work: id }, ...call }, async (tx) => {
      const item = await tx.maybe<{
        kind: WorkItemKind;
        asked_by: string | null;
        audit_subject: string | null;
      }>(
        `select w.kind, w.asked_by, coalesce((select k.audit_subject from care.client_code k where k.organisation_id = $2 and k.client_id = w.client_id),
           (select h.audit_subject from care.handoff h where h.id = w.handoff_id)) as audit_subject
         from care.work_item w where w.id = $1 and w.organisation_id = $2 and w.done_at is null for update of w`,
        [id, tx.organisation],
      );
      if (!item) throw new Refusal('work.unknown');
      tx.about(item.audit_subject);
      if (!WORK_ITEMS[item.kind].by_hand) throw new Refusal('work.not_by_hand');
      assertMaySign(actor, item);
      if (said.result && item.kind !== 'handoff.next_step')
        throw new Refusal('field.unknown', { field: 'result' });
      await tx.query(
        'update care.work_item set done_at = clock_timestamp(), done_by = $2, result = $3 where id = $1',
        [id, tx.actor.account, said.result ?? null],
      );
      tx.note({ kind: item.kind, ...said });
      return { id };
    });
  }

  /** Sends a dead message again, from its first attempt on; that is the work done. Refuses whatever else is in the inbox. */
  async retry(actor: Actor, call: Call, id: string): Promise<{ id: string }> {
    return await this.uow.run(actor, { do: 'message.retry', on: { work: id }, ...call }, async (tx) => {
      const { retried } = await tx.one<{ retried: boolean }>('select bus.retry_message($1) as retried', [id]);
      if (!retried) throw new Refusal('work.unknown');
      return { id };
    });
  }
}

/** A second person signs, never the one who acted alone; what a stage needs is signed by the duty manager. */
function assertMaySign(
  actor: Actor,
  { kind, asked_by }: { kind: WorkItemKind; asked_by: string | null },
): void {
  const countersigned = kind === 'stage.countersign' || kind === 'handoff.countersign';
  if (!countersigned) return;
  const may = kind === 'handoff.countersign' || actor.roles.includes('duty_manager');
  if (asked_by === actor.account || !may) throw new Refusal('permission.role');
}

function toView(row: WorkItemFound, now: Date): WorkItemView {
  const ended =
    row.side === 'receiver' && (NEGATIVE_HANDOFF_STATES as readonly HandoffState[]).includes(row.state);
  return {
    id: row.id,
    kind: row.kind,
    role: row.role,
    due_at: row.due_at.toISOString(),
    created_at: row.created_at.toISOString(),
    overdue: row.due_at.getTime() < now.getTime() && row.kind !== 'handoff.notice',
    client: ended ? null : row.client,
    handoff: row.reference
      ? {
          reference: row.reference,
          side: row.side,
          state: row.state,
          urgency: ended ? null : row.urgency,
          stage: ended ? null : row.stage,
          partner: row.partner,
        }
      : null,
  };
}
