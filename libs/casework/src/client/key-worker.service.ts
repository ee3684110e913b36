import { Injectable } from '@nestjs/common';
import type { ClientWritten } from '#domain/wire/client.js';
import type { Actor } from '#platform/db/actor.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { findColleague } from '../colleague/colleague.queries.js';
import { assertVersion, locateForChange, nextVersion } from './client.queries.js';

@Injectable()
export class KeyWorkerService {
  constructor(private readonly uow: UnitOfWork) {}

  /** Names who of the own house walks with a client, or nobody (null); one at a time, and who it was before is kept. */
  async name(
    actor: Actor,
    call: Call,
    target: { code: string; version: number },
    colleague: string | null,
  ): Promise<ClientWritten> {
    return await this.uow.run(
      actor,
      { do: 'client.assign', on: { client: target.code }, ...call },
      async (tx) => {
        const located = await locateForChange(tx, target.code);
        assertVersion(target.version, located.version);
        const account = await findColleague(tx, colleague, 'client.assign');
        const { changed } = await tx.one<{ changed: boolean }>(
          'select care.name_key_worker($1, $2) as changed',
          [located.episode_id, account],
        );
        tx.note({ to: account, changed });
        const version = changed ? await nextVersion(tx, located.episode_id) : located.version;
        return { client: located.code, version };
      },
    );
  }
}
