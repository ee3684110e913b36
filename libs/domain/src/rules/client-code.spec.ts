import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CODE_ALPHABET,
  CODE_SYMBOLS,
  encodeClientCode,
  formatClientCode,
  isUnfitCode,
  parseClientCode,
} from './client-code.js';

const randomBytes = fc.uint8Array({ minLength: 5, maxLength: 5 });
const add = (code: string, pattern: readonly number[]): string =>
  [...code].map((symbol, at) => CODE_ALPHABET[CODE_ALPHABET.indexOf(symbol) ^ pattern[at]!]).join('');
const zeroPattern = (): number[] => new Array<number>(CODE_SYMBOLS).fill(0);

/** A few codes to lay every pattern on; the sum of a code word and a pattern is valid exactly when the pattern is. */
const SAMPLES = [
  [0, 0, 0, 0, 0],
  [255, 255, 255, 255, 255],
  [18, 52, 86, 120, 154],
].map((bytes) => encodeClientCode(Uint8Array.from(bytes)));

describe('A client code', () => {
  it('has an alphabet of 32 distinct symbols without I, L, O and U', () => {
    expect(new Set(CODE_ALPHABET).size).toBe(32);
    expect(CODE_ALPHABET).not.toMatch(/[ILOU]/);
  });

  it('is linear: the sum of two codes is a code, so a proof over error patterns covers all 2^40 codes', () => {
    fc.assert(
      fc.property(randomBytes, randomBytes, (a, b) => {
        const sum = Uint8Array.from(a, (byte, at) => byte ^ b[at]!);
        const pattern = [...encodeClientCode(b)].map((symbol) => CODE_ALPHABET.indexOf(symbol));
        expect(add(encodeClientCode(a), pattern)).toBe(encodeClientCode(sum));
      }),
      { numRuns: 2_000 },
    );
  });

  it('notices every one of the 310 single errors and suggests the code that was meant, without accepting it', () => {
    let patterns = 0;
    for (let at = 0; at < CODE_SYMBOLS; at += 1) {
      for (let error = 1; error < 32; error += 1) {
        const pattern = zeroPattern();
        pattern[at] = error;
        patterns += 1;
        for (const code of SAMPLES) {
          expect(parseClientCode(add(code, pattern))).toEqual({
            ok: false,
            reason: 'mistyped',
            suggestion: code,
          });
        }
      }
    }
    expect(patterns).toBe(310);
  });

  it('notices every one of the 43,245 double errors and never suggests anything two symbols away', () => {
    let patterns = 0;
    let accepted = 0;
    for (let first = 0; first < CODE_SYMBOLS; first += 1) {
      for (let second = first + 1; second < CODE_SYMBOLS; second += 1) {
        for (let errors = 0; errors < 31 * 31; errors += 1) {
          const pattern = zeroPattern();
          pattern[first] = 1 + (errors % 31);
          pattern[second] = 1 + Math.floor(errors / 31);
          patterns += 1;
          for (const code of SAMPLES) if (parseClientCode(add(code, pattern)).ok) accepted += 1;
        }
      }
    }
    expect(patterns).toBe(43_245);
    expect(accepted).toBe(0);
  });

  it('notices every transposition of two different symbols, neighbours or not, the last pair included', () => {
    fc.assert(
      fc.property(randomBytes, (bytes) => {
        const code = encodeClientCode(bytes);
        for (let first = 0; first < CODE_SYMBOLS; first += 1) {
          for (let second = first + 1; second < CODE_SYMBOLS; second += 1) {
            const symbols = [...code];
            if (symbols[first] === symbols[second]) continue;
            [symbols[first], symbols[second]] = [symbols[second]!, symbols[first]!];
            expect(parseClientCode(symbols.join('')).ok).toBe(false);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is a bijection on its random bits', () => {
    fc.assert(
      fc.property(randomBytes, randomBytes, (a, b) => {
        const same = a.every((byte, at) => byte === b[at]);
        expect(encodeClientCode(a) === encodeClientCode(b)).toBe(same);
      }),
    );
  });

  it('comes back from every way people write it', () => {
    fc.assert(
      fc.property(randomBytes, (bytes) => {
        const code = encodeClientCode(bytes);
        const shown = formatClientCode(code);
        expect(shown).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
        const ways = [
          code,
          shown,
          shown.toLowerCase(),
          ` ${shown.replaceAll('-', ' ')}\n`,
          shown.replaceAll('-', '\u2013'),
          `\u2066${shown}\u2069`,
          `\u200f${shown}\u200e`,
          shown.replaceAll('0', 'o').replaceAll('1', 'l'),
          shown.replaceAll('0', 'O').replaceAll('1', 'I'),
          shown.replaceAll('1', 'i'),
          shown.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
          shown.replaceAll(/[ABEKMHPCTXY]/g, (letter) => 'АВЕКМНРСТХУ'['ABEKMHPCTXY'.indexOf(letter)]!),
        ];
        for (const way of ways) expect(parseClientCode(way)).toEqual({ ok: true, code });
      }),
      { numRuns: 500 },
    );
  });

  it.each(
    [
      ['', 'nothing'],
      ['7K3M-9QXR-T', 'nine symbols'],
      ['7K3M-9QXR-T44', 'eleven symbols'],
      ['7K3M-9QXR-U4', 'a letter that is not in the alphabet'],
      ['7K3M-9QXR-Ж4', 'a Cyrillic letter that looks like none of them'],
      ['7K3M/9QXR/T4', 'a slash'],
      ['7K3M\u00009QXRT4', 'a NUL'],
      ['７Ｋ３Ｍ９ＱＸＲＴ４', 'full-width symbols'],
      ["' or 1=1 --", 'an injection'],
      ['🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂', 'pictures'],
      ['\ud800\udc00\ud800', 'a broken surrogate'],
      [' '.repeat(65), 'too long'],
      ['0'.repeat(1_000_000), 'a million zeros'],
    ].map(([input = '', what = '']) => [what, input] as const),
  )('refuses as malformed: %s', (_what, input) => {
    expect(parseClientCode(input)).toEqual({ ok: false, reason: 'malformed' });
  });

  it('answers any string at all, and what it accepts is canonical and valid again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (input) => {
        const parsed = parseClientCode(input);
        if (parsed.ok) expect(parseClientCode(parsed.code)).toEqual(parsed);
        else if (parsed.suggestion) expect(parseClientCode(parsed.suggestion).ok).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is unfit when it can be read as an insult, with digits standing in for letters too', () => {
    for (const code of ['7A55K00000', 'XX5H17XXXX', '00CYKA0000', '1488000000', 'F4G0000000']) {
      expect(isUnfitCode(code)).toBe(true);
    }
    expect(isUnfitCode('7K3M9QXRT4')).toBe(false);
  });

  it('is rarely unfit, so that drawing again ends', () => {
    let unfit = 0;
    let state = 1;
    for (let run = 0; run < 20_000; run += 1) {
      const bytes = Uint8Array.from(
        { length: 5 },
        () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16,
      );
      if (isUnfitCode(encodeClientCode(bytes))) unfit += 1;
    }
    expect(unfit).toBeGreaterThan(0);
    expect(unfit / 20_000).toBeLessThan(0.03);
  });
});
