import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../db/audit-trail.js';

/** A table that holds instants or days of one client, and how its rows are found from the client. */
interface Kept {
  readonly table: string;
  readonly instants: readonly string[];
  readonly periods: readonly string[];
  readonly days: readonly string[];
  readonly whose: string;
}

interface ColumnFound {
  table: string;
  column: string;
  type: 'timestamptz' | 'tstzrange' | 'date';
  links: string[];
}

/** Every column that says when, in the schemas that hold what happened with a client. The audit is not among them: it is never rewritten. */
const COLUMNS = `
select format('%s.%s', n.nspname, c.relname) as table, a.attname as column, t.typname as type,
  (select array_agg(l.attname::text) from pg_attribute l where l.attrelid = c.oid and l.attnum > 0 and not l.attisdropped
     and l.attname = any (array['client_id','episode_id','handoff_id'])) as links
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
where n.nspname = any (array['care','vault']) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  and t.typname = any (array['timestamptz','tstzrange','date']) and c.oid <> 'care.demo_client'::regclass
order by 1, a.attnum`;

/** Periods that follow one another without a gap: the earliest first, so that none ever lies over its neighbour. */
const IN_ORDER = 'care.custody';

/**
 * The statements that move everything known of one client back in time, read from the catalogue: a table that is new and
 * names a client, an episode or a handoff is moved like the others.
 */
export async function readPast(client: pg.Client): Promise<readonly Kept[]> {
  const { rows } = await client.query<ColumnFound>(COLUMNS);
  const tables = new Map<string, ColumnFound[]>();
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
  return [...tables].flatMap(([table, columns]) => {
    const whose = whoseRows(table, columns[0]?.links ?? []);
    if (whose === undefined) return [];
    const of = (type: ColumnFound['type']): string[] =>
      columns.filter((one) => one.type === type).map(({ column }) => column);
    return [{ table, whose, instants: of('timestamptz'), periods: of('tstzrange'), days: of('date') }];
  });
}

function whoseRows(table: string, links: readonly string[]): string | undefined {
  if (table === 'care.client') return 'id = $client';
  if (links.includes('client_id')) return 'client_id = $client';
  if (links.includes('episode_id'))
    return 'episode_id in (select id from care.episode where client_id = $client)';
  if (links.includes('handoff_id'))
    return 'handoff_id in (select id from care.handoff where client_id = $client)';
  return undefined;
}

/** One text with every statement, for one journey to the database. */
export function moveBackSql(past: readonly Kept[], clientId: string, seconds: number, days: number): string {
  const by = `interval '${seconds} seconds'`;
  return past
    .flatMap(({ table, whose, instants, periods, days: dates }) => {
      const sets = [
        ...instants.map((column) => `${column} = ${column} - ${by}`),
        ...periods.map(
          (column) => `${column} = tstzrange(lower(${column}) - ${by}, upper(${column}) - ${by})`,
        ),
        ...(days === 0 ? [] : dates.map((column) => `${column} = ${column} - ${days}`)),
      ];
      if (sets.length === 0) return [];
      const rows = whose.replaceAll('$client', `'${clientId}'`);
      const text = `update ${table} set ${sets.join(', ')} where ${rows}`;
      return [table === IN_ORDER ? inOrder(table, periods[0] ?? '', rows, text) : text];
    })
    .join(';\n');
}

function inOrder(table: string, period: string, rows: string, text: string): string {
  return `do $$ declare one ${table}; begin
    for one in select * from ${table} where ${rows} order by ${period} loop
      ${text} and ${period} = one.${period};
    end loop;
  end $$`;
}

interface PacketFound {
  handoff_id: string;
  round: number;
  tier: string;
  body: unknown;
  salt: Buffer;
}

/** Days that packets told of move with the rest, and the hashes of packet and ledger with them. */
export async function movePacketsBack(client: pg.Client, clientId: string, days: number): Promise<void> {
  const { rows } = await client.query<PacketFound>(
    `select p.handoff_id, p.round, p.tier, p.body, p.salt from care.packet p join care.handoff h on h.id = p.handoff_id
      where h.client_id = $1 and p.body::text ~ '"[0-9]{4}-[0-9]{2}-[0-9]{2}"'`,
    [clientId],
  );
  for (const { handoff_id, round, tier, body, salt } of rows) {
    const moved = canonicalJson(body).replaceAll(
      /"(\d{4}-\d{2}-\d{2})"/g,
      (_, day: string) => `"${dayBefore(day, days)}"`,
    );
    const sha256 = createHash('sha256').update(salt).update(moved).digest();
    await client.query(
      `with packet as (update care.packet set body = $4, sha256 = $5 where (handoff_id, round, tier) = ($1, $2, $3))
       update care.disclosure set packet_sha256 = $5 where (handoff_id, round, tier) = ($1, $2, $3)`,
      [handoff_id, round, tier, moved, sha256],
    );
  }
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
