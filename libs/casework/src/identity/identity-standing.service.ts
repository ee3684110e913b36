import { Injectable } from '@nestjs/common';
import type { ConsentWay } from '#domain/charter/consent.js';
import type { IdentityMode, ProtectionKind } from '#domain/charter/identity.js';
import { authorize } from '#domain/rules/authorize.js';
import type { IdentityStanding } from '#domain/wire/identity.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { VaultDoor } from '#platform/db/vault-door.js';
import type { Call } from '../call.js';
import { isCareTeam, locate, type Located } from '../client/client.queries.js';

interface StandingFound {
  anonymous: boolean;
  pseudonymous: boolean;
  return_since_at: Date | null;
  changes: { what: 'joined' | 'undone'; at: string; by: string | null; how: ConsentWay }[];
  protected: ProtectionKind | null;
  merged: { merge: string; client: string }[];
  opening: string | null;
}

const STANDING = `
select c.anonymous, c.pseudonymous,
  (select k.made_at from care.return_key k where k.organisation_id = $1 and k.client_id = c.id and k.ended_at is null) as return_since_at,
  (select coalesce(jsonb_agg(jsonb_build_object('what', i.what, 'at', i.changed_at, 'by', a.display_name, 'how', i.given_how) order by i.changed_at desc), '[]')
     from care.identity_change i left join access.account a on a.id = i.changed_by where i.client_id = c.id and i.organisation_id = $1) as changes,
  (select p.kind from care.protection p where p.organisation_id = $1 and p.client_id = c.id and p.ended_at is null) as protected,
  (select coalesce(jsonb_agg(jsonb_build_object('merge', m.id, 'client', k.code) order by m.id), '[]')
     from care.client_merge m join care.client_code k on k.organisation_id = $1 and k.client_id = m.merged_client_id
    where m.organisation_id = $1 and m.kept_client_id = c.id and m.state = 'merged') as merged,
  (select g.id from care.break_glass g where g.organisation_id = $1 and g.asked_by = $3 and g.client_id = c.id
     and g.until_at > now() and g.closed_at is null order by g.until_at desc limit 1) as opening
from care.client c where c.id = $2`;

const HAS_PHOTO = 'select 1 as found from vault.photo where client_id = $1';

/** How a client is known to the own house, without saying who they are. */
@Injectable()
export class IdentityStandingService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly vault: VaultDoor,
  ) {}

  /** The mode, whether the reader may see more, what happened to the identity and which records were joined. */
  async look(actor: Actor, call: Call, code: string): Promise<IdentityStanding> {
    const { located, found, care_team } = await this.uow.run(
      actor,
      { do: 'identity.look', on: { client: code }, ...call },
      async (tx) => {
        const located = await locate(tx, code);
        const care_team =
          authorize(actor.roles, 'client.identify').allowed && (await isCareTeam(tx, located.episode_id));
        return { located, found: await readStanding(tx, located), care_team };
      },
    );
    const photos = care_team
      ? await this.vault.read(actor, (query) => query<{ found: number }>(HAS_PHOTO, [located.client_id]))
      : [];
    return {
      client: located.code,
      version: located.version,
      mode: modeOf(found),
      care_team,
      has_photo: photos.length > 0,
      return_since_at: found.return_since_at?.toISOString() ?? null,
      changes: found.changes.map((change) => ({ ...change, at: new Date(change.at).toISOString() })),
      protected: found.protected,
      merged_into: located.merged_into,
      merged: found.merged,
      opening: found.opening,
    };
  }
}

async function readStanding(tx: Tx, { client_id }: Located): Promise<StandingFound> {
  return await tx.one<StandingFound>(STANDING, [tx.organisation, client_id, tx.actor.account]);
}

/** How much of who they are a client gave. */
export function modeOf(client: {
  readonly anonymous: boolean;
  readonly pseudonymous: boolean;
}): IdentityMode {
  return client.anonymous ? 'anonymous' : client.pseudonymous ? 'pseudonymous' : 'identified';
}
