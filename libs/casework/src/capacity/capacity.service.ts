import { Inject, Injectable } from '@nestjs/common';
import type { Stage } from '#domain/charter/pathway.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import type { CapacityRequest, CapacityView } from '#domain/wire/handoff.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { readPlaces } from './capacity.queries.js';

/** Free places: each organisation states its own, the network of the jurisdiction reads them. No client is named here. */
@Injectable()
export class CapacityService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Free places of the own jurisdiction, the own organisation included; with a stage, of that stage alone. */
  async list(actor: Actor, call: Call, stage: Stage | undefined): Promise<CapacityView[]> {
    return await this.uow.run(actor, { do: 'capacity.list', ...call }, (tx) =>
      readPlaces(tx, this.packs, stage ?? null),
    );
  }

  /**
   * States how many places of a stage are free in the own organisation, those held for somebody counted among them. Refuses a
   * stage that the organisation does not offer.
   */
  async state(actor: Actor, call: Call, stage: Stage, wanted: CapacityRequest): Promise<CapacityView> {
    return await this.uow.run(actor, { do: 'capacity.state', ...call }, async (tx) => {
      const own = await tx.one<{ stages: Stage[] }>('select stages from care.organisation where id = $1', [
        tx.organisation,
      ]);
      if (!own.stages.includes(stage)) throw new Refusal('capacity.stage_not_offered', { field: 'stage' });
      await tx.query(
        `insert into care.capacity (organisation_id, stage, free, stated_by) values ($1, $2, $3, $4)
         on conflict (organisation_id, stage) do update set free = excluded.free, stated_at = clock_timestamp(), stated_by = excluded.stated_by`,
        [tx.organisation, stage, wanted.free, tx.actor.account],
      );
      tx.note({ stage, free: wanted.free });
      const [stated] = await readPlaces(tx, this.packs, stage, tx.organisation);
      must(stated !== undefined, 'what an organisation states is read back');
      return stated;
    });
  }
}
