import { Injectable } from '@nestjs/common';
import type { Action } from '#domain/charter/actions.js';
import { BUSINESS_STATES, type NoteKind } from '#domain/charter/handoff.js';
import { Refusal } from '#domain/refusal.js';
import * as rules from '#domain/rules/handoff-moves.js';
import type { Moved } from '#domain/rules/handoff-effects.js';
import type * as wire from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { assertVersion } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { readDayOf } from '../day.queries.js';
import { assertFit, findPartner } from '../partner/partner.queries.js';
import { mayRecordHealth } from '../rights/permit.tx.js';
import { EffectsService, type Facts } from './effects.service.js';
import { lockHandoff, lockRivals, type HandoffLockedBySide } from './handoff-lock.queries.js';
import { writeNote } from './handoff-note.tx.js';
import { tellOfMove } from './handoff-tell.tx.js';

export interface HandoffTarget {
  readonly reference: string;
  readonly version: number;
}

/** What a move decides: the rule's answer, the columns it writes beside the state, and what it says to the other side. */
export interface Decision {
  readonly moved: Moved;
  readonly facts?: Facts;
  readonly note?: { readonly kind: NoteKind; readonly body: string | undefined };
  /** What else whoever asked must know. */
  readonly answer?: Partial<wire.HandoffWritten>;
  readonly warnings?: readonly wire.HandoffWarning[];
}

type Decide = (tx: Tx, handoff: HandoffLockedBySide) => Decision | Promise<Decision>;
type Written = Promise<wire.HandoffWritten>;

/** The answer to a request: take, ask, waiting list, accept, decline; and what the sender does until then. */
@Injectable()
export class HandoffMovesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly effects: EffectsService,
  ) {}

  async take(actor: Actor, call: Call, target: HandoffTarget): Written {
    return await this.move(actor, call, 'handoff.take', target, (tx, handoff) => ({
      moved: rules.take(handoff, handoff.side),
      facts: { received_at: tx.now, received_by: tx.actor.account },
    }));
  }

  async ask(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffAskRequest): Written {
    return await this.move(actor, call, 'handoff.ask', target, (_, handoff) => ({
      moved: rules.ask(handoff, handoff.side),
      note: { kind: 'question', body: said.question },
    }));
  }

  async answer(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffAnswerRequest): Written {
    return await this.move(actor, call, 'handoff.answer', target, (_, handoff) => ({
      moved: rules.answer(handoff, handoff.side),
      note: { kind: 'answer', body: said.answer },
    }));
  }

  /** Offers the waiting list: a date or a position, and a day on which it is looked at again. */
  async waitlist(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    said: wire.HandoffWaitlistRequest,
  ): Written {
    return await this.move(actor, call, 'handoff.waitlist', target, async (tx, handoff) => {
      const days = this.effects.pack(handoff).clocks.waitlist_review_days;
      const offer = {
        expected_on: said.expected_on ?? null,
        position: said.position ?? null,
        review_on: said.review_on ?? (await readDayOf(tx, new Date(tx.now.getTime() + days * DAY_MS))),
      };
      return {
        moved: rules.waitlist(handoff, handoff.side, offer, await readDayOf(tx)),
        facts: {
          waitlist_expected_on: offer.expected_on,
          waitlist_position: offer.position,
          waitlist_review_on: offer.review_on,
        },
        note: { kind: 'waitlist', body: said.note },
      };
    });
  }

  async wish(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffWishRequest): Written {
    return await this.move(actor, call, 'handoff.wish', target, (tx, handoff) => ({
      moved: rules.wish(handoff, handoff.side, said.wishes, reviewAt(tx, handoff)),
      facts: said.wishes
        ? {}
        : { waitlist_expected_on: null, waitlist_position: null, waitlist_review_on: null },
    }));
  }

  async propose(actor: Actor, call: Call, target: HandoffTarget): Written {
    return await this.move(actor, call, 'handoff.propose', target, (_, handoff) => ({
      moved: rules.propose(handoff, handoff.side),
      facts: { waitlist_expected_on: null, waitlist_position: null, waitlist_review_on: null },
    }));
  }

  /** Yes, with an appointment. The own standing, the places and those to be kept apart are looked at once more. */
  async accept(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffAcceptRequest): Written {
    const given = {
      appointment_at: new Date(said.appointment_at),
      spoke_at: said.spoke_at ? new Date(said.spoke_at) : undefined,
    };
    return await this.move(actor, call, 'handoff.accept', target, async (tx, handoff) => {
      const moved = rules.accept(handoff, handoff.side, given, tx.now);
      const { stages } = await tx.one<{ stages: readonly string[] }>(
        'select stages from care.organisation where id = $1',
        [tx.organisation],
      );
      if (!stages.includes(handoff.stage)) throw new Refusal('handoff.receiver_stage');
      const pack = this.effects.pack(handoff);
      await assertFit(tx, pack, tx.organisation, handoff.client_id, handoff.stage);
      // A yes is a promise to write health records here. Until it is given the sender may ask another house.
      if (!(await mayRecordHealth(tx, pack))) throw new Refusal('permit.needed');
      const taken = { received_at: tx.now, received_by: tx.actor.account };
      return {
        moved,
        facts: {
          ...(BUSINESS_STATES[handoff.business_state] === 'requested' ? taken : {}),
          accepted_at: tx.now,
          accepted_by: tx.actor.account,
          appointment_at: given.appointment_at,
          spoke_at: given.spoke_at ?? null,
        },
      };
    });
  }

  async decline(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffDeclineRequest): Written {
    return await this.move(actor, call, 'handoff.decline', target, async (tx, handoff) => {
      const moved = rules.decline(handoff, handoff.side, said.reason);
      const onward = said.reason === 'referred_onward';
      if (onward && !said.suggested) throw new Refusal('handoff.suggestion_needed', { field: 'suggested' });
      const suggested = said.suggested ? await findPartner(tx, said.suggested, 'suggested') : null;
      return {
        moved,
        facts: {
          decline_reason: said.reason,
          suggested_organisation_id: suggested?.id ?? null,
          closed_at: tx.now,
        },
        note: { kind: 'decline', body: said.note },
      };
    });
  }

  async recall(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffRecallRequest): Written {
    return await this.move(actor, call, 'handoff.recall', target, (tx, handoff) => {
      return {
        moved: rules.recall(handoff, handoff.side),
        facts: { recall_reason: said.reason, closed_at: tx.now },
      };
    });
  }

  async stop(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffStopRequest): Written {
    return await this.move(actor, call, 'handoff.stop', target, (tx, handoff) => ({
      moved: rules.stop(handoff, handoff.side, said.cause),
      facts: { closed_at: tx.now },
    }));
  }

  /** Entered in error. One person may say so at night; a second one countersigns within the hours of the pack. */
  async voidIt(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffVoidRequest): Written {
    return await this.move(actor, call, 'handoff.void', target, (tx, handoff) => ({
      moved: rules.voidIt(handoff, handoff.side),
      facts: { closed_at: tx.now },
      note: { kind: 'void', body: said.reason },
    }));
  }

  private async move(
    actor: Actor,
    call: Call,
    action: Extract<Action, `handoff.${string}`>,
    target: HandoffTarget,
    decideMove: Decide,
  ): Written {
    return await moveHandoff(this.uow, this.effects, { actor, call, action, target, decide: decideMove });
  }
}

const DAY_MS = 86_400_000;

function reviewAt(tx: Tx, handoff: HandoffLockedBySide): Date {
  const day = handoff.waitlist_review_on;
  return day ? new Date(Math.max(Date.parse(day), tx.now.getTime())) : tx.now;
}

export interface Move {
  readonly actor: Actor;
  readonly call: Call;
  readonly action: Extract<Action, `handoff.${string}`>;
  readonly target: HandoffTarget;
  readonly decide: Decide;
}

/** Moves that may end other handoffs, which are therefore locked first. */
const ENDS_RIVALS: readonly Action[] = ['handoff.accept', 'handoff.arrive'];

/** Every move of a side: lock, let the pure rule decide, write state and effects, all in one transaction. */
export async function moveHandoff(uow: UnitOfWork, effects: EffectsService, wanted: Move): Written {
  const { actor, call, action, target } = wanted;
  return await uow.run(actor, { do: action, on: { handoff: target.reference }, ...call }, async (tx) => {
    if (ENDS_RIVALS.includes(action)) await lockRivals(tx, target.reference);
    const handoff = await lockHandoff(tx, target.reference);
    // The rule speaks first: "was accepted already" helps more than "somebody changed this".
    const { moved, facts, note, answer, warnings = [] } = await wanted.decide(tx, handoff);
    assertVersion(target.version, handoff.version);
    if (note) await writeNote(tx, handoff.id, note.kind, note.body);
    const written = { ...(await effects.carryOut(tx, handoff, moved, facts ?? {})), ...answer };
    await tellOfMove(tx, action, handoff, facts ?? {}, written.version);
    const known = [...(written.warnings ?? []), ...warnings];
    return known.length > 0 ? { ...written, warnings: known } : written;
  });
}
