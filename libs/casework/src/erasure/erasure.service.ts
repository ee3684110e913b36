import { Inject, Injectable } from '@nestjs/common';
import { ERASURE_GRANT_GROUNDS } from '#domain/charter/erasure.js';
import { LIMITS } from '#domain/charter/limits.js';
import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import type { Page } from '#domain/wire/common.js';
import type {
  ClientErasureView,
  ErasureDecision,
  ErasureRequest,
  ErasureView,
  RetentionView,
} from '#domain/wire/erasure.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { assertVersion, locate } from '../client/client.queries.js';
import { readCursor, readLimit } from '../paging.js';
import {
  findErasure,
  lockErasure,
  newestErasure,
  readCare,
  readErasures,
  readHolds,
  toErasure,
  type ErasureFound,
} from './erasure.queries.js';

/** A client asks to be forgotten: the request and the decision. What follows from it is carried out by another person. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Requests of the own organisation, the ones that must be decided soonest first. */
  async list(
    actor: Actor,
    call: Call,
    query: { open?: boolean | undefined; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<Page<ErasureView>> {
    const cursor = readCursor(query.cursor);
    return await this.uow.run(actor, { do: 'erasure.list', ...call }, (tx) =>
      readErasures(tx, { open: query.open ?? false, cursor, limit: readLimit(query.limit) }),
    );
  }

  /** What stands for and against erasing one client: the request, holds, what the law of the place says, whether care goes on. */
  async view(actor: Actor, call: Call, code: string): Promise<ClientErasureView> {
    return await this.uow.run(actor, { do: 'erasure.view', on: { client: code }, ...call }, async (tx) => {
      const client = await locate(tx, code);
      const erasure = await newestErasure(tx, client.client_id);
      const care = await readCare(tx, client.client_id);
      return {
        client: client.code,
        erasure: erasure ? toErasure(erasure, tx.actor.account) : null,
        holds: await readHolds(tx, client.client_id),
        retention: await this.retention(tx, care.ended_on),
        in_care: care.in_care,
      };
    });
  }

  /** Staff record that the client asked. Refuses a day that has not come, and a second request while one is open. */
  async request(actor: Actor, call: Call, code: string, wanted: ErasureRequest): Promise<ErasureView> {
    return await this.uow.run(actor, { do: 'erasure.request', on: { client: code }, ...call }, async (tx) => {
      const client = await locate(tx, code);
      assertAskedOn(wanted.asked_on, tx.now);
      const newest = await newestErasure(tx, client.client_id);
      if (newest && (newest.state === 'requested' || newest.state === 'granted'))
        throw new Refusal('erasure.open');
      const id = tx.newId();
      await tx.query(
        `insert into care.erasure (id, client_id, organisation_id, asked_on, asked_how, recorded_by) values ($1, $2, $3, $4, $5, $6)`,
        [id, client.client_id, tx.organisation, wanted.asked_on, wanted.asked_how, tx.actor.account],
      );
      tx.note({ erasure: id });
      return await after(tx, id);
    });
  }

  /** The privacy officer decides, on a legal ground. Granting before the law lets go of the record needs words. */
  async decide(
    actor: Actor,
    call: Call,
    reference: string,
    version: number,
    decision: ErasureDecision,
  ): Promise<ErasureView> {
    return await this.uow.run(
      actor,
      { do: 'erasure.decide', on: { erasure: reference }, ...call },
      async (tx) => {
        const found = await open(tx, reference, version);
        if (found.state !== 'requested') throw new Refusal('erasure.decided');
        const granted = (ERASURE_GRANT_GROUNDS as readonly string[]).includes(decision.ground);
        const { ended_on } = await readCare(tx, found.client_id);
        const { until_on } = await this.retention(tx, ended_on);
        const standsUntil = until_on > dayOf(tx.now) ? until_on : null;
        const min = LIMITS.erasure_note_characters_min;
        if (granted && standsUntil && (decision.note?.trim().length ?? 0) < min)
          throw new Refusal('erasure.retention_note_needed', {
            field: 'note',
            parameters: { until: standsUntil, min },
          });
        await tx.query(
          `update care.erasure set state = $2, ground = $3, note = $4, retention_until_on = $5, decided_by = $6, decided_at = clock_timestamp(), version = version + 1 where id = $1`,
          [
            found.id,
            granted ? 'granted' : 'refused',
            decision.ground,
            decision.note?.trim() ?? null,
            standsUntil,
            tx.actor.account,
          ],
        );
        tx.note({ ground: decision.ground, granted });
        return await after(tx, reference);
      },
    );
  }

  /** The client does not want it any more; possible until it was carried out. */
  async takeBack(actor: Actor, call: Call, reference: string, version: number): Promise<ErasureView> {
    return await this.uow.run(
      actor,
      { do: 'erasure.withdraw', on: { erasure: reference }, ...call },
      async (tx) => {
        const found = await open(tx, reference, version);
        await tx.query(
          `update care.erasure set state = 'taken_back', taken_back_by = $2, taken_back_at = clock_timestamp(), version = version + 1 where id = $1`,
          [found.id, tx.actor.account],
        );
        return await after(tx, reference);
      },
    );
  }

  /** How long the law of the place keeps the record, counted from the end of care, or from today while it goes on. */
  private async retention(tx: Tx, endedOn: string | null): Promise<RetentionView> {
    const { jurisdiction } = await tx.one<{ jurisdiction: string }>(
      'select jurisdiction from care.organisation where id = $1',
      [tx.organisation],
    );
    const { record_years, texts } = this.packs.of(jurisdiction).retention;
    const from = endedOn ?? dayOf(tx.now);
    const until_on = realDay(`${Number(from.slice(0, 4)) + record_years}${from.slice(4)}`);
    return { years: record_years, until_on, texts };
  }
}

/** A request that still can go on, locked, on the version that was read. What has ended no change may lock: it is named. */
async function open(tx: Tx, reference: string, version: number): Promise<ErasureFound> {
  const found = (await lockErasure(tx, reference)) ?? (await findErasure(tx, reference));
  if (!found) throw new Refusal('erasure.unknown');
  if (found.state === 'carried_out') throw new Refusal('erasure.carried_out');
  if (found.state === 'taken_back') throw new Refusal('erasure.taken_back');
  if (found.state === 'refused') throw new Refusal('erasure.decided');
  assertVersion(version, found.version);
  return found;
}

/** The request as it stands after the change. */
async function after(tx: Tx, reference: string): Promise<ErasureView> {
  const found = await findErasure(tx, reference);
  must(found !== undefined, 'what was changed is still there to be read');
  return toErasure(found, tx.actor.account);
}

function assertAskedOn(askedOn: string, now: Date): void {
  // Where the organisation is, the day may have begun before it has in UTC.
  if (askedOn > dayOf(new Date(now.getTime() + 14 * 3_600_000)))
    throw new Refusal('erasure.asked_in_future', { field: 'asked_on' });
  const days = LIMITS.erasure_asked_before_days_max;
  if (askedOn < dayOf(new Date(now.getTime() - days * 86_400_000)))
    throw new Refusal('erasure.asked_too_early', { field: 'asked_on', parameters: { days } });
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The 29th of February of a year without one is the 28th. */
const realDay = (day: string): string =>
  dayOf(new Date(`${day}T00:00:00Z`)) === day ? day : `${day.slice(0, 8)}28`;
