import type { Labels } from '#domain/wire/common.js';
import type { MeetingView } from '#domain/wire/directory.js';
import { Frame } from '../pages/frame.js';
import type { PageContext } from '../pages/page-context.js';
import { LANGUAGE_NAMES } from '../pages/page.words.js';
import { MEETING_WORDS } from './meetings.words.js';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const MINUTES_OF_DAY = 1_440;

/** A place whose week can be read. */
export interface Region {
  readonly code: string;
  readonly names: Labels;
}

const addressOf = (region: Region, weekday: number): string =>
  `/meetings/${region.code.toLowerCase()}/${weekday}`;

/** 1 January 2001 was a Monday. */
const nameOfDay = ({ language }: PageContext, weekday: number): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2001, 0, weekday)),
  );

/** The regions there are: the first page, which knows nothing of whoever opens it. */
export function RegionsPage(props: { context: PageContext; regions: readonly Region[]; weekday: number }) {
  const { context, regions, weekday } = props;
  const words = MEETING_WORDS[context.language];
  return (
    <Frame context={context} title={words.title}>
      <h1>{words.heading}</h1>
      <p>{words.intro}</p>
      <h2>{words.where}</h2>
      <ul>
        {regions.map((region) => (
          <li key={region.code}>
            <a href={addressOf(region, weekday)}>{region.names[context.language]}</a>
          </li>
        ))}
      </ul>
    </Frame>
  );
}

interface DayProps {
  readonly context: PageContext;
  readonly region: Region;
  readonly weekday: number;
  readonly meetings: readonly MeetingView[];
}

/** The meetings of a day of the week, by the time they begin. */
export function MeetingsPage({ context, region, weekday, meetings }: DayProps) {
  const words = MEETING_WORDS[context.language];
  return (
    <Frame context={context} title={words.title} back={{ to: '/meetings', say: words.where }}>
      <h1>{words.heading}</h1>
      <p>{region.names[context.language]}</p>
      <nav aria-label={words.title}>
        <ul>
          {WEEKDAYS.map((day) => (
            <li key={day}>
              {day === weekday ? (
                <strong aria-current="page">{nameOfDay(context, day)}</strong>
              ) : (
                <a href={addressOf(region, day)}>{nameOfDay(context, day)}</a>
              )}
            </li>
          ))}
        </ul>
      </nav>
      <h2>{nameOfDay(context, weekday)}</h2>
      {meetings.length === 0 && <p>{words.none}</p>}
      {meetings.map((meeting) => (
        <Meeting
          key={`${meeting.group.code} ${meeting.starts} ${meeting.way} ${meeting.for}`}
          context={context}
          meeting={meeting}
        />
      ))}
    </Frame>
  );
}

function Meeting({ context, meeting }: { context: PageContext; meeting: MeetingView }) {
  const { language } = context;
  const words = MEETING_WORDS[language];
  return (
    <section>
      <h3>
        <bdi dir="ltr">{meeting.starts}</bdi> – <bdi dir="ltr">{endOf(meeting)}</bdi>{' '}
        <bdi>{meeting.group.names[language]}</bdi>
      </h3>
      <p>
        {words.ways[meeting.way]} · <bdi>{meeting.group.town[language]}</bdi>
      </p>
      <p>
        {words.audience[meeting.for]} · {meeting.open ? words.open : words.closed}
      </p>
      <p>
        <span lang={meeting.language}>{LANGUAGE_NAMES[meeting.language]}</span> · {words.times}{' '}
        <bdi dir="ltr">{meeting.time_zone}</bdi> · {words.confirmed}{' '}
        <time dateTime={meeting.confirmed_on}>{dayOf(context, meeting.confirmed_on)}</time>
      </p>
    </section>
  );
}

function endOf({ starts, minutes }: MeetingView): string {
  const [hour = 0, minute = 0] = starts.split(':').map(Number);
  const end = (hour * 60 + minute + minutes) % MINUTES_OF_DAY;
  return [Math.floor(end / 60), end % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function dayOf({ language }: PageContext, day: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}
