import { Inject, Injectable } from '@nestjs/common';
import type { ConsentCategory } from '#domain/charter/consent.js';
import { CONSENT_CATEGORIES } from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { HandoffSide } from '#domain/charter/handoff.js';
import { authorize } from '#domain/rules/authorize.js';
import { assertConsentStands } from '#domain/rules/handoff.js';
import { Refusal } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type {
  HandoffDetail,
  HandoffPreview,
  HandoffPreviewRequest,
  HandoffSendRequest,
  HandoffView,
  HandoffWritten,
} from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { dueAt } from '#platform/packs/calendar.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { randomCode } from '../client/admission.tx.js';
import { assertOwnCustody, locate, locateForChange, type Located } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { IdentityService } from '../client/identity.service.js';
import { readCursor, readLimit } from '../paging.js';
import { findReceiver, type Receiver } from '../partner/partner.queries.js';
import { findHandoff, readConsentOf, readHandoffs, toHandoffView } from './handoff.queries.js';
import { HandoffRow } from './handoff.row.js';
import { PacketService } from './packet.service.js';

interface ConsentFound {
  id: string;
  categories: ConsentCategory[];
  withdrawn_at: Date | null;
  expires_on: string | null;
}

/** Sending and reading handoffs; the moves of the receiver and the recall are in handoff-moves.service. */
@Injectable()
export class HandoffService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly packets: PacketService,
    private readonly identities: IdentityService,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async list(
    actor: Actor,
    call: Call,
    side: HandoffSide,
    page: { open: boolean; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<HandoffView>> {
    const cursor = readCursor(page.cursor, 'descending');
    return await this.uow.run(actor, { do: 'handoff.list', ...call }, (tx) =>
      readHandoffs(tx, side, page.open, cursor, readLimit(page.limit)),
    );
  }

  /** One handoff with everything the acting side may read of it; for the receiver from acceptance on also who it is. */
  async view(actor: Actor, call: Call, reference: string, language: Language): Promise<HandoffDetail> {
    const { detail, client_id } = await this.uow.run(
      actor,
      { do: 'handoff.view', on: { handoff: reference }, ...call },
      async (tx) => {
        const found = await findHandoff(tx, reference);
        const consent = await readConsentOf(tx, found.consent_id);
        const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
          'select jurisdiction from care.organisation where id = $1',
          [tx.organisation],
        );
        const packets = await this.packets.open(tx, found.id, jurisdiction, language);
        const identified = packets.some(({ body }) => body.identity === true) && found.side === 'receiver';
        tx.note({ tiers: packets.map(({ tier }) => tier), identified });
        const view = {
          ...toHandoffView(found),
          packets,
          identity: null,
          consent: consent ? { ...consent, withdrawn_at: consent.withdrawn_at?.toISOString() ?? null } : null,
          safety_withheld: found.safety_withheld,
        };
        return { detail: view, client_id: identified ? found.client_id : null };
      },
    );
    // Opening who somebody is, is an action of its own: another permission, another line in the audit.
    if (client_id === null || !authorize(actor.roles, 'client.identify').allowed) return detail;
    const identity = await this.identities.look(
      actor,
      { on: { handoff: reference }, request: call.request },
      async (tx) => (await findHandoff(tx, reference)).client_id,
    );
    return { ...detail, identity };
  }

  /** What the partner would see at each tier with these categories, and what stays withheld. */
  async preview(actor: Actor, call: Call, wanted: HandoffPreviewRequest): Promise<HandoffPreview> {
    return await this.uow.run(
      actor,
      { do: 'handoff.preview', on: { client: wanted.client }, ...call },
      async (tx) => {
        const located = await locate(tx, wanted.client);
        await assertOwnCustody(tx, located.episode_id);
        const receiver = await findReceiver(tx, wanted.receiver, wanted.stage);
        const request = { stage: wanted.stage, urgency: wanted.urgency, reason: wanted.reason ?? null };
        return {
          receiver: {
            code: receiver.code,
            names: receiver.names,
            stages: receiver.stages,
            time_zone: receiver.time_zone,
          },
          tiers: await this.packets.preview(tx, located.episode_id, request, wanted.categories),
          withheld: CONSENT_CATEGORIES.filter((category) => !wanted.categories.includes(category)),
        };
      },
    );
  }

  /** Sends a client on: the request is on its way, the card (D1) is disclosed, custody stays where it is. */
  async send(actor: Actor, call: Call, wanted: HandoffSendRequest): Promise<HandoffWritten> {
    return await this.uow.run(
      actor,
      { do: 'handoff.send', on: { client: wanted.client }, ...call },
      async (tx) => {
        const located = await locateForChange(tx, wanted.client);
        await assertOwnCustody(tx, located.episode_id);
        const receiver = await findReceiver(tx, wanted.receiver, wanted.stage);
        const consent = await this.standingConsent(tx, located, receiver, wanted.consent);
        const handoff = await this.insert(tx, located, receiver, consent, wanted);
        await this.packets.disclose(
          tx,
          { ...handoff, ...wanted, reason: wanted.reason ?? null, jurisdiction: receiver.jurisdiction },
          'D1',
        );
        tx.emit('handoff.requested', { handoff_id: handoff.id });
        tx.note({
          handoff: handoff.reference,
          receiver: receiver.code,
          stage: wanted.stage,
          kind: wanted.kind,
        });
        return {
          reference: handoff.reference,
          state: 'requested',
          business_state: 'awaiting-acknowledgement',
          version: 1,
        };
      },
    );
  }

  private async insert(
    tx: Tx,
    located: Located,
    receiver: Receiver,
    consent: ConsentFound,
    wanted: HandoffSendRequest,
  ) {
    const pack = this.packs.of(receiver.jurisdiction);
    const due_at = dueAt(
      pack,
      receiver.time_zone,
      tx.now,
      wanted.urgency === 'urgent'
        ? { hours: pack.clocks.acknowledge_hours_urgent }
        : { businessDays: pack.clocks.acknowledge_business_days_routine },
    );
    const handoff = { id: tx.newId(), reference: randomCode() };
    await tx.insert(HandoffRow, {
      ...handoff,
      kind: wanted.kind,
      episode_id: located.episode_id,
      client_id: located.client_id,
      audit_subject: located.audit_subject,
      sender_organisation_id: tx.organisation,
      receiver_organisation_id: receiver.id,
      stage: wanted.stage,
      urgency: wanted.urgency,
      reason: wanted.reason ?? null,
      consent_id: consent.id,
      safety_withheld: !consent.categories.includes('safety'),
      pack_version: pack.version,
      requested_by: tx.actor.account as string,
      due_at,
    });
    return handoff;
  }

  /** The consent, kept from being withdrawn until the handoff that stands on it is committed and can be closed with it. */
  private async standingConsent(
    tx: Tx,
    located: Located,
    receiver: Receiver,
    reference: string,
  ): Promise<ConsentFound> {
    const consent = await tx.maybe<ConsentFound>(
      `select id, categories, withdrawn_at, to_char(expires_on, 'YYYY-MM-DD') as expires_on from care.consent
       where reference = $1 and client_id = $2 and recipient_organisation_id = $3 for share`,
      [reference, located.client_id, receiver.id],
    );
    if (!consent) throw new Refusal('consent.unknown', { field: 'consent' });
    assertConsentStands(consent, tx.now);
    return consent;
  }
}
