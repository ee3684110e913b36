import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RotationHouse } from '../support/rotation-house.js';
import { makeSoftToken, SOFT_TOKEN_MODULE } from '../support/soft-token.js';

let folder: string;
let house: RotationHouse | undefined;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'handrail-token-'));
});
afterEach(async () => {
  await house?.close();
  house = undefined;
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('A root key in a token', () => {
  it('is asked for in the token that is configured, and never taken from elsewhere in silence', () => {
    const env = {
      PATH: process.env['PATH'],
      HANDRAIL_DATA: path.join(folder, 'none'),
      HANDRAIL_PKCS11_MODULE: '/nowhere.so',
    };
    const cli = path.resolve('dist', 'apps', 'cli', 'src', 'main.js');
    const run = (more: object) =>
      spawnSync(process.execPath, [cli, 'keys', 'show'], { env: { ...env, ...more }, encoding: 'utf8' });
    const half = run({});
    expect([half.status, half.stderr]).toEqual([1, expect.stringMatching(/PKCS11_PIN.* belong together/)]);
    const missing = run({ HANDRAIL_PKCS11_TOKEN: 'house', HANDRAIL_PKCS11_PIN: '1234' });
    expect([missing.status, missing.stderr]).toEqual([
      1,
      expect.stringMatching(/nowhere\.so cannot be loaded/),
    ]);
    expect(existsSync(path.join(folder, 'none.keys'))).toBe(false);
  }, 60_000);

  if (SOFT_TOKEN_MODULE === undefined) return;

  it('wraps and unwraps in the token, for its place alone; a wrong PIN and a missing token are named', () => {
    const settings = makeSoftToken(path.join(folder, 'walk'), 'house', '246810');
    const { stdout, stderr } = spawnSync(process.execPath, ['test/support/token-walk.mjs'], {
      env: { ...process.env, ...settings },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      elsewhere: expect.stringMatching(/no token "elsewhere".*"house"/),
      wrongPin: expect.stringMatching(/refuses the PIN/),
      noLibrary: expect.stringMatching(/cannot be loaded/),
      id: expect.stringMatching(/^pkcs11:[0-9a-f]{16}$/),
      sameAgain: true,
      otherId: true,
      length: 60,
      differs: true,
      opens: true,
      elsewherePlace: expect.stringMatching(/token answered/),
      otherKey: expect.stringMatching(/token answered/),
      bytesRefused: 60,
      stillOpens: true,
      forgotten: true,
      gone: expect.stringMatching(/has no key/),
    });
  }, 60_000);

  it('takes over from the file while people work, is rotated in the token, and without it nothing starts', async () => {
    const settings = makeSoftToken(path.join(folder, 'house'), 'house', '135790');
    house = await RotationHouse.open(1, 1, 20, settings);
    house.work(2);
    const keyring = () => readFileSync(path.join(house!.keys.directory, 'keyring.json'), 'utf8');
    const file = path.join(house.keys.directory, 'root.key');
    const fromFile = readFileSync(file, 'utf8');
    expect((await house.shown()).root).toMatch(/^file:/);
    await house.succeed('keys', 'rotate-root');
    const first = await house.shown();
    expect([first.root, existsSync(file)]).toEqual([expect.stringMatching(/^pkcs11:/), false]);
    await house.succeed('keys', 'rotate-epoch');
    await house.succeed('keys', 'rotate-root');
    const second = await house.shown();
    expect(second.root).toMatch(/^pkcs11:/);
    expect(second.root).not.toBe(first.root);
    await house.everybodyTakenAlong();
    await house.endWork();
    await house.readEverybody();
    expect(house.failures).toEqual([]);

    const before = keyring();
    writeFileSync(file, fromFile); // a copy of the former root key opens nothing any more
    const without = await house.handrail(['keys', 'check'], undefined, {
      HANDRAIL_PKCS11_MODULE: '',
      HANDRAIL_PKCS11_TOKEN: '',
      HANDRAIL_PKCS11_PIN: '',
    });
    expect([without.code, without.output]).toEqual([
      1,
      expect.stringMatching(/wrapped under the root key pkcs11:[0-9a-f]{16}, and no such key/),
    ]);
    expect(keyring()).toBe(before);
  }, 300_000);
});
