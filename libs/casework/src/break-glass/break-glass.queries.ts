import type {
  BreakGlassField,
  BreakGlassKind,
  BreakGlassReason,
  BreakGlassVerdict,
  ClientTold,
} from '#domain/charter/identity.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { isOverdue, stateOf, tellDueAt, type Opening } from '#domain/rules/break-glass.js';
import type { Labels, Page } from '#domain/wire/common.js';
import type { BreakGlassListView, BreakGlassView } from '#domain/wire/identity.js';
import type { Tx } from '#platform/db/tx.js';
import { openNote } from '#platform/vault/sealed-note.js';
import { pageOf, preciseTime, type Cursor } from '../paging.js';

export interface OpeningFound {
  id: string;
  place_at: string;
  client: string | null;
  client_id: string;
  episode_id: string;
  audit_subject: string | null;
  kind: BreakGlassKind;
  reason: BreakGlassReason;
  words: Buffer | null;
  fields: BreakGlassField[];
  minutes: number;
  own: boolean;
  organisation: Labels;
  asked_by_id: string;
  asked_by: string | null;
  asked_at: Date;
  decided_by_id: string | null;
  decided_by: string | null;
  granted: boolean | null;
  opened_at: Date | null;
  until_at: Date | null;
  closed_at: Date | null;
  review_due_at: Date | null;
  reviewed_by: string | null;
  reviewed_at: Date | null;
  verdict: BreakGlassVerdict | null;
  client_told: ClientTold | null;
  version: number;
}

/** What each part of the list holds; the own ones alone for whoever neither decides nor reviews. */
const PARTS: Readonly<Record<BreakGlassListView, string>> = {
  to_decide: `g.kind = 'planned' and g.decided_at is null and g.asked_at > now() - interval '${LIMITS.planned_request_hours} hours'`,
  to_review: 'g.opened_at is not null and g.reviewed_at is null',
  to_tell: `g.opened_at is not null and coalesce(g.client_told, 'not_yet') = 'not_yet'`,
  open: 'g.opened_at is not null and coalesce(g.closed_at, g.until_at) > now()',
  all: 'true',
};

const COLUMNS = `g.id, ${preciseTime('g.asked_at')} as place_at, cc.code as client, g.client_id, g.episode_id, cc.audit_subject, g.kind, g.reason, g.words, g.fields,
  g.minutes, g.organisation_id = $1 as own, o.names as organisation, g.asked_by as asked_by_id, a.display_name as asked_by, g.asked_at,
  g.decided_by as decided_by_id, d.display_name as decided_by, g.granted, g.opened_at, g.until_at, g.closed_at, g.review_due_at,
  r.display_name as reviewed_by, g.reviewed_at, g.verdict, g.client_told, g.version`;

const JOINED = `join care.organisation o on o.id = g.organisation_id
left join care.client_code cc on cc.organisation_id = $1 and cc.client_id = g.client_id
left join access.account a on a.id = g.asked_by left join access.account d on d.id = g.decided_by left join access.account r on r.id = g.reviewed_by
order by g.asked_at desc, g.id desc`;

const list = (view: BreakGlassListView): string => `
select ${COLUMNS} from (select * from care.break_glass g where g.organisation_id = $1 and ${PARTS[view]} and ($2::uuid is null or g.asked_by = $2)
    and (g.asked_at, g.id) < ($3, $4) order by g.asked_at desc, g.id desc limit $5) g ${JOINED}`;
const LISTS = {
  to_decide: list('to_decide'),
  to_review: list('to_review'),
  to_tell: list('to_tell'),
  open: list('open'),
  all: list('all'),
} as const satisfies Record<BreakGlassListView, string>;

/** Openings of the own house, the newest first. */
export async function readOpenings(
  tx: Tx,
  view: BreakGlassListView,
  by: string | null,
  page: { readonly cursor: Cursor; readonly limit: number },
  show: (row: OpeningFound) => BreakGlassView,
): Promise<Page<BreakGlassView>> {
  const { cursor, limit } = page;
  const rows = await tx.query<OpeningFound>(LISTS[view], [
    tx.organisation,
    by,
    cursor.at,
    cursor.id,
    limit + 1,
  ]);
  return pageOf(
    rows,
    limit,
    ({ id, place_at }) => ({ at: place_at, id }),
    (row) => {
      tx.about(row.audit_subject);
      return show(row);
    },
  );
}

const OF_CLIENT = `select ${COLUMNS} from (select * from care.break_glass g where g.client_id = $2 order by g.asked_at desc, g.id desc limit $3) g ${JOINED}`;

/** Every opening of a client's record that the house knows of, its own and those of others while it was responsible. */
export async function readOpeningsOf(tx: Tx, client: string): Promise<OpeningFound[]> {
  return await tx.query<OpeningFound>(OF_CLIENT, [tx.organisation, client, LIMITS.page_size_max]);
}

const ONE = `select ${COLUMNS} from (select * from care.break_glass g where g.id = $2 and g.organisation_id = $1) g ${JOINED}`;

/** One opening of the own house; another house's is the same refusal as none. */
export async function findOpening(tx: Tx, id: string): Promise<OpeningFound> {
  const found = await tx.maybe<OpeningFound>(ONE, [tx.organisation, id]);
  if (!found) throw new Refusal('break_glass.unknown');
  tx.about(found.audit_subject);
  return found;
}

/** The instants of an opening, as the rule reads them. */
export function openingOf(row: OpeningFound): Opening {
  const time = (at: Date | null): number | null => at?.getTime() ?? null;
  return {
    kind: row.kind,
    asked_by: row.asked_by_id,
    asked_at: row.asked_at.getTime(),
    decided_by: row.decided_by_id,
    granted: row.granted,
    opened_at: time(row.opened_at),
    until_at: time(row.until_at),
    closed_at: time(row.closed_at),
    review_due_at: time(row.review_due_at),
    reviewed_at: time(row.reviewed_at),
  };
}

/** An opening as the house sees it. The words are for the own house, and there for who wrote them or looks over it. */
export function toView(
  row: OpeningFound,
  reader: {
    readonly account: string | null;
    readonly overlooks: boolean;
    readonly base: Buffer;
    readonly now: Date;
  },
): BreakGlassView {
  const now = reader.now.getTime();
  const mine = row.own && row.asked_by_id === reader.account;
  const readsWords = row.words !== null && row.own && (mine || reader.overlooks);
  const opening = openingOf(row);
  const tellBy = tellDueAt(opening, row.client_told);
  return {
    opening: row.id,
    client: row.client,
    kind: row.kind,
    state: stateOf(opening, now),
    reason: row.reason,
    words: readsWords && row.words ? openNote(reader.base, { record: row.id, name: 'why' }, row.words) : null,
    fields: row.fields,
    minutes: row.minutes,
    own: row.own,
    organisation: row.organisation,
    asked_by: row.asked_by,
    mine,
    asked_at: row.asked_at.toISOString(),
    decided_by: row.decided_by,
    opened_at: row.opened_at?.toISOString() ?? null,
    until_at: (row.closed_at ?? row.until_at)?.toISOString() ?? null,
    review_due_at: row.review_due_at?.toISOString() ?? null,
    overdue: isOverdue(opening, now),
    tell_due_at: tellBy === null ? null : new Date(tellBy).toISOString(),
    tell_overdue: tellBy !== null && tellBy <= now,
    reviewed_by: row.reviewed_by,
    verdict: row.verdict,
    client_told: row.client_told,
    version: row.version,
  };
}
