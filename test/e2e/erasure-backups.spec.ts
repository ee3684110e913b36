import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErasureView } from '#domain/wire/erasure.js';
import { releaseRestored } from '#platform/backup/release.js';
import { Keeper } from '#platform/keys/keeper.js';
import { KeyRotation } from '#platform/keys/key-rotation.js';
import { KeyWork } from '#platform/keys/key-work.js';
import { keyringFileOf, openKeys } from '#platform/keys/load-keys.js';
import { loadPacks } from '#platform/packs/packs.js';
import { openIdentity, type Identity, type SealedField } from '#platform/vault/identity.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { createApplication } from '../../apps/api/src/application.js';
import { BackupHouse, type OpenedHouse } from '../support/backup-house.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { admitNamed, daysAgo, granted, somebody } from '../support/journey.js';
import { Staff } from '../support/staff.js';

let house: BackupHouse;
let app: NestFastifyApplication;
let staff: { clinician: Staff; officer: Staff; manager: Staff };
let clients: { forgotten: string; known: string };
let ids: { forgotten: string; known: string };
/** An instant at which both were known, and nobody had asked to be forgotten. */
let before: string;
const identity = { forgotten: somebody(), known: somebody() };

const signInAll = async (url: string): Promise<typeof staff> => {
  const [clinician, officer, manager] = await Promise.all(
    ['clinician', 'privacy-officer', 'duty-manager'].map((name) =>
      Staff.signIn(url, `${name}@detox.eg.demo`),
    ),
  );
  return { clinician: clinician!, officer: officer!, manager: manager! };
};

async function serve(
  opened: Pick<OpenedHouse, 'config' | 'keys'>,
): Promise<{ app: typeof app; url: string }> {
  const served = await createApplication(opened.config, opened.keys, loadPacks(), { logger: false });
  try {
    await served.listen(0, '127.0.0.1');
  } catch (error) {
    await served.close().catch(() => undefined);
    throw error;
  }
  return {
    app: served,
    url: `http://127.0.0.1:${(served.getHttpServer().address() as AddressInfo).port}`,
  };
}

async function idOf(client: string): Promise<string> {
  const { rows } = await house.superuser.query<{ id: string }>(
    'select client_id as id from care.client_code where code = $1',
    [client],
  );
  return rows[0]!.id;
}

beforeAll(async () => {
  house = await BackupHouse.build();
  const served = await serve(house);
  app = served.app;
  staff = await signInAll(served.url);
  clients = {
    forgotten: await admitNamed(staff.clinician, { identity: identity.forgotten }),
    known: await admitNamed(staff.clinician, { identity: identity.known }),
  };
  ids = { forgotten: await idOf(clients.forgotten), known: await idOf(clients.known) };
  await house.backUp();
  before = await house.archive();
  const wish = { asked_on: daysAgo(1), asked_how: 'in_person' };
  const asked = granted(
    await staff.clinician.post<ErasureView>(`/api/clients/${clients.forgotten}/erasures`, wish),
    201,
  );
  const at = `/api/erasures/${asked.reference}`;
  const decided = granted(
    await staff.officer.post<ErasureView>(
      `${at}/decision`,
      { ground: 'consent_withdrawn', note: 'Asked for in person, before two witnesses.' },
      { version: asked.version },
    ),
  );
  granted(await staff.manager.post(`${at}/carrying-out`, undefined, { version: decided.version }));
  await house.archive();
}, 240_000);
afterAll(async () => {
  await app?.close();
  await house?.close();
}, 60_000);

/** Who somebody is, as far as the rows of a database and the keyring as it is now tell it. */
async function readFrom(opened: OpenedHouse, id: string): Promise<Identity> {
  const { ring } = openKeys(house.config);
  const keys = new VaultKeys({ contents: () => ring.contents(), reload: () => ring.reload() });
  const { rows: people } = await opened.superuser.query<{ epoch: number; wrapped_key: Buffer }>(
    'select epoch, wrapped_key from vault.person where client_id = $1',
    [id],
  );
  const { rows: fields } = await opened.superuser.query<SealedField>(
    'select field, ciphertext from vault.identity_field where client_id = $1',
    [id],
  );
  return openIdentity({ epoch: people[0]!.epoch, wrappedKey: people[0]!.wrapped_key, fields }, id, keys);
}

async function end(opened: OpenedHouse): Promise<void> {
  await opened.superuser.end();
  await opened.server.stop();
}

describe('Somebody who was erased, and a backup in which they still were', () => {
  it('is forgotten again before anybody can sign in', async () => {
    await house.restore('back', before);
    const closed = await house.open('back', false);
    // The backup is one of a time when they were known: what follows is what makes them forgotten.
    expect((await readFrom(closed, ids.forgotten)).familyName).toBe(identity.forgotten.family_name);
    await expect(serve(closed)).rejects.toThrow(/was not released/);
    await end(closed);

    const opened = await house.open('back');
    expect(opened.released).toMatchObject({ erasures: 1 });
    await expect(readFrom(opened, ids.forgotten)).rejects.toThrow(/opens only under the key/);
    const served = await serve(opened);
    try {
      const again = await signInAll(served.url);
      expectRefusal(await again.clinician.get(`/api/clients/${clients.forgotten}`), 410, 'client.erased');
      expect(granted(await again.clinician.get(`/api/clients/${clients.known}/identity`))).toMatchObject({
        family_name: identity.known.family_name,
      });
    } finally {
      await served.app.close();
      await opened.close();
    }
  }, 180_000);

  it('is unreadable in the backup itself once the key of their epoch is destroyed, and everybody else stays known', async () => {
    const own = openKeys(house.config);
    const keeper = new Keeper(house.config, own);
    const rotation = new KeyRotation(keyringFileOf(house.config), keeper);
    const keys = new VaultKeys({ contents: () => own.ring.reload(), reload: () => own.ring.reload() });
    try {
      await rotation.rotate('epochs');
      await new KeyWork(keeper, keys, rotation).run({ isStopping: () => false });
      await rotation.destroyEpoch(1);
    } finally {
      await keeper.end();
    }
    expect(granted(await staff.clinician.get(`/api/clients/${clients.known}/identity`))).toMatchObject({
      family_name: identity.known.family_name,
    });
    await house.restore('late', before);
    const closed = await house.open('late', false);
    try {
      await expect(readFrom(closed, ids.forgotten)).rejects.toThrow(/has the key of every epoch/);
      // And the backup as a whole is refused, by name: it would come back without anybody's name.
      const release = { config: closed.config, keys: house.keys, log: () => undefined };
      await expect(releaseRestored({ ...release, notaryOf: house.config.dataDirectory })).rejects.toThrow(
        /epoch 1, and its key/,
      );
      await expect(serve(closed)).rejects.toThrow(/epoch|was not released/);
    } finally {
      await end(closed);
      house.remove('late');
    }
    // A backup of afterwards holds the tombstone and everybody else.
    await house.backUp();
    await house.archive();
    await house.restore('after');
    const opened = await house.open('after');
    expect(opened.released).toMatchObject({ erasures: 0 });
    expect((await readFrom(opened, ids.known)).familyName).toBe(identity.known.family_name);
    await expect(readFrom(opened, ids.forgotten)).rejects.toThrow(/has the key of every epoch/);
    await opened.close();
  }, 240_000);
});
