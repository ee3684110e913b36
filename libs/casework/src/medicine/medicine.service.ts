import { Inject, Injectable } from '@nestjs/common';
import type { OrderStop } from '#domain/charter/medicine.js';
import { Refusal } from '#domain/refusal.js';
import { decideOrder } from '#domain/rules/medicine.js';
import type { MedicinesView, MedicineWritten, OrderWriting } from '#domain/wire/medicine.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { sealWriting } from '#platform/vault/writing-cipher.js';
import type { Call } from '../call.js';
import { assertVersion, locate, type Located } from '../client/client.queries.js';
import { ownWritingKey } from '../note/writing-key.tx.js';
import { packOf } from '../rights/pack-of.tx.js';
import {
  readDoses,
  readFacts,
  readOrders,
  readStopFacts,
  scheduleOf,
  showOrder,
} from './medicine.queries.js';
import { aboutClient, assertWriting, locateForWriting } from './writing.tx.js';

interface Held {
  client_id: string;
  episode_id: string;
  version: number;
  stopped_at: Date | null;
}

/** Orders of medicines (ADR 0053): asked of the stop rules when written, never changed, stopped with a reason. */
@Injectable()
export class MedicineService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  /** Orders, doses and facts of a client, each the newest first: in force and stopped, what counts and what was voided. */
  async list(actor: Actor, call: Call, code: string): Promise<MedicinesView> {
    return await this.uow.run(actor, { do: 'medicine.list', on: { client: code }, ...call }, async (tx) => {
      const { client_id, episode_id } = await locate(tx, code);
      const screen = await tx.maybe<{ allergies: string }>(
        'select allergies from care.safety_screen where episode_id = $1 and allergies is not null order by screened_at desc limit 1',
        [episode_id],
      );
      return {
        allergies: screen?.allergies ?? null,
        orders: (await readOrders(tx, client_id)).map((row) => showOrder(this.keys, row)),
        doses: await readDoses(tx, client_id),
        facts: await readFacts(tx, client_id),
      };
    });
  }

  /** Orders a medicine. Refuses what a stop rule forbids, everything that is wrong at once. */
  async order(actor: Actor, call: Call, code: string, wanted: OrderWriting): Promise<MedicineWritten> {
    return await this.uow.run(actor, { do: 'medicine.order', on: { client: code }, ...call }, async (tx) => {
      const located = await locateForWriting(tx, this.packs, code);
      const { medicines: rules } = await packOf(tx, this.packs);
      const facts = await readStopFacts(tx, located, rules.opioid_free_days_after_long_acting_min);
      const starts_at = wanted.starts_at ?? tx.now.toISOString();
      decideOrder({ ...wanted, starts_at, schedule: scheduleOf(wanted.schedule) }, facts, rules, tx.now);
      tx.note({ class: wanted.class, overridden: wanted.allergy_override !== null });
      return await this.insert(tx, located, wanted, starts_at);
    });
  }

  /** Stops an order: nothing of it is due any more. One that was written in error is taken back before anything was given. */
  async stop(
    actor: Actor,
    call: Call,
    target: { order: string; version: number },
    reason: OrderStop,
  ): Promise<MedicineWritten> {
    const { order } = target;
    return await this.uow.run(actor, { do: 'medicine.stop', on: { order }, ...call }, async (tx) => {
      const held = await holdOrder(tx, order);
      await assertWriting(tx, this.packs, held.episode_id);
      if (held.stopped_at) throw new Refusal('medicine.stopped');
      assertVersion(target.version, held.version);
      if (reason === 'ordered_in_error') await refuseGiven(tx, order);
      const { version } = await tx.one<{ version: number }>(
        `update care.medicine_order set version = version + 1, stopped_at = clock_timestamp(), stopped_by = $2, stop_reason = $3 where id = $1 returning version`,
        [order, actor.account, reason],
      );
      tx.note({ reason });
      return { id: order, version };
    });
  }

  private async insert(
    tx: Tx,
    { client_id, episode_id }: Located,
    wanted: OrderWriting,
    starts_at: string,
  ): Promise<MedicineWritten> {
    const id = tx.newId();
    const key = await ownWritingKey(tx, this.keys, client_id);
    const seal = (name: string, text: string): Buffer =>
      sealWriting(this.keys, key, { record: id, name }, text.trim());
    const schedule = scheduleOf(wanted.schedule);
    await tx.query(
      `insert into care.medicine_order (id, episode_id, client_id, organisation_id, key_id, medicine, allergy_override, class, amount, unit, route, schedule, times,
         hours_between_min, scale, doses_per_day_max, purpose, starts_at, ends_at, ordered_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
      [
        id,
        episode_id,
        client_id,
        tx.organisation,
        key.id,
        seal('medicine', wanted.medicine),
        wanted.allergy_override === null ? null : seal('allergy_override', wanted.allergy_override),
        wanted.class,
        wanted.amount,
        wanted.unit,
        wanted.route,
        schedule.kind,
        schedule.kind === 'times' ? schedule.times : null,
        schedule.kind === 'as_needed' ? schedule.hours_between_min : null,
        schedule.kind === 'by_score' ? schedule.scale : null,
        schedule.kind === 'times' ? null : schedule.doses_per_day_max,
        wanted.purpose,
        starts_at,
        wanted.ends_at,
        tx.actor.account,
      ],
    );
    return { id, version: 1 };
  }
}

/** An order of the own house, held so that whoever stops it and whoever gives of it come one after the other. */
async function holdOrder(tx: Tx, order: string): Promise<Held> {
  const found = await tx.maybe<Held>(
    'select client_id, episode_id, version, stopped_at from care.medicine_order where id = $1 and organisation_id = $2 for update',
    [order, tx.organisation],
  );
  if (!found) throw new Refusal('medicine.order_unknown');
  await aboutClient(tx, found.client_id);
  return found;
}

async function refuseGiven(tx: Tx, order: string): Promise<void> {
  const { found } = await tx.one<{ found: boolean }>(
    `select exists (select from care.medicine_dose where order_id = $1 and outcome = 'given' and voided_at is null) as found`,
    [order],
  );
  if (found) throw new Refusal('medicine.given_already', { field: 'reason' });
}
