import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type { CorrectionDecisionRequest, CorrectionRequest, CorrectionView } from '#domain/wire/rights.js';
import { KEYS } from '#platform/config/config.module.js';
import type { Keys } from '#platform/config/keys.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import type { Call } from '../call.js';
import { assertOwnCustody, locate } from '../client/client.queries.js';
import { tellClient } from '../notices/tell.tx.js';
import { pageOf, readCursor, readLimit } from '../paging.js';
import {
  categoriesOf,
  isOurValue,
  readCorrections,
  readValue,
  sealCorrection,
  showCorrection,
  type CorrectionFound,
} from './correction.queries.js';

export interface CorrectionTarget {
  readonly correction: string;
  readonly version: number;
}

/**
 * What a client says is wrong in the record (domain 05, R-L03; ADR 0043). The original is kept with the correction; whoever is
 * responsible changes the record by its own form, and those who had received the value are told which one it was. What is refused
 * keeps the client's words beside it.
 */
@Injectable()
export class CorrectionService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Corrections asked for here, the newest first. */
  async list(
    actor: Actor,
    call: Call,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<CorrectionView>> {
    const [cursor, limit] = [readCursor(page.cursor, 'descending'), readLimit(page.limit)];
    return await this.uow.run(actor, { do: 'rights.list', ...call }, async (tx) => {
      const rows = await readCorrections(tx, { cursor, limit: limit + 1 });
      const shown = new Map<string, CorrectionView>();
      for (const row of rows) shown.set(row.id, await showCorrection(tx, this.keys.base, row));
      return pageOf(
        rows,
        limit,
        ({ id, place_at }) => ({ at: place_at, id }),
        ({ id }) => shown.get(id)!,
      );
    });
  }

  /** Staff write down what the client says is wrong. */
  async request(actor: Actor, call: Call, code: string, wanted: CorrectionRequest): Promise<CorrectionView> {
    return await this.uow.run(
      actor,
      { do: 'correction.request', on: { client: code }, ...call },
      async (tx) => {
        const client = await locate(tx, code);
        const id = tx.newId();
        await tx.query(
          `insert into care.correction (id, organisation_id, client_id, asked_by, recorded_by, field, words, received_at, decide_due_at)
         values ($1, $2, $3, 'staff', $4, $5, $6, $7::timestamptz, $7::timestamptz + make_interval(days => $8))`,
          [
            id,
            tx.organisation,
            client.client_id,
            actor.account,
            wanted.field,
            sealCorrection(this.keys.base, id, 'correction', wordsOf(wanted)),
            tx.now,
            LIMITS.correction_decide_days,
          ],
        );
        await tx.query(
          `select care.start_own_deadline('correction.decide', $1, $2, $3, $3::timestamptz + make_interval(days => $4))`,
          [id, client.client_id, tx.now, LIMITS.correction_decide_days],
        );
        tx.note({ field: wanted.field });
        return await this.find(tx, id);
      },
    );
  }

  /** Another person decides and says why. What stood in the record then is kept with the decision. */
  async decide(
    actor: Actor,
    call: Call,
    { correction, version }: CorrectionTarget,
    wanted: CorrectionDecisionRequest,
  ): Promise<CorrectionView> {
    return await this.uow.run(actor, { do: 'correction.decide', on: { correction }, ...call }, async (tx) => {
      const found = await lock(tx, correction, version);
      if (found.decision !== null) throw new Refusal('correction.decided');
      if (found.recorded_by_id === actor.account) throw new Refusal('correction.own');
      if (wanted.reason.trim() === '') throw new Refusal('correction.reason_needed', { field: 'reason' });
      const value = await readValue(tx, found.client_id, found.field);
      const { base } = this.keys;
      await tx.query(
        `update care.correction set decision = $2, reason = $3, original = $4, decided_by = $5, decided_at = clock_timestamp(), version = version + 1 where id = $1`,
        [
          correction,
          wanted.decision,
          sealCorrection(base, correction, 'reason', wanted.reason.trim()),
          value === null ? null : sealCorrection(base, correction, 'original', value),
          actor.account,
        ],
      );
      await tx.query('select care.settle_deadline($1, $2)', ['correction.decide', correction]);
      await tellClient(tx, found.client_id, 'correction.answered', { cause: `${correction}-decided` });
      tx.note({ decision: wanted.decision });
      return await this.find(tx, correction);
    });
  }

  /**
   * Whoever is responsible has changed the record by its own form. Refuses while the record says what it said. Partners who had
   * received the value get work: which one it was, never what it says.
   */
  async apply(actor: Actor, call: Call, { correction, version }: CorrectionTarget): Promise<CorrectionView> {
    return await this.uow.run(actor, { do: 'correction.apply', on: { correction }, ...call }, async (tx) => {
      const found = await lock(tx, correction, version);
      if (found.decision !== 'accepted' && found.decision !== 'partly')
        throw new Refusal('correction.not_accepted');
      if (found.applied_at) throw new Refusal('correction.decided');
      const located = await locate(tx, found.client);
      await assertOwnCustody(tx, located.episode_id);
      if (isOurValue(found.field)) {
        const shown = await showCorrection(tx, this.keys.base, found);
        if ((await readValue(tx, found.client_id, found.field)) === shown.original)
          throw new Refusal('correction.not_changed');
      }
      await tx.query(
        `update care.correction set applied_by = $2, applied_at = clock_timestamp(), applied_version = $3, version = version + 1 where id = $1`,
        [correction, actor.account, located.version],
      );
      const { told } = await tx.one<{ told: number }>('select care.tell_receivers($1, $2) as told', [
        correction,
        [...categoriesOf(found.field)],
      ]);
      await tellClient(tx, found.client_id, 'correction.answered', { cause: `${correction}-corrected` });
      tx.note({ field: found.field, told });
      return await this.find(tx, correction);
    });
  }

  /** The client's own words beside what was not corrected, written down at their wish. */
  async state(
    actor: Actor,
    call: Call,
    { correction, version }: CorrectionTarget,
    words: string,
  ): Promise<CorrectionView> {
    return await this.uow.run(actor, { do: 'correction.state', on: { correction }, ...call }, async (tx) => {
      const found = await lock(tx, correction, version);
      if (found.decision !== 'refused' && found.decision !== 'partly')
        throw new Refusal('correction.not_refused');
      await tx.query(
        'update care.correction set statement = $2, stated_at = clock_timestamp(), version = version + 1 where id = $1',
        [correction, sealCorrection(this.keys.base, correction, 'statement', words.trim())],
      );
      return await this.find(tx, correction);
    });
  }

  private async find(tx: Tx, id: string): Promise<CorrectionView> {
    const [row] = await readCorrections(tx, { id });
    if (!row) throw new Refusal('correction.unknown');
    return await showCorrection(tx, this.keys.base, row);
  }
}

/** What the client says stands there, and what should; one note, because neither means anything alone. */
export function wordsOf({ says, should_say }: CorrectionRequest): string {
  return JSON.stringify({ says: says.trim(), should_say: should_say.trim() });
}

async function lock(tx: Tx, id: string, version: number): Promise<CorrectionFound> {
  await tx.query('select 1 from care.correction where id = $1 and organisation_id = $2 for update', [
    id,
    tx.organisation,
  ]);
  const [found] = await readCorrections(tx, { id });
  if (!found) throw new Refusal('correction.unknown');
  if (found.version !== version)
    throw new Refusal('version.stale', { parameters: { current: found.version } });
  return found;
}
