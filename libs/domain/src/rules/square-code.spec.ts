import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CODE_ALPHABET, encodeClientCode } from './client-code.js';
import { SQUARE_SIDE, squareCode } from './square-code.js';

/** Level H, mask 0, as the tables of ISO/IEC 18004 print it. */
const FORMAT = '001011010001001';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Which modules hold data, drawn by hand rather than computed, so that a wrong rule does not check itself. */
const HOLDS = [
  '.........****........',
  '.........****........',
  '.........****........',
  '.........****........',
  '.........****........',
  '.........****........',
  '.....................',
  '.........****........',
  '.........****........',
  '******.**************',
  '******.**************',
  '******.**************',
  '******.**************',
  '.........************',
  '.........************',
  '.........************',
  '.........************',
  '.........************',
  '.........************',
  '.........************',
  '.........************',
];

const FINDER = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];

/** The bytes of a square, read in the order in which a scanner reads them. */
function bytesOf(square: readonly (readonly boolean[])[]): number[] {
  const bits: number[] = [];
  const pairs = [20, 18, 16, 14, 12, 10, 8, 5, 3, 1];
  pairs.forEach((right, turn) => {
    const down = Array.from({ length: SQUARE_SIDE }, (_, y) => y);
    for (const y of turn % 2 === 0 ? down.toReversed() : down)
      for (const x of [right, right - 1])
        if (HOLDS[y]?.[x] === '*') bits.push(Number(square[y]?.[x] !== ((x + y) % 2 === 0)));
  });
  expect(bits).toHaveLength(26 * 8);
  return Array.from({ length: 26 }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2));
}

function textOf(bytes: readonly number[]): string {
  const bits = bytes
    .slice(0, 9)
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  expect(bits.slice(0, 4)).toBe('0010');
  let left = Number.parseInt(bits.slice(4, 13), 2);
  let text = '';
  for (let at = 13; left > 0;) {
    const width = left > 1 ? 11 : 6;
    const value = Number.parseInt(bits.slice(at, at + width), 2);
    text += left > 1 ? `${ALPHABET[Math.floor(value / 45)]}${ALPHABET[value % 45]}` : ALPHABET[value];
    at += width;
    left -= 2;
  }
  return text;
}

/** Multiplication in GF(256) with the polynomial of QR codes, by tables of powers. */
const POWERS = Array.from({ length: 255 }, () => 1);
for (let i = 1; i < 255; i += 1) {
  const next = (POWERS[i - 1] ?? 0) * 2;
  POWERS[i] = next > 255 ? next ^ 0x11d : next;
}
const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (POWERS[(POWERS.indexOf(a) + POWERS.indexOf(b)) % 255] ?? 0);

const codes = fc.uint8Array({ minLength: 5, maxLength: 5 }).map((bytes) => encodeClientCode(bytes));

describe('the square of a client code', () => {
  it('holds the code and nothing else, for any code', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(textOf(bytesOf(squareCode(code)))).toBe(code);
      }),
    );
  });

  it('can be mended: its bytes are a word of the Reed-Solomon code, every power of alpha a root', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const bytes = bytesOf(squareCode(code));
        for (let root = 0; root < 17; root += 1) {
          const value = bytes.reduce((sum, byte) => times(sum, POWERS[root] ?? 0) ^ byte, 0);
          expect(value).toBe(0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('has the marks by which a scanner finds it, and says its level and mask twice', () => {
    const square = squareCode(CODE_ALPHABET.slice(0, 10));
    expect(square).toHaveLength(SQUARE_SIDE);
    for (const [left, top] of [
      [0, 0],
      [14, 0],
      [0, 14],
    ] as const)
      expect(
        square.slice(top, top + 7).map((row) =>
          row
            .slice(left, left + 7)
            .map((dark) => (dark ? '#' : '.'))
            .join(''),
        ),
      ).toEqual(FINDER);
    const bit = (x: number, y: number): string => (square[y]?.[x] ? '1' : '0');
    const aside = [0, 1, 2, 3, 4, 5, 7, 8].map((x) => bit(x, 8)).join('');
    const up = [7, 5, 4, 3, 2, 1, 0].map((y) => bit(8, y)).join('');
    expect(aside + up).toBe(FORMAT);
    const below = [20, 19, 18, 17, 16, 15, 14].map((y) => bit(8, y)).join('');
    const right = [13, 14, 15, 16, 17, 18, 19, 20].map((x) => bit(x, 8)).join('');
    expect(below + right).toBe(FORMAT);
    expect(bit(8, 13)).toBe('1');
    for (let at = 8; at <= 12; at += 1) {
      expect(bit(at, 6)).toBe(at % 2 === 0 ? '1' : '0');
      expect(bit(6, at)).toBe(at % 2 === 0 ? '1' : '0');
    }
  });

  it('is made of nothing that does not fit', () => {
    expect(() => squareCode('0123456789A')).toThrow(/ten digits and capitals/);
    expect(() => squareCode('abc')).toThrow(/ten digits and capitals/);
    expect(squareCode('A1B')).toHaveLength(SQUARE_SIDE);
  });
});
