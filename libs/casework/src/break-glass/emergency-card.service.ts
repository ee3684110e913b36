import { Injectable } from '@nestjs/common';
import type { CareRequirement, Language, Substance } from '#domain/charter/code-lists.js';
import { Refusal } from '#domain/refusal.js';
import { openedIdentity, stateOf } from '#domain/rules/break-glass.js';
import type { SafetyScreen } from '#domain/wire/client.js';
import type { Labels } from '#domain/wire/common.js';
import type { EmergencyCard } from '#domain/wire/identity.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { IdentityService } from '../client/identity.service.js';
import { PhotoService } from '../identity/photo.service.js';
import { findOpening, openingOf, type OpeningFound } from './break-glass.queries.js';

interface CardFound {
  language: Language;
  substance: Substance | null;
  care_requirements: CareRequirement[];
  safety: (SafetyScreen & { screened_at: string }) | null;
  custodian: { names: Labels; telephone: string | null } | null;
}

/** What row-level security leaves of the record to this one person while the glass is open. */
const CARD = `
select c.language, c.substance, c.care_requirements,
  (select to_jsonb(s) from (select s.suicide_risk, s.overdose_within_12_months, s.withdrawal_seizures_or_delirium, s.weeks_of_pregnancy,
      s.violence_risk, s.infectious_tuberculosis, s.allergies, s.medicines, s.screened_at from care.safety_screen s
      where s.episode_id = $2 order by s.screened_at desc limit 1) s) as safety,
  (select jsonb_build_object('names', o.names, 'telephone', d.telephone) from care.break_glass g join care.organisation o on o.id = g.custodian_organisation_id
     left join care.directory_entry d on d.organisation_id = o.id where g.id = $3) as custodian
from care.client c where c.id = $1`;

/** What an opening shows, for as long as it lasts, to whoever opened it. Each look is in the audit before the vault is opened. */
@Injectable()
export class EmergencyCardService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly identities: IdentityService,
    private readonly photos: PhotoService,
  ) {}

  /** The opened fields. Refuses whoever did not open it themselves, and after its end. */
  async read(actor: Actor, call: Call, opening: string): Promise<EmergencyCard> {
    const { row, found } = await this.uow.run(
      actor,
      { do: 'glass.read', on: { opening }, ...call },
      async (tx) => {
        const row = await findOpening(tx, opening);
        if (row.asked_by_id !== actor.account) throw new Refusal('break_glass.not_yours');
        if (stateOf(openingOf(row), tx.now.getTime()) !== 'open') throw new Refusal('break_glass.over');
        tx.note({ fields: row.fields });
        return { row, found: await readCard(tx, row) };
      },
    );
    const { fields } = row;
    const identity = await this.identities.find(actor, row.client_id);
    const photo = fields.includes('photo') ? await this.photos.find(actor, row.client_id) : null;
    const safety = fields.includes('safety');
    return {
      opening,
      client: row.client ?? '',
      until_at: (row.until_at as Date).toISOString(),
      fields,
      identity: identity && openedIdentity(identity, fields),
      photo,
      language: found.language,
      safety:
        safety && found.safety
          ? { ...found.safety, screened_at: new Date(found.safety.screened_at).toISOString() }
          : null,
      substance: safety ? found.substance : null,
      care_requirements: safety ? found.care_requirements : null,
      custodian: found.custodian,
    };
  }
}

async function readCard(tx: Tx, row: OpeningFound): Promise<CardFound> {
  return await tx.one<CardFound>(CARD, [row.client_id, row.episode_id, row.id]);
}
