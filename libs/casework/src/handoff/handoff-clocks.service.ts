import { Injectable } from '@nestjs/common';
import { CLOCKS, type ClockKind, type Rung } from '#domain/charter/clocks.js';
import { HANDOFF, type BusinessState, type HandoffMove } from '#domain/charter/handoff.js';
import type { Role } from '#domain/charter/roles.js';
import { otherSide } from '#domain/rules/handoff.js';
import { acknowledge, miss } from '#domain/rules/handoff-arrival.js';
import type { Moved } from '#domain/rules/handoff-effects.js';
import { discard } from '#domain/rules/handoff-moves.js';
import { expire } from '#domain/rules/handoff-office.js';
import { systemActor } from '#platform/db/actor.js';
import { DueClocks } from '#platform/db/due-clocks.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { tellOnDuty } from '../notices/tell.tx.js';
import { EffectsService, type Facts } from './effects.service.js';
import { lockHandoffById, type HandoffLocked } from './handoff-lock.queries.js';

interface ClockFound {
  id: string;
  kind: ClockKind;
  rung: Rung;
}

const DAY_MS = 86_400_000;
const TICK = { do: 'handoff.tick' } as const;

/**
 * Clocks of handoffs, as the worker runs them. A rung is a row; firing it locks the handoff, looks again whether it still
 * counts, acts and marks it, in one transaction: fired twice or too late it changes nothing (invariant 8 of the design).
 */
@Injectable()
export class HandoffClocksService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly effects: EffectsService,
    private readonly clocks: DueClocks,
  ) {}

  /** Rungs that are due by the database's clock, the longest due first. */
  async due(limit: number): Promise<string[]> {
    return await this.clocks.due(limit);
  }

  /** Open handoffs whose receiver has closed meanwhile: nobody is left to answer, so the custodian is told at once. */
  async orphaned(limit: number): Promise<string[]> {
    return await this.clocks.orphaned(limit);
  }

  /** Fires one rung. Does nothing where it was fired, settled, or is not due after all. */
  async fire(clockId: string): Promise<void> {
    const clock = systemActor('system:clock');
    await this.uow.run(clock, { ...TICK, on: { clock: clockId } }, async (tx) => {
      // The handoff first, the clock after it: the order of every move, so that none waits for the other for ever.
      const of = await tx.maybe<{ handoff_id: string }>('select handoff_id from care.clock where id = $1', [
        clockId,
      ]);
      const handoff = of && (await lockHandoffById(tx, of.handoff_id));
      const due = await tx.maybe<ClockFound>(
        `select id, kind, rung from care.clock where id = $1 and fired_at is null and settled_at is null and fire_at <= clock_timestamp() for update`,
        [clockId],
      );
      if (!handoff || !due) return tx.note({ late: true });
      tx.note({ clock_kind: due.kind, rung: due.rung, handoff: handoff.reference });
      await tx.query('update care.clock set fired_at = clock_timestamp() where id = $1', [clockId]);
      await this.act(tx, handoff, due);
    });
  }

  /** Ends a handoff whose receiver has closed. */
  async expireOrphan(handoffId: string): Promise<void> {
    await this.uow.run(systemActor('system:clock'), TICK, async (tx) => {
      const handoff = await lockHandoffById(tx, handoffId);
      if (!handoff || !allows(handoff, 'expire')) return tx.note({ late: true });
      tx.note({ receiver_closed: true, handoff: handoff.reference });
      await this.effects.carryOut(tx, handoff, expire(handoff, true), { closed_at: tx.now });
    });
  }

  private async act(tx: Tx, handoff: HandoffLocked, { kind, rung }: ClockFound): Promise<void> {
    const { whose, then } = CLOCKS[kind];
    const desk = whose === 'sender' ? handoff.sender_desk : handoff.receiver_desk;
    switch (rung) {
      case 1:
        return await this.raise(tx, handoff, [['handoff.reminder', whose, desk?.duty ?? null]]);
      case 2:
        if (kind === 'hold') await this.letPlaceGo(tx, handoff, 'release_place');
        await tellOnDuty(
          tx,
          whose === 'sender' ? handoff.sender_organisation_id : handoff.receiver_organisation_id,
          desk?.manager ?? null,
          'work.overdue',
          { cause: `${handoff.id}/${kind}/${tx.now.getTime()}`, subject: handoff.reference },
        );
        return await this.raise(tx, handoff, [
          ['handoff.overdue', whose, desk?.manager ?? null],
          ['handoff.overdue', otherSide(whose), null],
        ]);
      case 3:
        await tx.query(
          'update care.handoff set escalated_at = coalesce(escalated_at, clock_timestamp()) where id = $1',
          [handoff.id],
        );
        return await this.raise(tx, handoff, [['handoff.escalated', 'coordination', 'coordinator']]);
      case 4:
        return await this.last(tx, handoff, kind, then);
    }
  }

  /** The last rung: a move of the machine, or a nag of its own. */
  private async last(
    tx: Tx,
    handoff: HandoffLocked,
    kind: ClockKind,
    then: (typeof CLOCKS)[ClockKind]['then'],
  ): Promise<void> {
    const manager = handoff.sender_desk?.manager ?? null;
    switch (then) {
      case 'expire':
        // Somebody who was offered a place on the waiting list is waited for: the partner has decided, and no clock decides anew.
        if (!ends(handoff)) return tx.note({ late: true });
        return await this.move(tx, handoff, then, () => expire(handoff, false), { closed_at: tx.now });
      case 'miss':
        return await this.move(tx, handoff, then, () => miss(handoff, 'system', tx.now), {
          closed_at: tx.now,
        });
      case 'acknowledge':
        return await this.move(tx, handoff, then, () => acknowledge(handoff, 'system'), {
          acknowledged_by_clock: true,
        });
      case 'discard':
        return await this.move(tx, handoff, then, () => discard(handoff, 'system'), {
          closed_at: tx.now,
        });
      case 'not_seen':
        return await this.notSeen(tx, handoff);
      case 'contact':
        return await this.raise(tx, handoff, [['handoff.overdue', 'sender', manager]]);
      case 'review':
        return await this.reviewAgain(tx, handoff);
      case 'release_place':
        return await this.letPlaceGo(tx, handoff, 'release_return_place');
      case null:
        tx.note({ chased: kind });
    }
  }

  private async move(
    tx: Tx,
    handoff: HandoffLocked,
    move: HandoffMove,
    decide: () => Moved,
    facts: Facts,
  ): Promise<void> {
    if (!allows(handoff, move)) return tx.note({ late: true });
    await this.effects.carryOut(tx, handoff, decide(), facts);
  }

  /** Nags without moving: each kind of work is open once, and each rung is climbed once. */
  private async raise(
    tx: Tx,
    handoff: HandoffLocked,
    work: readonly (readonly [string, string, Role | null])[],
  ): Promise<void> {
    await this.follow(tx, handoff, {
      work: work.map(([kind, side, role]) => ({ kind, side, role, due_at: tx.now.toISOString() })),
    });
  }

  /** The receiver is asked whoever it is; that the sender is told at once says who is at risk, and only the sender hears it. */
  private async notSeen(tx: Tx, handoff: HandoffLocked): Promise<void> {
    const due_at = tx.now.toISOString();
    await this.follow(tx, handoff, {
      work: [
        { kind: 'handoff.not_seen', side: 'receiver', due_at },
        { kind: 'handoff.not_seen', side: 'sender', due_at, only_at_risk: true },
      ],
    });
  }

  private async letPlaceGo(
    tx: Tx,
    handoff: HandoffLocked,
    which: 'release_place' | 'release_return_place',
  ): Promise<void> {
    const due_at = tx.now.toISOString();
    await this.follow(tx, handoff, {
      [which]: true,
      work: ['sender', 'receiver'].map((side) => ({ kind: 'place.let_go', side, due_at })),
    });
  }

  /** The waiting list is looked at again, and again after the days of the pack, as long as somebody waits. */
  private async reviewAgain(tx: Tx, handoff: HandoffLocked): Promise<void> {
    const days = this.effects.pack(handoff).clocks.waitlist_review_days;
    const next = new Date(tx.now.getTime() + days * DAY_MS).toISOString();
    const due_at = tx.now.toISOString();
    await this.follow(tx, handoff, {
      work: [
        { kind: 'handoff.review', side: 'receiver', role: handoff.receiver_desk?.duty ?? null, due_at },
        { kind: 'handoff.notice', side: 'sender', due_at },
      ],
      settle_clocks: ['review'],
      clocks: [{ kind: 'review', rung: 4, due_at: next, fire_at: next }],
    });
  }

  private async follow(tx: Tx, handoff: HandoffLocked, p: Record<string, unknown>): Promise<void> {
    await tx.query('select care.follow_through($1, $2, $3)', [
      handoff.id,
      handoff.version,
      JSON.stringify(p),
    ]);
  }
}

/** Whether running out of time ends a handoff that stands here. */
function ends({ business_state }: HandoffLocked): boolean {
  const moves: Partial<Record<HandoffMove, readonly BusinessState[]>> = HANDOFF[business_state];
  return moves.expire?.some((to) => to !== 'receiver-closed') ?? false;
}

function allows(handoff: HandoffLocked, move: HandoffMove): boolean {
  return move in HANDOFF[handoff.business_state];
}
