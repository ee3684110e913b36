import { useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n.js';
import { SessionContext } from '../session/session.context.js';

/** Latin digits in Arabic too: codes, phones and dates then read alike, and can be typed back. */
const LOCALES = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG-u-nu-latn' } as const;

const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** Dates and times in the reader's language, on the clock of the reader's organisation. */
export function useDates() {
  const { i18n } = useTranslation();
  const zone = useContext(SessionContext)?.organisation.time_zone ?? 'UTC';
  const { language } = i18n;
  return useMemo(() => {
    const locale = LOCALES[currentLanguage()];
    const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' });
    const instantDay = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium' });
    const instant = new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      dateStyle: 'medium',
      timeStyle: 'short',
    });
    const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    return {
      zone,
      /** A day without a time, such as a birthday. */
      day: (on: string) => day.format(new Date(`${on}T00:00:00Z`)),
      /** The day of an instant. */
      dayOf: (at: string) => instantDay.format(new Date(at)),
      instant: (at: string) => instant.format(new Date(at)),
      /** "2 hours ago", "in 3 days". */
      relative: (at: string) => {
        const difference = Date.parse(at) - Date.now();
        const step = STEPS.find(({ ms }) => Math.abs(difference) >= ms);
        return step ? ago.format(Math.trunc(difference / step.ms), step.unit) : ago.format(0, 'minute');
      },
      list: (items: readonly string[]) =>
        new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(items),
      number: (value: number) => new Intl.NumberFormat(locale).format(value),
    };
    // The language is read through currentLanguage; it is the reason to make the formats anew.
  }, [language, zone]);
}
