import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { deriveKey } from '#platform/config/keys.js';
import { migrate } from '#platform/db/migrate.js';
import { adoptOldRootKey } from '#platform/keys/adopt.js';
import { Keeper } from '#platform/keys/keeper.js';
import { KeyRotation } from '#platform/keys/key-rotation.js';
import { KeyWork } from '#platform/keys/key-work.js';
import { fixedRing, newKeyring, turn, announce, destroy } from '#platform/keys/keyring-contents.js';
import { KeyringFile } from '#platform/keys/keyring-file.js';
import { assertKeyringFits, noteKeyring, readKeyringRecord } from '#platform/keys/keyring-record.js';
import { keyringFileOf, openKeys, type KeySource } from '#platform/keys/load-keys.js';
import { prepareKeys } from '#platform/keys/prepare-keys.js';
import { openIdentity, sealIdentity, type Identity, type SealedField } from '#platform/vault/identity.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addOrganisation, asActor, type TestOrganisation } from '../support/network.js';

let database: TestDatabase;
let superuser: pg.Client;
let api: pg.Client;
let alpha: TestOrganisation;
let folder: string;
let source: KeySource;
let file: KeyringFile;
let keeper: Keeper;
let rotation: KeyRotation;
let keys: VaultKeys;
let work: KeyWork;

/** How long the keeper waits for the lock on the keyring. */
const LOCK_WAIT_MS = 1_000;

const connect = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
};

beforeEach(async () => {
  database = await createTestDatabase();
  superuser = await connect(database.superuserUrl);
  api = await connect(database.urls.api);
  alpha = await addOrganisation(database, 'ALPHA');
  folder = mkdtempSync(path.join(tmpdir(), 'handrail-keyring-'));
  source = { dataDirectory: path.join(folder, 'data'), keysDirectory: path.join(folder, 'keys') };
  cpSync(database.keys.directory, source.keysDirectory, { recursive: true });
  file = keyringFileOf(source);
  const own = openKeys(source);
  keeper = new Keeper(database.config, own, LOCK_WAIT_MS);
  rotation = new KeyRotation(file, keeper, 0);
  // Another process than the one that rotates would notice within half a second; here it is asked to look at once.
  keys = new VaultKeys({ contents: () => own.ring.reload(), reload: () => own.ring.reload() });
  work = new KeyWork(keeper, keys, rotation);
}, 60_000);
afterEach(async () => {
  await keeper.end();
  await api.end();
  await superuser.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const somebody = (number: number): Identity => ({
  givenName: `Given${number}`,
  familyName: `Family${number}`,
  birthDate: '1986-03-09',
});

async function enrol(identity: Identity, vaultKeys = keys): Promise<string> {
  const client = randomUUID();
  const sealed = sealIdentity(identity, client, vaultKeys);
  await asActor(api, alpha, () =>
    api.query(`select vault.enrol($1, $2, $3, $4, $5, 'intake')`, [
      client,
      sealed.epoch,
      sealed.wrappedKey,
      JSON.stringify(
        Object.fromEntries(
          sealed.fields.map(({ field, ciphertext }) => [field, ciphertext.toString('base64')]),
        ),
      ),
      JSON.stringify(
        sealed.tokens.map((one) => ({ ...one, token: Buffer.from(one.token).toString('base64') })),
      ),
    ]),
  );
  return client;
}

async function rows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await superuser.query<T>(text, values)).rows;
}

async function read(client: string): Promise<Identity> {
  const [person] = await rows<{ epoch: number; wrapped_key: Buffer }>(
    'select epoch, wrapped_key from vault.person where client_id = $1',
    [client],
  );
  const fields = await rows<SealedField>(
    'select field, ciphertext from vault.identity_field where client_id = $1',
    [client],
  );
  return openIdentity({ epoch: person!.epoch, wrappedKey: person!.wrapped_key, fields }, client, keys);
}

const all = { isStopping: () => false };

describe('After a rotation', () => {
  it('everybody is wrapped and indexed under the new keys and reads the same; what cannot be opened is left, and named', async () => {
    const clients: string[] = [];
    for (let number = 0; number < 7; number += 1) clients.push(await enrol(somebody(number)));
    const spoilt = await enrol(somebody(99));
    await rows('update vault.person set wrapped_key = $2 where client_id = $1', [spoilt, randomBytes(40)]);
    expect([await rotation.rotate('epochs'), await rotation.rotate('indexes')]).toEqual([2, 2]);
    expect(await work.run(all)).toEqual({ wrapped: 7, indexed: 7, failed: 1 });
    expect(await work.run(all)).toEqual({ wrapped: 0, indexed: 0, failed: 1 });
    for (const [number, client] of clients.entries()) expect(await read(client)).toEqual(somebody(number));
    // Its tokens of before stay as long as it is not in the new index: nothing was dropped.
    const versions = await rows(
      'select key_version, count(*)::int as count from vault.blind_index group by 1 order by 1',
    );
    expect(versions).toHaveLength(2);
    await rows('delete from vault.blind_index where client_id = $1', [spoilt]);
    await rows('update vault.person set wrapped_key = null, erased_at = now() where client_id = $1', [
      spoilt,
    ]);
    await work.run(all);
    expect(await rows('select distinct key_version from vault.blind_index')).toEqual([{ key_version: 2 }]);
    expect(keys.indexVersions).toEqual([2]);
  });

  it('the work may be broken off after any batch and goes on', async () => {
    for (let number = 0; number < 230; number += 1) await enrol(somebody(number));
    await rotation.rotate('epochs');
    await rotation.rotate('indexes');
    let steps = 0;
    let runs = 0;
    for (let left = true; left; runs += 1) {
      const before = steps;
      await work.run({
        isStopping: () => steps > before,
        onProgress: () => (steps += 1),
      });
      left = steps > before;
    }
    expect(runs).toBeGreaterThan(4);
    expect(
      await rows('select epoch, index_version, count(*)::int as people from vault.person group by 1, 2'),
    ).toEqual([{ epoch: 2, index_version: 2, people: 230 }]);
  }, 120_000);

  it('somebody who is erased, or whose fields change, in the middle of a batch is never written back', async () => {
    const [erased, changed] = [await enrol(somebody(1)), await enrol(somebody(2))];
    await rotation.rotate('epochs');
    await rotation.rotate('indexes');
    const people = await keeper.query<{ client_id: string; wrapped_key: Buffer; mark: Buffer }>(
      'select * from vault.people_to_index(2::smallint, 10)',
    );
    expect(people).toHaveLength(2);
    await rows('delete from vault.blind_index where client_id = $1', [erased]);
    await rows('update vault.person set wrapped_key = null, erased_at = now() where client_id = $1', [
      erased,
    ]);
    await rows('update vault.identity_field set ciphertext = $2 where client_id = $1', [
      changed,
      randomBytes(60),
    ]);
    const again = JSON.stringify(
      people.map((one) => ({
        client: one.client_id,
        was: one.wrapped_key.toString('base64'),
        epoch: 2,
        key: randomBytes(40).toString('base64'),
      })),
    );
    const [{ count } = { count: -1 }] = await keeper.query<{ count: number }>(
      'select vault.wrap_again($1) as count',
      [again],
    );
    expect(count).toBe(1);
    for (const one of people) {
      const token = JSON.stringify([{ index: 1, token: randomBytes(3).toString('base64') }]);
      expect(
        await keeper.query('select vault.index_again($1, 2::smallint, $2, $3) as done', [
          one.client_id,
          one.mark,
          token,
        ]),
      ).toEqual([{ done: false }]);
    }
    expect(await rows('select wrapped_key from vault.person where client_id = $1', [erased])).toEqual([
      { wrapped_key: null },
    ]);
    expect(await rows('select from vault.blind_index where key_version = 2')).toEqual([]);
  });
});

describe('An epoch', () => {
  it('is destroyed only when nobody is wrapped under it, and takes nobody from then on', async () => {
    await enrol(somebody(1));
    const before = new VaultKeys(fixedRing(file.read()!.contents));
    await expect(rotation.destroyEpoch(1)).rejects.toThrow(/wrapped under now/);
    await rotation.rotate('epochs');
    await expect(rotation.destroyEpoch(1)).rejects.toThrow(/Somebody is still wrapped under epoch 1/);
    expect(file.read()!.contents.epochs[0]!.key).toBeDefined();
    await work.run(all);
    await rotation.destroyEpoch(1);
    expect(file.read()!.contents.epochs[0]).toMatchObject({ state: 'destroyed', number: 1 });
    expect(readFileSync(file.file, 'utf8').match(/"key"/g)).toHaveLength(2);
    // A process that has not noticed: its person does not come in, rather than come in unreadable.
    await expect(enrol(somebody(2), before)).rejects.toMatchObject({ constraint: 'epoch_is_open' });
    await expect(rotation.destroyEpoch(1)).rejects.toThrow(/destroyed already/);
    await expect(rotation.destroyEpoch(7)).rejects.toThrow(/no epoch 7/);
  });

  it('is not closed before those are written who are being written', async () => {
    await rotation.rotate('epochs');
    const slow = await connect(database.superuserUrl);
    await slow.query('begin');
    await slow.query('insert into vault.person (client_id, epoch, wrapped_key) values ($1, 1, $2)', [
      randomUUID(),
      randomBytes(40),
    ]);
    const closing = rotation.destroyEpoch(1).catch((error: Error) => error.message);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await slow.query('commit');
    expect(await closing).toMatch(/Somebody is still wrapped/);
    await slow.end();
  });

  it('that the database has closed loses its key at the next step, where the process was killed in between', async () => {
    await rotation.rotate('epochs');
    await keeper.query('select vault.close_epoch(1)');
    expect(file.read()!.contents.epochs[0]!.state).toBe('kept');
    const contents = await rotation.settle();
    expect(contents.epochs[0]).toMatchObject({ state: 'destroyed' });
  });
});

describe('A keyring that was left half-way', () => {
  it('one generation ahead of the database is settled, with its entry in the audit', async () => {
    const { contents, root } = file.read()!;
    file.write({ contents: announce(contents, 'epochs', ''), root });
    expect(existsSync(file.previous)).toBe(true);
    await rotation.settle();
    expect(existsSync(file.previous)).toBe(false);
    expect(await rows(`select generation::int from vault.keyring`)).toEqual([
      { generation: contents.generation + 1 },
    ]);
    expect(await rows(`select action from audit.event where action like 'keys.%'`)).toEqual([
      { action: 'keys.settle' },
    ]);
    // The key that was announced is the one that is used: no second one is made.
    expect(await rotation.rotate('epochs')).toBe(2);
  });

  it('is changed by one at a time: who comes second waits, and is refused when it takes long', async () => {
    await keeper.alone(async () => {
      await expect(rotation.rotate('epochs')).rejects.toThrow(/Another process is changing the keyring/);
    });
    let isFirstDone = false;
    const first = keeper.alone(async () => {
      await sleep(LOCK_WAIT_MS / 3);
      isFirstDone = true;
    });
    await sleep(LOCK_WAIT_MS / 10);
    expect(await rotation.rotate('epochs')).toBe(2);
    expect(isFirstDone).toBe(true);
    await first;
  });
});

describe('A keyring that does not fit', () => {
  const fits = async (contents = file.read()!.contents): Promise<void> =>
    assertKeyringFits(await keeper.with((client) => readKeyringRecord(client)), contents, 'here');

  it('is named: another deployment, another base, an older one, one without an epoch that is needed, a destroyed one', async () => {
    await enrol(somebody(1));
    const first = file.read()!.contents;
    await expect(fits()).resolves.toBeUndefined();
    await expect(fits(newKeyring(''))).rejects.toThrow(/another deployment/);
    await expect(fits({ ...first, base: randomBytes(32) })).rejects.toThrow(/another base secret/);
    await rotation.rotate('epochs');
    await work.run(all);
    await expect(fits(first)).rejects.toThrow(/older than the database: generation 1.*has seen 3/);
    const { contents } = file.read()!;
    await expect(fits({ ...contents, epochs: contents.epochs.slice(0, 1) })).rejects.toThrow(
      /epoch 2, and its key is not in the keyring/,
    );
    const further = destroy(
      turn(announce(contents, 'epochs', ''), 'epochs'),
      'epochs',
      2,
      '2026-01-31T00:00:00Z',
    );
    await expect(fits(further)).rejects.toThrow(/epoch 2.*was destroyed on 2026-01-31.*copy from before/);
    await expect(fits({ ...contents, generation: 99 })).resolves.toBeUndefined();
    expect(() => assertKeyringFits(undefined, contents, 'here')).toThrow(/never told/);
  });

  it('is refused by the database itself, and by whoever rotates', async () => {
    const { contents, root } = file.read()!;
    for (const other of [
      newKeyring(''),
      { ...contents, base: randomBytes(32) },
      { ...contents, id: randomUUID() },
    ])
      await expect(keeper.with((client) => noteKeyring(client, other))).rejects.toMatchObject({
        code: '23514',
      });
    await rotation.rotate('epochs');
    await expect(keeper.with((client) => noteKeyring(client, contents))).rejects.toMatchObject({
      code: '23514',
    });
    file.write({ contents, root });
    const before = readFileSync(file.file, 'utf8');
    await expect(rotation.rotate('epochs')).rejects.toThrow(/older than the database/);
    expect(readFileSync(file.file, 'utf8')).toBe(before);
  });

  it('is met by migrate before a login gets a password that nobody else knows', async () => {
    const contents = newKeyring('');
    const other = { base: contents.base, directory: 'elsewhere', ring: fixedRing(contents) };
    await expect(migrate(database.config, other, { log: () => undefined })).rejects.toThrow(
      /another deployment/,
    );
    const client = await connect(database.urls.api);
    await client.end();
  });

  it('is never made anew beside a vault, embedded or not', async () => {
    const keysDirectory = path.join(folder, 'lost');
    await expect(
      prepareKeys({ ...source, keysDirectory, databaseUrl: database.ownerUrl, databaseUrls: {} }),
    ).rejects.toThrow(/missing, and there are data/);
    await expect(
      prepareKeys({ ...source, keysDirectory, databaseUrls: { api: database.urls.api } }),
    ).rejects.toThrow(/missing/);
    expect(existsSync(keysDirectory)).toBe(false);
  });
});

describe('A root key from before keyrings', () => {
  const old = () => path.join(source.dataDirectory, 'keys', 'root.key');
  it('becomes a keyring with the keys that were derived from it, and leaves the data; broken off, it begins again', () => {
    const root = randomBytes(32);
    const empty = { ...source, keysDirectory: path.join(folder, 'adopted') };
    mkdirSync(path.dirname(old()), { recursive: true });
    writeFileSync(old(), root.toString('base64'));
    expect(() => adoptOldRootKey(source)).toThrow(/a keyring in .* already/);
    expect(existsSync(old())).toBe(true);
    adoptOldRootKey(empty);
    expect(existsSync(old())).toBe(false);
    const adopted = openKeys(empty);
    const vaultKeys = new VaultKeys(adopted.ring);
    expect(adopted.base).toEqual(root);
    expect(vaultKeys.epochKey(1)).toEqual(deriveKey(root, 'vault/epoch/1', 32));
    expect(vaultKeys.indexKey(4, 1)).toEqual(deriveKey(root, 'vault/blind-index/4/1', 32));
    writeFileSync(old(), root.toString('hex'));
    adoptOldRootKey(empty);
    expect([existsSync(old()), openKeys(empty).ring.contents()]).toEqual([false, adopted.ring.contents()]);
    expect(() => adoptOldRootKey(empty)).toThrow(/no root key of an earlier version/);
  });
});
