import { randomBytes, randomUUID } from 'node:crypto';
import { must } from '#domain/must.js';

/** Length of every key of a keyring. */
export const KEY_BYTES = 32;

/**
 * Where a key stands. announced: every process may meet what was made with it, and none makes anything with it yet;
 * current: new things are made with it, one key at a time; kept: what was made with it is still read; destroyed: gone for
 * good, and its number is never used again.
 */
export type KeyState = 'announced' | 'current' | 'kept' | 'destroyed';

export interface RingKey {
  readonly number: number;
  readonly state: KeyState;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly destroyedAt?: string | undefined;
  /** Absent once it was destroyed. */
  readonly key?: Buffer | undefined;
}

/** The kinds of keys that follow one another: epochs wrap the keys of persons, indexes make search tokens. */
export const KEY_KINDS = ['epochs', 'indexes'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A keyring in the clear; it is never written in this form. */
export interface KeyringContents {
  readonly id: string;
  /** Grows by one with every change, so that of two copies the older one can be told. */
  readonly generation: number;
  /** What everything else of the deployment is derived from; it never changes while the database lives. */
  readonly base: Buffer;
  readonly epochs: readonly RingKey[];
  readonly indexes: readonly RingKey[];
}

/** A keyring for a deployment that begins: a base secret, the first epoch and the first index key, all of them random. */
export function newKeyring(at: string): KeyringContents {
  const first = (): RingKey => ({ number: 1, state: 'current', madeAt: at, key: randomBytes(KEY_BYTES) });
  return {
    id: randomUUID(),
    generation: 1,
    base: randomBytes(KEY_BYTES),
    epochs: [first()],
    indexes: [first()],
  };
}

/** A keyring that stays as it is, for whoever works on one that no file has. */
export function fixedRing(contents: KeyringContents): {
  contents: () => KeyringContents;
  reload: () => KeyringContents;
} {
  return { contents: () => contents, reload: () => contents };
}

/** The key with which new things are made. */
export function currentOf(keys: readonly RingKey[]): RingKey & { readonly key: Buffer } {
  const current = keys.find(({ state }) => state === 'current');
  must(current?.key !== undefined, 'A keyring has a current key of each kind');
  return { ...current, key: current.key };
}

/** A key of a kind by its number, destroyed or not; undefined where there never was one. */
export function keyOf(contents: KeyringContents, kind: KeyKind, number: number): RingKey | undefined {
  return contents[kind].find((key) => key.number === number);
}

/** Adds a new random key that every process comes to know before anything is made with it. One at a time. */
export function announce(contents: KeyringContents, kind: KeyKind, at: string): KeyringContents {
  must(!contents[kind].some(({ state }) => state === 'announced'), 'One key at a time is announced');
  const number = Math.max(...contents[kind].map((key) => key.number)) + 1;
  const made: RingKey = { number, state: 'announced', madeAt: at, key: randomBytes(KEY_BYTES) };
  return { ...contents, generation: contents.generation + 1, [kind]: [...contents[kind], made] };
}

/** Makes the announced key the current one; the one before it is kept for reading. */
export function turn(contents: KeyringContents, kind: KeyKind): KeyringContents {
  must(
    contents[kind].some(({ state }) => state === 'announced'),
    'A key is announced before it is used',
  );
  const keys = contents[kind].map((key): RingKey =>
    key.state === 'announced'
      ? { ...key, state: 'current' }
      : key.state === 'current'
        ? { ...key, state: 'kept' }
        : key,
  );
  return { ...contents, generation: contents.generation + 1, [kind]: keys };
}

/** Destroys a kept key. Its number stays, so that what still names it is told why it does not open. */
export function destroy(
  contents: KeyringContents,
  kind: KeyKind,
  number: number,
  at: string,
): KeyringContents {
  must(
    keyOf(contents, kind, number)?.state === 'kept',
    'Only a key that was followed by another is destroyed',
  );
  const keys = contents[kind].map((key): RingKey =>
    key.number === number ? { number, state: 'destroyed', madeAt: key.madeAt, destroyedAt: at } : key,
  );
  return { ...contents, generation: contents.generation + 1, [kind]: keys };
}
