import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import { authorize } from '#domain/rules/authorize.js';
import type { ClientWritten } from '#domain/wire/client.js';
import type { IdentityJoinRequest, IdentityUndoRequest } from '#domain/wire/identity.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { sealIdentity } from '#platform/vault/identity.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import type { Call } from '../call.js';
import { sealedParts } from '../client/admission.tx.js';
import {
  assertOwnCustody,
  assertVersion,
  locateForChange,
  nextVersion,
  type Located,
} from '../client/client.queries.js';
import { toIdentity } from '../client/client.service.js';
import { IdentitySearchService } from '../client/identity-search.service.js';

/** Which client, on the version somebody decided on. */
export interface ClientTarget {
  readonly code: string;
  readonly version: number;
}

/** Who somebody is, given later and taken back: by the wish of the client alone, and written down as such. */
@Injectable()
export class IdentityJoiningService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searching: IdentitySearchService,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /**
   * A client without a name says who they are, or gives a name they chose. Refuses where one is known already, and while there
   * are records that may be the same person and nobody has looked at them.
   */
  async join(
    actor: Actor,
    call: Call,
    { code, version }: ClientTarget,
    wanted: IdentityJoinRequest,
  ): Promise<ClientWritten> {
    const mayJoin = authorize(actor.roles, 'identity.join').allowed;
    const compared = mayJoin && wanted.duplicates_reviewed !== true ? wanted.identity : null;
    return await this.searching.writeDown(actor, call, compared, (assertNobodyAlike) =>
      this.uow.run(actor, { do: 'identity.join', on: { client: code }, ...call }, async (tx) => {
        assertNobodyAlike();
        if (!wanted.identity.given_name.trim() || !wanted.identity.family_name.trim())
          throw new Refusal('identity.incomplete', { field: 'identity' });
        const located = await lockOwn(tx, code, version);
        if (!(await isAnonymous(tx, located))) throw new Refusal('identity.already_known');
        const sealed = sealIdentity(toIdentity(wanted.identity), located.client_id, this.keys);
        const { fields, tokens } = sealedParts(sealed);
        await tx.query('select vault.join_identity($1, $2, $3, $4, $5, $6, $7)', [
          located.client_id,
          wanted.mode === 'pseudonymous',
          sealed.epoch,
          sealed.wrappedKey,
          fields,
          tokens,
          wanted.given_how,
        ]);
        tx.note({ mode: wanted.mode, candidates_reviewed: wanted.duplicates_reviewed === true });
        return { client: located.code, version: await nextVersion(tx, located.episode_id) };
      }),
    );
  }

  /**
   * The client takes it back: name, photograph and search tokens are gone with their key, the record stays as it is. Refuses
   * where the name was given on admission: that is erasure, and another decision.
   */
  async undo(
    actor: Actor,
    call: Call,
    { code, version }: ClientTarget,
    wanted: IdentityUndoRequest,
  ): Promise<ClientWritten> {
    return await this.uow.run(actor, { do: 'identity.undo', on: { client: code }, ...call }, async (tx) => {
      const located = await lockOwn(tx, code, version);
      const joined = await tx.one<{ joined: boolean }>(
        `select exists (select from care.identity_change i where i.client_id = $1 and i.what = 'joined') as joined`,
        [located.client_id],
      );
      if (!joined.joined || (await isAnonymous(tx, located))) throw new Refusal('identity.not_joined');
      await tx.query('select vault.undo_identity($1, $2)', [located.client_id, wanted.given_how]);
      return { client: located.code, version: await nextVersion(tx, located.episode_id) };
    });
  }
}

async function lockOwn(tx: Tx, code: string, version: number): Promise<Located> {
  const located = await locateForChange(tx, code);
  await assertOwnCustody(tx, located.episode_id);
  assertVersion(version, located.version);
  return located;
}

/** Whether the client has no name in the vault. */
export async function isAnonymous(tx: Tx, { client_id }: Located): Promise<boolean> {
  const row = await tx.one<{ anonymous: boolean }>('select anonymous from care.client where id = $1', [
    client_id,
  ]);
  return row.anonymous;
}
