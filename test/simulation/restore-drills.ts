import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { ClientWritten } from '#domain/wire/client.js';
import type { ErasureView } from '#domain/wire/erasure.js';
import { microsecondsOf } from '#platform/backup/backup-range.js';
import { ErasureLedger } from '#platform/erasure/erasure-ledger.js';
import { loadPacks } from '#platform/packs/packs.js';
import { createApplication } from '../../apps/api/src/application.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { BackupHouse, type OpenedHouse } from '../support/backup-house.js';
import { daysAgo, granted, SAFE, sendOn, somebody, walkIn } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Chance } from './random.js';
import { DrillJournal, committedAt } from './drill-journal.js';

export interface DrillOptions {
  readonly count: number;
  readonly seed: number;
  /** How long people write before each drill. */
  readonly secondsOfWriting?: number;
  readonly say?: (line: string) => void;
}

export interface Drill {
  readonly at: string;
  readonly rows: number;
  readonly events: number;
  readonly identities: number;
  readonly erasuresReplayed: number;
  readonly erased: number;
  readonly messages: number;
  readonly bytes: number;
  readonly restoreSeconds: number;
  readonly releaseSeconds: number;
  readonly wrong: readonly string[];
}

const LANES = 3;
const KEYS_PER_LANE = 60;
const DRILLS_PER_BACKUP = 5;

/**
 * Lets people write at random, chooses an instant at random, brings the database back to it, and compares: every row of a
 * table that is changed at random with a journal in a file, everybody of whom the house said that they were admitted, every
 * event of the audit, every ciphertext; erasures are done again, the audit is verified, the queue is empty in the end.
 */
export async function runDrills({
  count,
  seed,
  secondsOfWriting = 4,
  say = () => undefined,
}: DrillOptions): Promise<Drill[]> {
  const chance = new Chance(seed);
  const house = await BackupHouse.build({ track_commit_timestamp: 'on' });
  const desk = await Desk.open(house, chance);
  const drills: Drill[] = [];
  try {
    for (let n = 0; n < count; n++) {
      if (n % DRILLS_PER_BACKUP === 0) {
        await Promise.all([desk.write(1), house.backUp()]);
      }
      await desk.write(secondsOfWriting);
      const drill = await drillOnce(house, chance, desk.journal, n === 0);
      drills.push(drill);
      say(
        `${n + 1}/${count} ${drill.at}: ${drill.rows} rows, ${drill.events} events, ${drill.identities} ciphertexts, ${drill.erasuresReplayed} of ${drill.erased} erasures again, ` +
          `${drill.restoreSeconds.toFixed(1)} + ${drill.releaseSeconds.toFixed(1)} s${drill.wrong.length > 0 ? `, WRONG: ${drill.wrong.join('; ')}` : ''}`,
      );
    }
  } finally {
    await desk.close();
    await house.close();
  }
  return drills;
}

async function drillOnce(
  house: BackupHouse,
  chance: Chance,
  journal: DrillJournal,
  isFirst: boolean,
): Promise<Drill> {
  const until = microsecondsOf(await house.archive());
  const base = house.folder().manifests().at(-1)!;
  const from = microsecondsOf(base.consistent_at);
  const at = from + BigInt(Math.floor(chance.next() * Number(until - from)));
  const instant = instantOf(at);
  const wanted = await expectation(house.superuser, at, journal, ErasureLedger.of(house.keys));
  const began = performance.now();
  await house.restore('drill', instant);
  const restored = performance.now();
  if (isFirst) await assertNobodySignsIn(house);
  const released = performance.now();
  const opened = await house.open('drill');
  const done = performance.now();
  try {
    const found = await reality(opened.superuser, wanted.erasedClients);
    const told = journal.toldBy(at);
    const wrong = [
      ...differences('rows of the journal', wanted.things, found.things),
      ...absences('people who were admitted and told so', told.admitted, found.codes),
      ...presences('people who were not admitted yet', told.notYet, found.codes),
      ...differences('events of the audit', wanted.events, found.events),
      ...differences('safety screens', wanted.screens, found.screens),
      ...differences('clients', wanted.clients, found.clients),
      ...differences('ciphertexts', wanted.identities, found.identities),
      ...(found.erasedFields > 0 ? [`${found.erasedFields} fields or keys of erased people are back`] : []),
      ...(await queueRuns(opened)),
    ];
    return {
      at: instant,
      rows: wanted.things.length,
      events: wanted.events.length,
      identities: wanted.identities.length,
      erasuresReplayed: opened.released?.erasures ?? 0,
      erased: wanted.erasedClients.length,
      messages: opened.released?.messages ?? 0,
      bytes: base.files.reduce((sum, { size }) => sum + size, 0),
      restoreSeconds: (restored - began) / 1000,
      releaseSeconds: (done - released) / 1000,
      wrong,
    };
  } finally {
    await opened.close();
  }
}

/** The gate is closed in the restored database itself: the api refuses to serve it. */
async function assertNobodySignsIn(house: BackupHouse): Promise<void> {
  const closed = await house.open('drill', false);
  const app = await createApplication(closed.config, closed.keys, loadPacks(), { logger: false });
  const refused = await app.init().then(
    () => 'it serves',
    (error: Error) => error.message,
  );
  await app.close().catch(() => undefined);
  await closed.superuser.end();
  await closed.server.stop();
  if (!refused.includes('was not released'))
    throw new Error(`the api opened a database that was not released: ${refused}`);
}

interface State {
  readonly things: readonly string[];
  readonly events: readonly string[];
  readonly screens: readonly string[];
  readonly clients: readonly string[];
  readonly identities: readonly string[];
}

/**
 * What there was at the instant: rows as the journal outside the database has them, and, of what the house itself writes,
 * what the living database says was committed up to then.
 */
async function expectation(
  live: pg.Pool,
  at: bigint,
  journal: DrillJournal,
  ledger: ErasureLedger,
): Promise<State & { erasedClients: string[] }> {
  const committed = `(extract(epoch from pg_xact_commit_timestamp(t.xmin)) * 1000000)::bigint <= ${at}`;
  const lines = async (text: string): Promise<string[]> =>
    (await live.query<{ line: string }>(text)).rows.map(({ line }) => line).sort();
  const erasedClients = ledger.read().flatMap(({ client, joined }) => [client, ...joined]);
  const known = await lines(`select t.id::text as line from care.client t where ${committed}`);
  return {
    things: journal.rowsAt(at),
    events: await lines(
      `select t.id || ' ' || encode(t.leaf_hash, 'hex') as line from audit.event t where ${committed}`,
    ),
    screens: await lines(`select t.id::text as line from care.safety_screen t where ${committed}`),
    clients: known,
    identities: await lines(
      `select t.client_id || ' ' || t.field || ' ' || encode(sha256(t.ciphertext), 'hex') as line from vault.identity_field t where ${committed}`,
    ),
    erasedClients: erasedClients.filter((client) => known.includes(client)),
  };
}

async function reality(
  restored: pg.Pool,
  erased: readonly string[],
): Promise<State & { erasedFields: number; codes: string[] }> {
  const lines = async (text: string): Promise<string[]> =>
    (await restored.query<{ line: string }>(text)).rows.map(({ line }) => line).sort();
  const { rows } = await restored.query<{ left: string }>(
    `select (select count(*) from vault.identity_field where client_id = any ($1)) + (select count(*) from vault.blind_index where client_id = any ($1))
       + (select count(*) from vault.person where client_id = any ($1) and wrapped_key is not null)
       + (select count(*) from care.client_code where client_id = any ($1) and erased_at is null) as left`,
    [erased],
  );
  return {
    things: await lines(`select id || ' ' || value as line from drill.thing`),
    events: await lines(
      `select id || ' ' || encode(leaf_hash, 'hex') as line from audit.event where action <> 'database.restored'`,
    ),
    screens: await lines('select id::text as line from care.safety_screen'),
    clients: await lines('select id::text as line from care.client'),
    identities: await lines(
      `select client_id || ' ' || field || ' ' || encode(sha256(ciphertext), 'hex') as line from vault.identity_field`,
    ),
    erasedFields: Number(rows[0]?.left),
    codes: await lines('select code as line from care.client_code'),
  };
}

function differences(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  const [there, needed] = [new Set(found), new Set(wanted)];
  const missing = wanted.filter((one) => !there.has(one)).length;
  const surplus = found.filter((one) => !needed.has(one)).length;
  return missing + surplus === 0 ? [] : [`${what}: ${missing} missing, ${surplus} too many`];
}

function absences(what: string, needed: readonly string[], there: readonly string[]): string[] {
  const lost = needed.filter((one) => !there.includes(one)).length;
  return lost === 0 ? [] : [`${what}: ${lost} missing`];
}

function presences(what: string, unwanted: readonly string[], there: readonly string[]): string[] {
  const early = unwanted.filter((one) => there.includes(one)).length;
  return early === 0 ? [] : [`${what}: ${early} too many`];
}

/** A worker takes up what was under way then, until nothing waits. */
async function queueRuns({ config, keys, superuser }: OpenedHouse): Promise<string[]> {
  const worker = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, keys), {
    logger: false,
    abortOnError: false,
  });
  try {
    for (
      const end = Date.now() + 30_000;
      Date.now() < end;
      await new Promise((done) => setTimeout(done, 100))
    ) {
      const { rows } = await superuser.query<{ waits: string; claims: string }>(
        `select (select count(*) from bus.outbox where done_at is null and dead_at is null) as waits, (select count(*) from audit.claim) as claims`,
      );
      if (rows[0]?.waits === '0' && rows[0].claims === '0') return [];
    }
    return ['messages or events still wait'];
  } finally {
    await worker.close();
  }
}

function instantOf(at: bigint): string {
  const seconds = new Date(Number(at / 1_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(at % 1_000_000n).padStart(6, '0')}Z`;
}

/** People at their desks, and a table beside them that is changed at random, with a journal that is kept outside the database. */
class Desk {
  readonly journal: DrillJournal;
  private readonly clients: string[] = [];
  private count = 0;

  private constructor(
    private readonly house: BackupHouse,
    private readonly chance: Chance,
    private readonly services: readonly INestApplicationContext[],
    private readonly staff: { clinician: Staff; officer: Staff; manager: Staff; sender: Staff },
  ) {
    this.journal = new DrillJournal(house.place('journal.log'));
  }

  static async open(house: BackupHouse, chance: Chance): Promise<Desk> {
    await house.superuser.query(`
      create schema drill;
      create table drill.thing (id integer primary key, value text not null);`);
    const packs = loadPacks();
    const app = await createApplication(house.config, house.keys, packs, { logger: false });
    await app.listen(0, '127.0.0.1');
    const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    const worker = await NestFactory.createApplicationContext(
      WorkerModule.forRoot(house.config, house.keys),
      {
        logger: false,
        abortOnError: false,
      },
    );
    const [clinician, officer, manager, sender] = await Promise.all(
      ['clinician', 'privacy-officer', 'duty-manager', 'case-manager'].map((name) =>
        Staff.signIn(url, `${name}@detox.eg.demo`),
      ),
    );
    return new Desk(house, chance, [app, worker], {
      clinician: clinician!,
      officer: officer!,
      manager: manager!,
      sender: sender!,
    });
  }

  /** Everybody writes for so long. */
  async write(seconds: number): Promise<void> {
    const end = Date.now() + seconds * 1000;
    const lanes = Array.from({ length: LANES }, (_, lane) => this.change(lane, end));
    await Promise.all([...lanes, this.care(end)]);
  }

  async close(): Promise<void> {
    for (const one of [...this.services].reverse()) await one.close();
  }

  /** Keys of one lane are changed by it alone: the order of the journal is the order of the changes. */
  private async change(lane: number, end: number): Promise<void> {
    const client = await this.house.superuser.connect();
    try {
      while (Date.now() < end) {
        const id = lane * KEYS_PER_LANE + this.chance.below(KEYS_PER_LANE);
        const value = `${lane}-${(this.count += 1)}`;
        const op = this.chance.happens(0.2) ? 'delete' : 'put';
        await client.query('begin');
        if (op === 'delete') await client.query('delete from drill.thing where id = $1', [id]);
        else
          await client.query(
            'insert into drill.thing values ($1, $2) on conflict (id) do update set value = excluded.value',
            [id, value],
          );
        const { rows } = await client.query<{ xid: string }>('select pg_current_xact_id()::xid::text as xid');
        if (this.chance.happens(0.1)) await client.query('rollback');
        else {
          await client.query('commit');
          this.journal.wrote({ op, id, value, at: await committedAt(client, rows[0]!.xid) });
        }
        await new Promise((done) => setTimeout(done, this.chance.below(4)));
      }
    } finally {
      client.release();
    }
  }

  private async care(end: number): Promise<void> {
    while (Date.now() < end) {
      const some = this.chance.next();
      const client = this.clients.length > 0 ? this.chance.of(this.clients) : undefined;
      if (client === undefined || some < 0.4) await this.admit();
      else if (some < 0.5) await this.send();
      else if (some < 0.8) await this.screen(client);
      else await this.erase(client);
    }
  }

  private async admit(): Promise<void> {
    const wanted = walkIn({ identity: somebody(), duplicates_reviewed: true });
    const sent = Date.now();
    const { client } = granted(await this.staff.clinician.post<ClientWritten>('/api/clients', wanted), 201);
    this.journal.admitted({ client, sent, told: Date.now() });
    this.clients.push(client);
  }

  /** A message is under way: whoever is sent on is erased by nobody. */
  private async send(): Promise<void> {
    const wanted = walkIn({ identity: somebody(), duplicates_reviewed: true });
    const { client } = granted(await this.staff.clinician.post<ClientWritten>('/api/clients', wanted), 201);
    await sendOn(this.staff.sender, client);
  }

  private async screen(client: string): Promise<void> {
    const { version } = granted(
      await this.staff.clinician.get<{ version: number }>(`/api/clients/${client}`),
    );
    granted(await this.staff.clinician.put(`/api/clients/${client}/safety`, SAFE, { version }));
  }

  /** All the way: asked for, granted by one, carried out by another. */
  private async erase(client: string): Promise<void> {
    const { clinician, officer, manager } = this.staff;
    this.clients.splice(this.clients.indexOf(client), 1);
    const wish = { asked_on: daysAgo(1), asked_how: 'in_person' };
    const asked = granted(await clinician.post<ErasureView>(`/api/clients/${client}/erasures`, wish), 201);
    const decision = {
      ground: 'consent_withdrawn',
      note: 'Asked for on the day of the drill, with a reason.',
    };
    const at = `/api/erasures/${asked.reference}`;
    const decided = granted(
      await officer.post<ErasureView>(`${at}/decision`, decision, { version: asked.version }),
    );
    granted(await manager.post(`${at}/carrying-out`, undefined, { version: decided.version }));
  }
}
