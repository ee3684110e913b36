import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CODE_ALPHABET, encodeClientCode, parseClientCode } from './client-code.js';
import { suggestClientCodes } from './code-suggestions.js';

const code = fc.uint8Array({ minLength: 5, maxLength: 5 }).map(encodeClientCode);
const place = fc.integer({ min: 0, max: 9 });
const symbol = fc.constantFrom(...CODE_ALPHABET);
const RUSSIAN: Readonly<Record<string, string>> = Object.fromEntries(
  [...'йцукенгшщзфывапролдячсмить'].map((letter, at) => ['QWERTYUIOPASDFGHJKLZXCVBNM'[at]!, letter]),
);

describe('A suggestion', () => {
  it.each<[string, (right: string, at: number, other: string) => string]>([
    ['one wrong symbol', (right, at, other) => right.slice(0, at) + other + right.slice(at + 1)],
    [
      'two neighbours exchanged',
      (right, at) => {
        const first = Math.min(at, 8);
        return right.slice(0, first) + right[first + 1]! + right[first]! + right.slice(first + 2);
      },
    ],
    ['a symbol left out', (right, at) => right.slice(0, at) + right.slice(at + 1)],
    ['a symbol too many', (right, at, other) => right.slice(0, at) + other + right.slice(at)],
    ['a symbol that cannot be read', (right, at) => `${right.slice(0, at)}?${right.slice(at + 1)}`],
  ])('holds the code that was meant, after %s', (_mistake, mistake) => {
    fc.assert(
      fc.property(code, place, symbol, (right, at, other) => {
        const typed = mistake(right, at, other);
        fc.pre(!parseClientCode(typed).ok);
        expect([typed, suggestClientCodes(typed.toLowerCase())]).toEqual([
          typed,
          expect.arrayContaining([right]),
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('holds the code that was typed with the keyboard set to Russian', () => {
    fc.assert(
      fc.property(code, (right) => {
        const typed = right.replaceAll(/[A-Z]/g, (letter) => RUSSIAN[letter]!);
        fc.pre(!parseClientCode(typed).ok);
        expect(suggestClientCodes(typed)).toContain(right);
      }),
      { numRuns: 300 },
    );
  });

  it('is always a valid code, never more than five, and none where nothing is wrong or nothing is near', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 14 }), code), (typed) => {
        const suggested = suggestClientCodes(typed);
        expect(suggested.length).toBeLessThanOrEqual(5);
        for (const one of suggested) expect(parseClientCode(one)).toEqual({ ok: true, code: one });
        if (parseClientCode(typed).ok) expect(suggested).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    for (const nothing of ['', '7K3M', '7K3M-9QXR-T4-7K3M', ' '.repeat(10), 'x'.repeat(100_000)])
      expect(suggestClientCodes(nothing)).toEqual([]);
  });
});
