import type { PageContext } from './page-context.js';
import { Frame } from './frame.js';
import { FRAME_WORDS } from './page.words.js';

const DAY = 86_400_000;
/** The first day of a week where most readers of a language live: Monday, or Sunday. */
const WEEK_STARTS = { en: 1, ru: 1, ar: 0 } as const;

/** Where the quick exit leads: a sheet of a calendar. It could be anybody's, and it says nothing of where somebody came from. */
export function TodayPage({ context, now }: { readonly context: PageContext; readonly now: Date }) {
  const { language } = context;
  const title = FRAME_WORDS[language].today;
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const before = (new Date(first).getUTCDay() - WEEK_STARTS[language] + 7) % 7;
  const start = first - before * DAY;
  const weeks = [0, 1, 2, 3, 4, 5].map((week) =>
    [0, 1, 2, 3, 4, 5, 6].map((day) => new Date(start + (week * 7 + day) * DAY)),
  );
  const say = (options: Intl.DateTimeFormatOptions, at: Date) =>
    new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options }).format(at);
  return (
    <Frame context={context} title={title} exit={null}>
      <h1>{say({ dateStyle: 'full' }, now)}</h1>
      <table className="bare">
        <caption>{say({ month: 'long', year: 'numeric' }, now)}</caption>
        <thead>
          <tr>
            {weeks[0]!.map((day) => (
              <th key={day.getUTCDay()} scope="col">
                {say({ weekday: 'short' }, day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks
            .filter((week) => week.some((day) => day.getUTCMonth() === now.getUTCMonth()))
            .map((week) => (
              <tr key={week[0]!.getTime()}>
                {week.map((day) => (
                  <td
                    key={day.getTime()}
                    className={day.toDateString() === now.toDateString() ? 'now' : undefined}
                  >
                    {day.getUTCMonth() === now.getUTCMonth() ? say({ day: 'numeric' }, day) : ''}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </Frame>
  );
}
