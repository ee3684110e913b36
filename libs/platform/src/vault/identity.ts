import { must } from '#domain/must.js';
import { blindIndexTokens, type BlindIndexToken } from './blind-index.js';
import { newDataKey, openField, sealField, unwrapDataKey, wrapDataKey } from './field-cipher.js';
import type { VaultKeys } from './vault-keys.js';

export interface IdentityDocument {
  readonly kind: string;
  readonly number: string;
}

/** Who a person is. `birthDate` is YYYY-MM-DD, or YYYY-MM or YYYY where no more is known. */
export interface Identity {
  readonly givenName: string;
  readonly familyName: string;
  readonly otherNames?: string;
  readonly birthDate?: string;
  readonly sex?: string;
  readonly phones?: readonly string[];
  readonly addressLine?: string;
  readonly documents?: readonly IdentityDocument[];
}

export type IdentityField = keyof Identity;

/** Every field, in the order in which it is sealed; the database's CHECK lists the same. */
export const IDENTITY_FIELDS = [
  'givenName',
  'familyName',
  'otherNames',
  'birthDate',
  'sex',
  'phones',
  'addressLine',
  'documents',
] as const satisfies readonly IdentityField[];

/** Version of the inner form of a field: JSON of its value. */
const FIELD_SCHEMA = 1;

export interface SealedField {
  readonly field: IdentityField;
  readonly ciphertext: Buffer;
}

export interface SealedIdentity {
  readonly wrappedKey: Buffer;
  readonly epoch: number;
  readonly fields: readonly SealedField[];
  readonly tokens: readonly BlindIndexToken[];
}

/** Encrypts an identity under a new key of its own and makes its search tokens. Absent fields leave no trace. */
export function sealIdentity(identity: Identity, clientId: string, keys: VaultKeys): SealedIdentity {
  const dataKey = newDataKey();
  const { epoch } = keys;
  const fields = IDENTITY_FIELDS.flatMap((field) => {
    const value = identity[field];
    if (value === undefined) return [];
    const place = { person: clientId, field, schema: FIELD_SCHEMA };
    return [{ field, ciphertext: sealField(JSON.stringify(value), place, dataKey, epoch) }];
  });
  return {
    wrappedKey: wrapDataKey(dataKey, keys.epochKey(epoch)),
    epoch,
    fields,
    tokens: blindIndexTokens(identity, keys, keys.indexVersion),
  };
}

/** Decrypts what `sealIdentity` made for the same client; anything moved or changed is a broken invariant. */
export function openIdentity(
  sealed: Omit<SealedIdentity, 'tokens'>,
  clientId: string,
  keys: VaultKeys,
): Identity {
  const dataKey = unwrapDataKey(sealed.wrappedKey, keys.epochKey(sealed.epoch));
  const values: Record<string, unknown> = { givenName: '', familyName: '' };
  for (const { field, ciphertext } of sealed.fields) {
    must(IDENTITY_FIELDS.includes(field), 'A sealed field is a field of an identity');
    const place = { person: clientId, field, schema: FIELD_SCHEMA };
    values[field] = JSON.parse(openField(ciphertext, place, dataKey));
  }
  return values as unknown as Identity;
}

/**
 * What a person may see of a candidate before saying "that is the one": first letters, lengths and the year of birth,
 * for example `М••••• К••••••••, 1986`.
 */
export function maskIdentity(identity: Identity): string {
  const names = [identity.givenName, identity.familyName].map(maskName).filter(Boolean).join(' ');
  const year = identity.birthDate?.slice(0, 4);
  return year ? `${names}, ${year}` : names;
}

function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(
    name
      .normalize('NFC')
      .replace(/[\p{Cf}]/gu, '')
      .trim(),
  );
  return (
    first + rest.map((letter) => (/[\s-]/u.test(letter) ? letter : /\p{M}/u.test(letter) ? '' : '•')).join('')
  );
}
