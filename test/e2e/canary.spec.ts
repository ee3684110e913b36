import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErasureView } from '#domain/wire/erasure.js';
import type { ClientView, ClientWritten } from '#domain/wire/client.js';
import type { ReturnIssued } from '#domain/wire/identity.js';
import { BackupHouse } from '../support/backup-house.js';
import { freePort, hasRedis, TestProcess, TestRedis } from '../support/application-process.js';
import {
  huntBytes,
  huntFiles,
  needlesOf,
  needlesOfBytes,
  type Hunt,
  type Needle,
} from '../support/canary-hunt.js';
import { admitAnonymous, daysAgo, granted, walkIn } from '../support/journey.js';
import { Staff } from '../support/staff.js';

/** Names, numbers and places that stand nowhere else in the world: where one is found, somebody can be identified. */
const PEOPLE = [
  {
    given_name: 'Zyxquille',
    birth_on: '1931-02-27',
    family_name: 'Wrothvandermoosen',
    phone: '+20 10 99 731 4682',
    address: 'Quibblethorpe Lane 77',
    document: 'QZX-90817263',
  },
  {
    given_name: 'Ждобрыня',
    birth_on: '1938-10-29',
    family_name: 'Щукоброндский',
    phone: '+7 343 918 27 36',
    address: 'улица Кряквинская, 41',
    document: '6509 817263',
  },
  {
    given_name: 'غضنفرالدين',
    birth_on: '1941-08-23',
    family_name: 'القسطلمبيرزي',
    phone: '+20 11 88 402 7715',
    address: 'شارع الخزعبلات ٩٣',
    document: 'ظغ-٤٤٥٥١٢٩',
  },
] as const;
const WORDS = PEOPLE.flatMap(({ given_name, family_name, phone, address, document, birth_on }) => [
  given_name,
  family_name,
  phone,
  phone.replaceAll(' ', ''),
  phone.replace(/\D/g, '').slice(-9),
  address,
  document,
  // The year alone is in the record, as what an age is counted from.
  birth_on,
  birth_on.replaceAll('-', ''),
  birth_on.split('-').reverse().join('.'),
  birth_on.split('-').reverse().join('/'),
]);
/** What somebody without a name comes back with. */
const PASSPHRASE = 'Кузявая Wombatolina خربشات 8841';
/** What a camera saw, and where: as bytes that are nowhere else. */
const FACE = Buffer.from(randomBytes(48).map((byte) => byte & 0x7f));
const PLACE = 'Quibblethorpe market, 30.04442 N';
const PHOTO = Buffer.concat([
  Buffer.from('ffd8', 'hex'),
  Buffer.from([0xff, 0xe1, 0, PLACE.length + 8]),
  Buffer.from(`Exif\0\0${PLACE}`),
  Buffer.from('ffdb000300ffc0000b080001000101011100ffc4000300ffda0008010100003f00', 'hex'),
  FACE,
  Buffer.from('ffd9', 'hex'),
]);

let house: BackupHouse;
let api: TestProcess;
let worker: TestProcess;
let redis: TestRedis | undefined;
let staff: { clinician: Staff; officer: Staff; manager: Staff };
let logs: string;
/** What the house gave out itself, and nobody else may know. */
const secrets: string[] = [];

beforeAll(async () => {
  logs = mkdtempSync(path.join(tmpdir(), 'handrail-canary-'));
  // The server's own log says all it can, as somebody in trouble would have it.
  house = await BackupHouse.build();
  if (hasRedis()) redis = await TestRedis.start();
  const port = await freePort();
  const settings = {
    PORT: String(port),
    LOG_LEVEL: 'trace',
    HANDRAIL_DEMO: '1',
    ...(redis ? { REDIS_URL: redis.url } : {}),
  };
  api = new TestProcess('api', house, settings);
  worker = new TestProcess('worker', house, settings);
  await api.ready(port);
  const [clinician, officer, manager] = await Promise.all(
    ['clinician', 'privacy-officer', 'duty-manager'].map((name) =>
      Staff.signIn(`http://127.0.0.1:${port}`, `${name}@detox.eg.demo`),
    ),
  );
  staff = { clinician: clinician!, officer: officer!, manager: manager! };
}, 180_000);
afterAll(async () => {
  await api?.stop();
  await worker?.stop();
  await redis?.stop();
  await house?.close();
  rmSync(logs, { recursive: true, force: true });
}, 60_000);

/** Everything in which a name is given to the product, and everything that goes wrong with one. */
async function live(): Promise<string[]> {
  const clients: string[] = [];
  for (const { given_name, family_name, phone, address, document, birth_on } of PEOPLE) {
    const identity = {
      given_name,
      family_name,
      birth_on,
      sex: 'female' as const,
      phones: [phone],
      address,
      documents: [{ kind: 'other', number: document }],
    };
    const { client } = granted(
      await staff.clinician.post<ClientWritten>(
        '/api/clients',
        walkIn({ identity, duplicates_reviewed: true }),
      ),
      201,
    );
    clients.push(client);
    granted(await staff.clinician.get(`/api/clients/${client}/identity`));
    await staff.clinician.post('/api/clients/duplicates', {
      given_name,
      family_name,
      birth_on,
      phone,
      document,
      reason: 'arrival',
    });
    await staff.clinician.post('/api/clients', walkIn({ identity })); // refused: somebody may be the same
    const draft = `client/${client.slice(0, 4)}-${client.slice(4, 8)}-${client.slice(8)}/safety`;
    await staff.clinician.put(`/api/forms/${encodeURIComponent(draft)}`, {
      values: { note: `${given_name} ${family_name} ${phone}` },
    });
    granted(
      await staff.manager.post('/api/data-requests', {
        authority: 'police',
        basis: 'none_named',
        asked_by: 'District station 4',
        document: '17/2026',
        about: `${given_name} ${family_name}, ${address}`,
        language: 'en',
      }),
      201,
    );
    await staff.manager.post(`/api/clients/${client}/openings`, {
      reason: 'wrong_record',
      words: `The passport says ${family_name}, not ${given_name}.`,
      fields: ['name'],
      minutes: 5,
    });
    // Where names do not belong: in addresses, headers, malformed bodies and fields that are not there.
    await staff.clinician.get(`/api/clients/${encodeURIComponent(family_name)}`);
    await staff.clinician.post('/api/clients', `{"identity": {"given_name": "${given_name}", `);
    await staff.clinician.post('/api/clients', walkIn({ identity, [family_name]: document } as never));
    await staff.clinician.post('/api/clients', walkIn({ identity: { ...identity, birth_on: document } }));
    await staff.clinician.get(`/api/clients?cursor=${encodeURIComponent(given_name)}`, {
      headers: { 'user-agent': encodeURIComponent(family_name) },
    });
    await new Staff(staff.clinician.url, 'nobody', undefined).post(
      '/api/session',
      { login: `${document}@${randomUUID()}`, password: `${given_name}${family_name}` },
      { key: null },
    );
  }
  await liveOn(clients);
  return clients;
}

/** A picture, a code to come back with, a name that is given later and taken back, and words of staff that are kept sealed. */
async function liveOn([client]: string[]): Promise<void> {
  const { clinician, officer, manager } = staff;
  const versionOf = async (code: string): Promise<number> =>
    granted(await clinician.get<ClientView>(`/api/clients/${code}`)).version;
  granted(
    await clinician.send({
      method: 'PUT',
      path: `/api/clients/${client}/photo`,
      body: { type: 'image/jpeg', content: PHOTO.toString('base64') },
      version: await versionOf(client!),
    }),
  );
  granted(await clinician.get(`/api/clients/${client}/photo`));
  const nameless = await admitAnonymous(clinician);
  const { return_code } = granted(
    await clinician.post<ReturnIssued>(
      `/api/clients/${nameless}/return-key`,
      { passphrase: PASSPHRASE },
      { version: await versionOf(nameless) },
    ),
  );
  secrets.push(return_code!, return_code!.replaceAll('-', ''));
  granted(await clinician.post('/api/clients/returning', { return_code, passphrase: PASSPHRASE }));
  const wish = { given_how: 'witnessed_oral' };
  const { given_name, family_name, birth_on } = PEOPLE[1];
  const identity = { given_name, family_name, birth_on, sex: 'female' };
  granted(
    await clinician.post(
      `/api/clients/${nameless}/identity`,
      { mode: 'identified', identity, duplicates_reviewed: true, ...wish },
      { version: await versionOf(nameless) },
    ),
  );
  granted(
    await clinician.post(`/api/clients/${nameless}/identity/undo`, wish, {
      version: await versionOf(nameless),
    }),
  );
  const about = `${PEOPLE[0].given_name} ${PEOPLE[0].family_name}, ${PEOPLE[0].address}`;
  granted(
    await manager.post('/api/data-requests', {
      authority: 'police',
      basis: 'written_request',
      asked_by: PEOPLE[2].family_name,
      document: PEOPLE[2].document,
      about,
      language: 'en',
    }),
    201,
  );
  granted(
    await officer.post(`/api/clients/${client}/openings`, {
      reason: 'complaint',
      words: `It is said of ${about} that the passport is wrong.`,
      fields: ['name'],
      minutes: 5,
    }),
    201,
  );
}

async function erase(client: string): Promise<void> {
  const wish = { asked_on: daysAgo(1), asked_how: 'in_person' };
  const asked = granted(
    await staff.clinician.post<ErasureView>(`/api/clients/${client}/erasures`, wish),
    201,
  );
  const decision = { ground: 'consent_withdrawn', note: 'Asked for in person, with two witnesses.' };
  const at = `/api/erasures/${asked.reference}`;
  const decided = granted(
    await staff.officer.post<ErasureView>(`${at}/decision`, decision, { version: asked.version }),
  );
  granted(await staff.manager.post(`${at}/carrying-out`, undefined, { version: decided.version }));
}

const everything = (): Needle[] => [
  ...needlesOf([...WORDS, PASSPHRASE, PLACE, ...secrets]),
  ...needlesOfBytes('face', FACE),
];

describe('A name that was given to the house', () => {
  it('would be found where it lay openly, in every way it can be written', () => {
    const place = path.join(logs, 'control');
    const needles = everything();
    for (const { word, form, bytes } of needles) {
      writeFileSync(place, Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' after')]));
      expect({ word, form, hits: huntFiles([place], needles).hits }).toMatchObject({
        hits: expect.arrayContaining([expect.objectContaining({ word })]),
      });
    }
    writeFileSync(place, gzipSync(`{"name":"${WORDS[0]}"}`));
    expect(huntFiles([place], needles).hits.map(({ word }) => word)).toContain(WORDS[0]);
    rmSync(place);
    const sentence = Buffer.from(`xx${Buffer.from(`{"n":"${WORDS[7]}"}`).toString('base64')}`);
    expect(huntBytes('base64 within', sentence, needles)).not.toEqual([]);
  }, 60_000);

  it('is nowhere to be read: data directory, log of the server, logs, queue, Redis, keys, backups', async () => {
    const clients = await live();
    const needles = everything();
    await erase(clients[0]!);
    await house.backUp();
    await house.archive();
    // What is in memory alone goes to disk; the queue has had its time.
    await house.superuser.query('checkpoint');
    await new Promise((done) => setTimeout(done, 1_500));
    const found: Hunt[] = [];
    appendFileSync(path.join(logs, 'api.log'), api.output);
    appendFileSync(path.join(logs, 'worker.log'), worker.output);
    const data = realpathSync(path.join(house.config.dataDirectory, 'postgres'));
    found.push(
      huntFiles(
        [data, house.config.dataDirectory, house.keys.directory, house.place('backups'), logs],
        needles,
      ),
    );
    // What lies compressed or in parts on disk is read once more as the server itself reads it.
    const { rows: tables } = await house.superuser.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog','information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(50);
    for (const { name } of tables) {
      const { rows } = await house.superuser.query<{ row: string }>(`select t::text as row from ${name} t`);
      const text = Buffer.from(rows.map(({ row }) => row).join('\n'));
      found.push({ hits: huntBytes(`table ${name}`, text, needles), files: 0, bytes: text.length });
    }
    if (redis) {
      const text = Buffer.from(
        redis
          .command('--scan')
          .split('\n')
          .map((key) => `${key} ${redis?.command('dump', key)} ${redis?.command('hgetall', key)}`)
          .join('\n'),
      );
      found.push({ hits: huntBytes('redis', text, needles), files: 0, bytes: text.length });
    }
    expect(found.flatMap(({ hits }) => hits)).toEqual([]);
    const total = (of: (hunt: Hunt) => number): number => found.reduce((sum, hunt) => sum + of(hunt), 0);
    expect(total(({ files }) => files)).toBeGreaterThan(1_000);
    expect(total(({ bytes }) => bytes)).toBeGreaterThan(50_000_000);
    // The hunt was one: what was given is there, encrypted, for those who may know.
    expect(
      granted(await staff.clinician.get<{ family_name: string }>(`/api/clients/${clients[1]}/identity`))
        .family_name,
    ).toBe(PEOPLE[1].family_name);
  }, 300_000);

  it('is found in the same places once it is planted there', async () => {
    const needles = everything();
    const data = realpathSync(path.join(house.config.dataDirectory, 'postgres'));
    const plants: [string, string, string][] = [
      ['a table, and its log', WORDS[0]!, [...WORDS[0]!].reverse().join('')],
      ['a table, and its log', PASSPHRASE, PASSPHRASE.toUpperCase()],
      ['a table, and its log', 'face', FACE.toString('base64')],
    ];
    await house.superuser.query('create table public.planted (text text)');
    for (const [, , text] of plants)
      await house.superuser.query('insert into public.planted values ($1)', [text]);
    await house.superuser.query('checkpoint');
    const hits = huntFiles([data], needles).hits;
    for (const [where, word] of plants) {
      const places = hits.filter((hit) => hit.word === word).map(({ place }) => place);
      expect({ where, word, base: places.some((place) => place.includes('/base/')) }).toMatchObject({
        base: true,
      });
      expect({ where, word, wal: places.some((place) => place.includes('/pg_wal/')) }).toMatchObject({
        wal: true,
      });
    }
    // Where a copy lies under the folder of backups that nobody sealed, it is found as well.
    const stray = path.join(house.place('backups'), 'stray.tmp');
    writeFileSync(path.join(logs, 'open'), `xx${Buffer.from(WORDS[1]!).toString('base64')}`);
    copyFileSync(path.join(logs, 'open'), stray);
    expect(huntFiles([house.place('backups')], needles).hits.map(({ word }) => word)).toContain(WORDS[1]);
  }, 120_000);
});
