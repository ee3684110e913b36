import { describe, expect, it } from '@jest/globals';
import { databaseRolePassword, deriveKey } from './keys.js';

describe('a derived key', () => {
  const base = Buffer.alloc(32, 7);

  it('depends on the base secret and on the label', () => {
    expect(deriveKey(base, 'a', 32)).toEqual(deriveKey(base, 'a', 32));
    expect(deriveKey(base, 'a', 32)).not.toEqual(deriveKey(base, 'b', 32));
    expect(deriveKey(base, 'a', 32)).not.toEqual(deriveKey(Buffer.alloc(32, 8), 'a', 32));
    expect(deriveKey(base, 'a', 64)).toHaveLength(64);
  });

  it('makes a password that needs no quoting in an address', () => {
    const password = databaseRolePassword(base, 'handrail_api');
    expect(encodeURIComponent(password)).toBe(password);
    expect(password).toHaveLength(43);
  });
});
