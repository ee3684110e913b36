import { Inject, Injectable } from '@nestjs/common';
import type { MedicineVoid } from '#domain/charter/medicine.js';
import { Refusal } from '#domain/refusal.js';
import { decideFact } from '#domain/rules/medicine.js';
import type { FactWriting, MedicineWritten } from '#domain/wire/medicine.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { packOf } from '../rights/pack-of.tx.js';
import { aboutClient, assertWriting, locateForWriting } from './writing.tx.js';

/** What the stop rules ask about, and what is done against an overdose: uses, tests, reviews, talks, naloxone. */
@Injectable()
export class FactService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async record(actor: Actor, call: Call, code: string, wanted: FactWriting): Promise<MedicineWritten> {
    return await this.uow.run(actor, { do: 'medicine.fact', on: { client: code }, ...call }, async (tx) => {
      const { client_id, episode_id } = await locateForWriting(tx, this.packs, code);
      const at = wanted.at === null ? tx.now : new Date(wanted.at);
      decideFact({ ...wanted, at }, (await packOf(tx, this.packs)).medicines, tx.now);
      const id = tx.newId();
      await tx.query(
        `insert into care.medical_fact (id, episode_id, client_id, organisation_id, kind, at, substance, result, long_acting, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          episode_id,
          client_id,
          tx.organisation,
          wanted.kind,
          at,
          wanted.substance,
          wanted.result,
          wanted.long_acting,
          actor.account,
        ],
      );
      tx.note({ kind: wanted.kind });
      return { id, version: 1 };
    });
  }

  /** Marks what was written down as void: it stays to be read, and no rule asks about it any more. */
  async void(actor: Actor, call: Call, fact: string, reason: MedicineVoid): Promise<MedicineWritten> {
    return await this.uow.run(actor, { do: 'medicine.fact_void', on: { fact }, ...call }, async (tx) => {
      const found = await tx.maybe<{ client_id: string; episode_id: string; voided_at: Date | null }>(
        'select client_id, episode_id, voided_at from care.medical_fact where id = $1 and organisation_id = $2 for update',
        [fact, tx.organisation],
      );
      if (!found) throw new Refusal('medicine.fact_unknown');
      await aboutClient(tx, found.client_id);
      await assertWriting(tx, this.packs, found.episode_id);
      if (found.voided_at) throw new Refusal('medicine.voided');
      await tx.query(
        'update care.medical_fact set voided_at = clock_timestamp(), voided_by = $2, void_reason = $3 where id = $1',
        [fact, actor.account, reason],
      );
      tx.note({ reason });
      return { id: fact, version: 2 };
    });
  }
}
