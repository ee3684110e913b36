import { createHash } from 'node:crypto';
import { must } from '#domain/must.js';

/** Chance that says the same for the same words: each invented client has a source of their own, whoever walks before them. */
export class DemoChance {
  private drawn = 0;

  constructor(private readonly words: string) {}

  /** From 0 to below 1. */
  next(): number {
    const digest = createHash('sha256').update(`${this.words} ${this.drawn++}`).digest();
    return digest.readUInt32BE(0) / 4_294_967_296;
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  of<T>(things: readonly T[]): T {
    const thing = things[this.between(0, things.length - 1)];
    must(thing !== undefined, 'there is something to choose from');
    return thing;
  }

  /** One of them, each as often as its weight says. */
  weighed<T extends { readonly weight: number }>(things: readonly T[]): T {
    let left = this.next() * things.reduce((sum, { weight }) => sum + weight, 0);
    for (const thing of things) if ((left -= thing.weight) < 0) return thing;
    return this.of(things);
  }
}
