import { must } from '../must.js';

/**
 * A QR code of the smallest size (version 1, 21 by 21 modules) with the strongest correction (level H, ISO/IEC 18004): it holds
 * exactly a code of ours, ten digits and capitals, and is still read where a third of it is worn off.
 */
export const SQUARE_SIDE = 21;
const SQUARE_SYMBOLS_MAX = 10;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const DATA_BYTES = 9;
const CHECK_BYTES = 17;
const FIELD_POLYNOMIAL = 0x11d;
/** The mask that is used; which one is free, and one is enough for ten symbols. */
const MASK = 0;
const LEVEL_H = 0b10;
const FORMAT_POLYNOMIAL = 0x537;
const FORMAT_MASK = 0x5412;

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ (product >>> 7 ? FIELD_POLYNOMIAL : 0);
    if ((b >>> bit) & 1) product ^= a;
  }
  return product & 0xff;
}

/** Mode, length and symbols in pairs of eleven bits, filled up to the nine bytes there are. */
function dataBytes(text: string): number[] {
  const bits: number[] = [];
  const write = (value: number, width: number): void => {
    for (let bit = width - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  const values = [...text].map((symbol) => ALPHABET.indexOf(symbol));
  must(values.length <= SQUARE_SYMBOLS_MAX && !values.includes(-1), 'At most ten digits and capitals fit');
  write(0b0010, 4);
  write(values.length, 9);
  for (let at = 0; at + 1 < values.length; at += 2) write(values[at]! * 45 + values[at + 1]!, 11);
  if (values.length % 2 === 1) write(values.at(-1)!, 6);
  write(0, Math.min(4, DATA_BYTES * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8)
    bytes.push(bits.slice(at, at + 8).reduce((byte, bit) => (byte << 1) | bit, 0));
  for (let pad = 0xec; bytes.length < DATA_BYTES; pad ^= 0xec ^ 0x11) bytes.push(pad);
  return bytes;
}

/** The check bytes: what is left when the data are divided by the generator of their degree. */
function checkBytes(data: readonly number[]): number[] {
  let generator = [1];
  for (let i = 0, root = 1; i < CHECK_BYTES; i += 1, root = multiply(root, 2)) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => (next[at + 1]! ^= multiply(factor, root)));
    generator = next;
  }
  const rest = [...data, ...new Array<number>(CHECK_BYTES).fill(0)];
  for (let at = 0; at < data.length; at += 1) {
    const lead = rest[at]!;
    generator.forEach((factor, i) => (rest[at + i]! ^= multiply(factor, lead)));
  }
  return rest.slice(data.length);
}

/** Fifteen bits that say level and mask, correctable by themselves. */
function formatBits(): number {
  const said = (LEVEL_H << 3) | MASK;
  let rest = said << 10;
  for (let bit = 14; bit >= 10; bit -= 1) if ((rest >>> bit) & 1) rest ^= FORMAT_POLYNOMIAL << (bit - 10);
  return ((said << 10) | rest) ^ FORMAT_MASK;
}

/** Whether a module belongs to the finders, the timing lines or the format, and what it is there; undefined: it holds data. */
function fixedModule(x: number, y: number, format: number): boolean | undefined {
  const last = SQUARE_SIDE - 1;
  for (const [cx, cy] of [
    [3, 3],
    [last - 3, 3],
    [3, last - 3],
  ] as const) {
    const ring = Math.max(Math.abs(x - cx), Math.abs(y - cy));
    if (ring <= 4) return ring !== 4 && ring !== 2;
  }
  const bit = (place: number): boolean => ((format >>> place) & 1) === 1;
  if (y === 6 || x === 6) return (x + y) % 2 === 0;
  if (x === 8 && y <= 8) return bit(y < 6 ? y : y - 1);
  if (y === 8 && x < 8) return bit(x === 7 ? 8 : 14 - x);
  if (y === 8 && x >= SQUARE_SIDE - 8) return bit(last - x);
  if (x === 8 && y > SQUARE_SIDE - 8) return bit(14 - (last - y));
  if (x === 8 && y === SQUARE_SIDE - 8) return true;
  return undefined;
}

/** The modules of the square for a text, row by row, true being dark; the same text always gives the same square. */
export function squareCode(text: string): boolean[][] {
  const data = dataBytes(text);
  const bytes = [...data, ...checkBytes(data)];
  const format = formatBits();
  const rows = Array.from({ length: SQUARE_SIDE }, () => new Array<boolean>(SQUARE_SIDE).fill(false));
  let at = 0;
  let upwards = true;
  // Two columns at a time from the right, up and down in turn; the column of the timing line is skipped.
  for (let right = SQUARE_SIDE - 1; right > 0; right -= 2, upwards = !upwards) {
    if (right === 6) right = 5;
    for (let step = 0; step < SQUARE_SIDE; step += 1) {
      const y = upwards ? SQUARE_SIDE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (fixedModule(x, y, format) !== undefined) continue;
        const isDark = (((bytes[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1;
        rows[y]![x] = isDark !== ((x + y) % 2 === 0);
        at += 1;
      }
    }
  }
  for (let y = 0; y < SQUARE_SIDE; y += 1)
    for (let x = 0; x < SQUARE_SIDE; x += 1) {
      const fixed = fixedModule(x, y, format);
      if (fixed !== undefined) rows[y]![x] = fixed;
    }
  return rows;
}
