import { Inject, Injectable } from '@nestjs/common';
import type { PackView } from '#domain/wire/house.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';

/** What differs in the own jurisdiction: data that came with the deployment, shown as it counts. */
@Injectable()
export class PackService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** The pack of the jurisdiction of the own organisation. */
  async view(actor: Actor, call: Call): Promise<PackView> {
    return await this.uow.run(actor, { do: 'pack.view', ...call }, async (tx) => {
      const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
        'select jurisdiction from care.organisation where id = $1',
        [tx.organisation],
      );
      const pack = this.packs.of(jurisdiction);
      return {
        jurisdiction: pack.jurisdiction,
        version: pack.version,
        valid_from: pack.valid_from,
        names: pack.names,
        time_zone: pack.time_zone,
        weekend_days: [...pack.weekend_days],
        holidays: [...pack.holidays],
        working_hours: pack.working_hours,
        hotline: pack.hotline,
        clocks: { ...pack.clocks },
        licensed_stages: [...pack.licensed_stages],
        capacity_stale_days: pack.capacity_stale_days,
        consent_text: pack.consent_text,
      };
    });
  }
}
