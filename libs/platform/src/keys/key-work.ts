import { setTimeout as sleep } from 'node:timers/promises';
import { blindIndexTokens } from '../vault/blind-index.js';
import { unwrapDataKey, wrapDataKey } from '../vault/field-cipher.js';
import { openIdentity, type SealedField } from '../vault/identity.js';
import type { VaultKeys } from '../vault/vault-keys.js';
import type { Keeper } from './keeper.js';
import type { KeyRotation } from './key-rotation.js';

const BATCH_PEOPLE = 100;
const BATCH_TOKENS = 2_000;
/** Between batches: the same processor serves people. */
const REST_MS = 20;

interface Wrapped {
  readonly client_id: string;
  readonly epoch: number;
  readonly wrapped_key: Buffer;
}

interface Indexed extends Wrapped {
  readonly fields: readonly { field: SealedField['field']; ciphertext: string }[];
  readonly mark: Buffer;
}

export interface KeyWorkDone {
  readonly wrapped: number;
  readonly indexed: number;
  /** People whose key or fields do not open; they are left as they are. */
  readonly failed: number;
}

export interface KeyWorkOptions {
  readonly isStopping: () => boolean;
  readonly onProgress?: (done: KeyWorkDone) => void;
}

/**
 * What follows a rotation: people are wrapped under the current epoch and indexed under the current version, batch by
 * batch, each batch in a statement of its own. It may be killed at any instant and goes on from what the database says;
 * several may work at once.
 */
export class KeyWork {
  /** Those whose keys do not open are named once, and never stand in the way of others. */
  private readonly stuck = new Set<string>();
  private wrapped = 0;
  private indexed = 0;

  constructor(
    private readonly keeper: Keeper,
    private readonly keys: VaultKeys,
    private readonly rotation: KeyRotation,
  ) {}

  /** Does all there is to do, with rests; answers how much that was. */
  async run(options: KeyWorkOptions): Promise<KeyWorkDone> {
    this.wrapped = this.indexed = 0;
    this.stuck.clear();
    const tell = (): KeyWorkDone => ({
      wrapped: this.wrapped,
      indexed: this.indexed,
      failed: this.stuck.size,
    });
    const repeat = async (batch: () => Promise<boolean>): Promise<void> => {
      while (!options.isStopping() && (await batch())) {
        options.onProgress?.(tell());
        await sleep(REST_MS);
      }
    };
    await repeat(() => this.wrapBatch());
    await repeat(() => this.indexBatch());
    if (this.stuck.size === 0) {
      await repeat(() => this.dropBatch());
      if (!options.isStopping()) await this.letOldIndexesGo();
    }
    const done = tell();
    if (done.wrapped + done.indexed > 0)
      await this.keeper.write({ action: 'keys.follow', detail: { ...done } }, async () => undefined);
    return done;
  }

  /** Answers whether there may be more. */
  private async wrapBatch(): Promise<boolean> {
    const { epoch } = this.keys;
    const found = await this.keeper.query<Wrapped>('select * from vault.people_to_wrap($1, $2)', [
      epoch,
      BATCH_PEOPLE + this.stuck.size,
    ]);
    const key = this.keys.epochKey(epoch);
    const people = this.each(found, (person) => ({
      client: person.client_id,
      was: person.wrapped_key.toString('base64'),
      epoch,
      key: wrapDataKey(unwrapDataKey(person.wrapped_key, this.keys.epochKey(person.epoch)), key).toString(
        'base64',
      ),
    }));
    if (people.length === 0) return false;
    const [row] = await this.keeper.query<{ count: number }>('select vault.wrap_again($1) as count', [
      JSON.stringify(people),
    ]);
    this.wrapped += row?.count ?? 0;
    return true;
  }

  private async indexBatch(): Promise<boolean> {
    const version = this.keys.indexVersion;
    const found = await this.keeper.query<Indexed>('select * from vault.people_to_index($1, $2)', [
      version,
      BATCH_PEOPLE + this.stuck.size,
    ]);
    const people = this.each(found, (person) => ({ person, tokens: this.tokensOf(person, version) }));
    for (const { person, tokens } of people) {
      const [row] = await this.keeper.query<{ done: boolean }>(
        'select vault.index_again($1, $2, $3, $4) as done',
        [person.client_id, version, person.mark, JSON.stringify(tokens)],
      );
      if (row?.done) this.indexed += 1;
    }
    return people.length > 0;
  }

  private tokensOf(person: Indexed, version: number): { index: number; token: string }[] {
    const fields = person.fields.map(({ field, ciphertext }) => ({
      field,
      ciphertext: Buffer.from(ciphertext, 'base64'),
    }));
    const sealed = { wrappedKey: person.wrapped_key, epoch: person.epoch, fields };
    const identity = openIdentity(sealed, person.client_id, this.keys);
    return blindIndexTokens(identity, this.keys, version).map(({ index, token }) => ({
      index,
      token: Buffer.from(token).toString('base64'),
    }));
  }

  /** Tokens of older versions are no longer looked for by anybody who knows the current one. */
  private async dropBatch(): Promise<boolean> {
    try {
      const [row] = await this.keeper.query<{ count: number }>('select vault.drop_tokens($1, $2) as count', [
        this.keys.indexVersion,
        BATCH_TOKENS,
      ]);
      return (row?.count ?? 0) > 0;
    } catch (error) {
      // Somebody came in under an older version a moment ago: the next round takes them along.
      if ((error as { constraint?: string }).constraint === 'dropped_index_is_replaced') return false;
      throw error;
    }
  }

  private async letOldIndexesGo(): Promise<void> {
    const current = this.keys.indexVersion;
    const old = this.keys.indexVersions.filter((version) => version < current);
    if (old.length === 0) return;
    const left = await this.keeper.query<{ number: number }>(
      `select number from vault.people_by_key() where kind = 'indexes' and number < $1`,
      [current],
    );
    if (left.length === 0) await this.rotation.destroyIndexes(old);
  }

  private each<P extends Wrapped, T>(people: readonly P[], work: (person: P) => T): T[] {
    return people.flatMap((person) => {
      if (this.stuck.has(person.client_id)) return [];
      try {
        return [work(person)];
      } catch {
        this.stuck.add(person.client_id);
        return [];
      }
    });
  }
}
