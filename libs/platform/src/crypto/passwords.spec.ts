import { describe, expect, it } from '@jest/globals';
import { hashPassword, verifyPassword } from './passwords.js';

describe('passwords', () => {
  it('verify against their own hash and no other, and are kept as argon2id with 19 MiB', async () => {
    const kept = await hashPassword('correct horse battery');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(kept, 'correct horse battery')).toBe(true);
    expect(await verifyPassword(kept, 'correct horse batterz')).toBe(false);
    expect(await verifyPassword(kept, '')).toBe(false);
    expect(await hashPassword('correct horse battery')).not.toBe(kept);
  });

  it('are the same however a keyboard composes a letter', async () => {
    const kept = await hashPassword('ёлка é ﻻ');
    expect(await verifyPassword(kept, 'е\u0308лка e\u0301 لا')).toBe(true);
  });

  it('never match for a login that does not exist, and cost as much work there', async () => {
    const kept = await hashPassword('correct horse battery');
    expect(await verifyPassword(undefined, 'correct horse battery')).toBe(false);
    const median = async (hash: string | undefined): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 7; round++) {
        const start = performance.now();
        await verifyPassword(hash, 'not the password');
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[3]!;
    };
    const [known, unknown] = [await median(kept), await median(undefined)];
    // A short cut would be a thousand times faster; the factor leaves room for a busy machine.
    expect(unknown).toBeGreaterThan(known / 4);
  });

  it('do not match a hash that is damaged', async () => {
    const kept = await hashPassword('correct horse battery');
    expect(await verifyPassword(kept.slice(0, -4), 'correct horse battery')).toBe(false);
    expect(await verifyPassword('', 'correct horse battery')).toBe(false);
  });
});
