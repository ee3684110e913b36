import { Injectable } from '@nestjs/common';
import type { Action } from '#domain/charter/actions.js';
import { work, type Effect } from '#domain/rules/handoff-effects.js';
import * as rules from '#domain/rules/handoff-arrival.js';
import type * as wire from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { assertSignedOff } from '../assessment/sign-off.tx.js';
import { assertOwnCustody, locateForChange } from '../client/client.queries.js';
import { randomCode } from '../client/admission.tx.js';
import type { Call } from '../call.js';
import { readDayOf } from '../day.queries.js';
import { readFit } from '../partner/partner.queries.js';
import { mayRecordHealth } from '../rights/permit.tx.js';
import { EffectsService } from './effects.service.js';
import { standingConsent } from './handoff-consent.queries.js';
import { lockHandoff, type HandoffLocked } from './handoff-lock.queries.js';
import { moveHandoff, type HandoffTarget, type Move } from './handoff-moves.service.js';
import { HandoffSendService } from './handoff-send.service.js';
import { HandoffContactRow } from './handoff.row.js';

type Written = Promise<wire.HandoffWritten>;

/** From acceptance to the closed loop: the pause, the way there, the arrival, and what came of it. */
@Injectable()
export class HandoffArrivalService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly effects: EffectsService,
    private readonly sending: HandoffSendService,
  ) {}

  async hold(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffHoldRequest): Written {
    return await this.move(actor, call, 'handoff.hold', target, async (tx, handoff) => ({
      moved: rules.hold(handoff, handoff.side, said.reason, said.resume_on, await readDayOf(tx)),
      facts: { resume_on: said.resume_on },
      note: { kind: 'hold', body: said.note },
    }));
  }

  /** Goes on, with the old appointment where it still lies ahead, or a new one. A new consent opens a new round of packets. */
  async resume(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffResumeRequest): Written {
    return await this.move(actor, call, 'handoff.resume', target, async (tx, handoff) => {
      const appointment_at = said.appointment_at
        ? new Date(said.appointment_at)
        : (handoff.appointment_at ?? tx.now);
      // An emergency stands on no consent, and none that is given later takes its place.
      const asked = handoff.side === 'sender' && handoff.basis === 'consent';
      const given = { appointment_at, new_consent: said.consent !== undefined && asked };
      const moved = rules.resume(handoff, handoff.side, given, tx.now);
      if (!given.new_consent || said.consent === undefined)
        return { moved, facts: { appointment_at, resume_on: null } };
      const consent = await standingConsent(
        tx,
        handoff.client_id,
        handoff.receiver_organisation_id,
        said.consent,
      );
      const safety_withheld = !consent.categories.includes('safety');
      await tx.query('update care.handoff set consent_id = $2, safety_withheld = $3 where id = $1', [
        handoff.id,
        consent.id,
        safety_withheld,
      ]);
      return { moved, facts: { appointment_at, resume_on: null } };
    });
  }

  async reschedule(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    said: wire.HandoffRescheduleRequest,
  ): Written {
    const appointment_at = new Date(said.appointment_at);
    return await this.move(actor, call, 'handoff.reschedule', target, (tx, handoff) => ({
      moved: rules.reschedule(handoff, handoff.side, appointment_at, tx.now),
      facts: { appointment_at },
    }));
  }

  async depart(actor: Actor, call: Call, target: HandoffTarget): Written {
    return await this.move(actor, call, 'handoff.depart', target, async (tx, handoff) => {
      const moved = rules.depart(handoff, handoff.side);
      if (handoff.kind === 'transfer' && handoff.basis === 'consent')
        await assertSignedOff(tx, handoff.episode_id);
      // Whoever lets the client go is the one who looks for them, until somebody else is named.
      return { moved, facts: { departed_at: tx.now, caller_account_id: tx.actor.account } };
    });
  }

  async contact(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffContactRequest): Written {
    return await this.move(actor, call, 'handoff.contact', target, async (tx, handoff) => {
      const moved = rules.contact(handoff, handoff.side, said.reached);
      await tx.insert(HandoffContactRow, {
        id: tx.newId(),
        handoff_id: handoff.id,
        organisation_id: tx.organisation,
        account_id: tx.actor.account as string,
        way: said.way,
        reached: said.reached,
      });
      return { moved };
    });
  }

  async call(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffCallRequest): Written {
    return await this.move(actor, call, 'handoff.call', target, (tx, handoff) => {
      const named = handoff.caller_account_id !== null && handoff.caller_account_id !== tx.actor.account;
      return {
        moved: rules.call(handoff, handoff.side, named, said.take_over ?? false),
        facts: { caller_account_id: tx.actor.account },
      };
    });
  }

  /** The client is there. For a transfer this is the instant in which custody changes hands. Never refused for want of a place or a paper. */
  async arrive(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffArriveRequest): Written {
    return await this.move(actor, call, 'handoff.arrive', target, async (tx, handoff) => {
      const arrived_at = said.arrived_at ? new Date(said.arrived_at) : tx.now;
      const moved = rules.arrive(handoff, handoff.side, arrived_at, tx.now);
      return {
        moved: { ...moved, effects: [...moved.effects, ...(await this.lookAgain(tx, handoff))] },
        facts: {
          arrived_at,
          arrival_recorded_at: tx.now,
          arrived_from: handoff.business_state,
          closed_at: null,
          resume_on: null,
        },
      };
    });
  }

  async miss(actor: Actor, call: Call, target: HandoffTarget): Written {
    return await this.move(actor, call, 'handoff.miss', target, (tx, handoff) => ({
      moved: rules.miss(handoff, handoff.side, tx.now),
      facts: { closed_at: tx.now },
    }));
  }

  async fail(actor: Actor, call: Call, target: HandoffTarget): Written {
    return await this.move(actor, call, 'handoff.fail', target, (tx, handoff) => ({
      moved: rules.fail(handoff, handoff.side),
      facts: { closed_at: tx.now },
    }));
  }

  /** A new date after a missed arrival: a handoff of its own, accepted already, that comes after the old one. */
  async invite(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffInviteRequest): Written {
    const appointment_at = new Date(said.appointment_at);
    return await this.move(actor, call, 'handoff.invite', target, async (tx, handoff) => {
      const moved = rules.invite(handoff, handoff.side, appointment_at, tx.now);
      const successor = randomCode();
      await tx.query('select care.open_successor($1, $2, $3, $4, $5)', [
        handoff.id,
        tx.newId(),
        successor,
        appointment_at,
        tx.actor.account,
      ]);
      await this.effects.begin(tx, await lockHandoff(tx, successor), rules.invited(handoff, appointment_at));
      return { moved, answer: { successor } };
    });
  }

  async report(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffReportRequest): Written {
    return await this.move(actor, call, 'handoff.report', target, (tx, handoff) => ({
      moved: rules.report(handoff, handoff.side),
      facts: { outcome: said.outcome, closed_at: tx.now },
      note: { kind: 'report', body: said.note },
    }));
  }

  async acknowledge(actor: Actor, call: Call, target: HandoffTarget): Written {
    return await this.move(actor, call, 'handoff.acknowledge', target, (_, handoff) => ({
      moved: rules.acknowledge(handoff, handoff.side),
    }));
  }

  /** Cannot go on: a transfer back to whoever sent. Custody stays here until the client has arrived there. */
  async return(actor: Actor, call: Call, target: HandoffTarget, said: wire.HandoffReturnRequest): Written {
    return await this.move(actor, call, 'handoff.return', target, async (tx, handoff) => {
      const moved = rules.report(handoff, handoff.side, 'return');
      const { code, client } = await tx.one<{ code: string; client: string }>(
        `select o.code, k.code as client from care.organisation o join care.client_code k on k.organisation_id = $2 and k.client_id = $3
         where o.id = $1`,
        [handoff.sender_organisation_id, tx.organisation, handoff.client_id],
      );
      const located = await locateForChange(tx, client);
      await assertOwnCustody(tx, located.episode_id);
      const back = await this.sending.request(
        tx,
        located,
        { ...said, client, kind: 'transfer', receiver: code },
        handoff.id,
      );
      tx.note({ successor: back.reference });
      return {
        moved,
        facts: { outcome: 'returned', closed_at: tx.now },
        answer: { successor: back.reference },
      };
    });
  }

  /** What was looked at when the house said yes, and may have changed on the way: work for those who can mend it. */
  private async lookAgain(tx: Tx, handoff: HandoffLocked): Promise<Effect[]> {
    const pack = this.effects.pack(handoff);
    const fit = await readFit(tx, tx.organisation, handoff.client_id, handoff.stage);
    // In an emergency any house will do, whatever its papers; what the law asks of its records it asks all the same.
    const licensed = fit.licensed || !pack.licensed_stages.includes(handoff.stage);
    const standing = handoff.basis === 'emergency' || (fit.registered && licensed);
    const papers = standing && (await mayRecordHealth(tx, pack));
    const raise: Effect[] = [];
    if (!fit.suitable)
      raise.push(
        work('sender', 'handoff.not_suitable', 'now'),
        work('receiver', 'handoff.not_suitable', 'now'),
      );
    if (!papers) raise.push(work('receiver', 'handoff.papers', 'now'));
    return raise;
  }

  private async move(
    actor: Actor,
    call: Call,
    action: Extract<Action, `handoff.${string}`>,
    target: HandoffTarget,
    decide: Move['decide'],
  ): Written {
    return await moveHandoff(this.uow, this.effects, { actor, call, action, target, decide });
  }
}
