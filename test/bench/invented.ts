import { encodeClientCode, CODE_RANDOM_BYTES } from '#domain/rules/client-code.js';

const HEX = Array.from({ length: 65_536 }, (_, i) => i.toString(16).padStart(4, '0'));

/** Numbers, keys and codes that depend on a seed alone, so that two runs fill the same database (generator: sfc32). */
export class Invented {
  private a: number;
  private b: number;
  private c = 0x9e3779b9;
  private counter = 1;

  constructor(seed: number) {
    this.a = seed | 0;
    this.b = ~seed;
    for (let i = 0; i < 20; i++) this.bits();
  }

  /** 32 random bits. */
  bits(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum >>> 0;
  }

  below(limit: number): number {
    return this.bits() % limit;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** A version 4 UUID. */
  uuid4(): string {
    const [x, y, z, w] = [this.bits(), this.bits(), this.bits(), this.bits()];
    return `${half(x >>> 16)}${half(x)}-${half(y >>> 16)}-4${half(y).slice(1)}-a${half(z >>> 16).slice(1)}-${half(z)}${half(w >>> 16)}${half(w)}`;
  }

  /** A version 7 UUID for an instant in milliseconds. */
  uuid7(atMs: number): string {
    const [x, y, z] = [this.bits(), this.bits(), this.bits()];
    const time = Math.floor(atMs).toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${half(x >>> 16).slice(1)}-a${half(x).slice(1)}-${half(y >>> 16)}${half(y)}${half(z)}`;
  }

  /** A client code or handoff reference with valid check symbols. */
  code(): string {
    const [x, y] = [this.bits(), this.bits()];
    const bytes = new Uint8Array(CODE_RANDOM_BYTES);
    bytes.set([x >>> 24, (x >>> 16) & 255, (x >>> 8) & 255, x & 255, y & 255]);
    return encodeClientCode(bytes);
  }

  hexBytes(count: number): string {
    let text = '';
    for (let i = 0; i < count; i += 2) text += half(this.bits());
    return text;
  }
}

function half(bits: number): string {
  return HEX[bits & 0xffff] as string;
}

/** The whole number from 0 to `size - 1` at place `i` of a fixed shuffle: scatters the rows of one organisation over a table. */
export function shuffled(i: number, size: number): number {
  let step = Math.floor(size * 0.6180339887) | 1;
  while (greatestCommonDivisor(step, size) !== 1) step += 2;
  return Number((BigInt(i) * BigInt(step) + 7n) % BigInt(size));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
