import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VaultKeys } from '../vault/vault-keys.js';
import { Keyring } from './keyring.js';
import { announce, destroy, newKeyring, turn, type KeyringContents } from './keyring-contents.js';
import { KeyringFile } from './keyring-file.js';
import { keyringFileOf, loadKeys, openKeys } from './load-keys.js';
import { RootKeyFile, RootKeysGiven } from './root-key-file.js';
import { parseRootKey } from './root-key.js';

let folder: string;
let source: { dataDirectory: string; keysDirectory: string };
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'handrail-keys-'));
  source = { dataDirectory: path.join(folder, 'data'), keysDirectory: path.join(folder, 'keys') };
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (...names: string[]) => path.join(folder, ...names);
const change = (file: string, from: string | RegExp, to: string): void => {
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to));
};

describe('The keys of a deployment', () => {
  it('are made once, outside the data, for their owner alone, and are the same ever after', () => {
    const first = loadKeys(source);
    expect(loadKeys(source).base).toEqual(first.base);
    expect(openKeys(source).ring.contents()).toEqual(first.ring.contents());
    expect(readdirSync(folder)).toEqual(['keys']);
    expect(readdirSync(fileOf('keys')).sort()).toEqual(['keyring.json', 'root.key']);
    for (const name of ['keyring.json', 'root.key'])
      expect(statSync(fileOf('keys', name)).mode & 0o777).toBe(0o600);
  });

  it('hold nothing readable: no key of the keyring stands in its file', () => {
    const { base, epochs, indexes } = loadKeys(source).ring.contents();
    const text = readFileSync(fileOf('keys', 'keyring.json'), 'utf8');
    for (const key of [base, epochs[0]!.key!, indexes[0]!.key!])
      for (const form of ['base64', 'base64url', 'hex'] as const)
        expect(text).not.toContain(key.toString(form));
  });

  it('are never made by a process that only serves', () => {
    expect(() => openKeys(source)).toThrow(/keyring .* is missing/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that are lost are missed by name, and no others are put in their place', () => {
    mkdirSync(fileOf('data', 'postgres', '18'), { recursive: true });
    expect(() => loadKeys(source)).toThrow(/keyring .* is missing, and there are data/);
    expect(readdirSync(folder)).toEqual(['data']);
  });

  it('of a version before keyrings are told how they are taken over', () => {
    mkdirSync(fileOf('data', 'keys'), { recursive: true });
    writeFileSync(fileOf('data', 'keys', 'root.key'), randomBytes(32).toString('base64'));
    for (const read of [loadKeys, openKeys])
      expect(() => read(source)).toThrow(/earlier version.*keys adopt/);
    expect(readdirSync(folder)).toEqual(['data']);
  });

  it('under another root key, or none, are refused by name, and nothing is written', () => {
    loadKeys(source);
    const before = readFileSync(fileOf('keys', 'keyring.json'), 'utf8');
    writeFileSync(fileOf('keys', 'root.key'), `${randomBytes(32).toString('base64')}\n`);
    const other = readFileSync(fileOf('keys', 'root.key'), 'utf8');
    expect(() => loadKeys(source)).toThrow(/wrapped under the root key file:[0-9a-f]{16}, and no such key/);
    expect(readFileSync(fileOf('keys', 'root.key'), 'utf8')).toBe(other);
    rmSync(fileOf('keys', 'root.key'));
    expect(() => loadKeys(source)).toThrow(/no such key/);
    expect(readdirSync(fileOf('keys'))).toEqual(['keyring.json']);
    expect(readFileSync(fileOf('keys', 'keyring.json'), 'utf8')).toBe(before);
  });

  it.each([
    ['cut short', /\n {2}"mac"[\s\S]*/, '', /is damaged: it is not whole/],
    ['of another format', 'handrail-keyring/1', 'handrail-keyring/9', /no keyring of this version/],
    ['with a part left out', /"generation": 1,/, '', /parts of it are missing/],
    ['set back to an earlier number', '"generation": 1', '"generation": 2', /changed by something other/],
    ['with a key in another state', '"state": "current"', '"state": "kept"', /changed by something other/],
    ['with a key of another number', '"number": 1', '"number": 2', /changed by something other/],
    ['with a byte of a key changed', /("key": "....)./, '$1~', /changed by something other/],
  ])('%s are refused, never mended', (_, from, to, sentence) => {
    loadKeys(source);
    const file = fileOf('keys', 'keyring.json');
    change(file, from, to);
    const broken = readFileSync(file, 'utf8');
    for (const read of [loadKeys, openKeys]) expect(() => read(source)).toThrow(sentence);
    expect(readFileSync(file, 'utf8')).toBe(broken);
  });

  it('refuse any single byte of the file that is changed, unless it means the same', () => {
    const contents = loadKeys(source).ring.contents();
    const file = fileOf('keys', 'keyring.json');
    const whole = readFileSync(file);
    let refused = 0;
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ (1 + (at % 7));
      writeFileSync(file, changed);
      try {
        expect(openKeys(source).ring.contents()).toEqual(contents);
      } catch (error) {
        expect((error as Error).name).toBe('StartupError');
        refused += 1;
      }
    }
    expect(refused / whole.length).toBeGreaterThan(0.9);
  });
});

describe('A root key', () => {
  it('is followed by another, and the file holds both until the first is let go', () => {
    const file = new RootKeyFile(fileOf('root.key'));
    const first = file.next([]);
    expect(file.next([]).id).toBe(first.id);
    const second = file.next([first.id]);
    expect([file.find(first.id)?.id, file.find(second.id)?.id]).toEqual([first.id, second.id]);
    // A command that was killed in between goes on with the key it made.
    expect(file.next([first.id]).id).toBe(second.id);
    file.forget(first.id);
    expect([file.find(first.id), file.find(second.id)?.id]).toEqual([undefined, second.id]);
    file.forget(first.id);
    expect(file.find(second.id)?.id).toBe(second.id);
    file.forget(second.id);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that the environment gives is followed by the other one it gives, or the command says how', () => {
    const [a, b] = [randomBytes(32), randomBytes(32)];
    const one = new RootKeysGiven([a]);
    const current = one.next([]).id;
    expect(() => one.next([current])).toThrow(/Give both/);
    expect(new RootKeysGiven([a, b]).next([current]).id).not.toBe(current);
  });

  it('opens only what it wrapped, and only for its place', () => {
    const [mine, other] = [new RootKeysGiven([randomBytes(32)]), new RootKeysGiven([randomBytes(32)])].map(
      (one) => one.next([]),
    );
    const key = randomBytes(32);
    const wrapped = mine!.wrap(key, 'here');
    expect(mine!.unwrap(wrapped, 'here')).toEqual(key);
    expect(() => mine!.unwrap(wrapped, 'there')).toThrow('Unsupported state or unable to authenticate data');
    expect(() => other!.unwrap(wrapped, 'here')).toThrow('Unsupported state or unable to authenticate data');
    for (let at = 0; at < wrapped.length; at += 1) {
      const changed = Buffer.from(wrapped);
      changed[at] = changed[at]! ^ 1;
      expect(() => mine!.unwrap(changed, 'here')).toThrow('Unsupported state or unable to authenticate data');
    }
  });

  it('is read alike from hex, base64 and base64url, and of any other length is none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        for (const encoding of ['hex', 'base64', 'base64url'] as const) {
          const read = parseRootKey(` ${Buffer.from(bytes).toString(encoding)}\n`);
          expect(read).toEqual(bytes.length === 32 ? Buffer.from(bytes) : undefined);
        }
      }),
    );
    const whole = randomBytes(32);
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      expect(parseRootKey(whole.toString(encoding))).toEqual(whole);
  });
});

describe('A keyring that serves', () => {
  const written = (): { file: KeyringFile; contents: KeyringContents; ring: Keyring } => {
    loadKeys(source);
    const file = keyringFileOf(source);
    const { contents } = file.read()!;
    return { file, contents, ring: new Keyring(file, contents) };
  };
  const rewrite = (file: KeyringFile, contents: KeyringContents): KeyringContents => {
    file.write({ contents, root: file.read()!.root });
    return contents;
  };

  it('learns of an epoch it does not know at the moment it meets one', () => {
    const { file, contents, ring } = written();
    const keys = new VaultKeys(ring);
    expect([keys.epoch, keys.indexVersions]).toEqual([1, [1]]);
    const next = rewrite(file, turn(announce(contents, 'epochs', ''), 'epochs'));
    expect(keys.epochKey(2)).toEqual(next.epochs[1]!.key);
    expect(keys.epoch).toBe(2);
    expect(keys.epochKey(1)).toEqual(contents.epochs[0]!.key);
    expect(() => keys.epochKey(3)).toThrow(/the key of every epoch and index in use/);
  });

  it('reads two indexes while one follows the other, the newest first, and one again afterwards', () => {
    const { file, contents, ring } = written();
    const keys = new VaultKeys(ring);
    const see = (to: KeyringContents) => {
      rewrite(file, to);
      ring.reload();
      return [keys.indexVersion, keys.indexVersions];
    };
    const announced = announce(contents, 'indexes', '');
    const turned = turn(announced, 'indexes');
    expect(see(announced)).toEqual([1, [2, 1]]);
    expect(see(turned)).toEqual([2, [2, 1]]);
    expect(see(destroy(turned, 'indexes', 1, ''))).toEqual([2, [2]]);
    expect(() => keys.indexKey(1, 1)).toThrow(/in use/);
  });

  it('goes on with what it has while the file is away, damaged, older or of another deployment', () => {
    const { file, contents, ring } = written();
    const next = rewrite(file, turn(announce(contents, 'epochs', ''), 'epochs'));
    expect(ring.reload()).toEqual(next);
    const whole = readFileSync(file.file, 'utf8');
    const { root } = file.read()!;
    const spoils = [
      () => rmSync(file.file),
      () => writeFileSync(file.file, whole.slice(0, 300)),
      () => file.write({ contents, root }),
      () => file.write({ contents: { ...newKeyring(''), generation: 99 }, root }),
    ];
    for (const spoil of spoils) {
      spoil();
      expect(ring.reload()).toEqual(next);
      writeFileSync(file.file, whole);
    }
  });

  it('keeps the generation before until it is told to forget it, and both open', () => {
    const { file, contents } = written();
    const next = rewrite(file, announce(contents, 'epochs', ''));
    expect([file.readPrevious()?.contents, file.read()?.contents]).toEqual([contents, next]);
    file.forgetPrevious();
    expect(file.readPrevious()).toBeUndefined();
  });

  it('never uses the number of a destroyed key again, and knows when it was destroyed', () => {
    const twice = turn(announce(newKeyring('a'), 'epochs', 'b'), 'epochs');
    const gone = destroy(twice, 'epochs', 1, 'c');
    expect(gone.epochs[0]).toEqual({ number: 1, state: 'destroyed', madeAt: 'a', destroyedAt: 'c' });
    expect(announce(gone, 'epochs', 'd').epochs.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(() => destroy(twice, 'epochs', 2, 'c')).toThrow(/followed by another/);
    expect(() => turn(twice, 'epochs')).toThrow(/announced before/);
  });
});
