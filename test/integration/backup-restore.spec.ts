import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BackupFolder } from '#platform/backup/backup-folder.js';
import { BackupKeys, type BackupManifest } from '#platform/backup/manifest.js';
import { restoreBackup } from '#platform/backup/restore.js';
import { verifyBackups } from '#platform/backup/verify-backup.js';
import { assertReleased } from '#platform/db/database-gate.js';
import { ErasureLedger } from '#platform/erasure/erasure-ledger.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import { BackupHouse, type OpenedHouse } from '../support/backup-house.js';

let house: BackupHouse;
let manifest: BackupManifest;
const marks = new Map<string, string>();
const quiet = (): void => undefined;
const ledger = (): ErasureLedger => ErasureLedger.of(house.keys);

const write = async (value: string): Promise<void> => {
  await house.superuser.query('insert into public.kept (value) values ($1)', [value]);
  const { rows } = await house.superuser.query<{ now: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  );
  marks.set(value, rows[0]!.now);
};
const valuesOf = async ({ superuser }: OpenedHouse): Promise<string[]> =>
  (await superuser.query<{ value: string }>('select value from public.kept order by id')).rows.map(
    ({ value }) => value,
  );

beforeAll(async () => {
  // Larger than what a restored server is given by itself: the backup must remember it.
  house = await BackupHouse.build({ max_connections: '250', max_worker_processes: '16' });
  await house.superuser.query(
    'create table public.kept (id integer generated always as identity primary key, value text)',
  );
  await write('before');
  manifest = await house.backUp();
  await write('first');
  await write('second');
  await house.archive();
  await write('third');
  await house.archive();
}, 180_000);
afterAll(() => house?.close(), 60_000);

/** A copy of the backups that a test may break. */
function broken(name: string, breakIt: (folder: BackupFolder) => void): BackupFolder {
  cpSync(house.place('backups'), house.place(name), { recursive: true });
  const folder = house.folder(name);
  breakIt(folder);
  return folder;
}
const refusalOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'nothing was refused',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

describe('A backup', () => {
  it('is made while the house runs, says what it holds, and is whole', async () => {
    expect(manifest.files.some((file) => file.path === 'cluster/backup_label')).toBe(true);
    expect(manifest.settings).toMatchObject({ max_connections: '250', max_worker_processes: '16' });
    const verified = await verifyBackups(house.folder());
    expect(verified.chains).toHaveLength(1);
    expect(verified.files).toBe(manifest.files.length);
    expect(verified.segments).toBeGreaterThanOrEqual(3);
  }, 60_000);

  it('holds no key, and nothing of what was written can be read in it', () => {
    expect(manifest.files.filter((file) => /root\.key|keyring/.test(file.path))).toEqual([]);
    const walk = (at: string): string[] =>
      readdirSync(at, { withFileTypes: true }).flatMap((one) =>
        one.isDirectory() ? walk(path.join(at, one.name)) : [path.join(at, one.name)],
      );
    for (const file of walk(house.place('backups'))) {
      const bytes = readFileSync(file);
      for (const word of [
        'PostgreSQL',
        'handrail_owner',
        'SCRAM-SHA-256',
        house.keys.base.toString('base64'),
      ])
        expect({ file, word, found: file.endsWith('.hbk') && bytes.includes(word) }).toMatchObject({
          found: false,
        });
    }
  });

  it('is brought back to an instant exactly, into a new folder, with more connections than a server has by itself', async () => {
    for (const [name, expected] of [
      ['first', ['before', 'first']],
      ['second', ['before', 'first', 'second']],
    ] as const) {
      await house.restore(`at-${name}`, marks.get(name));
      const opened = await house.open(`at-${name}`);
      expect(await valuesOf(opened)).toEqual(expected);
      await opened.close();
    }
    await house.restore('all');
    const opened = await house.open('all');
    expect(await valuesOf(opened)).toEqual(['before', 'first', 'second', 'third']);
    await opened.close();
  }, 180_000);

  it('lets nobody sign in before erasures are done again, the audit is verified and the queue is reconciled', async () => {
    await house.restore('gate');
    const closed = await house.open('gate', false);
    const ask = async (text: string) => (await closed.superuser.query<Record<string, unknown>>(text)).rows;
    await expect(assertReleased(ask, ledger())).rejects.toThrow(/was not released/);
    await closed.superuser.end();
    await closed.server.stop();
    const opened = await house.open('gate');
    expect(opened.released).toMatchObject({ erasures: 0, messages: 0 });
    await assertReleased(
      async (text) => (await opened.superuser.query<Record<string, unknown>>(text)).rows,
      ledger(),
    );
    const { rows } = await opened.superuser.query<{ sealed: boolean; detail: { backup: string } }>(
      `select exists (select from audit.leaf l where l.event_id = e.id) as sealed, body::jsonb->'detail' as detail from audit.event e where action = 'database.restored'`,
    );
    expect(rows).toEqual([{ sealed: true, detail: expect.objectContaining({ backup: manifest.id }) }]);
    await opened.close();
  }, 120_000);

  it('goes on from there in a folder of its own, and refuses that of the database before', async () => {
    await house.restore('onward');
    const opened = await house.open('onward');
    const { superuserUrl, cluster } = opened.server;
    const server = { superuserUrl, cluster, dataDirectory: opened.config.dataDirectory };
    const { WalArchive } = await import('#platform/backup/wal-archive.js');
    expect(await refusalOf(WalArchive.open(server, house.folder()))).toBe('backup.folder_of_another');
    const archive = await WalArchive.open(server, house.folder('backups-onward'));
    await archive.archive();
    await archive.close();
    await opened.close();
  }, 120_000);
});

describe('A backup is refused by name', () => {
  it('where the folder holds something else', async () => {
    mkdirSync(house.place('others'));
    writeFileSync(path.join(house.place('others'), 'letters.txt'), 'not ours');
    expect(await refusalOf(house.backUp(house.folder('others')))).toBe('backup.folder_not_empty');
    expect(await refusalOf(verifyBackups(house.folder('others')))).toBe('backup.none');
    expect(readdirSync(house.place('others'))).toEqual(['letters.txt']);
  }, 60_000);

  it('where the target is not empty, or a server runs on it', async () => {
    mkdirSync(house.place('full'));
    writeFileSync(path.join(house.place('full'), 'kept'), '');
    expect(await refusalOf(house.restore('full'))).toBe('backup.target_not_empty');
    expect(readdirSync(house.place('full'))).toEqual(['kept']);
    expect(await refusalOf(house.restore('data'))).toBe('backup.target_in_use');
  });

  it('where the instant is not covered, and says what is', async () => {
    for (const at of ['2020-01-01T00:00:00Z', '2199-01-01T00:00:00Z', marks.get('before')!]) {
      expect(await refusalOf(house.restore('never', at))).toBe('backup.outside_range');
      expect(existsSync(house.place('never'))).toBe(false);
    }
  });

  it('under another key, in one go and file by file', async () => {
    const other = loadKeys({ dataDirectory: house.place('x'), keysDirectory: house.place('other-keys') });
    const folder = new BackupFolder(house.place('backups'), new BackupKeys(other));
    expect(await refusalOf(verifyBackups(folder))).toBe('backup.wrong_key');
    expect(
      await refusalOf(restoreBackup({ folder, keys: other, target: house.place('never'), log: quiet })),
    ).toBe('backup.wrong_key');
    expect(existsSync(house.place('never'))).toBe(false);
  });

  it.each([
    [
      'a byte of the data is flipped',
      'backup.damaged',
      (file: string, bytes: Buffer) => {
        bytes[Math.floor(bytes.length / 2)]! ^= 1;
        writeFileSync(file, bytes);
      },
    ],
    [
      'a byte of its end is flipped',
      'backup.damaged',
      (file: string, bytes: Buffer) => {
        bytes[bytes.length - 1]! ^= 1;
        writeFileSync(file, bytes);
      },
    ],
    [
      'a byte of its key is flipped',
      'backup.wrong_key',
      (file: string, bytes: Buffer) => {
        bytes[10]! ^= 1;
        writeFileSync(file, bytes);
      },
    ],
    [
      'it is cut between two parts',
      'backup.truncated',
      (file: string) => truncateSync(file, 46 + 3 * 65_552),
    ],
    ['it is cut at its beginning', 'backup.truncated', (file: string) => truncateSync(file, 20)],
    [
      'bytes are added',
      'backup.damaged',
      (file: string, bytes: Buffer) => writeFileSync(file, Buffer.concat([bytes, Buffer.alloc(3)])),
    ],
    ['it is gone', 'backup.missing', (file: string) => rmSync(file)],
  ] as const)(
    'when %s: %s',
    async (what, code, breakIt) => {
      const folder = broken(`broken ${what}`, (one) => {
        const file = one.dataFile(manifest.id);
        breakIt(file, readFileSync(file));
      });
      expect(await refusalOf(verifyBackups(folder))).toBe(code);
      expect(await refusalOf(house.restore('never', undefined, folder))).toBe(code);
      expect(existsSync(house.place('never'))).toBe(false);
    },
    60_000,
  );

  it('when a part of the log is flipped, cut, gone, or another under its name', async () => {
    const segments = house.folder().wal();
    const [one, two] = [segments.at(-2)!.segment, segments.at(-1)!.segment];
    const cases: [string, string, (folder: BackupFolder) => void][] = [
      [
        'flipped',
        'backup.damaged',
        (folder) => {
          const bytes = readFileSync(folder.walFile(one));
          bytes[100]! ^= 1;
          writeFileSync(folder.walFile(one), bytes);
        },
      ],
      [
        'cut',
        'backup.damaged',
        (folder) => truncateSync(folder.walFile(one), readFileSync(folder.walFile(one)).length - 1),
      ],
      ['gone', 'backup.missing', (folder) => rmSync(folder.walFile(one))],
      ['exchanged', 'backup.damaged', (folder) => copyFileSync(folder.walFile(two), folder.walFile(one))],
    ];
    for (const [name, code, breakIt] of cases) {
      const folder = broken(`log ${name}`, breakIt);
      expect([name, await refusalOf(verifyBackups(folder))]).toEqual([name, code]);
      expect([name, await refusalOf(house.restore('never', undefined, folder))]).toEqual([name, code]);
    }
    expect(existsSync(house.place('never'))).toBe(false);
  }, 180_000);

  it('when its manifest, its owner or the list of its log was changed', async () => {
    const change = (file: string, from: string | RegExp, to: string): void =>
      writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
    const cases: [string, (folder: BackupFolder) => void][] = [
      ['manifest', (folder) => change(folder.manifestFile(manifest.id), '"250"', '"100"')],
      ['owner', (folder) => change(folder.ownerFile, /"timeline":1/, '"timeline":2')],
      ['list', (folder) => change(folder.walIndex, /"bytes":(\d)/, '"bytes":9')],
    ];
    for (const [name, breakIt] of cases)
      expect([name, await refusalOf(verifyBackups(broken(`text ${name}`, breakIt)))]).toEqual([
        name,
        'backup.damaged',
      ]);
  });
});
