import { Injectable } from '@nestjs/common';
import type { Action } from '#domain/charter/actions.js';
import { Refusal } from '#domain/refusal.js';
import type { Moved } from '#domain/rules/handoff-effects.js';
import { recall } from '#domain/rules/handoff-moves.js';
import { extend, overturn, reassign } from '#domain/rules/handoff-office.js';
import type { Page } from '#domain/wire/common.js';
import type { EnvelopeReasonRequest, EnvelopeReassignRequest, EnvelopeView } from '#domain/wire/envelope.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import { dueAt } from '#platform/packs/calendar.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { assertVersion } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { EffectsService, type Facts } from '../handoff/effects.service.js';
import { lockEnvelope, type HandoffLocked } from '../handoff/handoff-lock.queries.js';
import type { HandoffTarget } from '../handoff/handoff-moves.service.js';
import { writeNote } from '../handoff/handoff-note.tx.js';
import { readCursor, readLimit } from '../paging.js';
import { findPartner } from '../partner/partner.queries.js';
import { findEnvelope, readEnvelopes } from './envelope.queries.js';

type Decide = (
  tx: Tx,
  handoff: HandoffLocked,
) => { moved: Moved; facts?: Facts } | Promise<{ moved: Moved; facts?: Facts }>;

/** What the coordination office of a region does: it sees states, clocks and custody of handoffs, and never their content. */
@Injectable()
export class EnvelopeService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly effects: EffectsService,
  ) {}

  async list(
    actor: Actor,
    call: Call,
    page: { escalated: boolean; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<EnvelopeView>> {
    const cursor = readCursor(page.cursor, 'descending');
    return await this.uow.run(actor, { do: 'envelope.list', ...call }, (tx) =>
      readEnvelopes(tx, page.escalated, cursor, readLimit(page.limit)),
    );
  }

  async view(actor: Actor, call: Call, reference: string): Promise<EnvelopeView> {
    return await this.uow.run(actor, { do: 'envelope.view', on: { handoff: reference }, ...call }, (tx) =>
      findEnvelope(tx, reference),
    );
  }

  /** Sends a declined request back, once and within the days of the pack; the card is disclosed again under the same consent. */
  async overturn(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    said: EnvelopeReasonRequest,
  ): Promise<HandoffWritten> {
    return await this.move(actor, call, 'envelope.overturn', target, said.reason, async (tx, handoff) => {
      const pack = this.effects.pack(handoff);
      const delay = { businessDays: pack.clocks.overturn_business_days };
      const deadline = dueAt(pack, handoff.time_zone, handoff.closed_at ?? tx.now, delay);
      const { effects, ...moved } = overturn(handoff, deadline, tx.now);
      const { card } = await tx.one<{ card: string }>('select care.disclose_card_again($1) as card', [
        handoff.id,
      ]);
      if (card === 'consent') throw new Refusal('consent.withdrawn');
      if (card === 'custody') throw new Refusal('handoff.custody_moved_on');
      if (card === 'taken') throw new Refusal('handoff.superseded');
      tx.emit('handoff.requested', { handoff_id: handoff.id });
      return {
        moved: { ...moved, effects },
        facts: { overturned_at: tx.now, closed_at: null, decline_reason: null },
      };
    });
  }

  /** Gives whoever must act their time again, once. */
  async extend(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    said: EnvelopeReasonRequest,
  ): Promise<HandoffWritten> {
    return await this.move(actor, call, 'envelope.extend', target, said.reason, (tx, handoff) => ({
      moved: extend(handoff),
      facts: { extended_at: tx.now },
    }));
  }

  /** Ends the offer and suggests another partner to the custodian, who needs the client's consent for it. */
  async reassign(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    said: EnvelopeReassignRequest,
  ): Promise<HandoffWritten> {
    return await this.move(actor, call, 'envelope.reassign', target, said.reason, async (tx, handoff) => {
      const moved = reassign(handoff);
      const suggested = said.suggested ? await findPartner(tx, said.suggested, 'suggested') : null;
      return { moved, facts: { suggested_organisation_id: suggested?.id ?? null, closed_at: tx.now } };
    });
  }

  async recall(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    said: EnvelopeReasonRequest,
  ): Promise<HandoffWritten> {
    return await this.move(actor, call, 'envelope.recall', target, said.reason, (tx, handoff) => ({
      moved: recall(handoff, 'coordinator'),
      facts: { recall_reason: 'other', closed_at: tx.now },
    }));
  }

  private async move(
    actor: Actor,
    call: Call,
    action: Extract<Action, `envelope.${string}`>,
    target: HandoffTarget,
    reason: string,
    decide: Decide,
  ): Promise<HandoffWritten> {
    return await this.uow.run(
      actor,
      { do: action, on: { handoff: target.reference }, ...call },
      async (tx) => {
        const handoff = await lockEnvelope(tx, target.reference);
        const { moved, facts } = await decide(tx, handoff);
        assertVersion(target.version, handoff.version);
        await writeNote(tx, handoff.id, 'coordination', reason);
        return await this.effects.carryOut(tx, handoff, moved, facts ?? {});
      },
    );
  }
}
