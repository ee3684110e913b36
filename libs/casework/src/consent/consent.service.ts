import { Inject, Injectable } from '@nestjs/common';
import { CONSENT_KINDS, CONSENT_KIND_CODES, TPO_PURPOSES } from '#domain/charter/consent.js';
import { Refusal } from '#domain/refusal.js';
import { assertRecords, needsGuardian, recordedBy } from '#domain/rules/consent.js';
import type {
  AccountingView,
  ConsentCopy,
  ConsentDocument,
  ConsentNarrowRequest,
  ConsentRequest,
  ConsentsView,
  ConsentWithdrawalRequest,
  ConsentWritten,
} from '#domain/wire/consent.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Pack } from '#platform/packs/pack.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import {
  assertOwnCustody,
  assertVersion,
  locate,
  locateForChange,
  nextVersion,
} from '../client/client.queries.js';
import type { Call } from '../call.js';
import { readDayOf } from '../day.queries.js';
import { findConsent, readAccounting, readConsents, readCopy, toConsentView } from './consent.queries.js';
import {
  compose,
  findPlace,
  narrowConsent,
  withdrawConsent,
  writeConsent,
  type ConsentPlace,
} from './consent-writing.tx.js';

/** Consents as staff record them at the client's wish: the same steps, texts and refusals as in the client's own window. */
@Injectable()
export class ConsentService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Everything the page of consents shows: consents, kinds that may be given here, and what was given to whom. */
  async page(actor: Actor, call: Call, code: string): Promise<ConsentsView> {
    return await this.uow.run(actor, { do: 'consent.list', on: { client: code }, ...call }, async (tx) => {
      const located = await locate(tx, code);
      const place = await findPlace(tx, located.client_id);
      const { language, own_custody, birth_year, jurisdiction } = await tx.one<ClientFacts>(FACTS, [
        located.client_id,
        located.episode_id,
        tx.organisation,
      ]);
      const pack = this.packs.of(jurisdiction);
      const today = place?.today ?? (await readDayOf(tx));
      return {
        client: located.code,
        language,
        own_custody,
        minor: needsGuardian(birth_year, pack.consents.profile.min_age_own_consent, today),
        offered: offeredIn(pack).filter(({ kind }) => recordedBy(actor.roles).includes(kind)),
        consents: (await readConsents(tx, located.client_id)).map(toConsentView),
        accounting: await readAccounting(tx, located.client_id),
      };
    });
  }

  /** The document as it would be signed now, with its hash: it is read out, or shown on a screen, before anything is signed. */
  async preview(actor: Actor, call: Call, code: string, wanted: ConsentRequest): Promise<ConsentDocument> {
    return await this.uow.run(actor, { do: 'consent.preview', on: { client: code }, ...call }, async (tx) => {
      assertRecords(actor.roles, wanted.kind);
      const located = await locate(tx, code);
      const place = await placeOf(tx, located.client_id);
      return (await compose(tx, this.packs, place, wanted)).document;
    });
  }

  /** Records what the client agreed to, under the document they were shown in their language. Refused by name where anything is missing. */
  async record(actor: Actor, call: Call, code: string, wanted: ConsentRequest): Promise<ConsentWritten> {
    return await this.uow.run(actor, { do: 'consent.record', on: { client: code }, ...call }, async (tx) => {
      assertRecords(actor.roles, wanted.kind);
      const located = await locateForChange(tx, code);
      await assertOwnCustody(tx, located.episode_id);
      const place = await placeOf(tx, located.client_id);
      const composed = await compose(tx, this.packs, place, wanted);
      const written = await writeConsent(tx, place, this.packs.of(place.jurisdiction).version, composed);
      await nextVersion(tx, located.episode_id);
      return written;
    });
  }

  /** Records that the client took something away from a consent; it works at once, everywhere. */
  async narrow(
    actor: Actor,
    call: Call,
    reference: string,
    version: number,
    wanted: ConsentNarrowRequest,
  ): Promise<ConsentWritten> {
    const intent = { do: 'consent.narrow', on: { consent: reference }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const found = await findConsent(tx, reference);
      if (found.withdrawn_at) throw new Refusal('consent.already_withdrawn');
      assertVersion(version, found.version);
      return await narrowConsent(tx, this.packs, found, wanted);
    });
  }

  /**
   * Records that the client withdrew a consent. From this commit on nothing more is disclosed under it: every packet that
   * is open is closed at once, after arrival too; before arrival also the view of who the person is. Answers what has left.
   */
  async withdraw(
    actor: Actor,
    call: Call,
    reference: string,
    version: number,
    wanted: ConsentWithdrawalRequest,
  ): Promise<ConsentWritten> {
    const intent = { do: 'consent.withdraw', on: { consent: reference }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const found = await findConsent(tx, reference);
      if (found.withdrawn_at) throw new Refusal('consent.already_withdrawn');
      assertVersion(version, found.version);
      return await withdrawConsent(tx, this.packs, found, wanted);
    });
  }

  /** Everything the copy of a consent shows, word for word. */
  async copy(actor: Actor, call: Call, reference: string): Promise<ConsentCopy> {
    const intent = { do: 'consent.copy', on: { consent: reference }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => await readCopy(tx, reference));
  }

  /** What the house gave to whom, or got, about a client: never less than three years (R-D05). */
  async accounting(actor: Actor, call: Call, code: string, from?: string): Promise<AccountingView> {
    const intent = { do: 'disclosure.account', on: { client: code }, ...call } as const;
    return await this.uow.run(actor, intent, async (tx) => {
      const located = await locate(tx, code);
      return await readAccounting(tx, located.client_id, from);
    });
  }
}

interface ClientFacts {
  language: ConsentsView['language'];
  birth_year: number | null;
  own_custody: boolean;
  jurisdiction: string;
}

const FACTS = `select c.language, c.birth_year, o.jurisdiction, exists (select from care.custody x where x.episode_id = $2 and x.organisation_id = $3 and x.until_at is null) as own_custody
  from care.client c, care.organisation o where c.id = $1 and o.id = $3`;

async function placeOf(tx: Tx, clientId: string): Promise<ConsentPlace> {
  const place = await findPlace(tx, clientId);
  if (!place) throw new Refusal('client.not_in_custody');
  return place;
}

/** Kinds and classes a jurisdiction knows, in the order of the charter. */
export function offeredIn(pack: Pack): ConsentsView['offered'] {
  const { recipient_classes, no_end_allowed } = pack.consents.profile;
  return CONSENT_KIND_CODES.map((kind) => {
    const { classes, organisation, purposes } = CONSENT_KINDS[kind];
    return {
      kind,
      organisation,
      classes: classes.filter((one) => recipient_classes.includes(one)),
      no_end: no_end_allowed && purposes.every((one) => TPO_PURPOSES.includes(one)),
    };
  }).filter(({ organisation, classes }) => organisation || classes.length > 0);
}
