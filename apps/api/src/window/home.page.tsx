import { LIMITS } from '#domain/charter/limits.js';
import type { WindowHandoff, WindowStanding } from '#domain/wire/window.js';
import { WINDOW_PARTS, type WindowPart } from '#domain/words/window.en.js';
import { Frame } from '../pages/frame.js';
import { Notice } from '../pages/page.parts.js';
import { Appointment, appointments } from './next.page.js';
import { fill, LEAVE } from './window.parts.js';
import type { Visit } from './window-visits.js';

interface HomePageProps {
  readonly visit: Visit;
  readonly standing: WindowStanding;
  readonly handoffs: readonly WindowHandoff[];
  /** Parts that have something behind them. */
  readonly parts: ReadonlySet<WindowPart>;
  /** How many messages are new to the client. */
  readonly unread: number;
}

/** The first page: when they are expected next, and the way to everything else. */
export function HomePage({ visit, standing, handoffs, parts, unread }: HomePageProps) {
  const { context, words, dates } = visit;
  const say = words.greeting;
  const before = standing.entered_before_at;
  return (
    <Frame context={context} title={words.tab} exit={LEAVE}>
      <h1>{words.home}</h1>
      <p>
        {say.hello} {before ? fill(say.before, { at: dates.at(before, standing.time_zone) }) : say.first}
      </p>
      {!standing.in_care && <Notice>{say.no_care}</Notice>}
      {appointments(handoffs).map((one) => (
        <Appointment key={`${one.appointment_at}${one.to_names.en}`} visit={visit} handoff={one} />
      ))}
      <nav aria-label={words.home}>
        <ul className="menu">
          {WINDOW_PARTS.filter((part) => parts.has(part)).map((part) => (
            <li key={part}>
              <a href={`/window/${part}`}>
                {words.parts[part].title}
                {part === 'messages' && unread > 0 && (
                  <>
                    {' '}
                    <strong>
                      {words.messages.new}: <bdi>{dates.number(unread)}</bdi>
                    </strong>
                  </>
                )}
                <small>{words.parts[part].hint}</small>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p>
        <a href={LEAVE}>{words.sign_out}</a>
      </p>
      <p className="soft">{fill(say.leave, { minutes: dates.number(LIMITS.window_idle_minutes) })}</p>
    </Frame>
  );
}
