import { describe, expect, it } from '@jest/globals';
import { mutateCiphertexts, MUTATIONS } from '../support/ciphertext-mutations.js';

/** A share of `npm run prove -- ciphertexts`, which tries 100,000. */
describe('Whoever can write any byte of the vault', () => {
  it('can change nothing that still opens: bytes, rows, fields, keys and epochs, 6,000 times', () => {
    const { mutations, byKind, accepted } = mutateCiphertexts(6_000);
    expect(accepted).toEqual([]);
    expect(mutations).toBe(6_000);
    expect(Object.keys(byKind)).toEqual(Object.keys(MUTATIONS));
    expect(Math.min(...Object.values(byKind))).toBeGreaterThanOrEqual(400);
  }, 60_000);
});
