import type pg from 'pg';
import { sealIdentity } from '#platform/vault/identity.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';
import { withClient } from '../support/client.js';
import { inventPeople, type Person } from '../matching/people.js';
import type { BenchDatabase } from './cluster.js';
import { TableCopy } from './copy.js';
import { fillNetwork } from './fill-network.js';
import { Invented } from './invented.js';
import type { Layout, Organisation } from './network.js';

/** People are invented and written so many at a time. */
const CHUNK = 5_000;
/** Every so many people one is remembered, to be asked for. */
const REMEMBERED_EVERY = 500;

export interface IdentityFill {
  readonly database: BenchDatabase;
  readonly keys: VaultKeys;
  readonly people: number;
  readonly seed: number;
  /** Knows everybody: the worst case of a search. */
  readonly house: Organisation;
  readonly layout: Layout;
  readonly say: (line: string) => void;
}

interface Tables {
  readonly client: TableCopy;
  readonly code: TableCopy;
  readonly person: TableCopy;
  readonly field: TableCopy;
  readonly token: TableCopy;
  readonly known: TableCopy;
}

function vaultTables(): Tables {
  return {
    client: new TableCopy('care.client', [
      'id',
      'audit_subject',
      'jurisdiction',
      'anonymous',
      'language',
      'referral_source',
    ]),
    code: new TableCopy('care.client_code', ['organisation_id', 'code', 'client_id', 'audit_subject']),
    person: new TableCopy('vault.person', ['client_id', 'epoch', 'wrapped_key', 'index_version']),
    field: new TableCopy('vault.identity_field', ['client_id', 'field', 'ciphertext']),
    token: new TableCopy('vault.blind_index', ['index', 'key_version', 'token', 'client_id']),
    known: new TableCopy('vault.known_to', ['client_id', 'organisation_id', 'basis']),
  };
}

/**
 * Writes invented people into care and vault as admissions would, each sealed with a key of their own, by COPY; answers some
 * of them, to be searched for. Runs as the superuser, whom no policy and no trigger slows down.
 */
export async function fillIdentities(fill: IdentityFill): Promise<Person[]> {
  const remembered: Person[] = [];
  await withClient(fill.database.superuserUrl, async (client) => {
    await client.query(
      `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
    );
    await fillNetwork(client, fill.layout);
    const invented = new Invented(fill.seed);
    const into = vaultTables();
    const began = Date.now();
    for (let written = 0; written < fill.people; written += CHUNK) {
      const people = inventPeople(Math.min(CHUNK, fill.people - written), fill.seed + 10 + written);
      for (const [at, person] of people.entries()) {
        writePerson(into, invented, person, fill);
        if ((written + at) % REMEMBERED_EVERY === 0) remembered.push(person);
      }
      for (const table of Object.values(into) as TableCopy[]) await table.flush(client);
      if (written % 50_000 === 0) sayHowFar(fill, written + people.length, began);
    }
    await settle(client, fill);
  });
  return remembered;
}

function writePerson(
  into: Tables,
  invented: Invented,
  { identity }: Person,
  { keys, house }: IdentityFill,
): void {
  const [id, subject] = [invented.uuid7(Date.now()), invented.uuid4()];
  const sealed = sealIdentity(identity, id, keys);
  into.client.add(id, subject, 'EG', 'f', 'ar', 'self');
  into.code.add(house.id, invented.code(), id, subject);
  into.person.add(id, sealed.epoch, bytes(sealed.wrappedKey), keys.indexVersion);
  for (const { field, ciphertext } of sealed.fields) into.field.add(id, field, bytes(ciphertext));
  for (const { index, keyVersion, token } of sealed.tokens)
    into.token.add(index, keyVersion, bytes(token), id);
  into.known.add(id, house.id, 'intake');
}

/** A bytea in the text format of COPY. */
function bytes(value: Buffer): string {
  return `\\\\x${value.toString('hex')}`;
}

function sayHowFar({ people, say }: IdentityFill, written: number, began: number): void {
  say(`${written} of ${people} people after ${Math.round((Date.now() - began) / 1000)} s`);
}

async function settle(client: pg.Client, { say }: IdentityFill): Promise<void> {
  say('VACUUM (ANALYZE) and CHECKPOINT');
  await client.query('vacuum (analyze)');
  await client.query('checkpoint');
}
