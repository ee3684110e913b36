import { createHash } from 'node:crypto';
import type pg from 'pg';
import { TableCopy } from './copy.js';
import type { BenchDatabase } from './cluster.js';
import { withClient } from '../support/client.js';
import { Invented } from './invented.js';
import type { Layout, Organisation } from './network.js';

const CHUNK = 20_000;
const DAY_MS = 86_400_000;
const YEARS_MS = 3 * 365 * DAY_MS;
const NAMES = JSON.stringify({ en: 'Place of the bench', ru: 'Место замеров', ar: 'مكان القياس' });
const STAGES = '{assessment,treatment,rehabilitation}';
const SUBSTANCES = ['opioids', 'alcohol', 'stimulants', 'cannabis'];
/** The receiver may read who it is, so that accepting also opens the vault, as it mostly will. */
const CATEGORIES = '{identity,contact,treatment,safety}';
/** Share of clients with a handoff of earlier times, and with a piece of work that was done. */
const HISTORY_EVERY = 20;
const DONE_EVERY = 4;
/** Share of the clients of a measured organisation that wait for a countersignature: inboxes grow with the organisation. */
const COUNTERSIGN_EVERY = 10;

/** Every table that is filled, in the order of its columns. */
function tables() {
  const copy = (table: string, columns: string) => new TableCopy(table, columns.split(' '));
  return {
    client: copy(
      'care.client',
      'id audit_subject jurisdiction anonymous birth_year language substance referral_source created_at',
    ),
    code: copy('care.client_code', 'organisation_id code client_id audit_subject created_at'),
    episode: copy('care.episode', 'id client_id jurisdiction open_during'),
    custody: copy('care.custody', 'episode_id organisation_id client_id during basis'),
    access: copy('care.episode_access', 'id episode_id client_id organisation_id basis scope from_at'),
    spell: copy('care.stage_spell', 'id episode_id organisation_id stage started_at opened_by'),
    screen: copy(
      'care.safety_screen',
      'id episode_id organisation_id screened_at screened_by suicide_risk overdose_within_12_months',
    ),
    treatment: copy(
      'care.treatment',
      'spell_id episode_id organisation_id recorded_at recorded_by substance withdrawal_scale last_score medically_stable',
    ),
    consent: copy(
      'care.consent',
      'id client_id episode_id organisation_id recipient_organisation_id purposes categories language text_id text_sha256 pack_version given_how signer given_at recorded_by',
    ),
    handoff: copy(
      'care.handoff',
      'id reference kind episode_id client_id audit_subject sender_organisation_id receiver_organisation_id stage urgency state business_state consent_id safety_withheld pack_version requested_at requested_by delivered_at received_at accepted_at appointment_at arrived_at closed_at due_at outcome version',
    ),
    packet: copy(
      'care.packet',
      'handoff_id tier from_organisation_id to_organisation_id body sha256 disclosed_at',
    ),
    disclosure: copy(
      'care.disclosure',
      'id handoff_id episode_id client_id from_organisation_id to_organisation_id tier fields categories basis consent_id packet_sha256 notice_version disclosed_at',
    ),
    work: copy(
      'care.work_item',
      'id organisation_id kind episode_id client_id handoff_id due_at created_at done_at',
    ),
    person: copy('vault.person', 'client_id epoch wrapped_key'),
  };
}

interface Client {
  readonly id: string;
  readonly subject: string;
  readonly episode: string;
  readonly organisation: Organisation;
  readonly sinceMs: number;
}

/** Fills a database with invented clients by COPY, and the open handoffs that each group of organisations can accept. */
export async function fill(
  database: BenchDatabase,
  layout: Layout,
  options: { seed: number; handoffs: number; say: (line: string) => void },
): Promise<void> {
  const mark = JSON.stringify({
    seed: options.seed,
    handoffs: options.handoffs,
    visible: layout.groups.map((g) => g.asked),
  });
  await withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ mark: string | null }>(
      `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`,
    );
    if (rows[0]?.mark === mark) return options.say(`${database.name}: filled by an earlier run`);
    if (rows[0]?.mark)
      throw new Error(`${database.name} was filled with other sizes; choose another --data folder.`);
    // Loading as the superuser: what was inserted in good order need not be checked row by row, nor reach the disk each time.
    await client.query(
      `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
    );
    await fillNetwork(client, layout);
    await new Filler(client, layout, options).run();
    options.say(`${database.name}: VACUUM (ANALYZE) and CHECKPOINT`);
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
    await client.query(`comment on database ${database.name} is '${mark}'`);
  });
}

async function fillNetwork(client: pg.Client, layout: Layout): Promise<void> {
  const entity = new Invented(0).uuid4();
  await client.query('insert into care.legal_entity (id, code, names) values ($1, $2, $3)', [
    entity,
    'BENCH',
    NAMES,
  ]);
  const organisations = [...layout.groups.flatMap((group) => group.organisations), ...layout.others];
  for (const { id, code, account, token } of organisations) {
    await client.query(
      `insert into care.organisation (id, legal_entity_id, code, names, jurisdiction, time_zone, stages) values ($1, $2, $3, $4, 'EG', 'Africa/Cairo', $5)`,
      [id, entity, code, NAMES, STAGES],
    );
    await client.query(
      `insert into access.account (id, organisation_id, login, display_name, password_hash, roles) values ($1, $2, $3, 'Somebody', 'no password fits', '{case_manager}')`,
      [account, id, code.toLowerCase()],
    );
    await client.query(
      `insert into access.session (token_sha256, account_id, expires_at) values ($1, $2, 'infinity')`,
      [createHash('sha256').update(token).digest(), account],
    );
  }
}

class Filler {
  private readonly invented: Invented;
  private readonly into = tables();
  private readonly nowMs = Date.now();
  /** Open handoffs made so far, by the group that receives them. */
  private readonly received: number[];
  private next = 0;

  constructor(
    private readonly db: pg.Client,
    private readonly layout: Layout,
    private readonly options: { seed: number; handoffs: number; say: (line: string) => void },
  ) {
    this.invented = new Invented(options.seed + layout.clients);
    this.received = layout.groups.map(() => 0);
  }

  async run(): Promise<void> {
    const { clients } = this.layout;
    const began = Date.now();
    let told = began;
    for (let i = 0; i < clients; i++) {
      this.addClient(i);
      if ((i + 1) % CHUNK !== 0 && i !== clients - 1) continue;
      for (const table of Object.values(this.into)) await table.flush(this.db);
      if (Date.now() - told < 5_000) continue;
      told = Date.now();
      this.options.say(`${i + 1} of ${clients} clients after ${Math.round((told - began) / 1000)} s`);
    }
    this.options.say(`${clients} clients written in ${Math.round((Date.now() - began) / 1000)} s`);
  }

  private addClient(i: number): void {
    const { invented, into } = this;
    const { group, organisation } = this.layout.holder(i);
    const sinceMs = this.nowMs - YEARS_MS + Math.floor((i * YEARS_MS) / this.layout.clients);
    const since = new Date(sinceMs).toISOString();
    const client: Client = {
      id: invented.uuid7(sinceMs),
      subject: invented.uuid4(),
      episode: invented.uuid7(sinceMs),
      organisation,
      sinceMs,
    };
    const spell = invented.uuid7(sinceMs);
    const substance = invented.pick(SUBSTANCES);
    const [org, who] = [organisation.id, organisation.account];
    into.client.add(
      client.id,
      client.subject,
      'EG',
      'f',
      1950 + invented.below(55),
      'ar',
      substance,
      'self',
      since,
    );
    into.code.add(org, invented.code(), client.id, client.subject, since);
    into.episode.add(client.episode, client.id, 'EG', `["${since}",)`);
    into.custody.add(client.episode, org, client.id, `["${since}",)`, 'intake');
    into.access.add(invented.uuid7(sinceMs), client.episode, client.id, org, 'intake', 'full', since);
    into.spell.add(spell, client.episode, org, 'treatment', since, who);
    into.screen.add(invented.uuid7(sinceMs), client.episode, org, since, who, 'low', 'f');
    into.treatment.add(
      spell,
      client.episode,
      org,
      since,
      who,
      substance,
      'clinician_plan',
      invented.below(20),
      't',
    );
    this.addHandoffs(i, group, client);
    this.addWork(i, group, client);
  }

  /** Each client has at most one open transfer, to a group that still needs some; every so many one of earlier times too. */
  private addHandoffs(i: number, group: number, client: Client): void {
    const { groups } = this.layout;
    const to = group === -1 ? this.next++ % groups.length : (group + 1) % groups.length;
    const receivers = groups[to]?.organisations ?? [];
    const received = this.received[to] ?? 0;
    if (to !== group && received < this.options.handoffs) {
      this.received[to] = received + 1;
      this.addHandoff(client, receivers[received % receivers.length] as Organisation, true);
      this.into.person.add(client.id, 1, `\\\\x${this.invented.hexBytes(40)}`);
    }
    if (i % HISTORY_EVERY === 0 && to !== group)
      this.addHandoff(client, receivers[i % receivers.length] as Organisation, false);
  }

  private addHandoff(client: Client, receiver: Organisation, open: boolean): void {
    const { invented, into } = this;
    const sender = client.organisation;
    const atMs = open
      ? this.nowMs - invented.below(2 * DAY_MS)
      : client.sinceMs + invented.below(30 * DAY_MS);
    const at = new Date(Math.min(atMs, this.nowMs)).toISOString();
    const due = new Date(atMs + invented.below(4 * DAY_MS)).toISOString();
    const [id, consent] = [invented.uuid7(atMs), invented.uuid7(atMs)];
    into.consent.add(
      consent, client.id, client.episode, sender.id, receiver.id, '{care}', CATEGORIES, 'ar', 'eg-sharing-1',
      `\\\\x${invented.hexBytes(32)}`, '2026.1', 'paper_signature', 'self', at, sender.account,
    ); // prettier-ignore
    const state = open ? ['received', 'under-review'] : ['completed', 'loop-closed'];
    const then = open ? null : at;
    into.handoff.add(
      id, invented.code(), open ? 'transfer' : 'referral', client.episode, client.id, client.subject, sender.id, receiver.id,
      'rehabilitation', 'routine', state[0] as string, state[1] as string, consent, 'f', '2026.1', at, sender.account, at, at,
      then, then, then, then, open ? due : null, open ? null : 'settled', open ? 2 : 5,
    ); // prettier-ignore
    for (const tier of open ? ['D1', 'D2'] : ['D1', 'D2', 'D3', 'D4']) {
      const sha256 = `\\\\x${invented.hexBytes(32)}`;
      const body =
        '{"urgency":"routine","age_band":"25_34","language":"ar","requested_stage":"rehabilitation"}';
      const [categories, fields] = [
        tier === 'D1' ? '{}' : '{safety,treatment}',
        '{requested_stage,urgency,age_band,language}',
      ];
      into.packet.add(id, tier, sender.id, receiver.id, body, sha256, at);
      into.disclosure.add(
        invented.uuid7(atMs), id, client.episode, client.id, sender.id, receiver.id, tier, fields, categories, 'consent', consent, sha256, 'eg-notice-1', at,
      ); // prettier-ignore
    }
    if (open)
      into.work.add(
        invented.uuid7(atMs),
        receiver.id,
        'handoff.answer',
        client.episode,
        client.id,
        id,
        due,
        at,
        null,
      );
  }

  private addWork(i: number, group: number, client: Client): void {
    const { invented, into } = this;
    const kind = group !== -1 && i % COUNTERSIGN_EVERY === 0 ? 'stage.countersign' : 'handoff.notice';
    if (kind === 'handoff.notice' && i % DONE_EVERY !== 0) return;
    const atMs = kind === 'handoff.notice' ? client.sinceMs : this.nowMs - invented.below(DAY_MS);
    const [at, due] = [new Date(atMs).toISOString(), new Date(atMs + DAY_MS).toISOString()];
    const done = kind === 'handoff.notice' ? due : null;
    into.work.add(
      invented.uuid7(atMs),
      client.organisation.id,
      kind,
      client.episode,
      client.id,
      null,
      due,
      at,
      done,
    );
  }
}
