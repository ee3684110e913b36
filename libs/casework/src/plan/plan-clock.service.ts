import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { systemActor } from '#platform/db/actor.js';
import { DueClocks } from '#platform/db/due-clocks.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';

/** The clock of plans, moved by the worker: a review whose day is over is work of the house that wrote the plan. */
@Injectable()
export class PlanClockService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clocks: DueClocks,
  ) {}

  /** Moves what is due, at most a batch; answers how much. Twice is once, and two workers at once take different rows. */
  async tick(): Promise<number> {
    if (!(await this.clocks.planReviews())) return 0;
    return await this.uow.run(systemActor('system:clock'), { do: 'plan.tick' }, async (tx) => {
      const { moved } = await tx.one<{ moved: number }>('select care.tick_plan_reviews($1) as moved', [
        LIMITS.clocks_batch_max,
      ]);
      tx.note({ moved });
      return moved;
    });
  }
}
