import { useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { spokenLanguage } from '../i18n.js';
import { SessionContext } from '../session/session.context.js';
import { wallOf } from './time.js';

/** Latin digits in Arabic too: codes, phones and dates then read alike, and can be typed back. */
const LOCALES = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG-u-nu-latn' } as const;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Dates and times in the reader's language, on the clock of the reader's organisation. */
export function useDates() {
  const { i18n } = useTranslation();
  const session = useContext(SessionContext);
  const zone = session?.organisation.time_zone ?? 'UTC';
  const withHijri = session?.preferences.hijri ?? false;
  const language = spokenLanguage(i18n.language);
  return useMemo(() => {
    const locale = LOCALES[language];
    const written = {
      day: 'numeric',
      month: locale === LOCALES.ar ? 'long' : 'short',
      year: 'numeric',
    } as const;
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    const day = new Intl.DateTimeFormat(locale, { ...written, month: 'long', timeZone: 'UTC' });
    const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    const instantDay = new Intl.DateTimeFormat(locale, { ...written, timeZone: zone });
    const instant = new Intl.DateTimeFormat(locale, { ...written, ...clock, timeZone: zone });
    const hijri = new Intl.DateTimeFormat(
      `${locale}${locale === LOCALES.ar ? '-ca-islamic-umalqura' : '-u-ca-islamic-umalqura'}`,
      {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      },
    );
    const beside = (words: string, at: Date): string =>
      withHijri ? `${words} (${hijri.format(at)})` : words;
    const separator = locale === LOCALES.ar ? '، ' : ', ';
    const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    return {
      zone,
      /** A day without a time, such as a birthday. */
      day: (on: string) => {
        const at = new Date(`${on}T00:00:00Z`);
        return beside(day.format(at), at);
      },
      /** The name of the day of the week. */
      weekday: (on: string) => weekday.format(new Date(`${on}T00:00:00Z`)),
      /** The day of an instant. */
      dayOf: (at: string) => beside(instantDay.format(new Date(at)), new Date(at)),
      instant: (at: string) => instant.format(new Date(at)),
      /** The time of day of an instant. */
      time: (at: string) => wallOf(new Date(at), zone).time,
      past: (at: string) => Date.parse(at) < Date.now(),
      /** "2 hours ago", "in 3 days". */
      relative: (at: string) => {
        const instantMs = Date.parse(at);
        const difference = instantMs - Date.now();
        // "Tomorrow" is the next day on the wall, not 24 to 48 hours from now.
        const dayOnWall = (ms: number): number => Date.parse(`${wallOf(new Date(ms), zone).date}T00:00:00Z`);
        if (Math.abs(difference) >= DAY_MS) {
          return ago.format(Math.round((dayOnWall(instantMs) - dayOnWall(Date.now())) / DAY_MS), 'day');
        }
        if (Math.abs(difference) >= HOUR_MS) return ago.format(Math.trunc(difference / HOUR_MS), 'hour');
        return ago.format(Math.trunc(difference / MINUTE_MS), 'minute');
      },
      list: (items: readonly string[]) => items.join(separator),
    };
  }, [language, zone, withHijri]);
}
