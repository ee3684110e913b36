import { Inject, Injectable } from '@nestjs/common';
import {
  VITAL_SIGNS,
  type ObservationLevel,
  type ReadingVoid,
  type VitalSign,
} from '#domain/charter/chart.js';
import { Refusal } from '#domain/refusal.js';
import { alertsOf, decideObservation, decideReading, type Measured } from '#domain/rules/chart.js';
import type {
  ChartView,
  ChartWritten,
  ObservationWriting,
  ReadingWriting,
  ReadingWritten,
} from '#domain/wire/chart.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { alertHouse, askFor } from '../assessment/alerts.tx.js';
import type { Call } from '../call.js';
import { isCareTeam, locate } from '../client/client.queries.js';
import { aboutClient, assertWriting, locateForWriting } from '../medicine/writing.tx.js';
import { packOf } from '../rights/pack-of.tx.js';
import {
  readAdmission,
  readCareLevels,
  readObservations,
  readReadings,
  readRisks,
  readWithdrawal,
} from './chart.queries.js';

/** The chart of a client (ADR 0052): vital signs with alerts, the course of a withdrawal, and how closely they are looked after. */
@Injectable()
export class ChartService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
    @Inject(VaultKeys) private readonly keys: VaultKeys,
  ) {}

  async view(actor: Actor, call: Call, code: string): Promise<ChartView> {
    return await this.uow.run(actor, { do: 'chart.view', on: { client: code }, ...call }, async (tx) => {
      const { client_id, episode_id, closed_at, merged_into } = await locate(tx, code);
      const { chart } = await packOf(tx, this.packs);
      return {
        limits: chart.limits,
        readings: await readReadings(tx, episode_id),
        withdrawal: await readWithdrawal(tx, episode_id, chart),
        observations: await readObservations(tx, episode_id),
        care_levels: await readCareLevels(tx, this.keys, episode_id),
        ...(await readRisks(tx, episode_id)),
        admission: await readAdmission(tx, client_id),
        writes: !closed_at && !merged_into && (await isCareTeam(tx, episode_id)),
      };
    });
  }

  /** Writes down a reading. What lies outside the limits of the house calls a clinician, and whoever is on duty, at once. */
  async read(actor: Actor, call: Call, code: string, wanted: ReadingWriting): Promise<ReadingWritten> {
    return await this.uow.run(actor, { do: 'chart.reading', on: { client: code }, ...call }, async (tx) => {
      const located = await locateForWriting(tx, this.packs, code);
      const at = wanted.at === null ? tx.now : new Date(wanted.at);
      const measured = Object.fromEntries(VITAL_SIGNS.map((sign) => [sign, wanted[sign]])) as Measured;
      const { consciousness } = wanted;
      decideReading({ at, measured, consciousness }, await openedAt(tx, located.episode_id), tx.now);
      const alerts = alertsOf({ measured, consciousness }, (await packOf(tx, this.packs)).chart.limits);
      const id = tx.newId();
      await tx.query(
        `insert into care.vital_reading (id, episode_id, client_id, organisation_id, at, consciousness, alerts, recorded_by, ${VITAL_SIGNS.join(', ')})
         values ($1, $2, $3, $4, $5, $6, $7, $8, ${VITAL_SIGNS.map((_, place) => `$${place + 9}`).join(', ')})`,
        [
          id,
          located.episode_id,
          located.client_id,
          tx.organisation,
          at,
          consciousness,
          alerts,
          actor.account,
          ...VITAL_SIGNS.map((sign: VitalSign) => measured[sign]),
        ],
      );
      if (alerts.length > 0) {
        await askFor(tx, located, 'chart.alert', 'now');
        await alertHouse(tx, located.episode_id, `vital-reading/${id}`);
      }
      tx.note({ alerts: alerts.length });
      return { id, alerts };
    });
  }

  /** Marks a reading as void: it stays to be read, and counts no more. */
  async void(actor: Actor, call: Call, reading: string, reason: ReadingVoid): Promise<ChartWritten> {
    return await this.uow.run(actor, { do: 'chart.reading_void', on: { reading }, ...call }, async (tx) => {
      const found = await tx.maybe<{ client_id: string; episode_id: string; voided_at: Date | null }>(
        'select client_id, episode_id, voided_at from care.vital_reading where id = $1 and organisation_id = $2 for update',
        [reading, tx.organisation],
      );
      if (!found) throw new Refusal('chart.reading_unknown');
      await aboutClient(tx, found.client_id);
      await assertWriting(tx, this.packs, found.episode_id);
      if (found.voided_at) throw new Refusal('chart.voided');
      await tx.query(
        'update care.vital_reading set voided_at = clock_timestamp(), voided_by = $2, void_reason = $3 where id = $1',
        [reading, actor.account, reason],
      );
      tx.note({ reason });
      return { id: reading };
    });
  }

  /** Sets how closely somebody is looked after from now on; what was before stays to be read. */
  async observe(actor: Actor, call: Call, code: string, wanted: ObservationWriting): Promise<ChartWritten> {
    return await this.uow.run(actor, { do: 'chart.observe', on: { client: code }, ...call }, async (tx) => {
      const { client_id, episode_id } = await locateForWriting(tx, this.packs, code);
      const ended = await tx.maybe<{ level: ObservationLevel }>(
        'update care.observation set until_at = clock_timestamp() where episode_id = $1 and organisation_id = $2 and until_at is null returning level',
        [episode_id, tx.organisation],
      );
      decideObservation(ended?.level ?? null, wanted.level);
      const id = tx.newId();
      await tx.query(
        'insert into care.observation (id, episode_id, client_id, organisation_id, level, reason, decided_by) values ($1, $2, $3, $4, $5, $6, $7)',
        [id, episode_id, client_id, tx.organisation, wanted.level, wanted.reason, actor.account],
      );
      tx.note({ level: wanted.level, reason: wanted.reason });
      return { id };
    });
  }
}

/** Since when the own house has walked with the client: nothing was measured here before. */
async function openedAt(tx: Tx, episode: string): Promise<Date> {
  const { at } = await tx.one<{ at: Date }>(
    'select min(a.from_at) as at from care.episode_access a where a.episode_id = $1 and a.organisation_id = $2',
    [episode, tx.organisation],
  );
  return at;
}
