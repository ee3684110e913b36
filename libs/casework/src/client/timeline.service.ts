import { Injectable } from '@nestjs/common';
import type { Page } from '#domain/wire/common.js';
import type { TimelineEntry, TimelineKind } from '#domain/wire/desk.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { readCursor, readLimit } from '../paging.js';
import { locate } from './client.queries.js';
import { readTimeline } from './timeline.queries.js';

@Injectable()
export class TimelineService {
  constructor(private readonly uow: UnitOfWork) {}

  /** The road of a client over all organisations, as far as it is shared with the own one; that there is more is told, never what. */
  async read(
    actor: Actor,
    call: Call,
    code: string,
    asked: { kind?: TimelineKind | undefined; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<TimelineEntry>> {
    const cursor = readCursor(asked.cursor, 'descending');
    const page = { cursor, first: !asked.cursor, limit: readLimit(asked.limit) };
    return await this.uow.run(actor, { do: 'client.timeline', on: { client: code }, ...call }, async (tx) =>
      readTimeline(tx, await locate(tx, code), asked.kind, page),
    );
  }
}
