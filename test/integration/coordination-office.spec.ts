import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyOf, reach, type KnownTable } from '../support/access-matrix.js';
import { AccessWorld } from '../support/access-world.js';
import { attempt, type TestOrganisation } from '../support/network.js';

/** Handoffs that were sent in the jurisdiction of the office: no draft, and nothing a client was merely told. */
const ENVELOPES = `select id from care.handoff where requested_at is not null and kind <> 'information_only' and jurisdiction = 'demo'`;

/** Which rows are meant, in SQL on the table; `$1` is the office. */
const ROWS = {
  all: 'true and $1::uuid is not null',
  own: 'organisation_id = $1',
  handoffs: `id in (${ENVELOPES}) and $1::uuid is not null`,
  'of handoffs': `handoff_id in (${ENVELOPES}) and $1::uuid is not null`,
  'own forms': `account_id in (select id from access.account where organisation_id = $1)`,
  'own views': `organisation_id = $1`,
  'of the region': `jurisdiction = (select jurisdiction from care.organisation where id = $1)`,
} as const;
type Rows = keyof typeof ROWS;

/** What the coordination office reads, and of which rows; a table that is not here shows it nothing. */
const READS: Readonly<Record<string, Rows>> = {
  'care.legal_entity': 'all',
  'care.organisation': 'all',
  'care.standing': 'all',
  'care.unit': 'all',
  'care.site': 'all',
  'care.duty': 'all',
  'care.capacity': 'all',
  'care.handoff_transition': 'all',
  // The envelope and its clocks: codes and instants. Who the client is, what was written, disclosed, consented to, and who
  // spoke with whom are elsewhere, and none of it is in this list.
  'care.handoff': 'handoffs',
  'care.clock': 'of handoffs',
  'care.forced_change': 'of the region',
  'care.directory_entry': 'all',
  'care.meeting': 'all',
  'care.work_item': 'own',
  // An office is an organisation with people, turns and lists of its own like any other.
  'care.duty_turn': 'own',
  'care.review': 'own',
  'care.review_item': 'own',
  'access.account': 'own',
  'access.invitation': 'own',
  'access.list_export': 'own',
  'access.kept_form': 'own forms',
  'access.saved_view': 'own views',
  'access.rate_limit': 'all',
  // That a backup was brought back, which says nothing of anybody: nobody signs in before it is released.
  'access.restoration': 'all',
  'audit.event': 'own',
  'audit.event_subject': 'own',
  'audit.verification': 'own',
  'audit.leaf': 'all',
};

/** What it may change of that, beside what functions do. */
const CHANGES: Readonly<Record<string, Rows>> = {
  'care.handoff': 'handoffs',
  'care.work_item': 'own',
  'care.site': 'own',
  'care.duty_turn': 'own',
  'care.review': 'own',
  'care.review_item': 'own',
  'access.kept_form': 'own forms',
  'access.rate_limit': 'all',
};

/** Case data that no coordinator ever sees, named so that a policy added to READS by mistake does not go by unnoticed. */
const NEVER = [
  'care.client',
  'care.client_code',
  'care.episode',
  'care.custody',
  'care.episode_access',
  'care.stage_spell',
  'care.safety_screen',
  'care.condition',
  'care.assessment',
  'care.treatment',
  'care.rehabilitation',
  'care.reintegration',
  'care.employment',
  'care.contact',
  'care.contact_attendance',
  'care.contact_series',
  'care.group_session',
  'care.follow_up',
  'care.follow_up_attempt',
  'care.document',
  'care.letter',
  'care.note',
  'care.plan',
  'care.plan_approval',
  'care.plan_goal',
  'care.plan_review',
  'care.plan_task',
  'care.vital_reading',
  'care.observation',
  'care.care_level',
  'care.programme',
  'care.programme_phase',
  'care.enrolment',
  'care.phase_step',
  'care.home_leave',
  'care.therapy_work_consent',
  'care.therapy_work',
  'care.peer_support',
  'care.relapse',
  'care.incident',
  'care.medical_fact',
  'care.medicine_order',
  'care.medicine_dose',
  'care.bed',
  'care.bed_stay',
  'care.round_note',
  'care.shift_handover',
  'care.writing_key',
  'care.consent',
  'care.consent_version',
  'care.eligibility',
  'care.handoff_note',
  'care.handoff_contact',
  'care.packet',
  'care.disclosure',
  'care.place_hold',
  'care.separation',
  'care.key_worker',
  // Who somebody is, whose record was opened, protected, put together or erased, and who asked officially.
  'care.identity_change',
  'care.return_key',
  'care.provider_wish',
  'care.client_merge',
  'care.break_glass',
  'care.data_request',
  // What the house handles itself: what is critical is handled by the office, and is its own (complaints.spec).
  'care.access_request',
  'care.breach',
  'care.breach_client',
  'care.complaint',
  'care.complaint_message',
  'care.correction',
  'care.correction_told',
  'care.deadline',
  'care.leave_wish',
  'care.permit',
  'care.rights_notice',
  'care.protection',
  'care.protection_alert',
  'care.protection_member',
  'care.erasure',
  'care.legal_hold',
];

describe('the coordination office', () => {
  let world: AccessWorld;
  let readable: readonly KnownTable[];

  beforeAll(async () => {
    world = await AccessWorld.create();
    const { rows } = await world.superuser.query<{ table: string }>(
      `select format('%s.%s', n.nspname, c.relname) as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname in ('care','access','audit','bus') and has_any_column_privilege('handrail_api', c.oid, 'select')`,
    );
    readable = world.tables.filter(({ table }) => rows.some((one) => one.table === table));
    // Both offices have work of their own; the first was called to a handoff, as a clock calls it.
    await world.superuser.query(
      `insert into care.work_item (organisation_id, kind, role, episode_id, client_id, handoff_id, due_at)
       select o, 'handoff.escalated', 'coordinator', h.episode_id, h.client_id, h.id, now() from care.handoff h, unnest($2::uuid[]) o where h.id = $1`,
      [handoffOf('own'), [world.office.organisation, world.abroad.organisation]],
    );
  });
  afterAll(() => world.close());

  const handoffOf = (kase: 'own' | 'other' | 'ended' | 'unsent'): string =>
    world.places.get(kase)?.handoff as string;

  async function meant({ table, key }: KnownTable, rows: Rows | undefined, at: TestOrganisation) {
    if (rows === undefined) return [];
    const found = await world.superuser.query<{ key: string }>(
      `select ${keyOf(key)} as key from ${table} where ${ROWS[rows]}`,
      [at.organisation],
    );
    return found.rows.map((row) => row.key).sort();
  }

  async function seen({ table, key }: KnownTable, at: TestOrganisation): Promise<string[] | undefined> {
    const api = { role: 'api', client: world.login('api'), actor: at };
    // A list of columns, because of some tables (accounts) the api reads some alone.
    return (await reach(api, `select ${keyOf(key)} as key from ${table}`))?.sort();
  }

  it('is tried on every table the api reads, and the lists of this law name only such tables', () => {
    const names = readable.map(({ table }) => table);
    expect(Object.keys(READS).filter((table) => !names.includes(table))).toEqual([]);
    expect(NEVER.filter((table) => !names.includes(table) || table in READS)).toEqual([]);
    expect(names.filter((table) => !(table in READS) && !NEVER.includes(table))).toEqual(['bus.idempotency']);
  });

  it('reads envelope and clocks of the handoffs of its region, and of nobody what a client told or was told', async () => {
    const read: Record<string, unknown> = {};
    const law: Record<string, unknown> = {};
    for (const table of readable) {
      read[table.table] = await seen(table, world.office);
      law[table.table] = await meant(table, READS[table.table], world.office);
    }
    expect(read).toEqual(law);
    for (const table of ['care.handoff', 'care.clock', 'care.forced_change', 'care.work_item'])
      expect((law[table] as string[]).length).toBeGreaterThan(0);
  });

  it('sees no draft and no information that was given: the tables hold both', async () => {
    const api = world.login('api');
    const { rows } = await world.superuser.query<{ id: string }>(
      `select id from care.handoff where requested_at is null or kind = 'information_only'`,
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const sql of [
      'select from care.handoff where id = any ($1)',
      'select from care.clock where handoff_id = any ($1)',
      'select from care.handoff where id = any ($1) for update',
    ]) {
      const { value } = await attempt(api, world.office, () => api.query(sql, [rows.map(({ id }) => id)]));
      expect(value?.rowCount).toBe(0);
    }
  });

  it('of another region sees none of it, and a house that coordinates nothing sees what its sides see', async () => {
    for (const table of readable) {
      const rows = READS[table.table];
      const elsewhere = rows === 'handoffs' || rows === 'of handoffs' ? undefined : rows;
      expect({ table: table.table, keys: await seen(table, world.abroad) }).toEqual({
        table: table.table,
        keys: await meant(table, elsewhere, world.abroad),
      });
    }
    await world.superuser.query('update care.organisation set coordinates = false where id = $1', [
      world.office.organisation,
    ]);
    for (const name of ['care.handoff', 'care.clock', 'care.forced_change']) {
      const table = readable.find((one) => one.table === name) as KnownTable;
      expect(await seen(table, world.office)).toEqual([]);
    }
    await world.superuser.query('update care.organisation set coordinates = true where id = $1', [
      world.office.organisation,
    ]);
  });

  it('changes nothing but handoffs of its region and its own work', async () => {
    const api = world.login('api');
    for (const at of [world.office, world.abroad]) {
      for (const table of readable) {
        const set = world.setOf(table.table, 'api');
        if (!set) continue;
        const rows = CHANGES[table.table];
        const lawful = rows === 'handoffs' && at === world.abroad ? undefined : rows;
        const { value, refused } = await attempt(api, at, async () => {
          const { rowCount } = await api.query(`update ${table.table} set ${set}`);
          return rowCount;
        });
        expect({ table: table.table, changed: refused === '42501' ? 0 : value }).toEqual({
          table: table.table,
          changed: (await meant(table, lawful, at)).length,
        });
      }
    }
  });

  it('writes its reasons to the sides of a handoff, in its own kind of note, and cannot read them back', async () => {
    const api = world.login('api');
    const write = (at: TestOrganisation, handoff: string, kind: string, as = at) =>
      attempt(api, at, async () => {
        await api.query(
          `insert into care.handoff_note (id, handoff_id, organisation_id, account_id, kind, body) values ($1, $2, $3, $4, $5, 'because')`,
          [randomUUID(), handoff, as.organisation, as.account, kind],
        );
        return (await api.query('select from care.handoff_note')).rowCount;
      });
    for (const kase of ['own', 'other', 'ended'] as const)
      expect(await write(world.office, handoffOf(kase), 'coordination')).toEqual({ value: 0 });
    for (const kind of ['reason', 'answer', 'question', 'report', 'decline'])
      expect((await write(world.office, handoffOf('own'), kind)).refused).toBe('42501');
    // Not in the name of another, not about what it does not see, not from another region, and not by a side.
    expect((await write(world.office, handoffOf('own'), 'coordination', world.alpha)).refused).toBe('42501');
    expect((await write(world.office, handoffOf('unsent'), 'coordination')).refused).toBe('42501');
    expect((await write(world.abroad, handoffOf('own'), 'coordination')).refused).toBe('42501');
    for (const side of [world.alpha, world.beta])
      expect((await write(side, handoffOf('own'), 'coordination')).refused).toBe('42501');
  });

  it('tells the custodian of a handoff to nobody but the office of its region, and of no draft', async () => {
    const api = world.login('api');
    const ask = async (at: TestOrganisation | null, handoff: string) =>
      (
        await attempt(api, at, async () => {
          const { rows } = await api.query<{ held: { code: string } | null }>(
            'select care.custodian_of($1) as held',
            [handoff],
          );
          return rows[0]?.held;
        })
      ).value;
    expect(await ask(world.office, handoffOf('own'))).toMatchObject({ code: 'ALPHA' });
    expect(await ask(world.office, handoffOf('other'))).toMatchObject({ code: 'BETA' });
    for (const at of [world.abroad, world.alpha, world.beta, world.gamma, null])
      expect(await ask(at, handoffOf('own'))).toBeNull();
    expect(await ask(world.office, handoffOf('unsent'))).toBeNull();
  });
});
