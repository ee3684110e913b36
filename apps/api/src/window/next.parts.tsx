import type { Language } from '#domain/charter/code-lists.js';
import { calendarFile } from '#domain/rules/calendar-file.js';
import type { WindowContact } from '#domain/wire/window.js';
import { CALENDAR_SUMMARY } from '#domain/words/calendar.js';
import { Facts } from '../pages/page.parts.js';
import { Name, Telephone } from './window.parts.js';
import type { Visit } from './window-visits.js';

const MINUTE_MS = 60_000;

interface ExpectedProps {
  readonly visit: Visit;
  readonly contacts: readonly WindowContact[];
}

/** The own times: when, how, where and with whom. What was cancelled says so until its hour is over. */
export function Expected({ visit, contacts }: ExpectedProps) {
  if (contacts.length === 0) return null;
  const say = visit.words.next;
  return (
    <>
      {contacts.map((one) => (
        <One key={one.id} visit={visit} contact={one} />
      ))}
      <p>
        <a href="/window/next/calendar">{say.calendar}</a>
      </p>
      <p className="soft">{say.calendar_hint}</p>
    </>
  );
}

function One({ visit, contact }: { readonly visit: Visit; readonly contact: WindowContact }) {
  const say = visit.words.next;
  const { language } = visit.context;
  const place = [contact.address?.[language], contact.town?.[language]].filter(Boolean).join(', ');
  return (
    <section className="card" aria-label={say.ways[contact.kind]}>
      <h3>{contact.cancelled ? say.cancelled : say.ways[contact.kind]}</h3>
      <Facts
        facts={[
          [say.when, visit.dates.at(contact.planned_at, contact.time_zone)],
          [say.where, <Name key="to" visit={visit} labels={contact.site ?? contact.organisation} />],
          contact.kind === 'visit' && place !== '' && [visit.words.people.place, <bdi key="p">{place}</bdi>],
          contact.with_whom && [say.with, <bdi key="w">{contact.with_whom}</bdi>],
          contact.telephone && [say.telephone, <Telephone key="t" number={contact.telephone} />],
        ]}
      />
    </section>
  );
}

/** The same as a calendar file: it says when, and nothing else, because others see the telephone it lies on. */
export function ownCalendar(contacts: readonly WindowContact[], language: Language): string {
  return calendarFile(
    contacts.map((one) => ({
      uid: `${one.id}@calendar`,
      starts: new Date(one.planned_at),
      ends: new Date(new Date(one.planned_at).getTime() + one.minutes * MINUTE_MS),
      stamped: new Date(one.changed_at),
      sequence: one.version,
      summary: CALENDAR_SUMMARY[language],
      cancelled: one.cancelled,
    })),
  );
}
