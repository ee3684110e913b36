import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suppress, suppressParts, suppressShare, type CountTable, type ShownCounts } from './suppress.js';

const K = 5;
const ROAD = {
  sent: null,
  lost: 'sent',
  open: 'sent',
  reached: 'sent',
  back: 'reached',
  there: 'reached',
} as const;
type Column = keyof typeof ROAD;
const LEAVES = ['lost', 'open', 'back', 'there'] as const;
const COLUMNS = Object.keys(ROAD) as Column[];

function rowOf([lost, open, back, there]: readonly number[]): Record<Column, number> {
  const reached = back! + there!;
  return { sent: lost! + open! + reached, lost: lost!, open: open!, reached, back: back!, there: there! };
}

function tableOf(rows: readonly (readonly number[])[]): CountTable<Column> {
  const sums = LEAVES.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0));
  return { total: rowOf(sums), rows: rows.map(rowOf) };
}

const rowsOf = (count: number, value: fc.Arbitrary<number>) =>
  fc.array(fc.tuple(value, value, value, value), { minLength: 1, maxLength: count });
const mostlySmall = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 }));

/** Every count of a table with what is shown of it. */
function pairs(table: CountTable<Column>): { value: number; shown: number | null }[] {
  const seen = suppress(ROAD, table, K);
  return [
    [table.total, seen.total] as const,
    ...table.rows.map((row, i) => [row, seen.rows[i]!] as const),
  ].flatMap(([counts, shown]) => COLUMNS.map((column) => ({ value: counts[column], shown: shown[column] })));
}

function fits(row: Record<Column, number>, shown: ShownCounts<Column>): boolean {
  return COLUMNS.every((column) => shown[column] === null || shown[column] === row[column]);
}

/** Every way to fill a table so that all that is shown is true: what a reader with any amount of patience can find out. */
function possible(
  seen: { total: ShownCounts<Column>; rows: ShownCounts<Column>[] },
  least: number,
  most: number,
): number[][][] {
  const fillings = (shown: ShownCounts<Column>): number[][] => {
    const found: number[][] = [];
    const values = (leaf: Column) =>
      shown[leaf] === null ? Array.from({ length: most + 1 - least }, (_, i) => i + least) : [shown[leaf]];
    for (const lost of values('lost'))
      for (const open of values('open'))
        for (const back of values('back'))
          for (const there of values('there')) {
            const filled = [lost, open, back, there];
            if (fits(rowOf(filled), shown)) found.push(filled);
          }
    return found;
  };
  let tables: number[][][] = [[]];
  for (const shown of seen.rows) {
    const rows = fillings(shown);
    tables = tables.flatMap((table) => rows.map((row) => [...table, row]));
  }
  return tables.filter((table) => fits(tableOf(table).total, seen.total));
}

/** The hidden counts that follow from what is shown by adding and subtracting alone (elimination over every sum). */
function derivable(table: CountTable<Column>): number[] {
  const seen = suppress(ROAD, table, K);
  const rows = [...table.rows, table.total];
  const shown = [...seen.rows, seen.total];
  const index = (row: number, column: Column) => row * COLUMNS.length + COLUMNS.indexOf(column);
  const size = rows.length * COLUMNS.length;
  const sums: number[][] = [];
  const sum = (whole: number, parts: readonly number[]) => {
    const one = Array<number>(size).fill(0);
    one[whole] = 1;
    for (const part of parts) one[part]! -= 1;
    sums.push(one);
  };
  rows.forEach((_, row) => {
    sum(
      index(row, 'sent'),
      (['lost', 'open', 'reached'] as const).map((column) => index(row, column)),
    );
    sum(
      index(row, 'reached'),
      (['back', 'there'] as const).map((column) => index(row, column)),
    );
  });
  for (const column of COLUMNS)
    sum(
      index(rows.length - 1, column),
      table.rows.map((_, row) => index(row, column)),
    );
  const hidden = shown.flatMap((row, i) => COLUMNS.filter((c) => row[c] === null).map((c) => index(i, c)));
  const reduced = eliminate(sums.map((one) => hidden.map((place) => one[place]!)));
  const found = reduced
    .filter((one) => one.filter((n) => n !== 0).length === 1)
    .map((one) => hidden[one.findIndex((n) => n !== 0)]!);
  const values = rows.flatMap((row) => COLUMNS.map((column) => row[column]));
  return found.map((place) => values[place]!);
}

function eliminate(matrix: number[][]): number[][] {
  const rows = matrix.map((row) => [...row]);
  let top = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const pivot = rows.findIndex((row, i) => i >= top && Math.abs(row[column]!) > 1e-9);
    if (pivot < 0) continue;
    [rows[top], rows[pivot]] = [rows[pivot]!, rows[top]!];
    const lead = rows[top]![column]!;
    rows[top] = rows[top]!.map((n) => n / lead);
    rows.forEach((row, i) => {
      const factor = row[column]!;
      if (i !== top && factor !== 0)
        rows[i] = row.map((n, j) => {
          const left = n - factor * rows[top]![j]!;
          return Math.abs(left) < 1e-9 ? 0 : left;
        });
    });
    top += 1;
  }
  return rows;
}

describe('Small counts', () => {
  it('are never shown, and what is shown is true', () => {
    fc.assert(
      fc.property(rowsOf(6, mostlySmall), (rows) => {
        for (const { value, shown } of pairs(tableOf(rows))) {
          expect(shown === null || shown === value).toBe(true);
          if (value > 0 && value < K) expect(shown).toBeNull();
        }
      }),
    );
  });

  it('do not follow from the others by adding and subtracting, in tables of any size', () => {
    fc.assert(
      fc.property(rowsOf(9, mostlySmall), (rows) => {
        expect(derivable(tableOf(rows)).filter((value) => value > 0 && value < K)).toEqual([]);
      }),
    );
  });

  it('can each have at least four values, for a reader who tries every table that fits', () => {
    let tried = 0;
    fc.assert(
      fc.property(rowsOf(2, fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 }))), (rows) => {
        const table = tableOf(rows);
        fc.pre(table.total.sent <= 9);
        const seen = suppress(ROAD, table, K);
        if (table.total.sent < K) return;
        // Whoever knows the rule knows too that a hidden count is not zero, as long as no zero had to be hidden.
        const counts = pairs(table);
        const hidesZero = counts.some(({ value, shown }) => value === 0 && shown === null);
        const showsCount = counts.filter(({ shown }) => shown !== null && shown > 0).length > 1;
        const all = possible(seen, showsCount && !hidesZero ? 1 : 0, table.total.sent);
        expect(all).toContainEqual(rows.map((row) => [...row]));
        [...table.rows, table.total].forEach((row, i) => {
          for (const column of COLUMNS) {
            if (row[column] === 0 || row[column] >= K) continue;
            const values = new Set(
              all.map((one) => (i === one.length ? tableOf(one).total : rowOf(one[i]!))[column]),
            );
            tried += 1;
            expect(values.size).toBeGreaterThanOrEqual(K - 1);
          }
        });
      }),
      { numRuns: 60 },
    );
    expect(tried).toBeGreaterThan(50);
  });

  it('hide nothing else where there are none', () => {
    fc.assert(
      fc.property(rowsOf(5, fc.oneof(fc.constant(0), fc.integer({ min: K, max: 99 }))), (rows) => {
        expect(pairs(tableOf(rows)).filter(({ shown }) => shown === null)).toEqual([]);
      }),
    );
  });

  it('leave the whole to be seen, unless the whole is one of them: then nothing is', () => {
    fc.assert(
      fc.property(rowsOf(4, mostlySmall), (rows) => {
        const table = tableOf(rows);
        const { total, rows: seen } = suppress(ROAD, table, K);
        const isSmall = table.total.sent > 0 && table.total.sent < K;
        expect(total.sent).toBe(isSmall ? null : table.total.sent);
        if (isSmall)
          for (const row of [total, ...seen]) expect(Object.values(row)).toEqual(COLUMNS.map(() => null));
      }),
    );
  });
});

describe('Examples', () => {
  const parts = (whole: number | null, counts: Record<string, number>) => suppressParts(whole, counts, K);

  it('a single small part takes the smallest other with it', () => {
    expect(parts(60, { a: 2, b: 20, c: 38, d: 0 })).toEqual({ a: null, b: null, c: 38, d: 0 });
  });

  it('two small parts whose sum would tell them both take a third', () => {
    expect(parts(30, { a: 1, b: 1, c: 28 })).toEqual({ a: null, b: null, c: null });
    expect(parts(30, { a: 3, b: 4, c: 23 })).toEqual({ a: null, b: null, c: 23 });
  });

  it('four is hidden, five and nothing are shown', () => {
    expect(parts(40, { a: 4, b: 4, c: 32, d: 0 })).toEqual({ a: null, b: null, c: 32, d: 0 });
    expect(parts(40, { a: 5, b: 35, c: 0 })).toEqual({ a: 5, b: 35, c: 0 });
  });

  it('a whole that is hidden hides its parts, nothing among them too', () => {
    expect(parts(null, { a: 2, b: 0 })).toEqual({ a: null, b: null });
    expect(parts(3, { a: 3, b: 0 })).toEqual({ a: null, b: null });
    expect(parts(0, { a: 0, b: 0 })).toEqual({ a: 0, b: 0 });
  });

  it('a share is hidden where it or what is left is small', () => {
    expect([0, 4, 5, 45, 46, 50].map((part) => suppressShare(50, part, K))).toEqual([
      0,
      null,
      5,
      45,
      null,
      50,
    ]);
    expect(suppressShare(null, 7, K)).toBeNull();
  });

  it('a small count of one partner hides a count of another partner in the same column', () => {
    const { rows, total } = suppress(
      ROAD,
      tableOf([
        [2, 10, 10, 10],
        [20, 10, 10, 10],
        [30, 10, 10, 10],
      ]),
      K,
    );
    expect(rows[0]!.lost).toBeNull();
    expect(total.lost === null || rows[1]!.lost === null || rows[2]!.lost === null).toBe(true);
    expect(Object.values(rows[0]!).filter((count) => count === null).length).toBeGreaterThan(1);
  });

  it('a large table is done in a moment', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 5, (i * 7) % 6, (i * 3) % 9, (i * 11) % 30]);
    const shown = pairs(tableOf(rows));
    expect(shown.some((cell) => cell.shown !== null)).toBe(true);
  });
});
