import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASE_ROLES, DEFINER_ROLE, loginOf, type DatabaseRole } from '#platform/db/database-roles.js';
import {
  CASES,
  VERBS,
  describeReach,
  keyOf,
  reach,
  type Case,
  type Cell,
  type Verb,
} from '../support/access-matrix.js';
import { LAW } from '../support/access-law.js';
import { AccessWorld } from '../support/access-world.js';
import { note } from '../support/handoffs.js';
import { asActor, attempt, type TestOrganisation } from '../support/network.js';

describe('row-level security', () => {
  let world: AccessWorld;
  beforeAll(async () => {
    world = await AccessWorld.create();
  });
  afterAll(() => world.close());

  async function tryInsert(
    role: DatabaseRole,
    table: string,
    kase: Case,
    actor: TestOrganisation | null,
  ): Promise<Cell> {
    const row = world.rowFor(table, kase);
    if (!row) return '.';
    const client = world.login(role);
    const { refused, message } = await attempt(client, actor, () => client.query(row.sql, row.values));
    // A unique key is only asked after the policy has let the row through.
    if (refused === undefined || refused === '23505') return 'yes';
    expect({ refused, message }).toEqual({
      refused: '42501',
      message: expect.stringMatching(/row-level security/),
    });
    return '-';
  }

  /** The rows a verb reaches; updates row by row, so that one row that must not change does not hide the others. */
  async function reached(
    role: DatabaseRole,
    verb: Verb,
    table: string,
    actor: TestOrganisation | null,
  ): Promise<Set<string>> {
    const client = world.login(role);
    const key = keyOf(world.tables.find((one) => one.table === table)?.key ?? []);
    const keys = (world.known.get(table) ?? []).map((row) => row.key);
    if (verb === 'select')
      return new Set(await reach({ role, client, actor }, `select ${key} as key from ${table}`));
    if (verb === 'delete')
      return new Set(await reach({ role, client, actor }, `delete from ${table} returning ${key} as key`));
    const { value } = await attempt(client, actor, async () => {
      const changed = new Set<string>();
      for (const one of keys) {
        await client.query('savepoint one');
        try {
          const { rowCount } = await client.query(
            `update ${table} set ${world.setOf(table, role)} where ${key} = $1`,
            [one],
          );
          if (rowCount === 1) changed.add(one);
        } catch (error) {
          expect((error as Error).message).toMatch(/row-level security/);
        }
        await client.query('rollback to one');
      }
      return changed;
    });
    return value as Set<string>;
  }

  it('has a law for every table, and no law for a table that is not there', async () => {
    expect([...LAW.tables].sort()).toEqual(world.tables.map(({ table }) => table).sort());
    expect(world.tables.filter(({ key }) => !key)).toEqual([]);
  });

  it('is tried on rows: every table holds some, of ours and of others where the law tells them apart', () => {
    expect([...world.known].filter(([, rows]) => rows.length === 0).map(([table]) => table)).toEqual([]);
  });

  describe.each(DATABASE_ROLES)('as %s', (role) => {
    it.each(VERBS)('lets %s reach exactly what the law says', async (verb) => {
      const found: string[] = [];
      const wanted: string[] = [];
      for (const { table } of world.tables) {
        const line = LAW.lines.get(`${table} ${role} ${verb}`);
        if (!line) continue;
        const cells: string[] = [];
        if (verb === 'insert') {
          for (const kase of CASES) cells.push(await tryInsert(role, table, kase, world.alpha));
          cells.push(await tryInsert(role, table, 'own', null));
        } else {
          const rows = world.known.get(table) ?? [];
          const ours = await reached(role, verb, table, world.alpha);
          for (const kase of CASES) cells.push(describeReach(rows, ours, kase));
          const nobodys = await reached(role, verb, table, null);
          const ofNobody = rows.filter((row) => nobodys.has(row.key)).length;
          cells.push(ofNobody === 0 ? '-' : 'all');
        }
        found.push(`${table}: ${cells.join(' ')}`);
        wanted.push(`${table}: ${Object.values(line).join(' ')}`);
      }
      expect(found).toEqual(wanted);
    });

    it('is refused every other verb on every table, before a row is looked at', async () => {
      const client = world.login(role);
      const reachedAnyway: string[] = [];
      for (const { table, columns } of world.tables) {
        const statements: Record<Verb, string> = {
          select: `select from ${table}`,
          insert: `insert into ${table} default values`,
          update: `update ${table} set ${columns[0]} = default`,
          delete: `delete from ${table}`,
        };
        for (const verb of VERBS) {
          if (LAW.lines.has(`${table} ${role} ${verb}`)) continue;
          const { refused, message } = await attempt(client, world.alpha, () =>
            client.query(statements[verb]),
          );
          if (refused !== '42501' || !/^permission denied/.test(message ?? ''))
            reachedAnyway.push(`${verb} ${table}`);
          if (verb === 'delete') continue;
          const { rows } = await world.superuser.query<{ has: boolean }>(
            'select has_any_column_privilege($1, $2, $3) as has',
            [loginOf(role), table, verb],
          );
          if (rows[0]?.has) reachedAnyway.push(`${verb} of some column of ${table}`);
        }
      }
      expect(reachedAnyway).toEqual([]);
    });

    it('cannot truncate, define, grant, or become somebody else', async () => {
      const client = world.login(role);
      const statements = [
        ...world.tables.map(({ table }) => `truncate ${table}`),
        ...world.tables.map(({ table }) => `drop table ${table}`),
        ...world.tables.map(({ table }) => `alter table ${table} disable row level security`),
        ...world.tables.map(({ table }) => `create policy hole on ${table} using (true)`),
        ...['care', 'access', 'vault', 'audit', 'bus', 'public'].map(
          (schema) => `create table ${schema}.hole (id int)`,
        ),
        'create schema hole',
        // The queue in PostgreSQL works with temporary world.tables; it is the worker's alone.
        ...(role === 'worker' ? [] : ['create temp table hole (id int)']),
        'create role hole',
        'drop function care.switch_custody',
        `alter function care.switch_custody owner to ${loginOf(role)}`,
        `set role ${DEFINER_ROLE}`,
        'set role handrail_owner',
        'set session authorization handrail_owner',
        ...DATABASE_ROLES.filter((one) => one !== role).map((one) => `set role ${loginOf(one)}`),
        `grant ${DEFINER_ROLE} to ${loginOf(role)}`,
        `alter role ${loginOf(role)} bypassrls`,
        'set session_replication_role = replica',
      ];
      const went: string[] = [];
      for (const statement of statements) {
        const { refused } = await attempt(client, world.alpha, () => client.query(statement));
        if (refused !== '42501') went.push(`${statement}: ${refused ?? 'done'}`);
      }
      // A grant of what one does not own is not an error to PostgreSQL, it only warns and does nothing.
      await attempt(client, world.alpha, () => client.query('grant select on care.client to public'));
      expect(went).toEqual([]);
    });

    it('reaches no more by a statement that looks at nothing', async () => {
      const client = world.login(role);
      const more: string[] = [];
      for (const { table } of world.tables) {
        if (!LAW.lines.has(`${table} ${role} update`)) continue;
        const seen = await reached(role, 'update', table, world.alpha);
        const { value, refused } = await attempt(client, world.alpha, async () => {
          const { rowCount } = await client.query(`update ${table} set ${world.setOf(table, role)}`);
          return rowCount ?? 0;
        });
        if (refused !== '42501' && value !== seen.size)
          more.push(`${table}: ${value} instead of ${seen.size}`);
      }
      expect(more).toEqual([]);
    });
  });

  it('shows the receiver what was asked and answered, and the reason of the sender nowhere but in the packet', async () => {
    const api = world.login('api');
    const { handoff } = world.places.get('joined') as { handoff: string };
    const kinds = async (at: TestOrganisation) =>
      (
        await attempt(api, at, async () => {
          const { rows } = await api.query<{ kind: string }>(
            'select kind from care.handoff_note where handoff_id = $1 order by kind',
            [handoff],
          );
          return rows.map(({ kind }) => kind);
        })
      ).value;
    expect(await kinds(world.alpha)).toEqual([]);
    await asActor(api, world.beta, () => note(api, world.beta, handoff, 'answer'));
    expect(await kinds(world.beta)).toEqual(['answer', 'reason']);
    expect(await kinds(world.alpha)).toEqual(['answer']);
    expect(await kinds(world.gamma)).toEqual([]);
  });

  it('shows nothing where nobody acts: settings never made, empty, or of nobody', async () => {
    const api = world.login('api');
    const caseTables = world.tables.filter(
      ({ table }) => LAW.lines.get(`${table} api select`)?.nobody === '-',
    );
    expect(caseTables.length).toBeGreaterThan(15);
    for (const { table, key } of caseTables) {
      const count = `select ${keyOf(key)} as key from ${table}`;
      expect((await api.query(count)).rowCount).toBe(0);
      for (const organisation of ['', randomUUID()]) {
        expect(
          await reach({ role: 'api', client: api, actor: { organisation, account: organisation } }, count),
        ).toEqual([]);
      }
    }
    const nonsense = await attempt(api, { organisation: 'ALPHA' }, () =>
      api.query('select from care.client'),
    );
    expect(nonsense.refused).toBe('22P02');
  });
});
