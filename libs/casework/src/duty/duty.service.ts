import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { must } from '#domain/must.js';
import { Refusal, refuseIfAny } from '#domain/refusal.js';
import type { DutySubstituteRequest, DutyTurn, DutyTurnRequest, DutyView } from '#domain/wire/house.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readDays } from '../period.js';
import { lockTurn, readOnDuty, readTurn, readTurns, type TurnLocked } from './duty.queries.js';

const HOUR_MS = 3_600_000;

/** Who answers at a site from when until when. Who was planned stays on record, whoever takes the turn over. */
@Injectable()
export class DutyService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Who is on duty now, and the turns that touch the local days of a period, both included. */
  async list(
    actor: Actor,
    call: Call,
    asked: { readonly from_on: string; readonly until_on: string },
  ): Promise<DutyView> {
    return await this.uow.run(actor, { do: 'duty.list', ...call }, async (tx) => {
      const days = await readDays(tx, asked, { days_max: LIMITS.duty_period_days_max, begun: false });
      return { now: await readOnDuty(tx), turns: await readTurns(tx, days.from, days.to) };
    });
  }

  /**
   * Plans a turn for a colleague who holds the role that answers at the site. Refuses times that are out of order, already
   * over, too long or too far ahead, and a turn beside another of the same site and level.
   */
  async plan(actor: Actor, call: Call, wanted: DutyTurnRequest): Promise<DutyTurn> {
    const on = { site: wanted.site, account: wanted.colleague };
    return await this.uow.run(actor, { do: 'duty.plan', on, ...call }, async (tx) => {
      const [from, until] = [new Date(wanted.from_at), new Date(wanted.until_at)];
      refuseIfAny(problemsOf(from, until, tx.now));
      const duty = await tx.maybe<{ site_id: string }>(
        `select s.id as site_id from care.site s join care.duty d on d.site_id = s.id and d.level = $3 where s.organisation_id = $1 and s.code = $2`,
        [tx.organisation, wanted.site, wanted.level],
      );
      if (!duty) throw new Refusal('duty.no_such_level', { field: 'level' });
      await assertColleague(tx, wanted.colleague);
      const id = tx.newId();
      await tx.query(
        `insert into care.duty_turn (id, organisation_id, site_id, level, account_id, planned_account_id, during, planned_by)
         values ($1, $2, $3, $4, $5, $5, tstzrange($6, $7), $8)`,
        [id, tx.organisation, duty.site_id, wanted.level, wanted.colleague, from, until, tx.actor.account],
      );
      tx.note({ turn: id, level: wanted.level });
      return await readTurn(tx, id);
    });
  }

  /** Cancels a turn, or the rest of one that is under way; the role answers then. It stays on record as cancelled. */
  async cancel(actor: Actor, call: Call, id: string, version: number): Promise<{ id: string }> {
    return await this.uow.run(actor, { do: 'duty.plan', on: { turn: id }, ...call }, async (tx) => {
      await lockTurn(tx, id, version);
      await tx.query(
        'update care.duty_turn set cancelled_at = clock_timestamp(), cancelled_by = $2, version = version + 1 where id = $1',
        [id, tx.actor.account],
      );
      tx.note({ cancelled: true });
      return { id };
    });
  }

  /**
   * A colleague takes a turn over; said by whoever has it, by the colleague, or by somebody who plans duty. Of a turn under way
   * they take the rest: what was served before stays with whoever served it. Answers the turn as it is now.
   */
  async substitute(
    actor: Actor,
    call: Call,
    id: string,
    version: number,
    { colleague }: DutySubstituteRequest,
  ): Promise<DutyTurn> {
    const on = { turn: id, account: colleague };
    return await this.uow.run(actor, { do: 'duty.substitute', on, ...call }, async (tx) => {
      const turn = await lockTurn(tx, id, version);
      const isKeeper = actor.roles.some((role) => role === 'org_admin' || role === 'duty_manager');
      const isTheirs = [turn.account_id, turn.planned_account_id, colleague].includes(actor.account ?? '');
      if (!isKeeper && !isTheirs) throw new Refusal('duty.not_yours_to_pass');
      await assertColleague(tx, colleague);
      if (turn.account_id === colleague) throw new Refusal('duty.already_theirs', { field: 'colleague' });
      const taken =
        turn.from_at < turn.now
          ? await this.split(tx, turn, colleague)
          : await this.pass(tx, turn, colleague);
      return await readTurn(tx, taken);
    });
  }

  private async pass(tx: Tx, { id }: TurnLocked, colleague: string): Promise<string> {
    await tx.query(
      `update care.duty_turn set account_id = $2, substituted_by = $3, substituted_at = clock_timestamp(), version = version + 1 where id = $1`,
      [id, colleague, tx.actor.account],
    );
    return id;
  }

  /** What was served stays as it was served, and the rest is a turn of its own. */
  private async split(tx: Tx, turn: TurnLocked, colleague: string): Promise<string> {
    must(
      turn.from_at < turn.now && turn.now < turn.until_at,
      'a turn under way has a part before and one after',
    );
    const rest = tx.newId();
    await tx.query(
      'update care.duty_turn set during = tstzrange(lower(during), $2), version = version + 1 where id = $1',
      [turn.id, turn.now],
    );
    await tx.query(
      `insert into care.duty_turn (id, organisation_id, site_id, level, account_id, planned_account_id, during, planned_by, substituted_by, substituted_at)
       select $2, organisation_id, site_id, level, $3, planned_account_id, tstzrange($4, $5), planned_by, $6, clock_timestamp()
         from care.duty_turn where id = $1`,
      [turn.id, rest, colleague, turn.now, turn.until_at, tx.actor.account],
    );
    tx.note({ rest });
    return rest;
  }
}

async function assertColleague(tx: Tx, colleague: string): Promise<void> {
  const found = await tx.maybe(
    'select id from access.account where id = $1 and organisation_id = $2 and disabled_at is null',
    [colleague, tx.organisation],
  );
  if (!found) throw new Refusal('staff.unknown', { field: 'colleague' });
}

function problemsOf(from: Date, until: Date, now: Date): Refusal[] {
  const field = 'until_at';
  const [hours, days] = [LIMITS.duty_turn_hours_max, LIMITS.duty_ahead_days_max];
  if (until <= from) return [new Refusal('duty.turn_order', { field })];
  const problems: Refusal[] = [];
  if (until <= now) problems.push(new Refusal('duty.turn_in_past', { field }));
  if (until.getTime() - from.getTime() > hours * HOUR_MS)
    problems.push(new Refusal('duty.turn_too_long', { field, parameters: { hours } }));
  if (from.getTime() - now.getTime() > days * 24 * HOUR_MS)
    problems.push(new Refusal('duty.turn_too_far', { field: 'from_at', parameters: { days } }));
  return problems;
}
