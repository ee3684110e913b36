import { createHmac } from 'node:crypto';
import type { SqlClient } from '../db/database-roles.js';
import { deriveKey } from '../config/keys.js';
import { StartupError } from '../process/startup-error.js';
import { KEY_BYTES, keyOf, type KeyringContents } from './keyring-contents.js';

/** What a database knows of its keyring. */
export interface KeyringRecord {
  readonly id: string;
  readonly generation: number;
  readonly checkValue: Buffer;
  /** Under which epochs somebody is wrapped. */
  readonly epochs: readonly number[];
  /** The epochs that take nobody any more. */
  readonly closed: readonly number[];
}

/** The record; undefined where the database was never told of a keyring. */
export async function readKeyringRecord(client: SqlClient): Promise<KeyringRecord | undefined> {
  const { rows } = await client.query('select * from vault.keyring_state()');
  const [row] = rows as {
    id: string | null;
    generation: string;
    check_value: Buffer;
    epochs: number[];
    closed: number[];
  }[];
  if (!row || row.id === null) return undefined;
  const { id, generation, check_value: checkValue, epochs, closed } = row;
  return { id, generation: Number(generation), checkValue, epochs, closed };
}

/** Tells the database of this generation and its epochs. The database refuses another keyring, and an older one. */
export async function noteKeyring(client: SqlClient, contents: KeyringContents): Promise<void> {
  const open = contents.epochs.filter(({ state }) => state !== 'destroyed').map(({ number }) => number);
  await client.query('select vault.note_keyring($1, $2, $3, $4)', [
    contents.id,
    contents.generation,
    checkValueOf(contents),
    open,
  ]);
}

/**
 * Refuses, by name and before anything is written, a keyring that does not belong to the database: another one, one that
 * is older than the database, and one that lacks the key of an epoch under which somebody is wrapped. A keyring that is
 * newer fits: the database was restored, or the last step of a rotation is still to come.
 */
export function assertKeyringFits(
  record: KeyringRecord | undefined,
  contents: KeyringContents,
  directory: string,
): void {
  if (!record) {
    throw new StartupError(
      'This database was never told which keyring it belongs to.',
      'Run "handrail migrate" first; nothing was changed.',
    );
  }
  const putBack = `Put back the keyring of this database into ${directory} (HANDRAIL_KEYS), or set DATABASE_URL to the database of this keyring. Nothing was changed.`;
  if (record.id !== contents.id)
    throw new StartupError(
      `The keyring in ${directory} is of another deployment: it is ${contents.id}, and the database was made with ${record.id}.`,
      putBack,
    );
  if (!record.checkValue.equals(checkValueOf(contents)))
    throw new StartupError(`The keyring in ${directory} has another base secret than the database.`, putBack);
  if (contents.generation < record.generation)
    throw new StartupError(
      `The keyring in ${directory} is older than the database: generation ${contents.generation}, and the database has seen ${record.generation}.`,
      `Put back the newest copy of the keyring; an older one lacks keys that people are wrapped under. Nothing was changed.`,
    );
  for (const epoch of record.epochs) assertHasEpoch(contents, epoch, directory);
}

function assertHasEpoch(contents: KeyringContents, epoch: number, directory: string): void {
  const key = keyOf(contents, 'epochs', epoch);
  if (key?.key) return;
  const gone = key
    ? `was destroyed on ${key.destroyedAt?.slice(0, 10)}: the database is a copy from before`
    : `is not in the keyring in ${directory}`;
  throw new StartupError(
    `People in this database are wrapped under epoch ${epoch}, and its key ${gone}.`,
    key
      ? 'Restore a backup that was made afterwards. Nothing was changed.'
      : 'Put back the newest copy of the keyring. Nothing was changed.',
  );
}

/** A keyed hash that only this base secret gives; it says nothing of it. */
function checkValueOf({ base, id }: KeyringContents): Buffer {
  return createHmac('sha256', deriveKey(base, 'keyring/check', KEY_BYTES))
    .update(id)
    .digest();
}
