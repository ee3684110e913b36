import type { SeparationView } from '#domain/wire/separation.js';
import type { Tx } from '#platform/db/tx.js';

interface SeparationFound {
  id: string;
  reference: string;
  client: string;
  other: string;
  audit_subject: string;
  other_audit_subject: string;
  recorded_at: Date;
  ended_at: Date | null;
}

/** Both clients by the codes of the organisation that recorded it: it has given a code to each (policy of the table). */
const COLUMNS = `s.id, s.reference, c.code as client, o.code as other, c.audit_subject, o.audit_subject as other_audit_subject,
  s.recorded_at, s.ended_at`;
const JOINS = `join care.client_code c on c.organisation_id = s.organisation_id and c.client_id = s.client_id
  join care.client_code o on o.organisation_id = s.organisation_id and o.client_id = s.other_client_id`;

/** Everything the own organisation recorded about a client, on either side, the newest first. */
export async function readSeparations(tx: Tx, clientId: string): Promise<SeparationView[]> {
  const rows = await tx.query<SeparationFound & { turned: boolean }>(
    `select ${COLUMNS}, s.client_id <> $2 as turned from care.separation s ${JOINS}
     where s.organisation_id = $1 and $2 in (s.client_id, s.other_client_id) order by s.recorded_at desc, s.id desc limit 100`,
    [tx.organisation, clientId],
  );
  return rows.map((row) => {
    tx.about(row.audit_subject, row.other_audit_subject);
    const view = toView(row);
    return row.turned ? { ...view, client: row.other, other: row.client } : view;
  });
}

/**
 * Whether somebody stays with the own organisation or walks along with it. Of whoever has moved on nothing is recorded: by what
 * is refused afterwards, their former house could find out where they are.
 */
export async function isWithUs(tx: Tx, clientId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from care.episode_access where organisation_id = $1 and client_id = $2 and until_at > now() and scope in ('full','joined')`,
    [tx.organisation, clientId],
  );
  return rows.length > 0;
}

/** One record of the own organisation with its row locked, or undefined. */
export async function lockSeparation(tx: Tx, reference: string): Promise<SeparationFound | undefined> {
  const found = await tx.maybe<SeparationFound>(
    `select ${COLUMNS} from care.separation s ${JOINS} where s.organisation_id = $1 and s.reference = $2 for update of s`,
    [tx.organisation, reference],
  );
  if (found) tx.about(found.audit_subject, found.other_audit_subject);
  return found;
}

/** Whether the own organisation keeps these two apart already, whichever was named first. Who asks at the same time waits. */
export async function isKeptApart(tx: Tx, clientId: string, otherId: string): Promise<boolean> {
  const pair = [tx.organisation, ...[clientId, otherId].sort()].join(' ');
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [pair]);
  const rows = await tx.query(
    `select from care.separation where organisation_id = $1 and ended_at is null
       and client_id in ($2, $3) and other_client_id in ($2, $3)`,
    [tx.organisation, clientId, otherId],
  );
  return rows.length > 0;
}

export function toView(row: Omit<SeparationFound, 'id'>): SeparationView {
  return {
    reference: row.reference,
    client: row.client,
    other: row.other,
    recorded_at: row.recorded_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
  };
}
