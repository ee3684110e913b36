import { Injectable } from '@nestjs/common';
import type { Sex } from '#domain/charter/code-lists.js';
import type { IdentityView } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork, type Intent } from '#platform/db/unit-of-work.js';
import { VaultDoor } from '#platform/db/vault-door.js';
import { IDENTITY_FIELDS, type Identity } from '#platform/vault/identity.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { openPerson, readPeople } from './vault.queries.js';

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
    const [person] = await this.vault.read(actor, (query) => readPeople(query, [clientId], IDENTITY_FIELDS));
    return person ? toView(openPerson(person, this.keys)) : null;
  }
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
