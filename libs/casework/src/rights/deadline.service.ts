import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { systemActor } from '#platform/db/actor.js';
import { DueClocks } from '#platform/db/due-clocks.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';

/** The clocks of duties, moved by the worker: what has its day becomes work, what ran out is told, what is past its time is reported. */
@Injectable()
export class DeadlineService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clocks: DueClocks,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Moves what is due, at most a batch; answers how much. Two workers at once take different rows. */
  async tick(): Promise<number> {
    // Nothing is written down where nothing is due: this is asked every second.
    if (!(await this.clocks.duties())) return 0;
    return await this.uow.run(systemActor('system:clock'), { do: 'deadline.tick' }, async (tx) => {
      const { moved } = await tx.one<{ moved: number }>('select care.tick_deadlines($1) as moved', [
        LIMITS.clocks_batch_max,
      ]);
      tx.note({ moved });
      return moved;
    });
  }

  /** The report of retention (R-L01): a house with records past their time gets work. Nothing is deleted. Answers how many houses. */
  async reportRetention(): Promise<number> {
    return await this.uow.run(systemActor('system:clock'), { do: 'deadline.tick' }, async (tx) => {
      let houses = 0;
      for (const pack of this.packs.all) {
        const { n } = await tx.one<{ n: number }>('select care.report_retention($1, $2) as n', [
          pack.jurisdiction,
          pack.retention.record_years,
        ]);
        houses += n;
      }
      tx.note({ houses });
      return houses;
    });
  }
}
