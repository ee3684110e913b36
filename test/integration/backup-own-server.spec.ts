import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BackupFolder } from '#platform/backup/backup-folder.js';
import { takeBaseBackup } from '#platform/backup/base-backup.js';
import { BackupKeys } from '#platform/backup/manifest.js';
import { assertHere, findOwnServer } from '#platform/backup/own-server.js';
import { releaseRestored } from '#platform/backup/release.js';
import { restoreBackup } from '#platform/backup/restore.js';
import { WalArchive } from '#platform/backup/wal-archive.js';
import { startEmbedded } from '#platform/postgres/embedded.js';
import { withClient, withDatabase } from '../support/client.js';
import { OwnServerHouse } from '../support/own-server.js';

const quiet = (): void => undefined;
const FAST = { fsync: 'off' };
let house: OwnServerHouse;
beforeAll(async () => (house = await OwnServerHouse.build()), 180_000);
afterAll(() => house?.close(), 60_000);

const folder = (name: string): BackupFolder =>
  new BackupFolder(house.place(name), new BackupKeys(house.keys));
const found = () => findOwnServer(house.url(), house.config.dataDirectory);
const write = async (text: string): Promise<string> =>
  await withClient(house.url(), async (client) => {
    await client.query(
      'create table if not exists public.kept (at integer generated always as identity, text text)',
    );
    await client.query('insert into public.kept (text) values ($1)', [text]);
    const { rows } = await client.query<{ now: string }>(
      `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
    );
    return rows[0]!.now;
  });

/** Brings it back by the embedded server, does what comes before the first sign-in, and answers what is there. */
async function broughtBack(from: BackupFolder, name: string, at?: string) {
  const target = house.place(name);
  await restoreBackup({ folder: from, keys: house.keys, target, at, log: quiet, settings: FAST });
  const server = await startEmbedded({
    dataDirectory: target,
    baseSecret: house.keys.base,
    log: quiet,
    settings: FAST,
  });
  try {
    const config = { ...house.config, dataDirectory: target, databaseUrls: {}, databaseUrl: server.ownerUrl };
    const released = await releaseRestored({
      config,
      keys: house.keys,
      log: quiet,
      notaryOf: house.config.dataDirectory,
    });
    return await withClient(withDatabase(server.superuserUrl, 'handrail'), async (client) => {
      const { rows: kept } = await client.query<{ text: string }>('select text from public.kept order by at');
      const { rows: logins } = await client.query<{ name: string; super: boolean }>(
        `select rolname as name, rolsuper as super from pg_roles where rolcanlogin and rolname !~ '^handrail_' order by 1`,
      );
      return { released, kept: kept.map(({ text }) => text), logins };
    });
  } finally {
    await server.stop();
    rmSync(target, { recursive: true, force: true });
  }
}

describe('A server of one’s own', () => {
  it('is copied while it runs, with its log, and comes back to an instant under the names and passwords of the house', async () => {
    const into = folder('backups');
    const live = await found();
    expect(live.own).toEqual({ database: 'the road', owner: 'road owner' });
    await write('before');
    const archive = await WalArchive.open(live, into);
    try {
      const manifest = await takeBaseBackup(live, into, archive);
      expect(manifest.own).toEqual(live.own);
      const first = await write('first');
      await write('second');
      await archive.archive();
      expect(await broughtBack(into, 'early', first)).toMatchObject({
        kept: ['before', 'first'],
        released: { erasures: 0 },
        // Who had the server before has no way in that nobody gave them again: their passwords are theirs.
        logins: [
          { name: 'dba', super: true },
          { name: 'looker', super: false },
          { name: 'postgres', super: true },
        ],
      });
      expect((await broughtBack(into, 'late')).kept).toEqual(['before', 'first', 'second']);
    } finally {
      await archive.close();
    }
    // What runs was left as it is.
    await withClient(house.url('road%20owner'), async (client) => {
      const { rows } = await client.query<{ text: string }>('select current_database() as text');
      expect(rows).toEqual([{ text: 'the road' }]);
    });
  }, 300_000);

  it('is refused, by name, where it is not reached as it must be', async () => {
    const refusal = (url: string) =>
      findOwnServer(url, house.config.dataDirectory).then(
        () => 'found',
        (error: Error) => error.message,
      );
    expect(await refusal(house.url('road%20owner'))).toMatch(/no superuser/);
    expect(await refusal(house.url('dba', 'postgres'))).toMatch(/no tables of Handrail/);
    expect(await refusal(house.url().replace('of-the-house', 'wrong'))).toMatch(/does not let us in/);
    // A server on another machine names a folder that is not here, or holds another server's data.
    const elsewhere = house.place('elsewhere');
    expect(() => assertHere(elsewhere, '7')).toThrow(/cannot be read from here \(ENOENT\)/);
    mkdirSync(path.join(elsewhere, 'global'), { recursive: true });
    writeFileSync(path.join(elsewhere, 'global', 'pg_control'), Buffer.from([7, 0, 0, 0, 0, 0, 0, 0, 1]));
    expect(() => assertHere(elsewhere, '8')).toThrow(/is another server's here/);
    expect(() => assertHere(elsewhere, '7')).not.toThrow();
    expect(await handrail(['backup', '--to', house.place('none')], {})).toMatchObject({
      code: 1,
      output: expect.stringMatching(/HANDRAIL_BACKUP_URL does not say/),
    });
  }, 60_000);

  it('is backed up by the command, once or until it is ended, and the command says what it made', async () => {
    const settings = { HANDRAIL_BACKUP_URL: house.url() };
    const made = await handrail(['backup', '--to', house.place('by-hand')], settings);
    expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/is whole: \d+ files/) });
    const staying = handrail(['backup', '--stay', '--to', house.place('staying')], settings, /was made/);
    expect(await staying).toMatchObject({ code: 0, output: expect.stringMatching(/the log every minute/) });
    expect(folder('staying').manifests()).toHaveLength(1);
    const listed = await handrail(['backup', 'verify', house.place('staying')], settings);
    expect(listed).toMatchObject({ code: 0, output: expect.stringMatching(/Whole: \d+ files/) });
  }, 180_000);
});

/** A command as an operator of this house gives it; ended in order as soon as it has said `until`. */
async function handrail(
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
  until?: RegExp,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [path.resolve('dist/apps/cli/src/main.js'), ...words], {
    env: {
      HOME: '/',
      PATH: process.env['PATH'],
      HANDRAIL_DATA: house.config.dataDirectory,
      HANDRAIL_KEYS: house.config.keysDirectory,
      DATABASE_URL: house.config.databaseUrl,
      ...settings,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (until?.test(output)) child.kill('SIGTERM');
    });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, output };
}
