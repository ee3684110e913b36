import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { ClockKind } from '#domain/charter/clocks.js';
import type { HandoffWarning, HandoffWritten } from '#domain/wire/handoff.js';
import { Refusal } from '#domain/refusal.js';
import type { Due, Effect, Moved } from '#domain/rules/handoff-effects.js';
import type { Tx } from '#platform/db/tx.js';
import type { Pack } from '#platform/packs/pack.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { giveCode } from '../client/admission.tx.js';
import { planClock, type PlannedRung } from './clock-plan.js';
import type { HandoffLocked } from './handoff-lock.queries.js';
import { PacketService } from './packet.service.js';

const HOUR_MS = 3_600_000;

/** Columns a move writes beside the state; the names are constants of the services. */
export type Facts = Readonly<Record<string, unknown>>;

/** What the database lets follow from a move in one journey (care.follow_through); absent: does not happen. */
interface FollowThrough {
  let_go?: true;
  identity_until?: string;
  close_reading?: true;
  settle_work?: string[];
  settle_episode?: true;
  settle_clocks?: string[];
  release_place?: true;
  release_return_place?: true;
  take_up_place?: true;
  supersede?: 'transfers' | 'all';
  wipe_notes?: true;
  pause_spell?: true;
  go_on_with_spell?: true;
  work: Record<string, unknown>[];
  clocks: PlannedRung[];
}

/** Turns what a rule decided into rows. Sides, coordination office and clocks share it, so a move means the same for all. */
@Injectable()
export class EffectsService {
  constructor(
    private readonly packets: PacketService,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  pack(handoff: { readonly jurisdiction: string }): Pack {
    return this.packs.of(handoff.jurisdiction);
  }

  /**
   * Carries a move out: what needs the state before (places, packets, custody), the new state, and what follows from it (one
   * call; the database checks that it does). Refuses where no place is free or the consent does not stand.
   */
  async carryOut(tx: Tx, handoff: HandoffLocked, moved: Moved, facts: Facts): Promise<HandoffWritten> {
    const planned = this.plan(tx, handoff, moved.effects);
    const outcome: Partial<HandoffWritten> = {};
    // What is disclosed under a request needs the request to be there; a draft becomes one first.
    const early = handoff.business_state === 'preparing' && moved.state === 'requested';
    const all = { ...facts, ...this.dueAt(moved, planned) };
    let version = early ? await writeState(tx, handoff, moved, all) : 0;
    for (const effect of moved.effects) await this.before(tx, handoff, effect, planned, outcome);
    if (!early) version = await writeState(tx, handoff, moved, all);
    const { superseded, next_step } = await this.call(tx, handoff, moved.effects, planned, version);
    if (moved.effects.some((effect) => effect.do === 'share_identity')) {
      await tx.query('select vault.share($1)', [handoff.id]);
    }
    this.tell(tx, handoff, moved, superseded);
    // Only to the sender's own house: for somebody at risk it is sooner, and a partner who said no has no need to know.
    if (next_step && tx.actor.organisation === handoff.sender_organisation_id)
      outcome.next_step_due_at = new Date(next_step).toISOString();
    tx.note({ from: handoff.business_state, to: moved.business_state });
    const { reference } = handoff;
    return { reference, state: moved.state, business_state: moved.business_state, version, ...outcome };
  }

  /** What a handoff that is born in a state of its own (sent at once, emergency, information) starts. */
  async begin(tx: Tx, handoff: HandoffLocked, effects: readonly Effect[]): Promise<HandoffWarning[]> {
    const planned = this.plan(tx, handoff, effects);
    const outcome: Partial<HandoffWritten> = {};
    for (const effect of effects) await this.before(tx, handoff, effect, planned, outcome);
    await this.call(tx, handoff, effects, planned, handoff.version);
    if (effects.some((effect) => effect.do === 'share_identity')) {
      await tx.query('select vault.share($1)', [handoff.id]);
    }
    return outcome.warnings ?? [];
  }

  /** When a clock that starts now is due. */
  due(tx: Tx, handoff: HandoffLocked, kind: ClockKind): Date {
    return planClock(this.pack(handoff), handoff, kind, tx.now)[0]?.due_at ?? tx.now;
  }

  private plan(tx: Tx, handoff: HandoffLocked, effects: readonly Effect[]): PlannedRung[] {
    const pack = this.pack(handoff);
    return effects.flatMap((effect) =>
      effect.do === 'start_clock' ? planClock(pack, handoff, effect.kind, effect.from ?? tx.now) : [],
    );
  }

  private dueAt(moved: Moved, planned: readonly PlannedRung[]): Facts {
    if (moved.due === undefined) return {};
    if (moved.due === null || moved.due instanceof Date) return { due_at: moved.due };
    const { due } = moved;
    return { due_at: planned.find(({ kind }) => kind === due)?.due_at ?? null };
  }

  private instant(tx: Tx, handoff: HandoffLocked, due: Due, planned: readonly PlannedRung[]): Date {
    if (due instanceof Date) return due;
    if (due === 'now') return tx.now;
    if (due === 'next_step')
      return new Date(tx.now.getTime() + this.pack(handoff).clocks.next_step_hours * HOUR_MS);
    return planned.find(({ kind }) => kind === due)?.due_at ?? tx.now;
  }

  private async before(
    tx: Tx,
    handoff: HandoffLocked,
    effect: Effect,
    planned: readonly PlannedRung[],
    outcome: Partial<HandoffWritten>,
  ): Promise<void> {
    switch (effect.do) {
      case 'hold_place': {
        const until = { soft: 'acknowledge', firm: null, return: 'place_hold' } as const;
        const clock = until[effect.hold];
        const end = planned.find(({ kind }) => kind === clock)?.due_at ?? null;
        const { held } = await tx.one<{ held: string }>('select care.hold_place($1, $2, $3) as held', [
          handoff.id,
          effect.hold,
          end,
        ]);
        if (held !== 'none_free') return;
        if (effect.hold === 'firm') throw new Refusal('handoff.no_place_free');
        outcome.warnings = [...(outcome.warnings ?? []), 'no_place_free'];
        return;
      }
      case 'new_round':
        await tx.query('update care.handoff set round = round + 1 where id = $1', [handoff.id]);
        return;
      case 'disclose':
        return await this.packets.disclose(tx, handoff, effect.tiers);
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
      default:
        return;
    }
  }

  private async call(
    tx: Tx,
    handoff: HandoffLocked,
    effects: readonly Effect[],
    planned: PlannedRung[],
    version: number,
  ): Promise<{ superseded: string[]; next_step: string | null }> {
    const p: FollowThrough = { work: [], clocks: planned };
    for (const effect of effects) this.collect(tx, handoff, effect, planned, p);
    const { answer } = await tx.one<{ answer: { superseded: string[]; next_step: string | null } }>(
      'select care.follow_through($1, $2, $3) as answer',
      [handoff.id, version, JSON.stringify(p)],
    );
    return answer;
  }

  private collect(
    tx: Tx,
    handoff: HandoffLocked,
    effect: Effect,
    planned: readonly PlannedRung[],
    p: FollowThrough,
  ): void {
    switch (effect.do) {
      case 'let_go': {
        p.let_go = true;
        if (effect.keep_contact) {
          const days = this.pack(handoff).clocks.contact_kept_days;
          p.identity_until = new Date(tx.now.getTime() + days * 24 * HOUR_MS).toISOString();
        }
        return;
      }
      case 'settle_work':
        if (effect.which === 'episode') p.settle_episode = true;
        else p.settle_work = [...(p.settle_work ?? []), effect.which];
        return;
      case 'settle_clocks':
        p.settle_clocks = [...(p.settle_clocks ?? []), ...(effect.kinds === 'all' ? ['all'] : effect.kinds)];
        return;
      case 'supersede':
        p.supersede = effect.all ? 'all' : 'transfers';
        return;
      case 'raise_work':
        p.work.push({
          side: effect.side,
          kind: effect.kind,
          due_at: this.instant(tx, handoff, effect.due, planned).toISOString(),
          ...(effect.unless_alternative && { unless_alternative: true }),
          ...(effect.kind === 'handoff.next_step' && { same_day_at: endOfDay(tx, handoff) }),
        });
        return;
      case 'close_reading':
      case 'release_place':
      case 'release_return_place':
      case 'take_up_place':
      case 'wipe_notes':
      case 'pause_spell':
      case 'go_on_with_spell':
        p[effect.do] = true;
        return;
      default:
        return;
    }
  }

  private tell(tx: Tx, handoff: HandoffLocked, moved: Moved, superseded: readonly string[]): void {
    for (const effect of moved.effects) {
      if (effect.do === 'tell') tx.emit('handoff.moved', { handoff_id: handoff.id, side: effect.side });
    }
    for (const id of superseded) tx.emit('handoff.moved', { handoff_id: id, side: 'receiver' });
  }
}

/** The end of the sender's day: for somebody at risk the next step is taken the same day. */
function endOfDay(tx: Tx, handoff: HandoffLocked): string {
  const zone = handoff.sender_desk?.time_zone ?? handoff.time_zone;
  return DateTime.fromJSDate(tx.now, { zone }).endOf('day').toJSDate().toISOString();
}

/** Writes the new state with the facts of the move; the trigger of the table says whether this mover may. */
async function writeState(tx: Tx, handoff: HandoffLocked, moved: Moved, facts: Facts): Promise<number> {
  const columns = Object.keys(facts);
  const { version } = await tx.one<{ version: number }>(
    `update care.handoff set state = $2, business_state = $3, version = version + 1
       ${columns.map((column, i) => `, ${column} = $${i + 4}`).join('')} where id = $1 returning version`,
    [handoff.id, moved.state, moved.business_state, ...columns.map((column) => facts[column])],
  );
  return version;
}
