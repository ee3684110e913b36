import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { RUNGS } from '#domain/charter/clocks.js';
import {
  BUSINESS_STATE_CODES,
  BUSINESS_STATES,
  HANDOFF,
  HANDOFF_MOVERS,
  HANDOFF_STATES,
  MOVES,
  NEGATIVE_HANDOFF_STATES,
  OPEN_HANDOFF_STATES,
  type BusinessState,
  type HandoffMove,
} from '#domain/charter/handoff.js';
import { LIMITS } from '#domain/charter/limits.js';
import { NETWORK_ROLES, rolesToGive, STAFF_ROLES } from '#domain/charter/roles.js';
import { REVIEW_MACHINE } from '#domain/rules/review.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { LISTS } from '../support/chartered-lists.js';

const wordsOf = (definition: string): string[] =>
  [...definition.matchAll(/'([^']+)'::text/g)].map(([, word]) => word as string);
const sorted = (words: Iterable<string>): string[] => [...words].sort();

describe('the lists that the database checks', () => {
  let database: TestDatabase;
  let client: pg.Client;
  const checks = new Map<string, string[]>();

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    const { rows } = await client.query<{ name: string; definition: string }>(`
      select format('%s.%s %s', n.nspname, c.relname, k.conname) as name, pg_get_constraintdef(k.oid) as definition
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       where k.contype = 'c' and n.nspname in ('care','access','vault','audit','bus')`);
    for (const { name, definition } of rows) {
      if (/ARRAY\['/.test(definition)) checks.set(name, wordsOf(definition));
    }
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('are all compared here, and none is compared that is not there', () => {
    expect(sorted(checks.keys())).toEqual(sorted(Object.keys(LISTS)));
  });

  it.each(Object.entries(LISTS))('%s equals the list of the charter', (name, list) => {
    const words = checks.get(name) ?? [];
    expect(sorted(words)).toEqual(sorted(list));
    expect(new Set(words).size).toBe(words.length);
  });

  it('knows the rungs of the ladder, and no other', async () => {
    const { rows } = await client.query<{ rung: number }>(
      `select rung from generate_series(-1, 9) as rung, pg_constraint k
        where k.conname = 'rung_is_listed' and rung between (regexp_match(pg_get_constraintdef(k.oid), '>= (\\d+)'))[1]::int
          and (regexp_match(pg_get_constraintdef(k.oid), '<= (\\d+)'))[1]::int`,
    );
    expect(rows.map(({ rung }) => rung)).toEqual(Object.keys(RUNGS).map(Number));
  });
});

describe('work that is put off or undone', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('is put off for as many days, and undone within as many seconds, as the charter says', async () => {
    const { rows } = await client.query<{ put_off: string; undo: string }>(
      `select (select pg_get_constraintdef(oid) from pg_constraint where conname = 'work_is_put_off_for_14_days_at_most') as put_off,
        (select prosrc from pg_proc where oid = 'care.guard_work'::regproc) as undo`,
    );
    const [, days] = /'(\d+) days'/.exec(rows[0]?.put_off ?? '') ?? [];
    const [, seconds] = /'(\d+) seconds'/.exec(rows[0]?.undo ?? '') ?? [];
    expect([Number(days), Number(seconds)]).toEqual([LIMITS.work_put_off_days_max, LIMITS.work_undo_seconds]);
  });
});

describe('the machine of a handoff in the database', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('gives every business state the state of the charter, and nothing else any', async () => {
    const others = [...HANDOFF_STATES, ...HANDOFF_MOVERS, '', 'Recalled', 'recalled ', 'arrived', null];
    const asked = [...BUSINESS_STATE_CODES, ...others.filter((one) => !isBusinessState(one))];
    const { rows } = await client.query<{ state: string | null }>(
      'select care.state_of(x) as state from unnest($1::text[]) with ordinality as t (x, n) order by n',
      [asked],
    );
    expect(asked.map((one, i) => [one, rows[i]?.state])).toEqual(
      asked.map((one) => [one, isBusinessState(one) ? BUSINESS_STATES[one] : null]),
    );
    expect(asked.length).toBeGreaterThan(BUSINESS_STATE_CODES.length + 10);
  });

  it('goes the ways of the charter, each by whoever the charter names, and no other', async () => {
    const chartered = new Set<string>();
    for (const from of BUSINESS_STATE_CODES) {
      const moves: Partial<Record<HandoffMove, readonly BusinessState[]>> = HANDOFF[from];
      for (const [move, ends] of Object.entries(moves)) {
        for (const to of ends) {
          for (const mover of MOVES[move as HandoffMove].by) chartered.add(`${from} > ${to} ${mover}`);
        }
      }
    }
    const { rows } = await client.query<{ way: string }>(
      `select from_business || ' > ' || to_business || ' ' || mover as way from care.handoff_transition`,
    );
    expect(sorted(rows.map(({ way }) => way))).toEqual(sorted(chartered));
    expect(chartered.size).toBeGreaterThan(200);
  });

  it('counts the same states as open: among alternatives, for one place, and for what may still be disclosed', async () => {
    const predicate = async (index: string): Promise<string[]> => {
      const { rows } = await client.query<{ definition: string }>(
        `select pg_get_expr(indpred, indrelid) as definition from pg_index where indexrelid = $1::regclass`,
        [`care.${index}`],
      );
      return sorted(wordsOf(rows[0]?.definition ?? ''));
    };
    expect(await predicate('open_transfers_share_a_group')).toEqual(
      sorted([...OPEN_HANDOFF_STATES, 'transfer']),
    );
    expect(await predicate('one_offer_per_partner')).toEqual(sorted(OPEN_HANDOFF_STATES));
    // Accepted and not ended: who has said yes has it, until the client's stay there is reported.
    expect(await predicate('one_accepted_per_group')).toEqual(['accepted', 'in-progress', 'on-hold']);
    // A client may come after all: what failed may still arrive, so its packets are still written.
    const { rows: functions } = await client.query<{ source: string }>(
      `select prosrc as source from pg_proc where oid in ('care.packet_source'::regproc, 'care.disclose'::regproc)`,
    );
    expect(functions).toHaveLength(2);
    for (const { source } of functions) {
      const [, states = ''] = /state in \(([^)]+)\)/.exec(source) ?? [];
      expect(sorted(states.replaceAll(`'`, '').split(','))).toEqual(
        sorted([...OPEN_HANDOFF_STATES, 'failed']),
      );
    }
  });

  it('reads for a packet after a missed arrival as many days as somebody may still come', async () => {
    const { rows } = await client.query<{ source: string }>(
      `select prosrc as source from pg_proc where oid = 'care.packet_source'::regproc`,
    );
    const [, days] =
      /'failed' or closed_at > now\(\) - interval '(\d+) days'/.exec(rows[0]?.source ?? '') ?? [];
    expect(Number(days)).toBe(LIMITS.arrival_back_days_max);
  });

  it('closes to the receiver at the same ends everywhere: what was written, and the consent it stood on', async () => {
    const { rows } = await client.query<{ name: string; rule: string }>(
      `select tablename || ' ' || policyname as name, qual as rule from pg_policies
        where qual like '%rejected%' order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['consent shared_consents', 'handoff_note both_sides_read']);
    for (const { rule } of rows) {
      const [, list = ''] = /<> ALL \(ARRAY\[([^\]]*)\]/.exec(rule) ?? [];
      expect(sorted(wordsOf(list))).toEqual(sorted(NEGATIVE_HANDOFF_STATES));
    }
  });
});

describe('what keeps a house in order, in the database', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const sourceOf = async (name: string): Promise<string> => {
    const { rows } = await client.query<{ source: string }>(
      'select pg_get_functiondef($1::regproc) as source',
      [name],
    );
    return rows[0]?.source ?? '';
  };
  const quoted = (list: string): string[] =>
    [...list.matchAll(/'([^']+)'/g)].map(([, word]) => word as string);

  it('gives accounts the roles of staff, and those of the network where the charter does', async () => {
    const source = await sourceOf('access.may_hold');
    const [all = '', network = ''] = [...source.matchAll(/ARRAY\[([^\]]*)\]/gi)].map(
      ([, list]) => list ?? '',
    );
    expect(sorted(quoted(all))).toEqual(sorted(STAFF_ROLES));
    expect(sorted(quoted(network))).toEqual(sorted(NETWORK_ROLES));
    expect(sorted(rolesToGive(true))).toEqual(sorted(STAFF_ROLES));
    expect(rolesToGive(false).filter((role) => NETWORK_ROLES.includes(role))).toEqual([]);
  });

  it('moves an item of a review the ways of its machine, and no other', async () => {
    const [, ways = ''] = /not in \(([^)]*)\)/.exec(await sourceOf('care.guard_review_item')) ?? [];
    const chartered = Object.entries(REVIEW_MACHINE).flatMap(([from, moves]) =>
      Object.values(moves as Record<string, readonly string[]>).flatMap((ends) =>
        ends.map((to) => `${from} ${to}`),
      ),
    );
    expect(sorted(quoted(ways))).toEqual(sorted(chartered));
    expect(chartered.length).toBe(4);
  });
});

function isBusinessState(word: string | null): word is BusinessState {
  return word !== null && word in BUSINESS_STATES;
}
