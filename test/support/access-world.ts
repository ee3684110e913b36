import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { DATABASE_ROLES, type DatabaseRole } from '#platform/db/database-roles.js';
import { readKnownRows, readTables, type Case, type KnownRow, type KnownTable } from './access-matrix.js';
import { rowFor, type Place, type Row } from './access-rows.js';
import { SETS } from './access-sets.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { keepHouse } from './house-rows.js';
import { keepIdentities } from './identity-rows.js';
import { CARE_LAWS } from './care-laws/care-laws.js';
import { keepRights } from './rights-rows.js';
import {
  accept,
  arrive,
  end,
  giveConsent,
  inform,
  note,
  prepare,
  send,
  type TestHandoff,
} from './handoffs.js';
import {
  addOrganisation,
  admit,
  asActor,
  writeEvidence,
  type TestOrganisation,
  type Walk,
} from './network.js';

/** A network in which, seen from `alpha`, every case of the law has rows in every table, and one connection per login. */
export class AccessWorld {
  readonly places = new Map<Case, Place>();
  readonly known = new Map<string, readonly KnownRow[]>();
  readonly ids = new Map<string, string>();
  tables: readonly KnownTable[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly superuser: pg.Client,
    private readonly logins: ReadonlyMap<DatabaseRole, pg.Client>,
    readonly organisations: readonly [
      TestOrganisation,
      TestOrganisation,
      TestOrganisation,
      TestOrganisation,
      TestOrganisation,
    ],
  ) {}

  static async create(): Promise<AccessWorld> {
    const database = await createTestDatabase();
    const logins = new Map<DatabaseRole, pg.Client>();
    for (const role of DATABASE_ROLES) logins.set(role, await connect(database.urls[role]));
    const organisations = [
      await addOrganisation(database, 'ALPHA'),
      await addOrganisation(database, 'BETA'),
      await addOrganisation(database, 'GAMMA'),
      await addOrganisation(database, 'OFFICE', { coordinates: true }),
      await addOrganisation(database, 'ABROAD', { coordinates: true }),
    ] as const;
    const world = new AccessWorld(database, await connect(database.superuserUrl), logins, organisations);
    await world.statePlaces();
    await world.makePlaces();
    await world.fillTheRest();
    await keepHouse(world, [world.alpha, world.beta]);
    await world.fillDesks();
    await keepIdentities(world);
    await keepRights(world);
    for (const part of CARE_LAWS) await part.keep(world);
    await world.lookBehind();
    return world;
  }

  get alpha(): TestOrganisation {
    return this.organisations[0];
  }
  get beta(): TestOrganisation {
    return this.organisations[1];
  }
  get gamma(): TestOrganisation {
    return this.organisations[2];
  }

  /** The coordination office of their jurisdiction. */
  get office(): TestOrganisation {
    return this.organisations[3];
  }
  /** The coordination office of another jurisdiction. */
  get abroad(): TestOrganisation {
    return this.organisations[4];
  }

  login(role: DatabaseRole): pg.Client {
    return this.logins.get(role) as pg.Client;
  }

  async close(): Promise<void> {
    await Promise.all([this.superuser, ...this.logins.values()].map((client) => client.end()));
    await this.database.drop();
  }

  /** What an update of this table sets, for a login that may update it. */
  setOf(table: string, role: string): string {
    return SETS[table] ?? SETS[`${table} ${role}`] ?? '';
  }

  /** Notes, as superuser, which rows there are and what they are to us. */
  private async lookBehind(): Promise<void> {
    await this.superuser.query('create temp table kase_of (id uuid primary key, kase text not null)');
    const note = (kase: Case, ...ids: string[]): Promise<unknown> =>
      this.superuser.query('insert into kase_of select id, $2 from unnest($1::uuid[]) id', [ids, kase]);
    for (const [kase, { client, episode }] of this.places) await note(kase, client, episode);
    for (const one of this.organisations) {
      await note(one === this.alpha ? 'own' : 'other', one.organisation, one.account, one.legalEntity);
    }
    await this.superuser.query(
      `insert into kase_of select o.id, 'other' from bus.outbox o where o.done_at is not null
       union all select h.id, k.kase from care.handoff h join kase_of k on k.id = h.episode_id
       union all select c.id, k.kase from care.consent c join kase_of k on k.id = c.episode_id
       union all select e.id, k.kase from audit.event e join kase_of k on k.id = e.organisation_id`,
    );
    this.tables = await readTables(this.superuser);
    for (const table of this.tables) {
      this.known.set(table.table, await readKnownRows(this.superuser, table, this.alpha.organisation));
    }
  }

  /** Everybody states free places, so that every handoff keeps one; and one office belongs to another jurisdiction. */
  private async statePlaces(): Promise<void> {
    await this.superuser.query(`update care.organisation set jurisdiction = 'elsewhere' where id = $1`, [
      this.abroad.organisation,
    ]);
    for (const at of [this.alpha, this.beta, this.gamma]) {
      await asActor(this.login('api'), at, () =>
        this.login('api').query(
          `insert into care.capacity (organisation_id, stage, free, stated_by) select $1, stage, 100, $2 from unnest(array['rehabilitation','employment']) stage`,
          [at.organisation, at.account],
        ),
      );
    }
  }

  /** Walks one client into every case, through the same functions and logins as the product. */
  private async makePlaces(): Promise<void> {
    await this.walkWithUs();
    await this.walkElsewhere();
    await this.superuser.query(`insert into care.demo_client (jurisdiction, number) values ('demo', 1)`);
    for (const [kase, walk] of this.places) {
      for (const at of kase === 'other' ? [this.beta] : [this.alpha, this.beta])
        await this.superuser.query(
          `insert into care.work_item (organisation_id, kind, episode_id, client_id, due_at) values ($1, 'stage.countersign', $2, $3, now())`,
          [at.organisation, walk.episode, walk.client],
        );
    }
    await this.keepApart();
    await this.nameKeyWorkers();
  }

  /** Each house names somebody for every client it walks with, also those that came later, or have gone. */
  private async nameKeyWorkers(): Promise<void> {
    await this.superuser.query(
      `insert into care.key_worker (episode_id, organisation_id, client_id, account_id, during)
       select a.episode_id, a.organisation_id, a.client_id, (select x.id from access.account x where x.organisation_id = a.organisation_id limit 1),
         tstzrange(min(a.from_at), null) from care.episode_access a group by 1, 2, 3`,
    );
  }

  /** Clients of ours, of another, handed over to us, and referred to us. */
  private async walkWithUs(): Promise<void> {
    const api = this.login('api');
    const own = await this.start(this.alpha);
    const request = await send(api, this.alpha, own, this.beta);
    await this.say(this.beta, request, 'question');
    await this.ring(request);
    this.places.set('own', { ...request, receiver: this.beta });

    const other = await this.start(this.beta);
    const between = await send(api, this.beta, other, this.gamma);
    await accept(api, between);
    await this.ring(between);
    this.places.set('other', { ...other, handoff: between.handoff });

    const shared = await this.start(this.beta);
    const taken = await send(api, this.beta, shared, this.alpha);
    await accept(api, taken);
    const spell = await arrive(api, taken);
    await this.say(this.alpha, taken, 'report');
    await this.ring(taken);
    await writeEvidence(api, this.alpha, shared.episode, spell);
    const onward = await giveConsent(api, this.alpha, shared, this.gamma);
    this.places.set('shared', {
      ...shared,
      spell,
      handoff: taken.handoff,
      consent: onward,
      receiver: this.gamma,
    });

    const joined = await this.start(this.beta);
    const referred = await send(api, this.beta, joined, this.alpha, {
      kind: 'referral',
      stage: 'employment',
    });
    await accept(api, referred);
    const beside = await arrive(api, referred);
    await writeEvidence(api, this.alpha, joined.episode, beside);
    this.places.set('joined', { ...joined, spell: beside, handoff: referred.handoff });
  }

  /** Clients who left us, whose request ended, and who were never sent. */
  private async walkElsewhere(): Promise<void> {
    const api = this.login('api');
    const left = await this.start(this.alpha);
    const gone = await send(api, this.alpha, left, this.beta);
    await accept(api, gone);
    await this.ring(gone);
    await writeEvidence(api, this.beta, left.episode, await arrive(api, gone));
    await this.ring(await send(api, this.beta, left, this.gamma));
    this.places.set('left', { ...left, handoff: gone.handoff });

    const ended = await this.start(this.beta);
    const recalled = await send(api, this.beta, ended, this.alpha);
    await this.say(this.alpha, recalled, 'question');
    await accept(api, recalled);
    await this.ring(recalled);
    await end(api, recalled, 'recall');
    this.places.set('ended', { ...ended, handoff: recalled.handoff });

    const unsent = await this.start(this.beta);
    const draft = await prepare(api, this.beta, unsent, this.alpha);
    await inform(api, this.beta, unsent, this.alpha);
    this.places.set('unsent', { ...unsent, handoff: draft.handoff });
  }

  private async start(at: TestOrganisation): Promise<Walk> {
    const walk = await admit(this.login('api'), at);
    await writeEvidence(this.login('api'), at, walk.episode, walk.spell);
    return walk;
  }

  private async say(at: TestOrganisation, { handoff }: TestHandoff, kind: string): Promise<void> {
    await asActor(this.login('api'), at, () => note(this.login('api'), at, handoff, kind));
  }

  /** The sender tried to reach somebody on the way. */
  private async ring({ sender, handoff }: TestHandoff): Promise<void> {
    await asActor(this.login('api'), sender, () =>
      this.login('api').query(
        `insert into care.handoff_contact (id, handoff_id, organisation_id, account_id, way, reached) values (gen_random_uuid(), $1, $2, $3, 'telephone', true)`,
        [handoff, sender.organisation, sender.account],
      ),
    );
  }

  /** What is recorded beside the walks: who must be kept apart, and changes of custody that the office proposed. */
  private async keepApart(): Promise<void> {
    const api = this.login('api');
    const of = (kase: Case): Place => this.places.get(kase) as Place;
    for (const [at, client, other] of [
      [this.alpha, 'own', 'shared'],
      [this.beta, 'other', 'ended'],
      [this.beta, 'shared', 'other'],
    ] as const) {
      await asActor(api, at, () =>
        api.query(
          'insert into care.separation (client_id, other_client_id, organisation_id, recorded_by) values ($1, $2, $3, $4)',
          [of(client).client, of(other).client, at.organisation, at.account],
        ),
      );
    }
    for (const [custodian, kase] of [
      [this.alpha, 'own'],
      [this.beta, 'other'],
    ] as const) {
      const { rows } = await this.superuser.query<{ code: string }>(
        'select code from care.client_code where organisation_id = $1 and client_id = $2',
        [custodian.organisation, of(kase).client],
      );
      await asActor(api, this.office, () =>
        api.query(`select care.propose_custody_change($1, $2, $3, 'court_order', 'order 17')`, [
          custodian.code,
          rows[0]?.code,
          this.gamma.organisation,
        ]),
      );
    }
  }

  /** Rows of every table that no walk fills, for us and for another, so that "nothing" never means "there was nothing". */
  private async fillTheRest(): Promise<void> {
    const api = this.login('api');
    for (const at of [this.alpha, this.beta]) {
      await asActor(api, at, async () => {
        const body = { id: randomUUID(), action: 'client.view', outcome: 'done', subjects: [randomUUID()] };
        await api.query('select audit.append($1)', [JSON.stringify(body)]);
        await api.query('insert into audit.verification (organisation_id, asked_by) values ($1, $2)', [
          at.organisation,
          at.account,
        ]);
        await api.query(
          `insert into bus.idempotency (account_id, key, action, request_sha256) values ($1, 'key', 'client.admit', '\\x00')`,
          [at.account],
        );
        await api.query(`select access.open_session($1, $2, '1 hour')`, [at.account, randomBytes(32)]);
        await api.query('select vault.claim_source($1, $2)', [randomBytes(32), randomUUID()]);
      });
      await this.superuser.query(
        `insert into access.api_key (organisation_id, name, token_sha256, roles, expires_at) values ($1, 'machine', $2, '{clinician}', 'infinity')`,
        [at.organisation, randomBytes(32)],
      );
    }
    await api.query(`select access.remember_device('\\x01', '\\x02')`);
    await api.query(`insert into access.rate_limit (key) values ('somebody')`);
    await this.superuser.query(`insert into access.restoration (backup) values ('20260101T000000Z')`);
    await api.query(`insert into bus.outbox (topic, payload) values ('handoff.requested', '{}')`);
    await this.login('worker').query('insert into bus.inbox (consumer, message_id) values ($1, $2)', [
      'relay',
      randomUUID(),
    ]);
    // A message that was delivered and handled a month ago.
    await this.superuser.query(
      `with old as (insert into bus.outbox (topic, payload, done_at) values ('handoff.requested', '{}', now() - interval '31 days') returning id)
       insert into bus.inbox (consumer, message_id, handled_at) select 'relay', id, now() - interval '31 days' from old`,
    );
    await this.login('sealer').query(`insert into audit.leaf values (0, $1, '\\x00')`, [randomUUID()]);
    await this.login('sealer').query(`insert into audit.checkpoint (size, note) values (1, 'signed')`);
    await this.superuser.query(
      `update bus.idempotency set created_at = now() - interval '8 days' where account_id = $1`,
      [this.beta.account],
    );
  }

  /** What lies on the desks of people: a form of ours about everybody there is, views and exports of two houses. */
  private async fillDesks(): Promise<void> {
    for (const [kase, { client }] of this.places)
      await this.superuser.query(
        `insert into access.kept_form (account_id, form, client_id, sealed, kept_at)
         values ($1, $2, $3, '\\x00', now() - make_interval(days => case when $2 = 'other' then 8 else 0 end))`,
        [this.alpha.account, kase, client],
      );
    for (const at of [this.alpha, this.beta])
      await asActor(this.login('api'), at, async () => {
        const of = [at.organisation, at.account];
        await this.login('api').query(
          `insert into access.saved_view (organisation_id, account_id, screen, title, search, shared) values ($1, $2, 'work', 'view', '{}', true)`,
          of,
        );
        await this.login('api').query(
          `insert into access.list_export (id, organisation_id, account_id, list, reason, row_count) values (gen_random_uuid(), $1, $2, 'work', 'audit', 1)`,
          of,
        );
      });
  }

  /** A row that fits, for each table somebody may insert into; undefined where the case makes no sense there. */
  rowFor(table: string, kase: Case): Row | undefined {
    return rowFor(this, table, kase);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
