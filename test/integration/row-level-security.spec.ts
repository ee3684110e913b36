import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASE_ROLES, DEFINER_ROLE, loginOf, type DatabaseRole } from '#platform/db/database-roles.js';
import {
  CASES,
  VERBS,
  describeReach,
  keyOf,
  reach,
  readLaw,
  type Case,
  type Cell,
  type Verb,
} from '../support/access-matrix.js';
import { AccessWorld } from '../support/access-world.js';
import { note } from '../support/handoffs.js';
import { asActor, attempt, type TestOrganisation } from '../support/network.js';

/**
 * The law, seen from one organisation. own: a client of ours; other: one we never had to do with; shared: handed over to
 * us and arrived; joined: referred to us, custody elsewhere; left: we handed over and the client arrived there; ended: a
 * request to us that was accepted and recalled; unsent: a draft to us, and information about us given to a client of theirs;
 * nobody: no organisation acts.
 * all: every row · mine: those we wrote, and others stand beside them · -: nothing · yes: may be written · .: no such row
 * A verb that is not listed is refused with "permission denied"; a table without a line is forgotten, and that fails.
 */
const LAW = readLaw(`
# table                role    verb     own   other  shared  joined  left   ended  unsent  nobody
  care.legal_entity    api     select   all   all    .       .       .      .      .       all
  care.legal_entity    worker  select   all   all    .       .       .      .      .       all
  care.legal_entity    report  select   all   all    .       .       .      .      .       all
  care.organisation    api     select   all   all    .       .       .      .      .       all
  care.organisation    worker  select   all   all    .       .       .      .      .       all
  care.organisation    report  select   all   all    .       .       .      .      .       all
  care.unit            api     select   all   all    .       .       .      .      .       all
  care.unit            worker  select   all   all    .       .       .      .      .       all
  care.unit            report  select   all   all    .       .       .      .      .       all
  care.site            api     select   all   all    .       .       .      .      .       all
  care.site            worker  select   all   all    .       .       .      .      .       all
  care.site            report  select   all   all    .       .       .      .      .       all
  care.site            api     update   all   -      .       .       .      .      .       -
  care.standing        api     select   all   all    .       .       .      .      .       all
  care.standing        worker  select   all   all    .       .       .      .      .       all
  care.standing        report  select   all   all    .       .       .      .      .       all
  care.duty            api     select   all   all    .       .       .      .      .       all
  care.duty            worker  select   all   all    .       .       .      .      .       all
  care.duty            report  select   all   all    .       .       .      .      .       all
# The directory is everybody's; the ledger of the demonstration is the owner's alone.
  care.directory_entry api     select   all   all    .       .       .      .      .       all
  care.meeting         api     select   all   .      .       .       .      .      .       all
  care.demo_client

# A client stays visible to whoever wrote a part of the walk; only who walks with them changes anything.
  care.client          api     select   all   -      all     all     all    -      -       -
  care.client          api     insert   yes   .      .       .       .      .      .       -
  care.client          api     update   all   -      all     -       -      -      -       -
  care.client_code     api     select   all   -      mine    mine    mine   -      -       -
  care.client_code     api     insert   yes   -      yes     yes     yes    -      -       -
  care.episode         api     select   all   -      all     all     all    -      -       -
  care.episode         api     update   all   -      all     -       -      -      -       -
  care.custody         api     select   all   -      all     -       all    -      -       -
# The client opened treatment, safety and plan to the receiver, and neither diagnoses nor social data nor work: an arrival
# shows of the writing of others what the consent opens.
  care.episode_access  api     select   all   -      mine    mine    mine   -      -       -
  care.stage_spell     api     select   all   -      all     mine    mine   -      -       -
  care.stage_spell     api     insert   yes   -      yes     yes     -      -      -       -
  care.stage_spell     api     update   all   -      mine    mine    -      -      -       -
  care.safety_screen   api     select   all   -      all     mine    mine   -      -       -
  care.safety_screen   api     insert   yes   -      yes     yes     -      -      -       -
  care.condition       api     select   all   -      mine    mine    mine   -      -       -
  care.condition       api     insert   yes   -      yes     yes     -      -      -       -
  care.treatment       api     select   all   -      all     mine    mine   -      -       -
  care.treatment       api     insert   yes   -      yes     yes     -      -      -       -
  care.treatment       api     update   all   -      mine    mine    -      -      -       -
  care.rehabilitation  api     select   all   -      all     mine    mine   -      -       -
  care.rehabilitation  api     insert   yes   -      yes     yes     -      -      -       -
  care.rehabilitation  api     update   all   -      mine    mine    -      -      -       -
  care.reintegration   api     select   all   -      mine    mine    mine   -      -       -
  care.reintegration   api     insert   yes   -      yes     yes     -      -      -       -
  care.reintegration   api     update   all   -      mine    mine    -      -      -       -
  care.employment      api     select   all   -      mine    mine    mine   -      -       -
  care.employment      api     insert   yes   -      yes     yes     -      -      -       -
  care.employment      api     update   all   -      mine    mine    -      -      -       -

# The receiver of a request reads the consent it stands on, and the ledger of what it was given, for good.
  care.consent         api     select   all   -      all     all     mine   -      -       -
  care.consent         api     insert   yes   -      yes     -       -      -      -       -
  care.consent         api     update   all   -      all     -       mine   -      -       -
  care.handoff         api     select   all   -      all     all     mine   all    -       -
  care.handoff         api     insert   yes   -      yes     -       -      -      -       -
# Whoever sees a handoff may lock it and write facts beside its state; which way each may move it is the trigger's to say
# (handoff-guard.spec). Drafts to us, and what a client was told about us, are nothing we see.
  care.handoff         api     update   all   -      all     all     mine   all    -       -
  care.handoff         worker  select   all   all    all     all     all    all    all     all
  care.handoff         worker  update   all   all    all     all     all    all    all     all
# What was written: both sides, but why somebody is sent is told by the packet alone (own test below); after a negative end
# the receiver keeps its own words.
  care.handoff_note    api     select   all   -      mine    -       mine   mine   -       -
  care.handoff_note    api     insert   yes   -      yes     yes     yes    yes    -       -
# Who spoke with a client on the way is the sender's alone.
  care.handoff_contact api     select   all   -      -       .       mine   -      .       -
  care.handoff_contact api     insert   yes   -      -       -       yes    -      -       -
# The machine itself is no secret. Clocks and kept places are seen by whoever sees the handoff; only functions write them.
  care.handoff_transition api     select   all   .      .       .       .      .      .       all
  care.handoff_transition worker  select   all   .      .       .       .      .      .       all
  care.clock           api     select   all   -      all     all     mine   all    -       -
  care.clock           worker  select   all   all    all     all     all    all    all     all
  care.clock           worker  update   all   all    all     all     all    all    all     all
  care.place_hold      api     select   all   -      all     all     mine   all    .       -
# Free places are the network's to know; who must be kept apart is known to the organisation that wrote it down.
  care.capacity        api     select   all   all    .       .       .      .      .       all
  care.capacity        api     insert   yes   -      .       .       .      .      .       -
  care.capacity        api     update   all   -      .       .       .      .      .       -
  care.separation      api     select   all   -      -       .       .      .      .       -
  care.separation      api     insert   yes   -      yes     yes     yes    -      -       -
  care.separation      api     update   all   -      -       .       .      .      .       -
# Forced changes are the coordination office's (coordination-office.spec).
  care.forced_change   api     select   -     -      .       .       .      .      .       -
  care.packet          api     select   all   -      all     all     mine   -      .       -
  care.packet          api     update   all   -      all     all     mine   -      .       -
  care.disclosure      api     select   all   -      all     all     mine   all    .       -
  care.work_item       api     select   mine  -      mine    mine    mine   mine   mine    -
  care.work_item       api     insert   yes   -      yes     yes     yes    -      -       -
  care.work_item       api     update   mine  -      mine    mine    mine   mine   mine    -
  care.work_item       worker  select   all   all    all     all     all    all    all     all
  care.work_item       worker  insert   yes   yes    yes     yes     yes    yes    yes     yes
  care.work_item       worker  update   all   all    all     all     all    all    all     all

# Who walks with a client is a house's own; only functions write it (desk-work.spec).
  care.key_worker      api     select   mine  -      mine    mine    mine   -      -       -

# Staff know their colleagues. Sessions, keys and addresses are reached through functions alone.
  access.account       api     select   all   -      .       .       .      .      .       -
# Until when an invitation counts; the hash of its code is no column that any login reads.
  access.invitation    api     select   all   -      .       .       .      .      .       -
# Who answers here is planned here.
  care.duty_turn       api     select   all   -      .       .       .      .      .       -
  care.duty_turn       api     insert   yes   -      .       .       .      .      .       -
  care.duty_turn       api     update   all   -      .       .       .      .      .       -
# What an auditor of the house drew, out of handoffs that are the house's own; closing is the only change of a review.
  care.review          api     select   all   -      .       .       .      .      .       -
  care.review          api     insert   yes   -      .       .       .      .      .       -
  care.review          api     update   all   -      .       .       .      .      .       -
  care.review_item     api     select   all   -      .       .       .      .      .       -
  care.review_item     api     insert   yes   -      yes     yes     yes    yes    -       -
  care.review_item     api     update   all   -      .       .       .      .      .       -
  access.session
  access.api_key
  access.known_device 
# What somebody is writing is theirs, while the client is shared with them; what nobody came back to for a week (other) the worker forgets.
  access.kept_form     api     select   all   -      all     all     all    -      -       -
  access.kept_form     api     insert   yes   -      yes     yes     yes    -      -       -
  access.kept_form     api     update   all   -      all     all     all    -      -       -
  access.kept_form     api     delete   all   -      all     all     all    -      -       -
  access.kept_form     worker  select   -     all    -       -       -      -      -       all
  access.kept_form     worker  delete   -     all    -       -       -      -      -       all
  access.saved_view    api     select   all   -      .       .       .      .      .       -
  access.saved_view    api     insert   yes   -      .       .       .      .      .       -
  access.saved_view    api     delete   all   -      .       .       .      .      .       -
  access.list_export   api     select   all   -      .       .       .      .      .       -
  access.list_export   api     insert   yes   -      .       .       .      .      .       -
  access.rate_limit    api     select   all   .      .       .       .      .      .       all
  access.rate_limit    api     insert   yes   .      .       .       .      .      .       yes
  access.rate_limit    api     update   all   .      .       .       .      .      .       all
  access.rate_limit    api     delete   all   .      .       .       .      .      .       all

# Who a person is: the vault's login, for people the acting organisation knows. Nobody writes but through functions.
  vault.person         vault   select   all   -      all     all     all    -      -       -
  vault.identity_field vault   select   all   -      all     all     all    -      -       -
  vault.blind_index    vault   select   all   -      all     all     all    -      -       -
  vault.known_to       vault   select   all   -      mine    mine    mine   mine   -       -
  vault.source_record

  audit.event          api     select   all   -      .       .       .      .      .       -
  audit.event          sealer  select   all   all    .       .       .      .      .       all
  audit.event_subject  api     select   all   -      .       .       .      .      .       -
  audit.event_subject  sealer  select   all   all    .       .       .      .      .       all
  audit.claim          sealer  select   all   all    .       .       .      .      .       all
  audit.claim          sealer  update   all   all    .       .       .      .      .       all
  audit.claim          sealer  delete   all   all    .       .       .      .      .       all
  audit.leaf           api     select   all   .      .       .       .      .      .       all
  audit.leaf           sealer  select   all   .      .       .       .      .      .       all
  audit.leaf           sealer  insert   yes   .      .       .       .      .      .       yes
  audit.checkpoint     sealer  select   all   .      .       .       .      .      .       all
  audit.checkpoint     sealer  insert   yes   .      .       .       .      .      .       yes
  audit.verification   api     select   all   -      .       .       .      .      .       -
  audit.verification   api     insert   yes   -      .       .       .      .      .       -
  audit.verification   worker  select   all   all    .       .       .      .      .       all
  audit.verification   worker  update   all   all    .       .       .      .      .       all

  bus.outbox           api     insert   yes   .      .       .       .      .      .       yes
# What was delivered a month ago (other) the worker lets go; what is fresh (own) it keeps.
  bus.outbox           worker  select   all   all    .       .       .      .      .       all
  bus.outbox           worker  insert   yes   .      .       .       .      .      .       yes
  bus.outbox           worker  update   all   all    .       .       .      .      .       all
  bus.outbox           worker  delete   -     all    .       .       .      .      .       all
  bus.inbox            worker  select   all   all    .       .       .      .      .       all
  bus.inbox            worker  insert   yes   .      .       .       .      .      .       yes
  bus.inbox            worker  delete   -     all    .       .       .      .      .       all
# The answer to another account is a week old here, so the worker may forget it; ours is fresh.
  bus.idempotency      api     select   all   -      .       .       .      .      .       -
  bus.idempotency      api     insert   yes   -      .       .       .      .      .       -
  bus.idempotency      api     update   all   -      .       .       .      .      .       -
  bus.idempotency      worker  select   -     all    .       .       .      .      .       all
  bus.idempotency      worker  delete   -     all    .       .       .      .      .       all
`);

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
