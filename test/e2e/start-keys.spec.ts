import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '#platform/config/config.js';
import { loadKeys } from '#platform/keys/load-keys.js';
import { freePort } from '../support/application-process.js';
import { cli, Run } from '../support/started-house.js';
import { Staff } from '../support/staff.js';

let folder: string;
let data: string;
let keys: string;
let before: string;
let port: number;
let run: Run | undefined;

/** A house that was started, whose epoch was rotated, and that was stopped in order; the keyring of before is put aside. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'handrail-lost-keys-'));
  [data, keys, before] = ['data', 'data.keys', 'keys-before'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  port = await freePort();
  run = new Run(data, port);
  await run.untilReady();
  expect(await namesKnown()).toBeGreaterThan(0);
  cpSync(keys, before, { recursive: true });
  expect(await cli(data, ['keys', 'rotate-epoch'])).toMatchObject({ code: 0 });
  expect(await run.end('SIGTERM')).toBe(0);
}, 240_000);
afterAll(async () => {
  await run?.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Of how many clients the house can say who they are. */
async function namesKnown(): Promise<number> {
  const staff = await Staff.signIn(`http://127.0.0.1:${port}`, 'clinician@detox.eg.demo');
  const { body } = await staff.get<{ items: { client: string }[] }>('/api/clients?limit=100');
  const answers = await Promise.all(
    body.items.map(({ client }) => staff.get<{ family_name?: string }>(`/api/clients/${client}/identity`)),
  );
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  return answers.filter(({ status, body: known }) => status === 200 && known.family_name).length;
}

/** Every file of a folder and what is in it. */
const imprint = (at: string): string[] =>
  existsSync(at)
    ? readdirSync(at)
        .sort()
        .map(
          (name) =>
            `${name} ${createHash('sha256')
              .update(readFileSync(path.join(at, name)))
              .digest('hex')}`,
        )
    : ['not there'];

const ringIn = (at: string): string => path.join(at, 'keyring.json');

/** Another deployment's keys, whole in themselves. */
function keysOfAnother(): string {
  const home = mkdtempSync(path.join(folder, 'another-'));
  loadKeys(readConfig({ HANDRAIL_DATA: path.join(home, 'data'), HANDRAIL_KEYS: path.join(home, 'keys') }));
  return path.join(home, 'keys');
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(file, bytes);
}

/** What may have happened to the keys, the sentence that names it, and what it says to do. */
const LOST: readonly [what: string, change: () => void, problem: RegExp, remedy: RegExp][] = [
  [
    'the folder is gone',
    () => rmSync(keys, { recursive: true }),
    /keyring \S+ is missing/,
    /Put back the keyring/,
  ],
  ['the keyring is gone', () => rmSync(ringIn(keys)), /keyring \S+ is missing/, /Put back the keyring/],
  [
    'the root key is gone',
    () => rmSync(path.join(keys, 'root.key')),
    /no such key is in/,
    /Put back that root key/,
  ],
  [
    'the root key is another one',
    () => writeFileSync(path.join(keys, 'root.key'), `${randomBytes(32).toString('base64')}\n`),
    /no such key is in/,
    /Put back that root key/,
  ],
  [
    'the root key is empty',
    () => truncateSync(path.join(keys, 'root.key')),
    /root key|no such key/,
    /Put back|root key/,
  ],
  ['the keyring is empty', () => truncateSync(ringIn(keys)), /is damaged/, /Put back the newest copy/],
  [
    'the keyring is cut in half',
    () => truncateSync(ringIn(keys), readFileSync(ringIn(keys)).length >> 1),
    /is damaged/,
    /Put back the newest copy/,
  ],
  [
    'a key in it is changed',
    () => flip(ringIn(keys), readFileSync(ringIn(keys), 'utf8').indexOf('"base"') + 14),
    /is damaged/,
    /Put back the newest copy/,
  ],
  [
    'the generation is written forward',
    () =>
      writeFileSync(
        ringIn(keys),
        readFileSync(ringIn(keys), 'utf8').replace(
          /("generation":\s*)(\d+)/,
          (_, name, number) => `${name}${Number(number) + 1}`,
        ),
      ),
    /is damaged/,
    /Put back the newest copy/,
  ],
  [
    'they are those of another deployment',
    () => {
      rmSync(keys, { recursive: true });
      cpSync(keysOfAnother(), keys, { recursive: true });
    },
    /under another keyring|another deployment/,
    /Put back/,
  ],
  [
    'they are from before the rotation',
    () => {
      rmSync(keys, { recursive: true });
      cpSync(before, keys, { recursive: true });
    },
    /older than the database/,
    /Put back the newest copy/,
  ],
  [
    'the ledger of erasures is not what was written',
    () =>
      appendFileSync(
        path.join(keys, 'erasures.log'),
        '{"number":1,"erasure":"x","at":"x","previous":"x","sealed":"eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg="}\n',
      ),
    /ledger of erasures/,
    /Put back the ledger/,
  ],
];

describe('npm start', () => {
  it.each(LOST)(
    'refuses by name, and overwrites nothing, where %s',
    async (_what, change, problem, remedy) => {
      const aside = path.join(folder, 'aside');
      cpSync(keys, aside, { recursive: true });
      try {
        change();
        const found = imprint(keys);
        const refused = new Run(data, port);
        expect({ code: await refused.ended(), output: refused.output }).toMatchObject({
          code: 1,
          output: expect.stringMatching(problem),
        });
        expect(refused.output).toMatch(remedy);
        expect(refused.output).not.toMatch(/\n\s+at |did not expect|Ready\./);
        expect(imprint(keys)).toEqual(found);
      } finally {
        rmSync(keys, { recursive: true, force: true });
        renameSync(aside, keys);
      }
    },
    90_000,
  );

  it('refuses a folder of keys within the data, and makes none', async () => {
    const inside = path.join(data, 'keyring');
    const refused = new Run(data, port, { HANDRAIL_KEYS: inside });
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toContain('HANDRAIL_KEYS must be a folder outside HANDRAIL_DATA');
    expect(existsSync(inside)).toBe(false);
  }, 60_000);

  it('with its own keys again serves everybody it knew; a rotation that was killed half-way is settled', async () => {
    run = new Run(data, port);
    await run.untilReady();
    const known = await namesKnown();
    expect(known).toBeGreaterThan(0);
    for (const point of ['keys.after_write:keys.announce', 'keys.after_write:keys.turn']) {
      const killed = await cli(data, ['keys', 'rotate-epoch'], { HANDRAIL_FAIL_AT: point });
      expect(killed.code).not.toBe(0);
      expect(await run.end('SIGKILL')).toBeNull();
      run = new Run(data, port);
      await run.untilReady();
      expect(await namesKnown()).toBe(known);
      expect(await cli(data, ['keys', 'check'])).toMatchObject({ code: 0 });
    }
  }, 480_000);
});
