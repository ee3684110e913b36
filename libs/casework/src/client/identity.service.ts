import { Injectable } from '@nestjs/common';
import type { Sex } from '#domain/charter/code-lists.js';
import { nameSkeleton } from '#domain/rules/person-name.js';
import type { DuplicateSearchRequest, IdentityView } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork, type Intent } from '#platform/db/unit-of-work.js';
import { VaultDoor } from '#platform/db/vault-door.js';
import { BLIND_INDEX, blindIndexTokens } from '#platform/vault/blind-index.js';
import { maskIdentity, openIdentity, type Identity, type SealedField } from '#platform/vault/identity.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';

interface PersonFound {
  client_id: string;
  epoch: number;
  wrapped_key: Buffer;
  fields: { field: SealedField['field']; ciphertext: string }[];
}

const PEOPLE = `select p.client_id, p.epoch, p.wrapped_key,
    (select jsonb_agg(jsonb_build_object('field', f.field, 'ciphertext', encode(f.ciphertext, 'base64')))
     from vault.identity_field f where f.client_id = p.client_id) as fields
  from vault.person p where p.client_id = any ($1) and p.erased_at is null`;

const CANDIDATES = `select distinct b.client_id from vault.blind_index b
  join unnest($1::smallint[], $2::smallint[], $3::bytea[]) as t(index, key_version, token)
    on b.index = t.index and b.key_version = t.key_version and b.token = t.token limit 200`;

export interface Candidate {
  readonly client_id: string;
  readonly masked: string;
  readonly strength: 'strong' | 'possible';
}

/**
 * Reads who a person is from the vault, for the organisation that acts and people it knows. Nothing here is written
 * anywhere else: the answer goes to the screen of whoever asked.
 */
@Injectable()
export class IdentityService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly vault: VaultDoor,
    private readonly keys: VaultKeys,
  ) {}

  /**
   * Opens who somebody is: an action of its own, in the audit before the vault is opened. `locate` finds the client for
   * the acting organisation or refuses.
   */
  async look(
    actor: Actor,
    intent: Omit<Intent, 'do'>,
    locateClient: (tx: Tx) => Promise<string>,
  ): Promise<IdentityView | null> {
    const clientId = await this.uow.run(actor, { do: 'client.identify', ...intent }, locateClient);
    return await this.find(actor, clientId);
  }

  /**
   * Who this client is, after the look was audited; null where they are anonymous, erased or not known to whoever asks.
   */
  async find(actor: Actor, clientId: string): Promise<IdentityView | null> {
    const [person] = await this.vault.read(actor, (query) => query<PersonFound>(PEOPLE, [[clientId]]));
    return person ? toView(this.open(person)) : null;
  }

  /**
   * People of the own organisation who may be the same: found by blind indexes, decrypted, compared, masked. A shared
   * document or phone, or the same name and date of birth, is strong; anything else is possible. A human decides.
   */
  async candidates(actor: Actor, search: DuplicateSearchRequest): Promise<Candidate[]> {
    const wanted = toIdentity(search);
    const tokens = blindIndexTokens(wanted, this.keys, this.keys.indexVersion);
    if (tokens.length === 0) return [];
    const people = await this.vault.read(actor, async (query) => {
      const found = await query<{ client_id: string }>(CANDIDATES, [
        tokens.map((token) => token.index),
        tokens.map((token) => token.keyVersion),
        tokens.map((token) => Buffer.from(token.token)),
      ]);
      return found.length === 0
        ? []
        : await query<PersonFound>(PEOPLE, [found.map(({ client_id }) => client_id)]);
    });
    return people.flatMap((person) => {
      const identity = this.open(person);
      const strength = compare(wanted, identity, this.keys);
      return strength ? [{ client_id: person.client_id, masked: maskIdentity(identity), strength }] : [];
    });
  }

  private open(person: PersonFound): Identity {
    const fields = person.fields.map(({ field, ciphertext }) => ({
      field,
      ciphertext: Buffer.from(ciphertext, 'base64'),
    }));
    return openIdentity(
      { wrappedKey: person.wrapped_key, epoch: person.epoch, fields },
      person.client_id,
      this.keys,
    );
  }
}

/**
 * Compares decrypted identities, because truncated tokens also bring strangers. Strong: a shared number, or both names
 * in any order with the whole date of birth. Possible: one name with the date, or both names with the year.
 */
function compare(wanted: Identity, found: Identity, keys: VaultKeys): Candidate['strength'] | undefined {
  const numbers = (identity: Identity) =>
    blindIndexTokens(identity, keys, keys.indexVersion)
      .filter(({ index }) => index === BLIND_INDEX.number)
      .map(({ token }) => Buffer.from(token).toString('hex'));
  const own = new Set(numbers(wanted));
  if (numbers(found).some((number) => own.has(number))) return 'strong';
  const sounds = (identity: Identity) => [
    nameSkeleton(identity.familyName),
    nameSkeleton(identity.givenName),
  ];
  const [a, b] = [sounds(wanted), sounds(found)];
  const shared = a.filter((sound) => sound !== '' && b.includes(sound)).length;
  const sameDay = wanted.birthDate !== undefined && wanted.birthDate === found.birthDate;
  const sameYear = wanted.birthDate?.slice(0, 4) === found.birthDate?.slice(0, 4);
  if (shared === 2 && sameDay) return 'strong';
  return (shared >= 1 && sameDay) || (shared === 2 && sameYear) ? 'possible' : undefined;
}

function toIdentity(search: DuplicateSearchRequest): Identity {
  return {
    givenName: search.given_name ?? '',
    familyName: search.family_name ?? '',
    ...(search.birth_on ? { birthDate: search.birth_on } : {}),
    ...(search.phone ? { phones: [search.phone] } : {}),
    ...(search.document ? { documents: [{ kind: 'any', number: search.document }] } : {}),
  };
}

function toView(identity: Identity): IdentityView {
  return {
    given_name: identity.givenName,
    family_name: identity.familyName,
    other_names: identity.otherNames ?? null,
    birth_on: identity.birthDate ?? null,
    sex: (identity.sex as Sex | undefined) ?? 'unknown',
    phones: [...(identity.phones ?? [])],
    address: identity.addressLine ?? null,
    documents: (identity.documents ?? []).map(({ kind, number }) => ({ kind, number })),
  };
}
