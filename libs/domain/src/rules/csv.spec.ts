import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CSV_BYTE_ORDER_MARK, CSV_LINE_END, csvLine, disarm, readCsv, rearm } from './csv.js';

const RUNS = { numRuns: 2_000 };
/** Letters, and above all what tears tables apart or begins a formula. */
const piece = fc.oneof(
  fc.constantFrom(
    ...['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '⁼', '⩵', '﬩', '\u2212', "'", '"', ',', ';', '|'],
    ...[
      '\t',
      '\r',
      '\n',
      '\r\n',
      ' ',
      '\u00a0',
      '\u3000',
      '\u200f',
      '\u202e',
      '\ufeff',
      '\u200b',
      '0',
      'A',
      '\u0000',
      '\u0007',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

/** As a wary reader sees it: what a cell begins with once blanks and invisible marks are away, in its plain form. */
const beginsFormula = (cell: string): boolean =>
  /^[=+\-@\u2212]/u.test(cell.replaceAll(/[\s\p{Cc}\p{Cf}]/gu, '').normalize('NFKC')) ||
  /^[\t\r\n]/.test(cell);

describe('A table of comma-separated values', () => {
  it('is read back as it was written, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { maxLength: 6 }), (rows) => {
        const table = rows.map((row) => csvLine(row) + CSV_LINE_END).join('');
        expect(readCsv(CSV_BYTE_ORDER_MARK + table)).toEqual(rows);
      }),
      RUNS,
    );
  });

  it('knows every sign that a wary reader takes for one of a formula, of all that there are', () => {
    const last = 0x10ffff;
    const missed: string[] = [];
    for (let point = 0; point <= last; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const sign = String.fromCodePoint(point);
      if (beginsFormula(disarm(sign))) missed.push(point.toString(16));
    }
    expect(missed).toEqual([]);
  });

  it('has no cell that begins a formula, split at commas or at semicolons, tabs and lines', () => {
    fc.assert(
      fc.property(text, (one) => {
        for (const cell of [disarm(one), ...disarm(one).split(/[;\t\r\n]/)])
          expect([one, beginsFormula(cell)]).toEqual([one, false]);
        expect(rearm(disarm(one))).toBe(one);
      }),
      RUNS,
    );
  });

  it('leaves what is no formula as it is', () => {
    for (const plain of ['7K3M-9QXR-T4', '2026-11-23 14:05', 'a-b', 'x=1', 'Нарколог', 'مركز', '']) {
      expect(disarm(plain)).toBe(plain);
    }
  });

  it('keeps numbers of the program as numbers, and what people wrote as text', () => {
    expect(csvLine([-5, 0.5, null, '-5', '+20 100', 'say "no"'])).toBe(
      `-5,0.5,,"'-5","'+20 100","say ""no"""`,
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    [' =1', " '=1"],
    ['\u200f\ufeff@SUM(A1)', "\u200f\ufeff'@SUM(A1)"],
    ["'=1", "''=1"],
    ['\tfoo', "'\tfoo"],
    ['＝cmd', "'＝cmd"],
    ['a;=1', "a;'=1"],
  ])('disarms %j', (evil, safe) => {
    expect(disarm(evil)).toBe(safe);
  });
});
