import { Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import type { Page } from '#domain/wire/common.js';
import type { ExceptionCounts, ExceptionKind, ExceptionRow } from '#domain/wire/house.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readCursor, readLimit } from '../paging.js';
import { readDays } from '../period.js';
import { countExceptions, listExceptions } from './exception.queries.js';

export interface Asked {
  readonly from_on: string;
  readonly until_on: string;
}

const BOUNDS = { days_max: LIMITS.exception_period_days_max, begun: true } as const;

/** What did not go as it should: each count equals the length of its list, because both are made of one question. */
@Injectable()
export class ExceptionService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Counts of the local days of a period, both included. Refuses a period that is empty, too long or not begun. */
  async counts(actor: Actor, call: Call, asked: Asked): Promise<ExceptionCounts> {
    return await this.uow.run(actor, { do: 'exception.list', ...call }, async (tx) => {
      tx.note({ from_on: asked.from_on, until_on: asked.until_on });
      return await countExceptions(tx, await readDays(tx, asked, BOUNDS));
    });
  }

  /** The exceptions of one kind, the newest first. */
  async list(
    actor: Actor,
    call: Call,
    kind: ExceptionKind,
    asked: Asked & { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  ): Promise<Page<ExceptionRow>> {
    const [cursor, limit] = [readCursor(asked.cursor, 'descending'), readLimit(asked.limit)];
    return await this.uow.run(actor, { do: 'exception.list', ...call }, async (tx) => {
      tx.note({ kind, from_on: asked.from_on, until_on: asked.until_on });
      return await listExceptions(tx, kind, await readDays(tx, asked, BOUNDS), cursor, limit);
    });
  }
}
