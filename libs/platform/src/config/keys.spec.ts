import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { databaseRolePassword, deriveKey, loadKeys, parseRootKey } from './keys.js';

describe('the root key', () => {
  let dataDirectory: string;
  beforeEach(() => {
    dataDirectory = mkdtempSync(path.join(tmpdir(), 'handrail-keys-'));
  });
  afterEach(() => rmSync(dataDirectory, { recursive: true }));

  it('is made once, for its owner alone, and is the same ever after', () => {
    const first = loadKeys({ dataDirectory });
    expect(loadKeys({ dataDirectory }).root).toEqual(first.root);
    expect(statSync(path.join(dataDirectory, 'keys', 'root.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.join(dataDirectory, 'keys'))).toEqual(['root.key']);
  });

  it('that is damaged is refused, never replaced', () => {
    const { file } = loadKeys({ dataDirectory });
    writeFileSync(file ?? '', 'short');
    expect(() => loadKeys({ dataDirectory })).toThrow(/does not hold 32 bytes/);
  });

  it('is read alike from hex, base64 and base64url', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const key = Buffer.from(bytes);
        for (const encoding of ['hex', 'base64', 'base64url'] as const) {
          expect(parseRootKey(` ${key.toString(encoding)}\n`)).toEqual(key);
        }
      }),
    );
  });

  it('of any other length is not a key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        fc.pre(bytes.length !== 32);
        for (const encoding of ['hex', 'base64', 'base64url'] as const) {
          expect(parseRootKey(Buffer.from(bytes).toString(encoding))).toBeUndefined();
        }
      }),
    );
  });
});

describe('a derived key', () => {
  const root = Buffer.alloc(32, 7);

  it('depends on the root and on the label', () => {
    expect(deriveKey(root, 'a', 32)).toEqual(deriveKey(root, 'a', 32));
    expect(deriveKey(root, 'a', 32)).not.toEqual(deriveKey(root, 'b', 32));
    expect(deriveKey(root, 'a', 32)).not.toEqual(deriveKey(Buffer.alloc(32, 8), 'a', 32));
    expect(deriveKey(root, 'a', 64)).toHaveLength(64);
  });

  it('makes a password that needs no quoting in an address', () => {
    const password = databaseRolePassword(root, 'handrail_api');
    expect(encodeURIComponent(password)).toBe(password);
    expect(password).toHaveLength(43);
  });
});
