import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { DATABASE_ROLES, type DatabaseRole } from '#platform/db/database-roles.js';
import { readKnownRows, readTables, type Case, type KnownRow, type KnownTable } from './access-matrix.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { accept, arrive, end, giveConsent, send } from './handoffs.js';
import {
  addOrganisation,
  admit,
  asActor,
  newCode,
  writeEvidence,
  type TestOrganisation,
  type Walk,
} from './network.js';

/** What an update sets, where somebody may update at all. Constants: a blind update must not need the right to read. */
const SETS: Readonly<Record<string, string>> = {
  'care.client': `language = 'en'`,
  'care.episode': 'version = 9',
  'care.stage_spell': 'override_reason = null',
  'care.treatment': 'medically_stable = true',
  'care.rehabilitation': 'goals_total = 3',
  'care.reintegration': 'identity_documents_held = true',
  'care.employment': 'wants_work = true',
  'care.consent': `withdrawn_at = clock_timestamp(), withdrawn_how = 'witnessed_oral'`,
  'care.handoff api': 'spoke_at = clock_timestamp()',
  'care.handoff worker': 'delivered_at = clock_timestamp()',
  'care.packet': 'ended_at = clock_timestamp()',
  'care.work_item': 'done_at = clock_timestamp()',
  'access.rate_limit': 'points = 7',
  'audit.claim': 'event_id = event_id',
  'audit.verification': 'ok = true',
  'bus.outbox': 'attempts = 1',
  'bus.idempotency': `response = '{}'`,
};

interface Place extends Walk {
  readonly consent?: string;
  readonly receiver?: TestOrganisation;
}

interface Row {
  readonly sql: string;
  readonly values: unknown[];
}

type Values = Readonly<Record<string, unknown>>;

/** A network in which, seen from `alpha`, every case of the law has rows in every table, and one connection per login. */
export class AccessWorld {
  readonly places = new Map<Case, Place>();
  readonly known = new Map<string, readonly KnownRow[]>();
  tables: readonly KnownTable[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly superuser: pg.Client,
    private readonly logins: ReadonlyMap<DatabaseRole, pg.Client>,
    readonly organisations: readonly [TestOrganisation, TestOrganisation, TestOrganisation],
  ) {}

  static async create(): Promise<AccessWorld> {
    const database = await createTestDatabase();
    const logins = new Map<DatabaseRole, pg.Client>();
    for (const role of DATABASE_ROLES) logins.set(role, await connect(database.urls[role]));
    const organisations = [
      await addOrganisation(database, 'ALPHA'),
      await addOrganisation(database, 'BETA'),
      await addOrganisation(database, 'GAMMA'),
    ] as const;
    const world = new AccessWorld(database, await connect(database.superuserUrl), logins, organisations);
    await world.makePlaces();
    await world.fillTheRest();
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
      `insert into kase_of select h.id, k.kase from care.handoff h join kase_of k on k.id = h.episode_id
       union all select e.id, k.kase from audit.event e join kase_of k on k.id = e.organisation_id`,
    );
    this.tables = await readTables(this.superuser);
    for (const table of this.tables) {
      this.known.set(table.table, await readKnownRows(this.superuser, table, this.alpha.organisation));
    }
  }

  /** Walks one client into every case, through the same functions and logins as the product. */
  private async makePlaces(): Promise<void> {
    const api = this.login('api');
    const start = async (at: TestOrganisation): Promise<Walk> => {
      const walk = await admit(api, at);
      await writeEvidence(api, at, walk.episode, walk.spell);
      return walk;
    };
    const inbox = (at: TestOrganisation, walk: Walk): Promise<unknown> =>
      this.superuser.query(
        `insert into care.work_item (organisation_id, kind, episode_id, client_id, due_at) values ($1, 'stage.countersign', $2, $3, now())`,
        [at.organisation, walk.episode, walk.client],
      );
    const own = await start(this.alpha);
    const request = await send(api, this.alpha, own, this.beta);
    this.places.set('own', { ...own, consent: request.consent, receiver: this.beta });

    const other = await start(this.beta);
    await accept(api, await send(api, this.beta, other, this.gamma));
    this.places.set('other', other);

    const shared = await start(this.beta);
    const taken = await send(api, this.beta, shared, this.alpha);
    await accept(api, taken);
    const spell = await arrive(api, taken);
    await writeEvidence(api, this.alpha, shared.episode, spell);
    const onward = await giveConsent(api, this.alpha, shared, this.gamma);
    this.places.set('shared', { ...shared, spell, consent: onward, receiver: this.gamma });

    const joined = await start(this.beta);
    const referred = await send(api, this.beta, joined, this.alpha, {
      kind: 'referral',
      stage: 'employment',
    });
    await accept(api, referred);
    const beside = await arrive(api, referred);
    await writeEvidence(api, this.alpha, joined.episode, beside);
    this.places.set('joined', { ...joined, spell: beside });

    const left = await start(this.alpha);
    const gone = await send(api, this.alpha, left, this.beta);
    await accept(api, gone);
    await writeEvidence(api, this.beta, left.episode, await arrive(api, gone));
    await send(api, this.beta, left, this.gamma);
    this.places.set('left', left);

    const ended = await start(this.beta);
    const recalled = await send(api, this.beta, ended, this.alpha);
    await accept(api, recalled);
    await end(api, recalled, 'recall');
    this.places.set('ended', ended);
    for (const [kase, walk] of this.places) {
      if (kase !== 'other') await inbox(this.alpha, walk);
      await inbox(this.beta, walk);
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
    await api.query(`insert into bus.outbox (topic, payload) values ('handoff.requested', '{}')`);
    await this.login('worker').query('insert into bus.inbox (consumer, message_id) values ($1, $2)', [
      'relay',
      randomUUID(),
    ]);
    await this.login('sealer').query(`insert into audit.leaf values (0, $1, '\\x00')`, [randomUUID()]);
    await this.login('sealer').query(`insert into audit.checkpoint (size, note) values (1, 'signed')`);
    await this.superuser.query(
      `update bus.idempotency set created_at = now() - interval '8 days' where account_id = $1`,
      [this.beta.account],
    );
  }

  /** A row that fits, for each table somebody may insert into; undefined where the case makes no sense there. */
  rowFor(table: string, kase: Case): Row | undefined {
    const values =
      this.evidenceFor(table, kase) ?? this.agreementFor(table, kase) ?? this.besideCareFor(table, kase);
    if (!values) return undefined;
    const columns = Object.keys(values);
    return {
      sql: `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
      values: Object.values(values),
    };
  }

  private evidenceFor(table: string, kase: Case): Values | undefined {
    const { spell, episode, client, subject } = this.places.get(kase) as Place;
    const of = { episode_id: episode, organisation_id: this.alpha.organisation };
    switch (table) {
      case 'care.client':
        return only(kase, { id: randomUUID(), jurisdiction: 'demo', anonymous: true, language: 'en' });
      case 'care.client_code':
        return {
          organisation_id: of.organisation_id,
          code: newCode(),
          client_id: client,
          audit_subject: subject,
        };
      case 'care.stage_spell':
        return { ...of, id: randomUUID(), stage: 'follow_up' };
      case 'care.safety_screen':
        return { ...of, suicide_risk: 'low' };
      case 'care.condition':
        return { ...of, source_sha256: randomBytes(32), code_system: 'icd-10', code: 'F11' };
      case 'care.treatment':
      case 'care.rehabilitation':
      case 'care.reintegration':
      case 'care.employment':
        return { ...of, spell_id: spell };
      default:
        return undefined;
    }
  }

  private agreementFor(table: string, kase: Case): Values | undefined {
    const { episode, client, subject, receiver, consent } = this.places.get(kase) as Place;
    const of = { episode_id: episode, client_id: client };
    const { organisation, account } = this.alpha;
    switch (table) {
      case 'care.consent':
        return {
          ...of,
          organisation_id: organisation,
          recipient_organisation_id: this.gamma.organisation,
          purposes: ['care'],
          categories: ['plan'],
          language: 'ar',
          text_id: 'text',
          text_sha256: Buffer.of(0),
          pack_version: '1',
          given_how: 'witnessed_oral',
          signer: 'self',
          recorded_by: account,
        };
      case 'care.handoff':
        return {
          ...of,
          id: randomUUID(),
          reference: newCode(),
          kind: 'referral',
          audit_subject: subject,
          sender_organisation_id: organisation,
          receiver_organisation_id: (receiver ?? this.gamma).organisation,
          stage: 'employment',
          urgency: 'routine',
          consent_id: consent ?? randomUUID(),
          safety_withheld: false,
          pack_version: '1',
          requested_by: account,
        };
      case 'care.work_item':
        return { ...of, organisation_id: organisation, kind: 'stage.countersign', due_at: new Date() };
      default:
        return undefined;
    }
  }

  private besideCareFor(table: string, kase: Case): Values | undefined {
    const per = kase === 'own' ? this.alpha : kase === 'other' ? this.beta : undefined;
    switch (table) {
      case 'access.rate_limit':
        return only(kase, { key: 'another' });
      case 'audit.leaf':
        return only(kase, { idx: 1, event_id: randomUUID(), leaf_hash: Buffer.of(0) });
      case 'audit.checkpoint':
        return only(kase, { size: 2, note: 'signed' });
      case 'audit.verification':
        return per && { organisation_id: per.organisation, asked_by: per.account };
      case 'bus.outbox':
        return only(kase, { topic: 'handoff.moved', payload: {} });
      case 'bus.inbox':
        return only(kase, { consumer: 'relay', message_id: randomUUID() });
      case 'bus.idempotency':
        return (
          per && { account_id: per.account, key: 'new', action: 'client.admit', request_sha256: Buffer.of(0) }
        );
      default:
        return undefined;
    }
  }
}

/** A row that belongs to no other case: there is one, and it is tried once. */
const only = (kase: Case, values: Values): Values | undefined => (kase === 'own' ? values : undefined);

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
