import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#domain/charter/limits.js';
import { CALENDAR_SUMMARY } from '#domain/words/calendar.js';
import type { Language } from '#domain/charter/code-lists.js';
import { assertPlannable, minutesOf } from '#domain/rules/contact.js';
import { calendarFile, type CalendarEvent } from '#domain/rules/calendar-file.js';
import { occurrencesOf, readRecurrence } from '#domain/rules/recurrence.js';
import { instantOf, wallTime } from '#domain/rules/wall-clock.js';
import type {
  ClientContacts,
  ContactPlanRequest,
  ContactsWritten,
  ContactView,
  StaffCalendar,
} from '#domain/wire/contact.js';
import type { Actor } from '#platform/db/actor.js';
import type { Tx } from '#platform/db/tx.js';
import { UnitOfWork } from '#platform/db/unit-of-work.js';
import { PACKS, type Packs } from '#platform/packs/packs.js';
import type { Call } from '../call.js';
import { locate, type Located } from '../client/client.queries.js';
import { findColleague } from '../colleague/colleague.queries.js';
import { readDay } from '../day.queries.js';
import { pageOf, readCursor, readLimit } from '../paging.js';
import { readDays } from '../period.js';
import { packOf } from '../rights/pack-of.tx.js';
import {
  findContact,
  findPlace,
  locateWalking,
  readCalendar,
  readHistory,
  readLastContact,
  readOverlaps,
  readUpcoming,
  showContact,
} from './contact.queries.js';
import { remind, writeContacts } from './contact-rows.tx.js';

interface Days {
  readonly from_on: string;
  readonly until_on: string;
}

/** Appointments as they are planned and read (ADR 0047): of a client, of a member of staff, and as calendar files. */
@Injectable()
export class ContactPlanService {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(PACKS) private readonly packs: Packs,
  ) {}

  /**
   * Plans one appointment, or with a rule a series of them: its time of day is that of the clock on the wall of the site, in summer and
   * in winter. Refuses impossible dates by name; what stands beside them is told and is not in the way.
   */
  async plan(actor: Actor, call: Call, code: string, wanted: ContactPlanRequest): Promise<ContactsWritten> {
    return await this.uow.run(actor, { do: 'contact.plan', on: { client: code }, ...call }, async (tx) => {
      const located = await locateWalking(tx, code);
      const { contacts: rules } = await packOf(tx, this.packs);
      const starts = new Date(wanted.starts_at);
      const minutes = minutesOf(starts, new Date(wanted.ends_at));
      assertPlannable(starts, tx.now, rules.past_days);
      const { site, zone } = await findPlace(tx, wanted.site);
      const staff = await findColleague(tx, wanted.with, 'contact.record', 'with');
      const { series, at } = await writeSeries(tx, located, wanted, { starts, zone });
      const rows = at.map((planned_at) => ({ id: tx.newId(), planned_at, moves: 0 }));
      const { client_id, episode_id } = located;
      await writeContacts(
        tx,
        rows.map((row) => ({ ...row, client_id, episode_id })),
        { kind: wanted.kind, minutes, zone, site, staff, series, group: null },
      );
      await remind(tx, client_id, rows, rules.reminder_hours);
      const except = rows.map(({ id }) => id);
      tx.note({ kind: wanted.kind, contacts: rows.length });
      return {
        contact: rows[0]?.id ?? '',
        version: 1,
        series,
        contacts: rows.length,
        overlaps: await readOverlaps(tx, { at, minutes, staff, clients: [client_id], except }),
      };
    });
  }

  /** What lies ahead of a client, what was, and when they were there the last time. */
  async list(
    actor: Actor,
    call: Call,
    code: string,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<ClientContacts> {
    const cursor = readCursor(page.cursor, 'descending');
    const limit = readLimit(page.limit);
    return await this.uow.run(actor, { do: 'contact.list', on: { client: code }, ...call }, async (tx) => {
      const { client_id } = await locate(tx, code);
      const rows = await readHistory(tx, client_id, cursor, limit + 1);
      const upcoming = await readUpcoming(tx, client_id);
      return {
        last_contact_at: (await readLastContact(tx, client_id))?.toISOString() ?? null,
        upcoming: upcoming.map((row) => showContact(tx, row)),
        ...pageOf(
          rows,
          limit,
          (row) => ({ at: row.place_at, id: row.id }),
          (row) => showContact(tx, row),
        ),
      };
    });
  }

  /** The days of one member of staff, by default one's own: local days, both included. */
  async calendar(
    actor: Actor,
    call: Call,
    days: Days,
    colleague: string | undefined,
  ): Promise<StaffCalendar> {
    return await this.uow.run(actor, { do: 'contact.calendar', ...call }, async (tx) => {
      const whose = (await findColleague(tx, colleague ?? 'me', 'contact.record')) ?? '';
      const period = await readDays(tx, days, { days_max: LIMITS.calendar_days_max, begun: false });
      const { contacts: rules } = await packOf(tx, this.packs);
      const rows = await readCalendar(tx, whose, period);
      return {
        time_zone: (await readDay(tx)).zone,
        week_starts_on: rules.week_starts_on,
        items: rows.slice(0, LIMITS.calendar_rows_max).map((row) => showContact(tx, row)),
        more: rows.length > LIMITS.calendar_rows_max,
      };
    });
  }

  /** The own days as a calendar file that says when and nothing else. A group is one entry, however many come. */
  async calendarFile(actor: Actor, call: Call, days: Days, language: Language): Promise<string> {
    const { items } = await this.calendar(actor, call, days, undefined);
    const events = new Map<string, CalendarEvent>();
    for (const one of items) {
      const event = eventOf(one, language);
      // A group takes place as long as somebody is still expected.
      if (!event.cancelled || !events.has(event.uid)) events.set(event.uid, event);
    }
    return calendarFile([...events.values()]);
  }

  /** One appointment as a calendar file. */
  async eventFile(actor: Actor, call: Call, contact: string, language: Language): Promise<string> {
    return await this.uow.run(actor, { do: 'contact.file', on: { contact }, ...call }, async (tx) =>
      calendarFile([eventOf(showContact(tx, await findContact(tx, contact)), language)]),
    );
  }
}

function eventOf(view: ContactView, language: Language): CalendarEvent {
  return {
    uid: `${view.group ?? view.contact}@calendar`,
    starts: new Date(view.starts_at),
    ends: new Date(view.ends_at),
    stamped: new Date(view.changed_at),
    sequence: view.version,
    summary: CALENDAR_SUMMARY[language],
    cancelled: view.happened?.startsWith('cancelled') ?? false,
  };
}

/** The instants of what is planned: one, or those of a series, which is written down with its rule. */
async function writeSeries(
  tx: Tx,
  located: Located,
  { rule, exceptions = [] }: ContactPlanRequest,
  { starts, zone }: { starts: Date; zone: string },
): Promise<{ series: string | null; at: Date[] }> {
  if (rule === undefined) return { series: null, at: [starts] };
  const local = wallTime(starts, zone);
  const at = occurrencesOf(local, readRecurrence(rule), exceptions).map((one) => instantOf(one, zone));
  const series = tx.newId();
  await tx.query(
    `insert into care.contact_series (id, episode_id, client_id, organisation_id, rule, starts_local, time_zone, exceptions, planned_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      series,
      located.episode_id,
      located.client_id,
      tx.organisation,
      rule,
      local,
      zone,
      exceptions,
      tx.actor.account,
    ],
  );
  return { series, at };
}
