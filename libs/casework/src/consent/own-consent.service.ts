import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '#domain/charter/code-lists.js';
import { Refusal } from '#domain/refusal.js';
import { needsGuardian } from '#domain/rules/consent.js';
import type {
  AccountingView,
  ConsentCopy,
  ConsentDocument,
  ConsentNarrowRequest,
  ConsentRequest,
  ConsentsView,
  ConsentView,
  ConsentWithdrawalRequest,
  ConsentWritten,
} from '#domain/wire/consent.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { assertVersion } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { findConsent, readAccounting, readConsents, readCopy, toConsentView } from './consent.queries.js';
import {
  compose,
  findPlace,
  narrowConsent,
  withdrawConsent,
  writeConsent,
  type ConsentPlace,
} from './consent-writing.tx.js';
import { offeredIn } from './consent.service.js';

export interface OwnConsents {
  consents: ConsentView[];
  /** What may be given now; empty where no care is open. */
  offered: ConsentsView['offered'];
  language: Language | null;
  /** Somebody else signs for the client: then the window shows and withdraws, and does not give. */
  minor: boolean;
}

/** The client's consents in their own window: what staff can record, the client does alone, with the same refusals. */
@Injectable()
export class OwnConsentService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** All consents of the client at every house, and what may be given now. */
  async list(actor: Actor, call: Call): Promise<OwnConsents> {
    return await this.uow.run(actor, { do: 'own.consents', ...call }, async (tx) => {
      const place = await findPlace(tx, null);
      const consents = await readConsents(tx, tx.client);
      tx.about(consents[0]?.audit_subject);
      const pack = place && this.packs.of(place.jurisdiction);
      return {
        consents: consents.map(toConsentView),
        offered: pack ? offeredIn(pack) : [],
        language: place?.language ?? null,
        minor: isMinor(place, pack?.consents.profile.min_age_own_consent ?? 0),
      };
    });
  }

  /** The document as the client would sign it now. */
  async preview(actor: Actor, call: Call, wanted: ConsentRequest): Promise<ConsentDocument> {
    return await this.uow.run(actor, { do: 'own.preview', ...call }, async (tx) => {
      return (await compose(tx, this.packs, await ownPlace(tx), byClient(wanted))).document;
    });
  }

  /** The client gives a consent, signed on the screen or confirmed with their code, which `check` looks at first. Only they themselves sign here. */
  async give(
    actor: Actor,
    call: Call,
    wanted: ConsentRequest,
    check?: (tx: Tx) => Promise<void>,
  ): Promise<ConsentWritten> {
    return await this.uow.run(actor, { do: 'own.give', ...call }, async (tx) => {
      await check?.(tx);
      const place = await ownPlace(tx);
      const composed = await compose(tx, this.packs, place, byClient(wanted));
      return await writeConsent(tx, place, this.packs.of(place.jurisdiction).version, composed);
    });
  }

  /** The client takes something away. */
  async narrow(
    actor: Actor,
    call: Call,
    reference: string,
    version: number,
    wanted: ConsentNarrowRequest,
  ): Promise<ConsentWritten> {
    const intent = { do: 'own.narrow', on: { consent: reference }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const found = await findConsent(tx, reference);
      assertVersion(version, found.version);
      return await narrowConsent(tx, this.packs, found, wanted);
    });
  }

  /** The client withdraws; no version is asked for, because nothing anybody did meanwhile makes a withdrawal wrong (R-C04). */
  async withdraw(
    actor: Actor,
    call: Call,
    reference: string,
    wanted: ConsentWithdrawalRequest,
  ): Promise<ConsentWritten> {
    const intent = { do: 'own.withdraw', on: { consent: reference }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      return await withdrawConsent(tx, this.packs, await findConsent(tx, reference), wanted);
    });
  }

  /** Everything the copy of a consent shows. */
  async copy(actor: Actor, call: Call, reference: string): Promise<ConsentCopy> {
    const intent = { do: 'own.copy', on: { consent: reference }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => await readCopy(tx, reference));
  }

  /** What was given to whom, by every house. */
  async accounting(actor: Actor, call: Call, from?: string): Promise<AccountingView> {
    return await this.uow.run(actor, { do: 'own.disclosures', ...call }, async (tx) => {
      const place = await findPlace(tx, null);
      tx.note({ from: from ?? null, place: place !== null });
      return await readAccounting(tx, tx.client, from);
    });
  }
}

async function ownPlace(tx: Tx): Promise<ConsentPlace> {
  const place = await findPlace(tx, null);
  if (!place) throw new Refusal('client.episode_closed');
  return place;
}

const isMinor = (place: ConsentPlace | null, age: number): boolean =>
  place !== null && needsGuardian(place.birth_year, age, place.today);

/** In the window nobody signs for somebody else, whatever was posted. */
function byClient({ authority: _nobodys, ...wanted }: ConsentRequest): ConsentRequest {
  return { ...wanted, signer: 'self' };
}
