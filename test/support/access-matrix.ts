import type pg from 'pg';
import { attempt, type Acting } from './network.js';

/** Whose rows are meant, seen from the organisation that acts; `nobody`: no organisation acts. */
export const CASES = ['own', 'other', 'shared', 'joined', 'left', 'ended', 'unsent'] as const;
export type Case = (typeof CASES)[number];
export const VERBS = ['select', 'insert', 'update', 'delete'] as const;
export type Verb = (typeof VERBS)[number];

/** `all`, `mine` (those the acting organisation wrote, and others stand beside them), `-` nothing, `.` there are none. */
export type Cell = 'all' | 'mine' | 'yes' | '-' | '.';
export type Line = Readonly<Record<Case | 'nobody', Cell>>;

/** What the law says, as `table role verb` -> cells. A verb that is not named is refused before any row is looked at. */
export interface Law {
  readonly lines: ReadonlyMap<string, Line>;
  readonly tables: ReadonlySet<string>;
}

/** Reads the law from its text: one line per table, role and verb; a table nobody may touch stands alone in its line. */
export function readLaw(text: string): Law {
  const lines = new Map<string, Line>();
  const tables = new Set<string>();
  for (const raw of text.split('\n')) {
    const [table, role, verb, ...cells] = raw.trim().split(/\s+/);
    if (!table || table.startsWith('#')) continue;
    tables.add(table);
    if (role === undefined) continue;
    const names = [...CASES, 'nobody'] as const;
    if (cells.length !== names.length) throw new Error(`a line of the law has ${names.length} cells: ${raw}`);
    lines.set(
      `${table} ${role} ${verb}`,
      Object.fromEntries(names.map((name, i) => [name, cells[i]])) as unknown as Line,
    );
  }
  return { lines, tables };
}

export interface KnownTable {
  readonly table: string;
  readonly key: string[];
  readonly columns: string[];
}

/** Every table of our schemas with its primary key, as the catalogue has them. */
export async function readTables(client: pg.Client): Promise<KnownTable[]> {
  const { rows } = await client.query<KnownTable>(`
    select format('%s.%s', n.nspname, c.relname) as table,
           (select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) from pg_index i
              join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey::int2[]) where i.indrelid = c.oid and i.indisprimary) as key,
           (select array_agg(a.attname::text) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('care','access','vault','audit','bus') and c.relkind in ('r','p') order by 1`);
  return rows;
}

/** The rows of a table, each with the case it belongs to and whether the acting organisation wrote it. */
export interface KnownRow {
  readonly key: string;
  readonly kase: Case;
  readonly mine: boolean;
}

const KEYED_BY = [
  'episode_id',
  'client_id',
  'handoff_id',
  'consent_id',
  'organisation_id',
  'event_id',
  'account_id',
  'message_id',
  'id',
] as const;

/** The column that says which organisation a row comes from. */
const WRITTEN_BY = ['organisation_id', 'sender_organisation_id', 'from_organisation_id'] as const;

/** Rows that belong to a handoff and not to whoever wrote them: ours are those of handoffs that we sent. */
const SENT_BY = ['care.clock', 'care.place_hold'];

export const keyOf = (key: readonly string[]): string => `concat_ws('|', ${key.join(', ')})`;

/** Looks behind the policies (as superuser) with `kase_of`, which says what each episode, client, account … is to us. */
export async function readKnownRows(
  superuser: pg.Client,
  table: KnownTable,
  organisation: string,
): Promise<KnownRow[]> {
  const by = KEYED_BY.find((column) => table.columns.includes(column));
  const author = WRITTEN_BY.find((column) => table.columns.includes(column));
  const sent = 'select h.sender_organisation_id from care.handoff h where h.id = t.handoff_id';
  const mine = SENT_BY.includes(table.table)
    ? `(${sent}) = $1`
    : author
      ? `coalesce(${author} = $1, false)`
      : 'false and $1::uuid is null';
  const { rows } = await superuser.query<KnownRow>(
    `select ${keyOf(table.key)} as key, coalesce((select k.kase from kase_of k where k.id = ${by ? `t.${by}` : 'null'}), 'own') as kase, ${mine} as mine
       from ${table.table} t`,
    [organisation],
  );
  return rows;
}

export interface Attempted {
  readonly role: string;
  readonly client: pg.Client;
  readonly actor: Partial<Acting> | null;
}

/** The keys of the rows a statement really reached, or undefined where the login was refused altogether. */
export async function reach(
  { client, actor }: Attempted,
  statement: string,
  values: unknown[] = [],
): Promise<string[] | undefined> {
  const { value, refused, message } = await attempt(client, actor, async () => {
    const { rows } = await client.query<{ key: string }>(statement, values);
    return rows.map(({ key }) => key);
  });
  if (refused === undefined) return value;
  if (refused === '42501' && /^permission denied for (table|schema)/.test(message ?? '')) return undefined;
  throw new Error(`${refused} ${message}: ${statement}`);
}

/** In the words of the law: which of these rows were reached. */
export function describeReach(rows: readonly KnownRow[], reached: ReadonlySet<string>, kase: Case): string {
  const of = rows.filter((row) => row.kase === kase);
  if (of.length === 0) return '.';
  const seen = of.filter((row) => reached.has(row.key));
  if (seen.length === 0) return '-';
  if (seen.length === of.length) return 'all';
  const mine = of.filter((row) => row.mine);
  if (mine.length === seen.length && mine.every((row) => reached.has(row.key))) return 'mine';
  return `${seen.length}/${of.length}`; // neither all nor ours: never what the law says
}
