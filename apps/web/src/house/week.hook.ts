import { useTranslation } from 'react-i18next';
import { spokenLanguage } from '../i18n.js';

/** Latin digits in Arabic too, as everywhere on the screens. */
const LOCALES = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG-u-nu-latn' } as const;
const DAY_MS = 86_400_000;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const NAMES_MONTH_AND_DAY = /^\d{2}-\d{2}$/;

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Days of the week and of the year in words; Monday is 1, Sunday is 7. */
export function useWeek() {
  const { i18n } = useTranslation();
  const locale = LOCALES[spokenLanguage(i18n.language)];
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const yearly = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const once = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return {
    weekday: (day: number): string => weekday.format(new Date(MONDAY + (day - 1) * DAY_MS)),
    /** A holiday: of every year where it names month and day, of one year where it names that too. */
    holiday: (on: string): string =>
      NAMES_MONTH_AND_DAY.test(on)
        ? yearly.format(new Date(`2024-${on}T00:00:00Z`))
        : once.format(new Date(`${on}T00:00:00Z`)),
  };
}
