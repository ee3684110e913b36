import { Inject, Injectable } from '@nestjs/common';
import { BUSINESS_STATES } from '#domain/charter/handoff.js';
import { Refusal } from '#domain/refusal.js';
import { decideBed, mayReserve, reservedUntil } from '#domain/rules/ward.js';
import type { BedReserving, WardWritten } from '#domain/wire/ward.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { isCareTeam, locateForChange } from '../client/client.queries.js';
import { lockHandoff, type HandoffLockedBySide } from '../handoff/handoff-lock.queries.js';
import { packOf } from '../rights/pack-of.tx.js';
import { endStay, findBed, holdBed, letGoOfAway } from './bed.queries.js';

/** Who has a bed (ADR 0054): given, changed for another, given up; kept for whoever comes by an accepted handoff. */
@Injectable()
export class BedStayService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /** Gives a bed to somebody who is here; who has another in this house leaves it in the same instant. */
  async place(actor: Actor, call: Call, code: string, bed: string): Promise<WardWritten> {
    return await this.uow.run(actor, { do: 'bed.place', on: { client: code, bed }, ...call }, async (tx) => {
      const { client_id, episode_id } = await locateForChange(tx, code);
      if (!(await isCareTeam(tx, episode_id))) throw new Refusal('client.not_in_custody');
      await this.take(tx, bed, client_id, true);
      const moved = await endStay(tx, client_id, 'occupied', 'transferred');
      await endStay(tx, client_id, 'reserved', 'released');
      tx.note({ moved: moved > 0 });
      return await insertStay(tx, { bed, client_id, episode_id, handoff: null, until: null });
    });
  }

  async release(actor: Actor, call: Call, code: string): Promise<void> {
    await this.uow.run(actor, { do: 'bed.release', on: { client: code }, ...call }, async (tx) => {
      const { client_id } = await locateForChange(tx, code);
      if ((await endStay(tx, client_id, 'occupied', 'released')) === 0) throw new Refusal('bed.none');
    });
  }

  /** Keeps a bed for whoever comes by a handoff that this house accepted; one that was kept before is let go. */
  async reserve(actor: Actor, call: Call, reference: string, wanted: BedReserving): Promise<WardWritten> {
    const on = { handoff: reference, bed: wanted.bed };
    return await this.uow.run(actor, { do: 'bed.reserve', on, ...call }, async (tx) => {
      await refuseTakenByOthers(tx, wanted.bed, reference);
      const handoff = await ownArrival(tx, reference);
      const { place_hold_days: days } = (await packOf(tx, this.packs)).clocks;
      const asked = wanted.until_at === null ? null : new Date(wanted.until_at);
      const until = reservedUntil(asked, tx.now, days);
      await this.take(tx, wanted.bed, handoff.client_id);
      await endStay(tx, handoff.client_id, 'reserved', 'transferred');
      const { client_id, episode_id, id } = handoff;
      return await insertStay(tx, { bed: wanted.bed, client_id, episode_id, handoff: id, until });
    });
  }

  async unreserve(actor: Actor, call: Call, reference: string): Promise<void> {
    await this.uow.run(actor, { do: 'bed.unreserve', on: { handoff: reference }, ...call }, async (tx) => {
      const { client_id } = await ownArrival(tx, reference);
      if ((await endStay(tx, client_id, 'reserved', 'released')) === 0) throw new Refusal('bed.none');
    });
  }

  /** Refuses a bed that is closed or that somebody else has, looks once more with the bed held; one's own kept bed is free for oneself. */
  private async take(tx: Tx, bed: string, client: string, staying = false): Promise<void> {
    await letGoOfAway(tx, bed, (await packOf(tx, this.packs)).clocks.place_hold_days);
    for (const look of [findBed, holdBed]) {
      const found = await look(tx, bed);
      if (!found) throw new Refusal('bed.unknown', { field: 'bed' });
      decideBed({ closed: found.close_reason, taken: found.holder !== null && found.holder !== client });
      if (staying && found.occupied) throw new Refusal('bed.has_one', { field: 'bed' });
    }
  }
}

/** Most who ask for a bed that is gone are told so without waiting for each other. */
async function refuseTakenByOthers(tx: Tx, bed: string, reference: string): Promise<void> {
  const taken = await tx.maybe<{ found: boolean }>(
    `select true as found from care.bed_stay s join care.handoff h on h.id = s.handoff_id
     where s.bed_id = $1 and s.organisation_id = $2 and s.stay = 'reserved' and s.during @> clock_timestamp() and h.reference <> $3`,
    [bed, tx.organisation, reference],
  );
  if (taken) throw new Refusal('bed.taken', { field: 'bed' });
}

async function ownArrival(tx: Tx, reference: string): Promise<HandoffLockedBySide> {
  const handoff = await lockHandoff(tx, reference);
  tx.about(handoff.audit_subject);
  if (handoff.side !== 'receiver' || !mayReserve(BUSINESS_STATES[handoff.business_state]))
    throw new Refusal('bed.handoff_not_accepted');
  return handoff;
}

interface Stay {
  bed: string;
  client_id: string;
  episode_id: string;
  handoff: string | null;
  until: Date | null;
}

async function insertStay(tx: Tx, stay: Stay): Promise<WardWritten> {
  const id = tx.newId();
  await tx.query(
    `insert into care.bed_stay (id, bed_id, organisation_id, episode_id, client_id, handoff_id, stay, during, given_by)
     values ($1, $2, $3, $4, $5, $6, $7, tstzrange(clock_timestamp(), $8), $9)`,
    [
      id,
      stay.bed,
      tx.organisation,
      stay.episode_id,
      stay.client_id,
      stay.handoff,
      stay.handoff === null ? 'occupied' : 'reserved',
      stay.until,
      tx.actor.account,
    ],
  );
  return { id, version: 1 };
}
