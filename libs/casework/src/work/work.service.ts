import { Injectable } from '@nestjs/common';
import type { NextStepResult } from '#domain/charter/code-lists.js';
import { Refusal } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type { WorkFilter, WorkItemView, WorkTiles } from '#domain/wire/work.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readDay } from '../day.queries.js';
import { readOnDuty } from '../duty/duty.queries.js';
import { readCursor, readLimit } from '../paging.js';
import { readTiles, readWork, type Desk } from './work.queries.js';
import { assignWork, completeWork, putOffWork, reopenWork } from './work.tx.js';

@Injectable()
export class WorkService {
  constructor(private readonly uow: UnitOfWork) {}

  /** What waits for the own organisation, in the order in which it is due. */
  async list(
    actor: Actor,
    call: Call,
    filter: WorkFilter,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<WorkItemView>> {
    const cursor = readCursor(page.cursor);
    const limit = readLimit(page.limit);
    return await this.uow.run(actor, { do: 'work.list', ...call }, async (tx) =>
      readWork(tx, await deskOf(tx), filter, { cursor, limit }),
    );
  }

  /** How much is in each view of the list, and in the lists of the day beside it. */
  async tiles(actor: Actor, call: Call, filter: Omit<WorkFilter, 'view'>): Promise<WorkTiles> {
    return await this.uow.run(actor, { do: 'work.list', ...call }, async (tx) =>
      readTiles(tx, await deskOf(tx), filter),
    );
  }

  /** Ticks off work that is done by hand. */
  async complete(
    actor: Actor,
    call: Call,
    id: string,
    said: { readonly result?: NextStepResult } = {},
  ): Promise<{ id: string }> {
    return await this.uow.run(actor, { do: 'work.complete', on: { work: id }, ...call }, async (tx) => {
      await completeWork(tx, id, said.result);
      return { id };
    });
  }

  /** Opens again what the same person ticked off by a slip, within a minute. */
  async reopen(actor: Actor, call: Call, id: string): Promise<{ id: string }> {
    return await this.uow.run(actor, { do: 'work.reopen', on: { work: id }, ...call }, async (tx) => {
      await reopenWork(tx, id);
      return { id };
    });
  }

  /** Takes work for oneself, gives it back or hands it on. Of two who take at once, one has it and the other is told who. */
  async assign(actor: Actor, call: Call, id: string, colleague: string | null): Promise<{ id: string }> {
    return await this.uow.run(actor, { do: 'work.assign', on: { work: id }, ...call }, async (tx) => {
      await assignWork(tx, id, colleague);
      return { id };
    });
  }

  /** Puts work off; it comes back by itself. */
  async snooze(actor: Actor, call: Call, id: string, until: string | null): Promise<{ id: string }> {
    return await this.uow.run(actor, { do: 'work.snooze', on: { work: id }, ...call }, async (tx) => {
      await putOffWork(tx, id, until === null ? null : new Date(until));
      return { id };
    });
  }

  /** Sends a dead message again, from its first attempt on; that is the work done. Refuses whatever else is in the inbox. */
  async retry(actor: Actor, call: Call, id: string): Promise<{ id: string }> {
    return await this.uow.run(actor, { do: 'message.retry', on: { work: id }, ...call }, async (tx) => {
      const { retried } = await tx.one<{ retried: boolean }>('select bus.retry_message($1) as retried', [id]);
      if (!retried) throw new Refusal('work.unknown');
      return { id };
    });
  }
}

/** Who looks at the list, on which day, and in which roles they are on duty: by their turn, or by holding a role nobody was planned for. */
async function deskOf(tx: Tx): Promise<Desk> {
  const { account: me, roles } = tx.actor;
  const turns = await readOnDuty(tx);
  const on_duty = turns
    .filter(({ role, colleague }) => (colleague ? colleague.colleague === me : roles.includes(role)))
    .map(({ role }) => role);
  return { day: await readDay(tx), me, on_duty: [...new Set(on_duty)] };
}
