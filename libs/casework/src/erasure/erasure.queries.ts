import type {
  ErasureGround,
  ErasureScope,
  ErasureState,
  ErasureOrigin,
  LegalHoldGround,
} from '#domain/charter/erasure.js';
import type { Page } from '#domain/wire/common.js';
import type { ErasureView, LegalHoldView } from '#domain/wire/erasure.js';
import type { Tx } from '#platform/db/tx.js';
import { pageOf, type Cursor } from '../paging.js';

export interface ErasureFound {
  id: string;
  client_id: string;
  audit_subject: string;
  code: string;
  version: number;
  state: ErasureState;
  asked_on: string;
  asked_how: ErasureOrigin;
  recorded_by: string | null;
  recorded_at: Date;
  decide_by_on: string;
  ground: ErasureGround | null;
  note: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  carried_out_at: Date | null;
  scope: ErasureScope | null;
  certificate: string | null;
  signature: Buffer | null;
}

const COLUMNS = `e.id, e.client_id, c.audit_subject, c.code, e.version, e.state, to_char(e.asked_on, 'YYYY-MM-DD') as asked_on, e.asked_how,
  e.recorded_by, e.recorded_at, to_char(e.decide_by_on, 'YYYY-MM-DD') as decide_by_on, e.ground, e.note, e.decided_by, e.decided_at,
  e.carried_out_at, e.scope, e.certificate, e.signature`;

/** Requests of the own organisation by the day on which they must be decided; open ones alone, or all. */
export async function readErasures(
  tx: Tx,
  page: { readonly open: boolean; readonly cursor: Cursor; readonly limit: number },
): Promise<Page<ErasureView>> {
  const rows = await tx.query<ErasureFound & { place_at: string }>(
    `select ${COLUMNS}, to_char(e.decide_by_on, 'YYYY-MM-DD') || 'T00:00:00Z' as place_at
       from (select * from care.erasure where organisation_id = $1 and (not $2 or state in ('requested','granted'))
               and (decide_by_on, id) > ($3::timestamptz::date, $4) order by decide_by_on, id limit $5) e
       join care.client_code c on c.organisation_id = e.organisation_id and c.client_id = e.client_id
      order by e.decide_by_on, e.id`,
    [tx.organisation, page.open, page.cursor.at, page.cursor.id, page.limit + 1],
  );
  return pageOf(
    rows,
    page.limit,
    ({ place_at, id }) => ({ at: place_at, id }),
    (row) => {
      tx.about(row.audit_subject);
      return toErasure(row, tx.actor.account);
    },
  );
}

/** One request of the own organisation, locked for a change; undefined where there is none. */
export async function lockErasure(tx: Tx, reference: string): Promise<ErasureFound | undefined> {
  return await findErasure(tx, reference, ' for update of e');
}

export async function findErasure(tx: Tx, reference: string, lock = ''): Promise<ErasureFound | undefined> {
  const found = await tx.maybe<ErasureFound>(
    `select ${COLUMNS} from care.erasure e join care.client_code c on c.organisation_id = e.organisation_id and c.client_id = e.client_id
      where e.organisation_id = $1 and e.id = $2${lock}`,
    [tx.organisation, reference],
  );
  if (found) tx.about(found.audit_subject);
  return found;
}

/** The open request of a client, else the newest. */
export async function newestErasure(tx: Tx, clientId: string): Promise<ErasureFound | undefined> {
  return await tx.maybe<ErasureFound>(
    `select ${COLUMNS} from care.erasure e join care.client_code c on c.organisation_id = e.organisation_id and c.client_id = e.client_id
      where e.organisation_id = $1 and e.client_id = $2
      order by e.state in ('requested','granted') desc, e.recorded_at desc, e.id desc limit 1`,
    [tx.organisation, clientId],
  );
}

export async function readHolds(tx: Tx, clientId: string): Promise<LegalHoldView[]> {
  const rows = await tx.query<HoldFound>(
    `select id, ground, note, placed_at, lifted_at from care.legal_hold
      where organisation_id = $1 and client_id = $2 order by placed_at desc, id desc limit 50`,
    [tx.organisation, clientId],
  );
  return rows.map(toHold);
}

export interface HoldFound {
  id: string;
  ground: LegalHoldGround;
  note: string | null;
  placed_at: Date;
  lifted_at: Date | null;
}

export function toHold(row: HoldFound): LegalHoldView {
  return {
    reference: row.id,
    ground: row.ground,
    note: row.note,
    placed_at: row.placed_at.toISOString(),
    lifted_at: row.lifted_at?.toISOString() ?? null,
  };
}

/** How the own organisation stands to a client: whether it looks after them now, and when care ended; null while it goes on anywhere. */
export async function readCare(
  tx: Tx,
  clientId: string,
): Promise<{ in_care: boolean; ended_on: string | null }> {
  return await tx.one<{ in_care: boolean; ended_on: string | null }>(
    `select exists (select from care.custody u where u.client_id = $2 and u.organisation_id = $1 and u.until_at is null) as in_care,
       (select case when bool_and(e.closed_at is not null) then to_char(max(e.closed_at), 'YYYY-MM-DD') end from care.episode e where e.client_id = $2) as ended_on`,
    [tx.organisation, clientId],
  );
}

export function toErasure(row: ErasureFound, account: string | null): ErasureView {
  return {
    reference: row.id,
    version: row.version,
    client: row.code,
    state: row.state,
    asked_on: row.asked_on,
    asked_how: row.asked_how,
    recorded_at: row.recorded_at.toISOString(),
    decide_by_on: row.decide_by_on,
    decision:
      row.ground && row.decided_at
        ? {
            ground: row.ground,
            note: row.note,
            decided_at: row.decided_at.toISOString(),
            own: row.decided_by !== null && row.decided_by === account,
          }
        : null,
    carried_out_at: row.carried_out_at?.toISOString() ?? null,
    scope: row.scope,
    certified: row.certificate !== null,
  };
}
