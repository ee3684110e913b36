import type pg from 'pg';
import { CONSENT_CATEGORIES } from '#domain/charter/consent.js';
import type { BenchDatabase } from './cluster.js';
import { fillNetwork } from './fill-network.js';
import { tables } from './fill-tables.js';
import { withClient } from '../support/client.js';
import { Invented } from './invented.js';
import type { Layout, Organisation } from './network.js';

const CHUNK = 20_000;
const DAY_MS = 86_400_000;
const YEARS_MS = 3 * 365 * DAY_MS;
const SUBSTANCES = ['opioids', 'alcohol', 'stimulants', 'cannabis'];
/** The receiver may read who it is, so that accepting also opens the vault, as it mostly will. */
const CATEGORIES = '{identity,contact,treatment,safety}';
const SALT = '\\\\x00112233445566778899aabbccddeeff';
const ALL_CATEGORIES = `{${CONSENT_CATEGORIES.join(',')}}`;
/** Share of clients with a handoff of earlier times, and with a piece of work that was done. */
const HISTORY_EVERY = 20;
const DONE_EVERY = 4;
/** Share of the clients of a measured organisation that wait for a countersignature: inboxes grow with the organisation. */
const COUNTERSIGN_EVERY = 10;

interface Client {
  readonly id: string;
  readonly subject: string;
  readonly episode: string;
  readonly organisation: Organisation;
  readonly sinceMs: number;
}

export interface FillOptions {
  readonly seed: number;
  /** So many open transfers each group of organisations can accept. */
  readonly handoffs: number;
  /** So many clients of the rest can be sent on and arrive. */
  readonly loops: number;
  readonly say: (line: string) => void;
}

/** A handoff with its instants, as texts for COPY. */
interface Dated {
  readonly id: string;
  readonly consent: string;
  readonly atMs: number;
  readonly at: string;
  readonly due: string;
  readonly open: boolean;
}

/** Fills a database with invented clients by COPY, and the open handoffs that each group of organisations can accept. */
export async function fill(database: BenchDatabase, layout: Layout, options: FillOptions): Promise<void> {
  const mark = JSON.stringify({
    seed: options.seed,
    handoffs: options.handoffs,
    loops: options.loops,
    clocks: true,
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

class Filler {
  private readonly invented: Invented;
  private readonly into = tables();
  private readonly nowMs = Date.now();
  /** Open handoffs made so far, by the group that receives them. */
  private readonly received: number[];
  private next = 0;
  private loops = 0;

  constructor(
    private readonly db: pg.Client,
    private readonly layout: Layout,
    private readonly options: FillOptions,
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
    into.access.add(
      invented.uuid7(sinceMs),
      client.episode,
      client.id,
      org,
      'intake',
      'full',
      ALL_CATEGORIES,
      since,
    );
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
      this.addPerson(client);
    } else if (group === -1 && this.loops < this.options.loops) this.addLoop(client);
    if (i % HISTORY_EVERY === 0 && to !== group)
      this.addHandoff(client, receivers[i % receivers.length] as Organisation, false);
  }

  /** Somebody who can be sent on to another organisation of the rest: a consent, and an identity to be shared. */
  private addLoop(client: Client): void {
    const { others } = this.layout;
    const receiver = others[this.loops++ % others.length] as Organisation;
    if (receiver.id === client.organisation.id) return;
    this.addConsent(
      client,
      receiver,
      this.invented.uuid7(client.sinceMs),
      new Date(client.sinceMs).toISOString(),
    );
    this.addPerson(client);
  }

  private addPerson({ id }: Client): void {
    this.into.person.add(id, 1, `\\\\x${this.invented.hexBytes(40)}`);
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
    this.addConsent(client, receiver, consent, at);
    this.addEnvelope(client, receiver, { id, consent, atMs, at, due, open });
    for (const tier of open ? ['D1', 'D2'] : ['D1', 'D2', 'D3', 'D4']) {
      const sha256 = `\\\\x${invented.hexBytes(32)}`;
      const body =
        '{"urgency":"routine","age_band":"25_34","language":"ar","requested_stage":"rehabilitation"}';
      const [categories, fields] = [
        tier === 'D1' ? '{}' : '{safety,treatment}',
        '{requested_stage,urgency,age_band,language}',
      ];
      into.packet.add(id, tier, sender.id, receiver.id, body, SALT, sha256, at);
      into.disclosure.add(
        invented.uuid7(atMs), id, client.episode, client.id, sender.id, receiver.id, tier, fields, categories, 'consent', consent, sha256, 'eg-notice-1', at,
      ); // prettier-ignore
    }
    this.addClocks(id, atMs, open);
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

  private addConsent(
    { id, episode, organisation: sender }: Client,
    receiver: Organisation,
    consent: string,
    at: string,
  ): void {
    this.into.consent.add(
      consent, id, episode, sender.id, receiver.id, '{care}', CATEGORIES, 'ar', 'eg-sharing-1',
      `\\\\x${this.invented.hexBytes(32)}`, '2026.1', 'paper_signature', 'self', at, sender.account,
    ); // prettier-ignore
  }

  private addEnvelope(
    client: Client,
    receiver: Organisation,
    { id, consent, atMs, at, due, open }: Dated,
  ): void {
    const { invented, into } = this;
    const sender = client.organisation;
    const [state, business] = open ? ['received', 'under-review'] : ['completed', 'loop-closed'];
    const then = open ? null : at;
    into.handoff.add(
      id, invented.code(), open ? 'transfer' : 'referral', 'EG', invented.uuid4(), client.episode, client.id, client.subject,
      sender.id, receiver.id, 'rehabilitation', 'routine', state, business, consent, 'f', '2026.1', at, sender.account, at, at,
      then, then, then, then, then, open ? due : null, open ? null : 'settled', open ? 2 : 5,
    ); // prettier-ignore
    into.note.add(
      invented.uuid7(atMs),
      id,
      sender.id,
      sender.account,
      'reason',
      'Wishes to go on nearer to the family.',
      at,
    );
    // The place that was softly kept while an answer was owed; that time is over, and the place was not let go yet.
    if (open)
      into.hold.add(
        invented.uuid7(atMs),
        id,
        receiver.id,
        'rehabilitation',
        'soft',
        at,
        new Date(atMs + 3_600_000).toISOString(),
      );
  }

  /** Rungs as a routine request starts them; those of open handoffs are due so late that no worker of the bench climbs them. */
  private addClocks(handoff: string, atMs: number, open: boolean): void {
    const at = new Date(atMs).toISOString();
    const later = new Date(this.nowMs + 365 * DAY_MS).toISOString();
    const add = (kind: string, rungs: readonly number[], settled: boolean) => {
      const due = settled ? at : later;
      for (const rung of rungs)
        this.into.clock.add(
          this.invented.uuid7(atMs),
          handoff,
          kind,
          rung,
          at,
          due,
          due,
          1,
          settled ? at : null,
        );
    };
    add('acknowledge', [1, 2, 3, 4], true);
    add('decide', [1, 2, 3, 4], !open);
    add('hard_stop', [4], !open);
    if (open) return;
    add('arrive', [4], true);
    add('first_report', [1, 2, 3], true);
    add('acknowledge_report', [4], true);
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
