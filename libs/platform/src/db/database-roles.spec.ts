import { describe, expect, it } from '@jest/globals';
import type { Keys } from '../config/keys.js';
import { fixedRing, newKeyring } from '../keys/keyring-contents.js';
import { assertServerVersion, databaseUrlFor } from './database-roles.js';

const keysOf = (base: Buffer): Keys => ({ base, directory: '', ring: fixedRing(newKeyring('')) });
const keys = keysOf(Buffer.alloc(32, 3));

describe('the address of a database role', () => {
  it('keeps server, database and settings, and never carries the owner', () => {
    const databaseUrl = 'postgresql://owner:hunter2@db.example:5433/handrail?sslmode=verify-full';
    const url = new URL(databaseUrlFor({ databaseUrl, databaseUrls: {} }, keys, 'vault'));
    expect([url.host, url.pathname, url.search]).toEqual([
      'db.example:5433',
      '/handrail',
      '?sslmode=verify-full',
    ]);
    expect(url.username).toBe('handrail_vault');
    expect(url.href).not.toMatch(/owner|hunter2/);
  });

  it('differs in its password from that of every other role and every other base secret', () => {
    const addresses = { databaseUrl: 'postgresql://db/handrail', databaseUrls: {} };
    const passwordOf = (base: Buffer, role: 'api' | 'worker'): string =>
      new URL(databaseUrlFor(addresses, keysOf(base), role)).password;
    const passwords = [
      passwordOf(keys.base, 'api'),
      passwordOf(keys.base, 'worker'),
      passwordOf(Buffer.alloc(32, 4), 'api'),
    ];
    expect(new Set(passwords).size).toBe(3);
  });

  it('is the one given in full where there is one, and refused where there is none', () => {
    const databaseUrls = { api: 'postgresql://me@elsewhere/x' };
    expect(databaseUrlFor({ databaseUrls }, keys, 'api')).toBe(databaseUrls.api);
    expect(() => databaseUrlFor({ databaseUrls }, keys, 'worker')).toThrow(/DATABASE_URL_WORKER/);
  });
});

describe('the version of the server', () => {
  it('must be 18 at least', () => {
    const row = (server_version_num: number) => ({ server_version_num, server_version: 'x' });
    expect(() => assertServerVersion(row(150014))).toThrow(/needs 18 or newer/);
    expect(() => assertServerVersion(row(179999))).toThrow(/needs 18/);
    expect(assertServerVersion(row(180000))).toBeUndefined();
    expect(() => assertServerVersion({})).toThrow(/needs 18/);
  });
});
