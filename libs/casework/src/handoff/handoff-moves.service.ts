import { Inject, Injectable } from '@nestjs/common';
import type { Action } from '#domain/charter/actions.js';
import type { HandoffState } from '#domain/charter/handoff.js';
import {
  accept,
  arrive,
  decline,
  recall,
  report,
  take,
  type Effect,
  type Moved,
} from '#domain/rules/handoff.js';
import type {
  HandoffAcceptRequest,
  HandoffArriveRequest,
  HandoffDeclineRequest,
  HandoffRecallRequest,
  HandoffReportRequest,
  HandoffWritten,
} from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { giveCode } from '../client/admission.tx.js';
import { assertVersion } from '../client/client.queries.js';
import type { Call } from '../call.js';
import { lockHandoff, type HandoffLocked } from './handoff.queries.js';
import { PacketService } from './packet.service.js';

export interface HandoffTarget {
  readonly reference: string;
  readonly version: number;
}

/** Columns a move writes beside the state; the names are constants of this file. */
type Facts = Readonly<Record<string, unknown>>;

/** What follows from a move for the answer to whoever made it. */
interface Outcome {
  client?: string;
  next_step_due_at?: string;
}

/** The moves of a handoff. Each: lock, let the pure rule decide, write state and effects, all in one transaction. */
@Injectable()
export class HandoffMovesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly packets: PacketService,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async take(actor: Actor, call: Call, target: HandoffTarget): Promise<HandoffWritten> {
    return await this.move(actor, call, 'handoff.take', target, (tx, handoff) => ({
      moved: take(handoff, handoff.side),
      facts: { received_at: tx.now, received_by: tx.actor.account },
    }));
  }

  async accept(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    answer: HandoffAcceptRequest,
  ): Promise<HandoffWritten> {
    const appointment_at = new Date(answer.appointment_at);
    const spoke_at = answer.spoke_at ? new Date(answer.spoke_at) : undefined;
    return await this.move(actor, call, 'handoff.accept', target, (tx, handoff) => ({
      moved: accept(handoff, handoff.side, { appointment_at, spoke_at }, tx.now),
      facts: {
        ...(handoff.state === 'requested' ? { received_at: tx.now, received_by: tx.actor.account } : {}),
        accepted_at: tx.now,
        accepted_by: tx.actor.account,
        appointment_at,
        spoke_at: spoke_at ?? null,
        due_at: appointment_at,
      },
    }));
  }

  async decline(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    answer: HandoffDeclineRequest,
  ): Promise<HandoffWritten> {
    return await this.move(actor, call, 'handoff.decline', target, (tx, handoff) => ({
      moved: decline(handoff, handoff.side, answer.reason, this.clocks(handoff).next_step_hours, tx.now),
      facts: {
        decline_reason: answer.reason,
        decline_note: answer.note ?? null,
        closed_at: tx.now,
        due_at: null,
      },
    }));
  }

  async recall(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    answer: HandoffRecallRequest,
  ): Promise<HandoffWritten> {
    return await this.move(actor, call, 'handoff.recall', target, (tx, handoff) => ({
      moved: recall(handoff, handoff.side, this.clocks(handoff).next_step_hours, tx.now),
      facts: { recall_reason: answer.reason, closed_at: tx.now, due_at: null },
    }));
  }

  /** The client is there. For a transfer this is the instant in which custody changes hands. */
  async arrive(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    answer: HandoffArriveRequest,
  ): Promise<HandoffWritten> {
    return await this.move(actor, call, 'handoff.arrive', target, (tx, handoff) => {
      const arrived_at = answer.arrived_at ? new Date(answer.arrived_at) : tx.now;
      return {
        moved: arrive(handoff, handoff.side, arrived_at, this.clocks(handoff).report_days, tx.now),
        facts: { arrived_at, arrival_recorded_at: tx.now, due_at: null },
      };
    });
  }

  async report(
    actor: Actor,
    call: Call,
    target: HandoffTarget,
    answer: HandoffReportRequest,
  ): Promise<HandoffWritten> {
    return await this.move(actor, call, 'handoff.report', target, (tx, handoff) => ({
      moved: report(handoff, handoff.side),
      facts: { outcome: answer.outcome, closed_at: tx.now },
    }));
  }

  private clocks(handoff: HandoffLocked) {
    return this.packs.of(handoff.jurisdiction).clocks;
  }

  private async move(
    actor: Actor,
    call: Call,
    action: Extract<Action, `handoff.${string}`>,
    target: HandoffTarget,
    decideMove: (tx: Tx, handoff: HandoffLocked) => { moved: Moved; facts: Facts },
  ): Promise<HandoffWritten> {
    return await this.uow.run(
      actor,
      { do: action, on: { handoff: target.reference }, ...call },
      async (tx) => {
        const handoff = await lockHandoff(tx, target.reference);
        // The rule speaks first: "was accepted already" helps more than "somebody changed this".
        const { moved, facts } = decideMove(tx, handoff);
        assertVersion(target.version, handoff.version);
        // Custody and packets are decided on the state before; the new state is written when they are done, save for
        // what reads the accepted state (the vault) and therefore comes after.
        const before = moved.effects.filter((effect) => effect.do !== 'share_identity');
        const outcome: Outcome = {};
        for (const effect of before) await this.apply(tx, handoff, effect, outcome);
        const version = await writeState(tx, handoff, moved.state, moved.business_state, facts);
        if (before.length < moved.effects.length) await tx.query('select vault.share($1)', [handoff.id]);
        tx.note({ from: handoff.state, to: moved.state });
        return {
          reference: handoff.reference,
          state: moved.state,
          business_state: moved.business_state,
          version,
          ...outcome,
        };
      },
    );
  }

  private async apply(tx: Tx, handoff: HandoffLocked, effect: Effect, outcome: Outcome): Promise<void> {
    switch (effect.do) {
      case 'disclose':
        return await this.packets.disclose(tx, handoff, effect.tier);
      case 'switch_custody':
      case 'join': {
        const work = effect.do === 'join' ? 'care.join_by_referral' : 'care.switch_custody';
        await tx.query(`select ${work}($1, $2)`, [handoff.id, tx.newId()]);
        outcome.client = await giveCode(tx, handoff.client_id, handoff.audit_subject);
        return;
      }
      case 'leave':
        await tx.query('select care.leave_referral($1)', [handoff.id]);
        return;
      case 'close_packets':
        await tx.query(
          'update care.packet set ended_at = clock_timestamp() where handoff_id = $1 and ended_at is null',
          [handoff.id],
        );
        await tx.query('select vault.close_share($1)', [handoff.id]);
        return;
      case 'settle_work':
        await tx.query('select care.settle_work($1)', [handoff.id]);
        return;
      case 'raise_work':
        await tx.query('select care.raise_work($1, $2, $3, $4)', [
          handoff.id,
          effect.side,
          effect.kind,
          effect.due_at,
        ]);
        if (effect.kind === 'handoff.next_step') outcome.next_step_due_at = effect.due_at.toISOString();
        return;
      case 'tell_partner':
        tx.emit('handoff.moved', {
          handoff_id: handoff.id,
          side: handoff.side === 'sender' ? 'receiver' : 'sender',
        });
        return;
      case 'share_identity':
        return;
    }
  }
}

async function writeState(
  tx: Tx,
  handoff: HandoffLocked,
  state: HandoffState,
  businessState: string,
  facts: Facts,
): Promise<number> {
  const columns = Object.keys(facts);
  const { version } = await tx.one<{ version: number }>(
    `update care.handoff set state = $2, business_state = $3, version = version + 1
       ${columns.map((column, i) => `, ${column} = $${i + 4}`).join('')} where id = $1 returning version`,
    [handoff.id, state, businessState, ...columns.map((column) => facts[column])],
  );
  return version;
}
