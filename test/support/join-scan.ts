import pg from 'pg';
import { readCsv } from '#domain/rules/csv.js';
import type { Page } from '#domain/wire/common.js';
import { shared as sharedWith, type Told } from '../e2e/two-receivers.tools.js';
import { startApplication, type TestApplication } from './application.js';
import { accept, arrive, send } from './handoffs.js';
import { admit, type TestOrganisation } from './network.js';
import type { Answer, Staff } from './staff.js';

/** What intersecting every column of one export with every column of the other found. */
export interface JoinScan {
  readonly people: number;
  readonly columns: readonly [number, number];
  readonly pairs: number;
  /** Distinct values that were compared. */
  readonly values: number;
  /** Column pairs and a value by which a row of one leads to the row of the same person in the other. */
  readonly joins: readonly string[];
  /** The same comparison where there is something to find: the sender's exports against one receiver's. */
  readonly controls: number;
}

const HOUSES = { sender: 'EG-DETOX-1', first: 'EG-REHAB-1', second: 'EG-REINT-1' } as const;
/** A value that more people than this share leads to nobody: the bound below which figures are not shown either. */
const CROWD = 5;
const LISTS = ['clients', 'ward', 'handoffs', 'work', 'audit'] as const;
/** The pages of a list that is too long to leave as a table: a house could copy them from its screens. */
const PAGES: Readonly<Partial<Record<(typeof LISTS)[number], readonly string[]>>> = {
  clients: ['/api/clients?limit=100'],
  handoffs: ['/api/handoffs?side=sender&limit=100', '/api/handoffs?side=receiver&limit=100'],
};
/** Places of everybody who comes at once. */
const PLACES = 10_000;

/** A row of an export: whom it is about, where that is known, and what stands in which column. */
interface Row {
  readonly person: string | null;
  readonly cells: readonly Told[];
}

/**
 * Brings people to two houses that know nothing of each other: a third one refers each of them to the second and then hands them
 * over to the first. Takes everything that leaves both houses as a table or a copy, and intersects every column of one with every
 * column of the other. A join is a value by which a row of one leads to at most five people of the other, the same one among them.
 */
export async function scanJoins(people: number, say: (line: string) => void): Promise<JoinScan> {
  const house = await startApplication();
  try {
    const persons = await bring(house, people, say);
    say(`${people} people are known to both`);
    const [first, second, sender] = [
      await exportsOf(house, HOUSES.first, 'rehab1', persons),
      await exportsOf(house, HOUSES.second, 'reint', persons),
      await exportsOf(house, HOUSES.sender, 'detox', persons),
    ];
    say(`${first.length} rows of the first, ${second.length} of the second`);
    const found = intersect(first, second);
    return { people, ...found, controls: intersect(sender, first).joins.length };
  } finally {
    await house.close();
  }
}

async function organisation(house: TestApplication, code: string): Promise<TestOrganisation> {
  const [row] = await house.rows<{ organisation: string; account: string; legal: string }>(
    `select o.id as organisation, o.legal_entity_id as legal, (select a.id from access.account a where a.organisation_id = o.id and 'case_manager' = any (a.roles) limit 1) as account
       from care.organisation o where o.code = $1`,
    [code],
  );
  if (!row) throw new Error(`${code} is not in the demonstration`);
  return { organisation: row.organisation, account: row.account, code, legalEntity: row.legal };
}

/** Answers whom each code of a client and each reference of a handoff is about. */
async function bring(
  house: TestApplication,
  people: number,
  say: (line: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const api = new pg.Client({ connectionString: house.database.urls.api });
  await api.connect();
  try {
    const [sender, first, second] = [
      await organisation(house, HOUSES.sender),
      await organisation(house, HOUSES.first),
      await organisation(house, HOUSES.second),
    ];
    await house.rows(
      `insert into care.capacity (organisation_id, stage, free, stated_by)
       select x.organisation, x.stage, $3, x.account from (values ($1::uuid, 'rehabilitation', $4::uuid), ($2::uuid, 'reintegration', $5::uuid)) as x (organisation, stage, account)
       on conflict (organisation_id, stage) do update set free = excluded.free, stated_at = clock_timestamp()`,
      [first.organisation, second.organisation, PLACES, first.account, second.account],
    );
    for (let i = 1; i <= people; i++) {
      const walk = await admit(api, sender);
      const referred = await send(api, sender, walk, second, { kind: 'referral', stage: 'reintegration' });
      await accept(api, referred);
      await arrive(api, referred);
      const moved = await send(api, sender, walk, first, { stage: 'rehabilitation' });
      await accept(api, moved);
      await arrive(api, moved);
      if (i % 1_000 === 0) say(`${i} of ${people}`);
    }
    const rows = await house.rows<{ code: string; person: string }>(
      `select k.code::text as code, k.client_id::text as person from care.client_code k
       union all select h.reference, h.client_id::text from care.handoff h`,
    );
    return new Map(rows.map(({ code, person }) => [code, person]));
  } finally {
    await api.end();
  }
}

/** Everything a house can carry out of the door: every list as a table, and the copies of its handoffs. */
async function exportsOf(
  house: TestApplication,
  code: string,
  name: string,
  persons: ReadonlyMap<string, string>,
): Promise<Row[]> {
  const staff = await house.as(`case-manager@${name}.eg.demo`);
  const auditor = await house.as(`auditor@${name}.eg.demo`);
  const rows: Row[] = [];
  for (const list of LISTS) {
    const by = list === 'audit' ? auditor : staff;
    const answer = await table(by, list);
    const pages = PAGES[list];
    if (answer.status === 422 && answer.problem.code === 'list.too_long' && pages) {
      for (const first of pages)
        for await (const item of pagesOf(by, first))
          rows.push(rowOf(leaves(item, `${code} ${list}`), persons));
      continue;
    }
    const [head = [], ...lines] = readCsv(taken(answer).text);
    rows.push(
      ...lines.map((line) =>
        rowOf(
          line.map((value, i) => ({ value, place: `${code} ${list}.${head[i]}` })),
          persons,
        ),
      ),
    );
  }
  for (const side of ['sender', 'receiver']) {
    const copies = taken(await auditor.get(`/api/handoffs/export?side=${side}`)).text;
    for (const line of copies.trimEnd().split('\n'))
      rows.push(rowOf(leaves(JSON.parse(line), `${code} copy`), persons));
  }
  return rows;
}

async function* pagesOf(by: Staff, first: string): AsyncGenerator<unknown> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Answer<Page<unknown>> = await by.get<Page<unknown>>(
      `${first}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    taken(page);
    yield* page.body.items;
    cursor = page.body.next;
  }
}

const table = (by: Staff, list: string): Promise<Answer> =>
  by.post('/api/exports/list', { list, search: {}, reason: 'supervision' }, { key: null });

function taken(answer: Answer): Answer {
  if (answer.status !== 200) throw new Error(answer.text);
  return answer;
}

function leaves(value: unknown, place: string): Told[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ value: String(value), place }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]) =>
    leaves(member, Array.isArray(value) ? `${place}[]` : `${place}.${name}`),
  );
}

function rowOf(cells: readonly Told[], persons: ReadonlyMap<string, string>): Row {
  const known = cells.map(({ value }) => persons.get(value.replaceAll('-', ''))).find(Boolean);
  return { person: known ?? null, cells: cells.filter(({ value }) => value !== '') };
}

/** Whom each value of each column is about. */
type Columns = Map<string, Map<string, Set<string>>>;

function columnsOf(rows: readonly Row[]): Columns {
  const columns: Columns = new Map();
  for (const { person, cells } of rows)
    for (const { value, place } of cells) {
      const column = columns.get(place) ?? new Map<string, Set<string>>();
      columns.set(place, column);
      const about = column.get(value) ?? new Set();
      column.set(value, about);
      if (person !== null) about.add(person);
    }
  return columns;
}

function intersect(
  one: readonly Row[],
  other: readonly Row[],
): Pick<JoinScan, 'columns' | 'pairs' | 'values' | 'joins'> {
  const [a, b] = [columnsOf(one), columnsOf(other)];
  const joins: string[] = [];
  let pairs = 0;
  for (const [left, values] of a)
    for (const [right, known] of b) {
      pairs += 1;
      for (const [value, about] of values) {
        const theirs = known.get(value);
        if (!theirs || theirs.size > CROWD || about.size > CROWD) continue;
        const same = [...about].some((person) => theirs.has(person));
        if (same && sharedWith([{ value, place: left }], [{ value, place: right }]).length > 0)
          joins.push(`${left} = ${right}: ${value}`);
      }
    }
  const count = (columns: Columns): number => [...columns.values()].reduce((sum, one) => sum + one.size, 0);
  return { columns: [a.size, b.size], pairs, values: count(a) + count(b), joins };
}
