import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { MedicineVoid } from '#domain/charter/medicine.js';
import { must } from '#domain/must.js';
import { Refusal, refuseIfAny } from '#domain/refusal.js';
import {
  allergyFaults,
  decideDose,
  dosesDue,
  stopFaults,
  type DoseRecorded,
} from '#domain/rules/medicine.js';
import { instantOf } from '#domain/rules/wall-clock.js';
import type { DoseWriting, MedicineWritten } from '#domain/wire/medicine.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import type { Call } from '../call.js';
import { dayIn, readDay } from '../day.queries.js';
import { packOf } from '../rights/pack-of.tx.js';
import {
  inForce,
  ORDER,
  ORDER_JOINS,
  readStopFacts,
  scheduleOf,
  wordsOf,
  type OrderFound,
} from './medicine.queries.js';
import { aboutClient, assertWriting } from './writing.tx.js';

const INSTRUMENT = { ciwa_ar: 'ciwa-ar', cows: 'cows' } as const;

/** Doses of an order: given after two looks at who it is, or not given and why; each once, whoever asks at the same time. */
@Injectable()
export class DoseService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /** Writes down what became of a dose. What is given is asked of the stop rules once more: what is known changes in between. */
  async record(actor: Actor, call: Call, order: string, wanted: DoseWriting): Promise<MedicineWritten> {
    return await this.uow.run(actor, { do: 'medicine.dose', on: { order }, ...call }, async (tx) => {
      const found = await this.hold(tx, order);
      const dose = {
        ...wanted,
        due_at: wanted.due_at === null || found.schedule !== 'times' ? null : new Date(wanted.due_at),
        at: wanted.at === null ? tx.now : new Date(wanted.at),
      };
      const rule = inForce(found);
      decideDose(rule, dose, await dosesOf(tx, order), tx.now);
      if (dose.outcome === 'given') await this.refuseStopped(tx, found);
      if (dose.due_at !== null) await refuseOtherTime(tx, rule, dose.due_at);
      const score = dose.outcome === 'given' ? await scoreFor(tx, found, dose.at) : null;
      const id = tx.newId();
      await tx.query(
        `insert into care.medicine_dose (id, order_id, episode_id, client_id, organisation_id, due_at, at, outcome, identifiers, reason, score, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          order,
          found.episode_id,
          found.client_id,
          tx.organisation,
          dose.due_at,
          dose.at,
          dose.outcome,
          dose.outcome === 'given' ? [...new Set(dose.identifiers)] : [],
          dose.outcome === 'given' ? null : dose.reason,
          score,
          actor.account,
        ],
      );
      tx.note({ outcome: dose.outcome });
      return { id, version: 1 };
    });
  }

  /** Marks a dose as void: it stays to be read, and its time is open again. */
  async void(actor: Actor, call: Call, dose: string, reason: MedicineVoid): Promise<MedicineWritten> {
    return await this.uow.run(actor, { do: 'medicine.dose_void', on: { dose }, ...call }, async (tx) => {
      const found = await tx.maybe<{ client_id: string; episode_id: string; voided_at: Date | null }>(
        'select client_id, episode_id, voided_at from care.medicine_dose where id = $1 and organisation_id = $2 for update',
        [dose, tx.organisation],
      );
      if (!found) throw new Refusal('medicine.dose_unknown');
      await aboutClient(tx, found.client_id);
      await assertWriting(tx, this.packs, found.episode_id);
      if (found.voided_at) throw new Refusal('medicine.voided');
      await tx.query(
        'update care.medicine_dose set voided_at = clock_timestamp(), voided_by = $2, void_reason = $3 where id = $1',
        [dose, actor.account, reason],
      );
      tx.note({ reason });
      return { id: dose, version: 2 };
    });
  }

  /** The order, held: of twenty who give the same dose at once each sees what the one before wrote. */
  private async hold(tx: Tx, order: string): Promise<OrderFound> {
    await tx.query('select 1 from care.medicine_order where id = $1 and organisation_id = $2 for update', [
      order,
      tx.organisation,
    ]);
    const found = await tx.maybe<OrderFound>(
      `select ${ORDER} from care.medicine_order o ${ORDER_JOINS} where o.id = $2 and o.organisation_id = $1`,
      [tx.organisation, order],
    );
    if (!found) throw new Refusal('medicine.order_unknown');
    await aboutClient(tx, found.client_id);
    await assertWriting(tx, this.packs, found.episode_id);
    return found;
  }

  private async refuseStopped(tx: Tx, found: OrderFound): Promise<void> {
    const { medicines: rules } = await packOf(tx, this.packs);
    const facts = await readStopFacts(tx, found, rules.opioid_free_days_after_long_acting_min);
    const { medicine, allergy_override } = wordsOf(this.keys, found);
    const order = { ...found, schedule: scheduleOf({ ...found, kind: found.schedule }) };
    refuseIfAny([
      ...stopFaults(order, facts, rules, tx.now),
      ...allergyFaults({ medicine: medicine ?? '', allergy_override }, facts),
    ]);
  }
}

async function dosesOf(tx: Tx, order: string): Promise<DoseRecorded[]> {
  return await tx.query<DoseRecorded>(
    'select due_at, at, outcome from care.medicine_dose where order_id = $1 and voided_at is null',
    [order],
  );
}

/** Refuses a time that is none of those of the order, by the clock of the site. */
async function refuseOtherTime(tx: Tx, rule: ReturnType<typeof inForce>, due: Date): Promise<void> {
  const { zone } = await readDay(tx);
  const days = [dayIn(due, zone)];
  const times = dosesDue(rule, days, (day, time) => instantOf(`${day}T${time}`, zone));
  if (!times.some((at) => at.getTime() === due.getTime()))
    throw new Refusal('medicine.not_its_time', { field: 'due_at' });
}

/** The score that a dose goes by; refuses where none was taken lately. */
async function scoreFor(tx: Tx, order: OrderFound, at: Date): Promise<number | null> {
  if (order.schedule !== 'by_score') return null;
  must(order.scale !== null, 'an order by a score names the scale');
  const hours = LIMITS.dose_score_hours_max;
  const found = await tx.maybe<{ score: number | null }>(
    `select (x.scores -> 0 ->> 'value')::numeric::int as score from care.assessment x where x.episode_id = $1 and x.instrument = $2 and x.voided_at is null
       and not exists (select from care.assessment n where n.corrects_id = x.id) and x.taken_at <= $3 and x.taken_at > $3::timestamptz - make_interval(hours => $4)
      order by x.taken_at desc limit 1`,
    [order.episode_id, INSTRUMENT[order.scale], at, hours],
  );
  if (typeof found?.score !== 'number') throw new Refusal('medicine.score_needed', { parameters: { hours } });
  return found.score;
}
