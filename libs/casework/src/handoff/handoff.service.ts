import { Inject, Injectable } from '@nestjs/common';
import { CONSENT_CATEGORIES } from '#domain/charter/consent.js';
import type { Language } from '#domain/charter/code-lists.js';
import { authorize } from '#domain/rules/authorize.js';
import type { Page } from '#domain/wire/common.js';
import type {
  HandoffDetail,
  HandoffPreview,
  HandoffPreviewRequest,
  HandoffView,
} from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { readPlaces } from '../capacity/capacity.queries.js';
import { assertOwnCustody, locate } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { IdentityService } from '../client/identity.service.js';
import { readCursor, readLimit } from '../paging.js';
import { assertFit, findReceiver } from '../partner/partner.queries.js';
import { readStory } from './handoff-story.queries.js';
import {
  findHandoff,
  isTombstone,
  readClocks,
  readConsentOf,
  readHandoffs,
  toHandoffView,
  type HandoffFilter,
  type HandoffFound,
} from './handoff.queries.js';
import { PacketService } from './packet.service.js';

/** Reading handoffs, and what a partner would get of one that is being prepared. */
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
    filter: HandoffFilter,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<HandoffView>> {
    const cursor = readCursor(page.cursor, 'descending');
    return await this.uow.run(actor, { do: 'handoff.list', ...call }, (tx) =>
      readHandoffs(tx, filter, cursor, readLimit(page.limit)),
    );
  }

  /** One handoff with everything the acting side may read of it; for the receiver from acceptance on also who it is. */
  async view(actor: Actor, call: Call, reference: string, language: Language): Promise<HandoffDetail> {
    const { detail, identified } = await this.uow.run(
      actor,
      { do: 'handoff.view', on: { handoff: reference }, ...call },
      (tx) => this.read(tx, reference, language),
    );
    // Opening who somebody is, is an action of its own: another permission, another line in the audit.
    if (!identified || !authorize(actor.roles, 'client.identify').allowed) return detail;
    const identity = await this.identities.look(
      actor,
      { on: { handoff: reference }, request: call.request },
      async (tx) => (await findHandoff(tx, reference)).client_id,
    );
    return { ...detail, identity };
  }

  /** Everything the acting side may read of one handoff, without who the person is. */
  async read(
    tx: Tx,
    reference: string,
    language: Language,
  ): Promise<{ detail: HandoffDetail; identified: boolean }> {
    const found = await findHandoff(tx, reference);
    const gone = isTombstone(found);
    const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
      'select jurisdiction from care.organisation where id = $1',
      [tx.organisation],
    );
    const packets = gone ? [] : await this.packets.open(tx, found.id, jurisdiction, language);
    const consent = gone ? undefined : await readConsentOf(tx, found.consent_id);
    const story = await readStory(tx, found);
    const identified = found.side === 'receiver' && (await this.mayKnowWho(tx, found, packets));
    tx.note({ tiers: packets.map(({ tier }) => tier), identified });
    const detail: HandoffDetail = {
      ...toHandoffView(found),
      packets,
      identity: null,
      consent: consent
        ? {
            ...consent,
            reference: found.side === 'sender' ? consent.reference : null,
            withdrawn_at: consent.withdrawn_at?.toISOString() ?? null,
          }
        : null,
      safety_withheld: !gone && found.safety_withheld,
      clocks: gone ? [] : await readClocks(tx, found.id),
      ...story,
    };
    return { detail, identified };
  }

  /** The name is open with its packet, and for some days after a missed arrival, so that somebody can ring. */
  private async mayKnowWho(
    tx: Tx,
    found: HandoffFound,
    packets: readonly { body: { identity?: true } }[],
  ): Promise<boolean> {
    if (packets.some(({ body }) => body.identity === true)) return true;
    if (found.business_state !== 'did-not-arrive') return false;
    const { kept } = await tx.one<{ kept: boolean }>('select care.keeps_contact($1) as kept', [found.id]);
    return kept;
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
        const pack = this.packs.of(receiver.jurisdiction);
        const fit = await assertFit(tx, pack, receiver.id, located.client_id, wanted.stage);
        const [capacity] = await readPlaces(tx, this.packs, wanted.stage, receiver.id);
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
          capacity: capacity ?? null,
          duty_round_the_clock: fit.duty_at_night,
        };
      },
    );
  }
}
