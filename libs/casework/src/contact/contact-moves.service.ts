import { Inject, Injectable } from '@nestjs/common';
import type { SeriesScope } from '#domain/charter/contact.js';
import { Refusal } from '#domain/refusal.js';
import { assertPlannable, attendedAt, decideUndo, minutesOf } from '#domain/rules/contact.js';
import { addDays, daysBetween, instantOf, wallTime } from '#domain/rules/wall-clock.js';
import type {
  AttendanceRequest,
  ContactCancelRequest,
  ContactMoveRequest,
  ContactsWritten,
  ContactView,
} from '#domain/wire/contact.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { findColleague } from '../colleague/colleague.queries.js';
import { tellClient } from '../notices/tell.tx.js';
import { packOf } from '../rights/pack-of.tx.js';
import { findContact, readOverlaps, showContact } from './contact.queries.js';
import {
  answerContact,
  assertOpen,
  lockContact,
  lockFollowing,
  remind,
  stopReminding,
  tellChange,
  type ContactLocked,
} from './contact-rows.tx.js';

interface Target {
  readonly contact: string;
  readonly version: number;
}

/** What becomes of an appointment: moved, cancelled, kept or not, and a slip of the finger undone. */
@Injectable()
export class ContactMovesService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /**
   * Moves an appointment, or it and all open ones that follow in its series by as many days and to the same time on the wall. What is
   * recorded already stays where it was.
   */
  async move(
    actor: Actor,
    call: Call,
    { contact, version }: Target,
    wanted: ContactMoveRequest,
  ): Promise<ContactsWritten> {
    return await this.uow.run(actor, { do: 'contact.move', on: { contact }, ...call }, async (tx) => {
      const one = await lockContact(tx, contact, version);
      if (one.group_session_id) throw new Refusal('contact.group_moves_as_one');
      const which = await openOf(tx, one, wanted.scope);
      const { contacts: rules } = await packOf(tx, this.packs);
      const starts = new Date(wanted.starts_at);
      const minutes = minutesOf(starts, new Date(wanted.ends_at));
      assertPlannable(starts, tx.now, rules.past_days);
      const staff = await findColleague(tx, wanted.with, 'contact.record', 'with');
      const at = which.map((each) => movedTo(each, one, starts));
      await stopReminding(tx, which);
      const moved = which.map((each, i) => ({
        ...each,
        planned_at: at[i] ?? starts,
        moves: each.moves + 1,
      }));
      await writeMoves(tx, moved, minutes, staff);
      await tellChange(tx, 'appointment.changed', moved);
      await remind(tx, one.client_id, moved, rules.reminder_hours);
      const except = which.map(({ id }) => id);
      tx.note({ scope: wanted.scope, contacts: which.length });
      return {
        contact,
        version: version + 1,
        series: one.series_id,
        contacts: which.length,
        overlaps: await readOverlaps(tx, { at, minutes, staff, clients: [one.client_id], except }),
      };
    });
  }

  /** Cancels an appointment, or it and all that follow, by whom and why. The client is told of what the house cancels. */
  async cancel(
    actor: Actor,
    call: Call,
    { contact, version }: Target,
    wanted: ContactCancelRequest,
  ): Promise<ContactsWritten> {
    return await this.uow.run(actor, { do: 'contact.cancel', on: { contact }, ...call }, async (tx) => {
      const one = await lockContact(tx, contact, version);
      const which = await openOf(tx, one, wanted.scope);
      await stopReminding(tx, which);
      for (const each of which) await answerContact(tx, each, { happened: wanted.by, reason: wanted.reason });
      if (wanted.by !== 'cancelled_by_client') await tellChange(tx, 'appointment.cancelled', which);
      tx.note({ scope: wanted.scope, contacts: which.length, by: wanted.by, reason: wanted.reason });
      return {
        contact,
        version: version + 1,
        series: one.series_id,
        contacts: which.length,
        overlaps: [],
      };
    });
  }

  /** Records whether the client came. Staying away makes work where there is a risk, or where it is the third time in a row. */
  async record(
    actor: Actor,
    call: Call,
    { contact, version }: Target,
    wanted: AttendanceRequest,
  ): Promise<ContactView> {
    return await this.uow.run(actor, { do: 'contact.record', on: { contact }, ...call }, async (tx) => {
      const one = await lockContact(tx, contact, version);
      await assertOpen(tx, contact);
      const told = wanted.attended_at === undefined ? null : new Date(wanted.attended_at);
      const { happened } = wanted;
      await answerContact(tx, one, { happened, attended_at: attendedAt(one, happened, told, tx.now) });
      await stopReminding(tx, [one]);
      tx.note({ happened });
      return showContact(tx, await findContact(tx, contact));
    });
  }

  /**
   * Undoes what was just recorded, by whoever recorded it. Both stay: what was recorded, and that it was undone. Work that it made is
   * closed with it, and a client to whom a cancellation was told is told that the hour stands.
   */
  async undo(actor: Actor, call: Call, { contact, version }: Target): Promise<ContactView> {
    return await this.uow.run(actor, { do: 'contact.undo', on: { contact }, ...call }, async (tx) => {
      const one = await lockContact(tx, contact, version);
      const recorded = await tx.maybe<{
        id: string;
        by: string | null;
        at: Date;
        happened: string;
        raised: string[];
      }>(
        `select id, recorded_by as by, recorded_at as at, happened, raised from care.contact_attendance where contact_id = $1 and undone_at is null`,
        [contact],
      );
      if (!recorded) throw new Refusal('contact.not_recorded');
      decideUndo(recorded, tx.actor.account, tx.now);
      await tx.query(
        'update care.contact_attendance set undone_at = clock_timestamp(), undone_by = $2 where id = $1',
        [recorded.id, tx.actor.account],
      );
      await tx.query(
        'update care.work_item set done_at = clock_timestamp(), done_by = $2 where id = any ($1) and done_at is null',
        [recorded.raised, tx.actor.account],
      );
      await tx.query(
        'update care.contact set version = version + 1, moves = moves + 1, changed_at = clock_timestamp() where id = $1',
        [contact],
      );
      if (recorded.happened.startsWith('cancelled') && one.planned_at > tx.now)
        await tellClient(tx, one.client_id, 'appointment.given', {
          cause: `contact/${contact}/${one.moves + 1}`,
          at: one.planned_at,
        });
      tx.note({ undone: recorded.happened });
      return showContact(tx, await findContact(tx, contact));
    });
  }
}

/** Which open contacts a change is about; the one that was named must be among them. */
async function openOf(tx: Tx, one: ContactLocked, scope: SeriesScope): Promise<ContactLocked[]> {
  await assertOpen(tx, one.id);
  return scope === 'this' ? [one] : await lockFollowing(tx, one);
}

/** By as many local days as the one that was named, to its new time on the wall. */
function movedTo(each: ContactLocked, one: ContactLocked, starts: Date): Date {
  if (each.id === one.id) return starts;
  const [day = '', time = ''] = wallTime(starts, one.time_zone).split('T');
  const days = daysBetween(wallTime(one.planned_at, one.time_zone).slice(0, 10), day);
  const own = wallTime(each.planned_at, each.time_zone).slice(0, 10);
  return instantOf(`${addDays(own, days)}T${time}`, each.time_zone);
}

async function writeMoves(
  tx: Tx,
  moved: readonly ContactLocked[],
  minutes: number,
  staff: string | null,
): Promise<void> {
  await tx.query(
    `update care.contact c set planned_at = t.at, minutes = $3, staff_id = $4, moves = c.moves + 1, version = c.version + 1, changed_at = clock_timestamp()
       from unnest($1::uuid[], $2::timestamptz[]) as t (id, at) where c.id = t.id`,
    [moved.map(({ id }) => id), moved.map(({ planned_at }) => planned_at), minutes, staff],
  );
}
