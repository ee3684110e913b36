import { Inject, Injectable } from '@nestjs/common';
import type { BedClosing } from '#domain/charter/ward.js';
import { Refusal } from '#domain/refusal.js';
import type { BedsView, BedWriting, WardWritten } from '#domain/wire/ward.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { assertVersion } from '../client/client.queries.js';
import { packOf } from '../rights/pack-of.tx.js';
import { holdBed, readBedPlaces, readBeds, type BedHeld } from './bed.queries.js';

interface BedTarget {
  bed: string;
  version: number;
}

/** The beds of a house (ADR 0054): written down, changed, taken out of service and back. */
@Injectable()
export class BedService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  async list(actor: Actor, call: Call): Promise<BedsView> {
    return await this.uow.run(actor, { do: 'bed.list', ...call }, async (tx) => {
      const beds = await readBeds(tx, (await packOf(tx, this.packs)).clocks.place_hold_days);
      return { beds, places: await readBedPlaces(tx, beds) };
    });
  }

  async add(actor: Actor, call: Call, wanted: BedWriting): Promise<WardWritten> {
    return await this.uow.run(actor, { do: 'bed.add', ...call }, async (tx) => {
      const id = tx.newId();
      await tx.query(
        `insert into care.bed (id, organisation_id, site_id, stage, label, room, designation, features, added_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, tx.organisation, await siteOf(tx, wanted.site), ...columnsOf(wanted), actor.account],
      );
      return { id, version: 1 };
    });
  }

  /** Changes what is written of a bed; a bed stays at its site. */
  async change(actor: Actor, call: Call, target: BedTarget, wanted: BedWriting): Promise<WardWritten> {
    const { bed } = target;
    return await this.uow.run(actor, { do: 'bed.change', on: { bed }, ...call }, async (tx) => {
      await held(tx, target);
      return await tx.one<WardWritten>(
        `update care.bed set version = version + 1, stage = $2, label = $3, room = $4, designation = $5, features = $6 where id = $1 returning id, version`,
        [bed, ...columnsOf(wanted)],
      );
    });
  }

  /** Takes a bed out of service; whoever has it is moved first. */
  async close(actor: Actor, call: Call, target: BedTarget, reason: BedClosing): Promise<WardWritten> {
    const { bed } = target;
    return await this.uow.run(actor, { do: 'bed.close', on: { bed }, ...call }, async (tx) => {
      const found = await held(tx, target);
      if (found.close_reason !== null) throw new Refusal('bed.closed');
      if (found.holder !== null) throw new Refusal('bed.taken');
      tx.note({ reason });
      return await tx.one<WardWritten>(
        `update care.bed set version = version + 1, closed_at = clock_timestamp(), closed_by = $2, close_reason = $3 where id = $1 returning id, version`,
        [bed, actor.account, reason],
      );
    });
  }

  async open(actor: Actor, call: Call, target: BedTarget): Promise<WardWritten> {
    const { bed } = target;
    return await this.uow.run(actor, { do: 'bed.open', on: { bed }, ...call }, async (tx) => {
      if ((await held(tx, target)).close_reason === null) throw new Refusal('bed.open');
      return await tx.one<WardWritten>(
        `update care.bed set version = version + 1, closed_at = null, closed_by = null, close_reason = null where id = $1 returning id, version`,
        [bed],
      );
    });
  }
}

const columnsOf = ({ stage, label, room, designation, features }: BedWriting): unknown[] => [
  stage,
  label.trim(),
  room.trim(),
  designation,
  [...new Set(features)],
];

async function held(tx: Tx, { bed, version }: BedTarget): Promise<BedHeld> {
  const found = await holdBed(tx, bed);
  if (!found) throw new Refusal('bed.unknown');
  assertVersion(version, found.version);
  return found;
}

async function siteOf(tx: Tx, site: string | null): Promise<string> {
  const found = await tx.maybe<{ id: string }>(
    'select id from care.site where organisation_id = $1 and case when $2::uuid is null then is_main else id = $2 end',
    [tx.organisation, site],
  );
  if (!found) throw new Refusal('bed.site_unknown', { field: 'site' });
  return found.id;
}
