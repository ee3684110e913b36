import type { WindowContact, WindowHandoff } from '#domain/wire/window.js';
import { WINDOW_STATES } from '#domain/words/window.en.js';
import { Facts } from '../pages/page.parts.js';
import { Expected } from './next.parts.js';
import { Name, PartPage, Telephone } from './window.parts.js';
import type { Visit } from './window-visits.js';

/** Handoffs where the client is expected, the soonest first. */
export function appointments(handoffs: readonly WindowHandoff[]): WindowHandoff[] {
  return handoffs
    .filter(({ open, appointment_at }) => open && appointment_at !== null)
    .sort((a, b) => (a.appointment_at ?? '').localeCompare(b.appointment_at ?? ''));
}

interface OneProps {
  readonly visit: Visit;
  readonly handoff: WindowHandoff;
}

/** When and where the client is expected, and whom to call. */
export function Appointment({ visit, handoff }: OneProps) {
  const say = visit.words.next;
  const { language } = visit.context;
  const place = [handoff.address?.[language], handoff.town?.[language]].filter(Boolean).join(', ');
  return (
    <section className="card" aria-label={say.appointment}>
      <h2>{say.appointment}</h2>
      <Facts
        facts={[
          [say.when, visit.dates.at(handoff.appointment_at ?? '', handoff.time_zone)],
          [say.where, <Name key="to" visit={visit} labels={handoff.to_names} />],
          place !== '' && [visit.words.people.place, <bdi key="place">{place}</bdi>],
          handoff.telephone && [say.telephone, <Telephone key="t" number={handoff.telephone} />],
        ]}
      />
      <p className="soft">{say.keep}</p>
    </section>
  );
}

function Waiting({ visit, handoff }: OneProps) {
  const say = visit.words.next;
  const { dates } = visit;
  return (
    <section className="card">
      <h3>
        <Name visit={visit} labels={handoff.to_names} />
      </h3>
      <Facts
        facts={[
          handoff.waitlist_position !== null && [say.position, dates.number(handoff.waitlist_position)],
          handoff.waitlist_expected_on && [say.expected, dates.day(handoff.waitlist_expected_on)],
          handoff.waitlist_review_on && [say.review, dates.day(handoff.waitlist_review_on)],
        ]}
      />
    </section>
  );
}

function Asked({ visit, handoff }: OneProps) {
  const say = visit.words.next;
  return (
    <section className="card">
      <h3>
        <Name visit={visit} labels={handoff.to_names} />
      </h3>
      <Facts
        facts={[
          [say.state, say.states[WINDOW_STATES[handoff.business_state]]],
          [visit.words.road.stages[handoff.stage], say.kinds[handoff.kind]],
          [say.from, <Name key="from" visit={visit} labels={handoff.from_names} />],
          [say.since, visit.dates.day(handoff.requested_at, handoff.time_zone)],
        ]}
      />
    </section>
  );
}

interface NextPageProps {
  readonly visit: Visit;
  readonly handoffs: readonly WindowHandoff[];
  readonly contacts: readonly WindowContact[];
}

/** What comes next: appointments, waiting lists, requests under way, and what was before. */
export function NextPage({ visit, handoffs, contacts }: NextPageProps) {
  const { words } = visit;
  const say = words.next;
  const expected = appointments(handoffs);
  const waiting = handoffs.filter(({ business_state }) => business_state === 'waitlisted');
  const under = handoffs.filter((one) => one.open && !expected.includes(one) && !waiting.includes(one));
  const before = handoffs.filter(({ open }) => !open);
  const list = (title: string, rows: readonly WindowHandoff[], One: typeof Asked) =>
    rows.length > 0 && (
      <>
        <h2>{title}</h2>
        {rows.map((handoff) => (
          <One key={`${handoff.requested_at}${handoff.to_names.en}`} visit={visit} handoff={handoff} />
        ))}
      </>
    );
  return (
    <PartPage visit={visit} part="next">
      {expected.length === 0 && contacts.length === 0 && <p>{say.no_appointment}</p>}
      {expected.map((handoff) => (
        <Appointment key={`${handoff.requested_at}${handoff.to_names.en}`} visit={visit} handoff={handoff} />
      ))}
      <Expected visit={visit} contacts={contacts} />
      {list(say.list, waiting, Waiting)}
      {list(say.under_way, under, Asked)}
      {list(say.before, before, Asked)}
      <p className="soft">{words.times}</p>
    </PartPage>
  );
}
