import { must } from '../must.js';

/** Seeds are whole numbers of 32 bits, so that a person can write one down and another draw the same with it. */
export const SEED_MAX = 0xffff_ffff;

/**
 * Draws `size` of `population` places (0 to population - 1) without replacement, each set of places as likely as any other,
 * in the order in which they were drawn; the same seed always draws the same. A Fisher-Yates shuffle that stops after `size`
 * steps and remembers only the places it has touched, so that a large population costs nothing. More than there are draws all.
 */
export function drawSample(population: number, size: number, seed: number): number[] {
  must(Number.isInteger(population) && population >= 0, 'a population is counted');
  must(Number.isInteger(size) && size >= 0, 'a sample is counted');
  must(Number.isInteger(seed) && seed >= 0 && seed <= SEED_MAX, 'a seed has 32 bits');
  const next = wordsOf(seed);
  const moved = new Map<number, number>();
  const drawn: number[] = [];
  for (let place = 0; place < Math.min(size, population); place++) {
    const other = place + below(population - place, next);
    drawn.push(moved.get(other) ?? other);
    moved.set(other, moved.get(place) ?? place);
  }
  return drawn;
}

/** A whole number below `count`, all equally likely: words of the incomplete last round are thrown away. */
function below(count: number, next: () => number): number {
  const words = SEED_MAX + 1;
  const whole = words - (words % count);
  for (;;) {
    const word = next();
    if (word < whole) return word % count;
  }
}

/**
 * Words of 32 bits from a seed: xoshiro128** (Blackman and Vigna 2018), its state filled by the splitmix step of the same
 * authors so that neighbouring seeds have nothing in common. For fairness, not for secrets.
 */
function wordsOf(seed: number): () => number {
  let filling = seed >>> 0;
  const fill = (): number => {
    filling = (filling + 0x9e37_79b9) >>> 0;
    let word = filling;
    word = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2_ae35);
    return (word ^ (word >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  const turned = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));
  return () => {
    const word = Math.imul(turned(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = turned(d, 11);
    return word;
  };
}
