import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { LoopIndicators } from '#domain/wire/indicators.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readLoop, readOwn, readPeriod, readSide, type Period } from './indicators.queries.js';
import { toLoopSide, toOwnFigures } from './loop.figures.js';

/** How well the loop closes: counts and lengths of time of the own organisation's handoffs, and nobody in them (docs/indicators.md). */
@Injectable()
export class IndicatorsService {
  constructor(private readonly uow: UnitOfWork) {}

  /**
   * Figures of the handoffs requested from the local day `from` to the day before `to`. Refuses a period that is empty, longer
   * than `indicator_period_days_max` or not begun.
   */
  async loop(actor: Actor, call: Call, from: string, to: string): Promise<LoopIndicators> {
    return await this.uow.run(actor, { do: 'indicators.loop', ...call }, async (tx) => {
      const { time_zone, ...period } = await periodOf(tx, from, to);
      const sender = toLoopSide(
        'sender',
        await readLoop(tx, 'sender', period),
        await readSide(tx, 'sender', period),
      );
      const receiver = toLoopSide(
        'receiver',
        await readLoop(tx, 'receiver', period),
        await readSide(tx, 'receiver', period),
      );
      tx.note({ from, to });
      return {
        from,
        to,
        time_zone,
        as_of: tx.now.toISOString(),
        shown_from: LIMITS.shown_count_min,
        sender,
        receiver,
        ...toOwnFigures(await readOwn(tx, period), { sender, receiver }),
      };
    });
  }
}

async function periodOf(tx: Tx, from: string, to: string): Promise<Period & { time_zone: string }> {
  const { days, today, ...period } = await readPeriod(tx, from, to);
  if (days <= 0) throw new Refusal('indicators.period_empty', { field: 'to' });
  if (days > LIMITS.indicator_period_days_max) {
    throw new Refusal('indicators.period_too_long', {
      field: 'to',
      parameters: { days: LIMITS.indicator_period_days_max },
    });
  }
  if (from > today) throw new Refusal('indicators.period_ahead', { field: 'from' });
  return period;
}
