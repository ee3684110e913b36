import { Injectable } from '@nestjs/common';
import type { RoundView } from '#domain/wire/medicine.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { MedicineRound } from './medicine-round.service.js';

/** The medicine round of a house as it is asked for. */
@Injectable()
export class RoundService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly medicines: MedicineRound,
  ) {}

  async round(actor: Actor, call: Call): Promise<RoundView> {
    return await this.uow.run(actor, { do: 'medicine.round', ...call }, async (tx) =>
      this.medicines.read(tx),
    );
  }
}
