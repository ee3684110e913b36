import type { VaultQuery } from '#platform/db/vault-door.js';
import type { BlindIndexToken } from '#platform/vault/blind-index.js';
import { openIdentity, type Identity, type IdentityField } from '#platform/vault/identity.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';

/** A person as the vault keeps them. */
export interface SealedPerson {
  client_id: string;
  epoch: number;
  wrapped_key: Buffer;
  fields: { field: IdentityField; ciphertext: string }[] | null;
}

export const PEOPLE = `select p.client_id, p.epoch, p.wrapped_key,
    (select jsonb_agg(jsonb_build_object('field', f.field, 'ciphertext', encode(f.ciphertext, 'base64')))
     from vault.identity_field f where f.client_id = p.client_id and f.field = any ($2)) as fields
  from vault.person p where p.client_id = any ($1) and p.erased_at is null`;

/** Whoever shares most of what was asked for comes first, so that a cut takes the least likely. */
export const NAMED_BY_TOKENS = `select b.client_id from vault.blind_index b
  join unnest($1::smallint[], $2::smallint[], $3::bytea[]) as t(index, key_version, token)
    on b.index = t.index and b.key_version = t.key_version and b.token = t.token
  group by b.client_id order by count(*) desc, b.client_id limit $4`;

/** Reads the named fields of people the acting organisation knows; others, and erased people, are not there. */
export async function readPeople(
  query: VaultQuery,
  clients: readonly string[],
  fields: readonly IdentityField[],
): Promise<SealedPerson[]> {
  return clients.length === 0 ? [] : await query<SealedPerson>(PEOPLE, [clients, fields]);
}

/** The people, at most so many, whom at least one of the tokens names. */
export async function readNamedByTokens(
  query: VaultQuery,
  tokens: readonly BlindIndexToken[],
  limit: number,
): Promise<string[]> {
  const found = await query<{ client_id: string }>(NAMED_BY_TOKENS, tokenParameters(tokens, limit));
  return found.map(({ client_id }) => client_id);
}

export function tokenParameters(tokens: readonly BlindIndexToken[], limit: number): unknown[] {
  return [
    tokens.map(({ index }) => index),
    tokens.map(({ keyVersion }) => keyVersion),
    tokens.map(({ token }) => token),
    limit,
  ];
}

/** Decrypts the fields that were read; the others are empty. */
export function openPerson(person: SealedPerson, keys: VaultKeys): Identity {
  const fields = (person.fields ?? []).map(({ field, ciphertext }) => ({
    field,
    ciphertext: Buffer.from(ciphertext, 'base64'),
  }));
  return openIdentity(
    { wrappedKey: person.wrapped_key, epoch: person.epoch, fields },
    person.client_id,
    keys,
  );
}
