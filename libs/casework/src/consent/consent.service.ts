import { Inject, Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import type { ConsentRequest, ConsentWithdrawalRequest } from '#domain/wire/client.js';
import type { Labels } from '#domain/wire/common.js';
import { Refusal } from '#domain/refusal.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { assertOwnCustody, assertVersion, locateForChange, nextVersion } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { loseConsent } from './consent-loss.tx.js';
import { ConsentRow } from './consent.row.js';

export interface ConsentWritten {
  reference: string;
  version: number;
}

interface Recipient {
  id: string;
  jurisdiction: string;
  names: Labels;
}

@Injectable()
export class ConsentService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Records what the client agreed to share with one partner, under the text they were shown in their language. */
  async record(actor: Actor, call: Call, code: string, wanted: ConsentRequest): Promise<ConsentWritten> {
    return await this.uow.run(actor, { do: 'consent.record', on: { client: code }, ...call }, async (tx) => {
      const recipient = await tx.maybe<Recipient>(
        'select id, jurisdiction, names from care.organisation where code = $1 and closed_at is null',
        [wanted.recipient.trim().toUpperCase()],
      );
      if (!recipient) throw new Refusal('handoff.receiver_unknown', { field: 'recipient' });
      if (recipient.id === tx.organisation)
        throw new Refusal('consent.recipient_own', { field: 'recipient' });
      if (wanted.categories.length === 0)
        throw new Refusal('consent.category_required', { field: 'categories' });
      if (wanted.expires_on && wanted.expires_on < tx.now.toISOString().slice(0, 10)) {
        throw new Refusal('consent.expired_on_arrival', { field: 'expires_on' });
      }
      const located = await locateForChange(tx, code);
      await assertOwnCustody(tx, located.episode_id);
      const pack = this.packs.of(recipient.jurisdiction);
      const reference = randomUUID();
      await tx.insert(ConsentRow, {
        id: tx.newId(),
        reference,
        client_id: located.client_id,
        episode_id: located.episode_id,
        organisation_id: tx.organisation,
        recipient_organisation_id: recipient.id,
        purposes: [...new Set(wanted.purposes)],
        categories: [...new Set(wanted.categories)],
        language: wanted.language,
        text_id: pack.consent_text.id,
        text_sha256: createHash('sha256').update(pack.consent_text.texts[wanted.language]).digest(),
        pack_version: pack.version,
        given_how: wanted.given_how,
        signer: wanted.signer,
        expires_on: wanted.expires_on ?? null,
        recorded_by: tx.actor.account as string,
      });
      await nextVersion(tx, located.episode_id);
      tx.note({ recipient: wanted.recipient, categories: wanted.categories });
      return { reference, version: 1 };
    });
  }

  /**
   * Records that the client withdrew a consent. From this commit on nothing more is disclosed under it: every packet that
   * is open is closed at once, after arrival too; before arrival also the view of who the person is.
   */
  async withdraw(
    actor: Actor,
    call: Call,
    reference: string,
    version: number,
    wanted: ConsentWithdrawalRequest,
  ): Promise<ConsentWritten> {
    return await this.uow.run(
      actor,
      { do: 'consent.withdraw', on: { consent: reference }, ...call },
      async (tx) => {
        const consent = await tx.maybe<ConsentStanding>(STANDING, [reference, tx.organisation]);
        if (!consent) throw new Refusal('request.not_found');
        tx.about(consent.audit_subject);
        if (consent.withdrawn_at) throw new Refusal('consent.already_withdrawn');
        assertVersion(version, consent.version);
        const pack = this.packs.of(consent.jurisdiction);
        const moved = await loseConsent(tx, pack, consent.time_zone, consent.id, wanted.how);
        tx.note({ handoffs_narrowed: moved.length });
        return { reference, version: version + 1 };
      },
    );
  }
}

interface ConsentStanding {
  id: string;
  version: number;
  withdrawn_at: Date | null;
  audit_subject: string;
  jurisdiction: string;
  time_zone: string;
}

const STANDING = `select k.id, k.version, k.withdrawn_at, c.audit_subject, o.jurisdiction, o.time_zone
  from care.consent k join care.client c on c.id = k.client_id join care.organisation o on o.id = $2 where k.reference = $1`;
