import type { WorkItemKind } from '#domain/charter/code-lists.js';
import {
  NEGATIVE_HANDOFF_STATES,
  type BusinessState,
  type HandoffSide,
  type HandoffState,
  type Urgency,
} from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { Role } from '#domain/charter/roles.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { ColleagueView, WorkFilter, WorkItemView, WorkTiles, WorkView } from '#domain/wire/work.js';
import type { Tx } from '#platform/db/tx.js';
import { colleagueOf } from '../colleague/colleague.queries.js';
import type { Day } from '../day.queries.js';
import { ABSENT_ROWS } from '../handoff/absent.service.js';
import { ARRIVAL_ROWS } from '../handoff/arrivals.service.js';
import { WAITING_ROWS, waitingStates } from '../handoff/handoff.queries.js';
import { numbered } from '../numbered.js';
import { pageOf, preciseTime, type Cursor } from '../paging.js';

const AWAKE = '(w.snoozed_until is null or w.snoozed_until <= :now)';
const OVERDUE = `(w.due_at < :now and w.kind <> 'handoff.notice')`;

/** What each part of the list holds. List and tile read the same words, so that a tile cannot show another number. */
const VIEWS: Readonly<Record<WorkView, string>> = {
  open: AWAKE,
  overdue: `${AWAKE} and ${OVERDUE}`,
  due_today: `${AWAKE} and w.due_at < :ends_at and not ${OVERDUE}`,
  later: `${AWAKE} and w.due_at >= :ends_at`,
  snoozed: 'w.snoozed_until > :now',
  new: `${AWAKE} and w.assigned_to is null and w.created_at > :yesterday_at`,
  mine: `${AWAKE} and (w.assigned_to = :me or (w.assigned_to is null and w.role = any (:on_duty::text[])))`,
};

/** A partner's handoff that ended without an arrival is a tombstone: how urgent it was is told no more, by no filter either. */
const URGENT = `exists (select from care.handoff h where h.id = w.handoff_id and h.urgency = :urgency
  and (h.receiver_organisation_id <> :organisation or h.state <> all (:ended::text[])))`;

const FILTERS = {
  kind: 'w.kind = :kind',
  role: 'w.role = :role',
  urgency: URGENT,
} as const satisfies Record<Exclude<keyof WorkFilter, 'view'>, string>;

/** Rows of the organisation in a view, narrowed only by what was asked for: each combination is a statement of its own. */
function openRows(filter: Omit<WorkFilter, 'view'>): string {
  const narrowed = (Object.keys(FILTERS) as (keyof typeof FILTERS)[]).filter((name) => filter[name]);
  return `from care.work_item w where w.organisation_id = :organisation and w.done_at is null${narrowed
    .map((name) => ` and ${FILTERS[name]}`)
    .join('')}`;
}

/** Who looks, and on which day. */
export interface Desk {
  readonly day: Day;
  readonly me: string | null;
  /** Roles in which the person is on duty now. */
  readonly on_duty: readonly Role[];
}

function given(tx: Tx, desk: Desk, filter: WorkFilter): Record<string, unknown> {
  return {
    organisation: tx.organisation,
    ...desk.day,
    me: desk.me,
    on_duty: desk.on_duty,
    kind: filter.kind,
    role: filter.role,
    urgency: filter.urgency,
    ended: NEGATIVE_HANDOFF_STATES,
  };
}

interface WorkItemFound {
  id: string;
  kind: WorkItemKind;
  role: Role | null;
  due_at: Date;
  place_at: string;
  created_at: Date;
  overdue: boolean;
  snoozed_until: Date | null;
  assigned_to: ColleagueView | null;
  audit_subject: string | null;
  client: string | null;
  reference: string | null;
  handoff_subject: string | null;
  side: HandoffSide | 'coordinator';
  state: HandoffState;
  business_state: BusinessState;
  version: number;
  urgency: Urgency;
  stage: Stage;
  partner: Labels;
}

/** The inbox: rows of the organisation in order of due time, limited before anything is joined (ADR 0009). */
const inbox = (view: WorkView, filter: WorkFilter): string => `
select w.id, w.kind, w.role, w.due_at, ${preciseTime('w.due_at')} as place_at, w.created_at, ${OVERDUE} as overdue,
  case when w.snoozed_until > :now then w.snoozed_until end as snoozed_until,
  ${colleagueOf('a')} as assigned_to,
  cc.audit_subject, cc.code as client, h.reference, h.audit_subject as handoff_subject, h.state, h.business_state, h.version, h.urgency, h.stage,
  case :organisation when h.sender_organisation_id then 'sender' when h.receiver_organisation_id then 'receiver' else 'coordinator' end as side, o.names as partner
from (select w.* ${openRows(filter)} and ${VIEWS[view]} and (w.due_at, w.id) > (:after_at, :after_id)
      order by w.due_at, w.id limit :limit) w
left join access.account a on a.id = w.assigned_to and a.disabled_at is null
left join care.client_code cc on cc.organisation_id = :organisation and cc.client_id = w.client_id
left join care.handoff h on h.id = w.handoff_id
left join care.organisation o on o.id = case when h.sender_organisation_id = :organisation then h.receiver_organisation_id else h.sender_organisation_id end
order by w.due_at, w.id`;

/** One page of the work list, what is due first on top. */
export async function readWork(
  tx: Tx,
  desk: Desk,
  filter: WorkFilter,
  page: { cursor: Cursor; limit: number },
): Promise<Page<WorkItemView>> {
  const { text, values } = numbered(inbox(filter.view ?? 'open', filter), {
    ...given(tx, desk, filter),
    after_at: page.cursor.at,
    after_id: page.cursor.id,
    limit: page.limit + 1,
  });
  const rows = await tx.query<WorkItemFound>(text, values);
  return pageOf(
    rows,
    page.limit,
    (row) => ({ at: row.place_at, id: row.id }),
    (row) => {
      tx.about(row.audit_subject ?? row.handoff_subject);
      return toView(row);
    },
  );
}

const tiles = (filter: WorkFilter): string => `
select ${(Object.keys(VIEWS) as WorkView[])
  .map((view) => `count(*) filter (where ${VIEWS[view]})::int as ${view}`)
  .join(', ')},
  (select count(*)::int ${WAITING_ROWS}) as waiting_for_partner,
  (select count(*)::int ${ARRIVAL_ROWS}) as arrivals_today,
  (select count(*)::int ${ABSENT_ROWS}) as absent
${openRows(filter)}`;

/** How much is in each view, by the words of the lists themselves. */
export async function readTiles(tx: Tx, desk: Desk, filter: Omit<WorkFilter, 'view'>): Promise<WorkTiles> {
  const { text, values } = numbered(tiles(filter), { ...given(tx, desk, filter), ...waitingStates() });
  return await tx.one<WorkTiles>(text, values);
}

function toView(row: WorkItemFound): WorkItemView {
  const ended =
    row.side === 'receiver' && (NEGATIVE_HANDOFF_STATES as readonly HandoffState[]).includes(row.state);
  return {
    id: row.id,
    kind: row.kind,
    role: row.role,
    due_at: row.due_at.toISOString(),
    created_at: row.created_at.toISOString(),
    overdue: row.overdue,
    client: ended ? null : row.client,
    handoff: row.reference
      ? {
          reference: row.reference,
          side: row.side,
          state: row.state,
          business_state: row.business_state,
          version: row.version,
          urgency: ended ? null : row.urgency,
          stage: ended ? null : row.stage,
          partner: row.partner,
        }
      : null,
    assigned_to: row.assigned_to,
    snoozed_until: row.snoozed_until?.toISOString() ?? null,
  };
}
