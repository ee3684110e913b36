/**
 * Comma-separated values (RFC 4180) that a spreadsheet takes for data and never for a formula. A value that the program
 * itself holds as a number is written as one; every other cell is text in quotation marks. A sign with which a formula
 * begins (`=`, `+`, `-`, `@`, their full-width, small, raised, lowered, doubled and Hebrew forms, and the minus of typography) gets an apostrophe before it
 * where a cell begins, or could be taken to begin by a program that splits at semicolons, tabs or lines; blanks and
 * invisible marks before the sign do not hide it. Text that begins with a tab or a line break gets one too. So a telephone number
 * keeps its plus, `'+20 …`, and "-5" that somebody wrote stays what they wrote. `readCsv` takes the apostrophes away again.
 */
export type CsvCell = string | number | null;

export const CSV_BYTE_ORDER_MARK = '\ufeff';
export const CSV_LINE_END = '\r\n';

const SIGNS =
  '=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212\u207a\u207b\u207c\u208a\u208b\u208c\u2a75\u2a76\ufb29';
const BEGINNING = "(^|[;\\t\\r\\n])([\\s\\p{Cc}\\p{Cf}']*)";
const SIGN_AT_BEGINNING = new RegExp(`(?<=${BEGINNING})[${SIGNS}]`, 'gu');
const KEPT_SIGN = new RegExp(`(?<=${BEGINNING})'(?=[${SIGNS}])`, 'gu');
const BLANK_AT_BEGINNING = /^'*[\t\r\n]/;
const KEPT_BLANK = /^'(?='*[\t\r\n])/;

/** Text as it may stand in a cell: nothing in it begins a formula. */
export function disarm(text: string): string {
  const safe = text.replaceAll(SIGN_AT_BEGINNING, "'$&");
  return BLANK_AT_BEGINNING.test(safe) ? `'${safe}` : safe;
}

/** The text that `disarm` was given. */
export function rearm(safe: string): string {
  return safe.replace(KEPT_BLANK, '').replaceAll(KEPT_SIGN, '');
}

/** One line of a table, without its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells
    .map((cell) => {
      if (cell === null) return '';
      return typeof cell === 'number' ? String(cell) : `"${disarm(cell).replaceAll('"', '""')}"`;
    })
    .join(',');
}

/** Reads what `csvLine` wrote, for whoever takes a copy in again: lines of texts, an empty cell as an empty text. */
export function readCsv(table: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  const text = table.startsWith(CSV_BYTE_ORDER_MARK) ? table.slice(1) : table;
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    cells.push(quoted === undefined ? (plain ?? '') : rearm(quoted.replaceAll('""', '"')));
    if (end === ',') continue;
    if (end !== '' || cells.length > 1 || cells[0] !== '') lines.push(cells);
    cells = [];
    if (end === '') break;
  }
  return lines;
}
