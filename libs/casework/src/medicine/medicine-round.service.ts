import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { DoseOutcome, DoseState } from '#domain/charter/medicine.js';
import { dosesDue, stateOfDose } from '#domain/rules/medicine.js';
import { addDays, instantOf } from '#domain/rules/wall-clock.js';
import type { RoundLine, RoundView } from '#domain/wire/medicine.js';
import type { Tx } from '#platform/db/tx.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { notJoined } from '../client/client.queries.js';
import { dayIn, readDay } from '../day.queries.js';
import { inForce, ORDER, ORDER_JOINS, wordsOf, type OrderFound } from './medicine.queries.js';

interface OnRound extends OrderFound {
  client: string;
  audit_subject: string;
  allergies: string | null;
  doses: { due_at: string | null; at: string; outcome: DoseOutcome }[];
}

/** Orders in force of those whom the house looks after now, with what was recorded since yesterday. */
const ROUND = `
select ${ORDER}, cc.code as client, cc.audit_subject,
  (select f.allergies from care.safety_screen f where f.episode_id = o.episode_id and f.allergies is not null order by f.screened_at desc limit 1) as allergies,
  (select coalesce(jsonb_agg(jsonb_build_object('due_at', d.due_at, 'at', d.at, 'outcome', d.outcome)), '[]') from care.medicine_dose d
    where d.order_id = o.id and d.voided_at is null and d.at > $2::timestamptz - interval '3 days') as doses
from care.medicine_order o ${ORDER_JOINS}
join care.client_code cc on cc.organisation_id = $1 and cc.client_id = o.client_id
where o.organisation_id = $1 and o.stopped_at is null and (o.ends_at is null or o.ends_at > $2::timestamptz - interval '1 day') and ${notJoined('o.client_id', '$1')}
  and exists (select from care.episode_access a where a.organisation_id = $1 and a.episode_id = o.episode_id and a.until_at > now() and a.scope in ('full','joined') offset 0)
order by cc.code, o.id limit $3`;

/** The medicine round of a house: what is due today and what was missed since yesterday, by the clock of the site. */
@Injectable()
export class MedicineRound {
  constructor(@Inject(VaultKeys) private readonly keys: VaultKeys) {}

  /** Reads it within a transaction of somebody who may: the round itself, and the board of the ward. */
  async read(tx: Tx): Promise<RoundView> {
    const { zone } = await readDay(tx);
    const day = dayIn(tx.now, zone);
    const orders = await tx.query<OnRound>(ROUND, [tx.organisation, tx.now, LIMITS.round_orders_max]);
    for (const { audit_subject } of orders) tx.about(audit_subject);
    const lines = orders.flatMap((order) => this.linesOf(tx, order, day, zone));
    return { day, lines: lines.sort(byTime) };
  }

  private linesOf(tx: Tx, order: OnRound, day: string, zone: string): RoundLine[] {
    const rule = inForce(order);
    const given = order.doses.filter(({ outcome }) => outcome === 'given').map(({ at }) => Date.parse(at));
    const line = (due: Date | null, state: DoseState | null): RoundLine => ({
      client: order.client,
      order: order.id,
      medicine: wordsOf(this.keys, order).medicine,
      amount: order.amount,
      unit: order.unit,
      route: order.route,
      schedule: order.schedule,
      due_at: due?.toISOString() ?? null,
      state,
      last_given_at: given.length > 0 ? new Date(Math.max(...given)).toISOString() : null,
      allergies: order.allergies,
    });
    if (order.schedule !== 'times') return [line(null, null)];
    return dosesDue(rule, [addDays(day, -1), day], (on, time) => instantOf(`${on}T${time}`, zone))
      .map((due) => {
        const done = order.doses.find(({ due_at }) => due_at && Date.parse(due_at) === due.getTime());
        return { due, state: stateOfDose(due, done?.outcome ?? null, tx.now) };
      })
      .filter(({ due, state }) => dayIn(due, zone) === day || state === 'missed' || state === 'late')
      .map(({ due, state }) => line(due, state));
  }
}

/** By the clock; what is given as needed comes last. */
const byTime = (a: RoundLine, b: RoundLine): number =>
  (a.due_at ?? '9').localeCompare(b.due_at ?? '9') || a.client.localeCompare(b.client);
