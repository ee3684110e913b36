import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { systemActor } from '#platform/db/actor.js';
import { DueClocks } from '#platform/db/due-clocks.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';

/**
 * Tells of consents that end soon (R-C02, ADR 0042): the client, by their own rules, and whoever walks with them, once for each consent.
 * One that was withdrawn, or given again for longer, is told to nobody. When it ends the database says.
 */
@Injectable()
export class ConsentWarningService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clocks: DueClocks,
  ) {}

  /** Tells of what ends within `consent_warning_days`, at most a batch; answers of how many. Two workers at once take different ones. */
  async warn(): Promise<number> {
    // Nothing is written down where nobody is to be told.
    if (!(await this.clocks.endingConsents(LIMITS.consent_warning_days))) return 0;
    return await this.uow.run(systemActor('system:clock'), { do: 'deadline.tick' }, async (tx) => {
      const { told } = await tx.one<{ told: number }>('select care.tell_of_ending_consents($1, $2) as told', [
        LIMITS.consent_warning_days,
        LIMITS.clocks_batch_max,
      ]);
      tx.note({ consents: told });
      return told;
    });
  }
}
