import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { InvariantViolation } from '#domain/must.js';
import {
  announce,
  fixedRing,
  newKeyring,
  turn,
  type KeyringContents,
} from '#platform/keys/keyring-contents.js';
import { unwrapDataKey, wrapDataKey } from '#platform/vault/field-cipher.js';
import { openIdentity, sealIdentity, type Identity, type SealedIdentity } from '#platform/vault/identity.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';

/** A person as the tables of the vault have them. */
interface Row extends Omit<SealedIdentity, 'tokens'> {
  readonly client: string;
}

/** What somebody with the rights to write any byte of the database may do to a row, given another one. */
type Mutation = (row: Row, other: Row) => Row;

const flip = (bytes: Buffer): Buffer => {
  const changed = Buffer.from(bytes);
  const at = randomInt(changed.length);
  changed[at] = changed[at]! ^ randomInt(1, 256);
  return changed;
};
const withField = (row: Row, change: (ciphertext: Buffer, at: number) => Buffer): Row => {
  const chosen = randomInt(row.fields.length);
  return {
    ...row,
    fields: row.fields.map((field, at) =>
      at === chosen ? { ...field, ciphertext: change(field.ciphertext, at) } : field,
    ),
  };
};
/** The envelope is header (6: form, algorithm, epoch), nonce (12), ciphertext, tag (16). */
const graft = (into: Buffer, from: Buffer, begin: number, end?: number): Buffer => {
  const [first, last] = [begin < 0 ? into.length + begin : begin, end ?? into.length];
  const piece = from.subarray(begin < 0 ? from.length + begin : begin, end ?? from.length);
  return Buffer.concat([into.subarray(0, first), piece, into.subarray(last)]);
};

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a byte of a field': (row) => withField(row, flip),
  'a byte of the wrapped key': (row) => ({ ...row, wrappedKey: flip(row.wrappedKey) }),
  'a field cut short': (row) => withField(row, (bytes) => bytes.subarray(0, randomInt(bytes.length))),
  'a field made longer': (row) =>
    withField(row, (bytes) => Buffer.concat([bytes, randomBytes(randomInt(1, 20))])),
  'bytes of a field exchanged': (row) =>
    withField(row, (bytes) => {
      for (;;) {
        const [a, b] = [randomInt(bytes.length), randomInt(bytes.length)];
        if (bytes[a] === bytes[b]) continue;
        const changed = Buffer.from(bytes);
        [changed[a], changed[b]] = [bytes[b]!, bytes[a]!];
        return changed;
      }
    }),
  'a row given to another person': (row, other) => ({ ...row, client: other.client }),
  'the key of another person': (row, other) => ({ ...row, wrappedKey: other.wrappedKey, epoch: other.epoch }),
  'a field of another person': (row, other) => withField(row, (_, at) => other.fields[at]!.ciphertext),
  'all fields of another person': (row, other) => ({ ...row, fields: other.fields }),
  'the nonce of another field': (row, other) =>
    withField(row, (bytes, at) => graft(bytes, other.fields[at]!.ciphertext, 6, 18)),
  'the tag of another field': (row, other) =>
    withField(row, (bytes, at) => graft(bytes, other.fields[at]!.ciphertext, -16)),
  'two fields exchanged': (row) => {
    const a = randomInt(row.fields.length);
    const b = (a + randomInt(1, row.fields.length)) % row.fields.length;
    const from = [...row.fields];
    return {
      ...row,
      fields: from.map((field, at) =>
        at === a || at === b ? { ...field, ciphertext: from[at === a ? b : a]!.ciphertext } : field,
      ),
    };
  },
  'a person said to be under another epoch': (row) => ({ ...row, epoch: otherEpoch(row.epoch) }),
  'a field that claims another epoch': (row) =>
    withField(row, (bytes) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt32BE(otherEpoch(bytes.readUInt32BE(2)), 2);
      return changed;
    }),
  'a field of another form': (row) =>
    withField(row, (bytes) => {
      const changed = Buffer.from(bytes);
      changed[randomInt(2)] = randomInt(2, 256);
      return changed;
    }),
};

const EPOCHS = 3;
const PEOPLE = 60;

function otherEpoch(epoch: number): number {
  return ((epoch - 1 + randomInt(1, EPOCHS)) % EPOCHS) + 1;
}

export interface MutationReport {
  readonly mutations: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** What opened, or was refused with something other than a broken invariant. Must be empty. */
  readonly accepted: readonly string[];
}

/**
 * Changes rows of people of several epochs, some of them wrapped again since they were sealed, and opens them: every change
 * must be refused, and every row that was not changed must open as it was.
 */
export function mutateCiphertexts(count: number): MutationReport {
  const { keys, rows, whole } = people();
  const kinds = Object.keys(MUTATIONS);
  const byKind: Record<string, number> = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  const accepted: string[] = [];
  for (let run = 0; run < count; run += 1) {
    const kind = kinds[run % kinds.length]!;
    const at = randomInt(rows.length);
    const row = rows[at]!;
    const other = rows[(at + randomInt(1, rows.length)) % rows.length]!;
    const verdict = tryToOpen(MUTATIONS[kind]!(row, other), keys);
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    if (verdict !== 'refused') accepted.push(`${kind}: ${verdict}`);
    if (JSON.stringify(openIdentity(row, row.client, keys)) !== whole.get(row.client))
      accepted.push(`${kind}: the row that was not changed does not open as it was`);
  }
  return { mutations: count, byKind, accepted };
}

function tryToOpen(row: Row, keys: VaultKeys): string {
  try {
    return `opened as ${JSON.stringify(openIdentity(row, row.client, keys))}`;
  } catch (error) {
    return error instanceof InvariantViolation ? 'refused' : `refused with ${String(error)}`;
  }
}

function people(): { keys: VaultKeys; rows: Row[]; whole: Map<string, string> } {
  const rings: KeyringContents[] = [newKeyring('')];
  while (rings.length < EPOCHS) rings.push(turn(announce(rings.at(-1)!, 'epochs', ''), 'epochs'));
  const keys = new VaultKeys(fixedRing(rings.at(-1)!));
  const whole = new Map<string, string>();
  const rows = Array.from({ length: PEOPLE }, (_, number): Row => {
    const client = randomUUID();
    const identity: Identity = {
      givenName: `Марина ${number}`,
      familyName: `الكاتب ${number}`,
      birthDate: '1986-03-09',
      sex: 'female',
      phones: [`+7 912 ${1_000_000 + number}`],
      addressLine: `Street ${number}`,
    };
    whole.set(client, JSON.stringify(identity));
    const sealed = sealIdentity(identity, client, new VaultKeys(fixedRing(rings[number % EPOCHS]!)));
    // Every second one was wrapped again after a rotation; their fields still name the epoch they were sealed in.
    if (number % 2 === 0) return { client, ...sealed };
    const dataKey = unwrapDataKey(sealed.wrappedKey, keys.epochKey(sealed.epoch));
    return {
      client,
      ...sealed,
      epoch: keys.epoch,
      wrappedKey: wrapDataKey(dataKey, keys.epochKey(keys.epoch)),
    };
  });
  return { keys, rows, whole };
}
