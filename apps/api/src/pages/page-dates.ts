import type { Language } from '#domain/charter/code-lists.js';

/** Latin digits in Arabic too: codes, telephone numbers and dates then read alike, and can be typed back. */
const LOCALES = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG-u-nu-latn' } as const;

export interface PageDates {
  /** A day, given as an instant or as YYYY-MM-DD. */
  day(at: string, zone?: string): string;
  /** A day and a time on the clock of a place. */
  at(at: string, zone: string): string;
  number(value: number): string;
}

const KNOWN = new Map<Language, PageDates>();

/** Dates, times and numbers as a page says them. */
export function pageDates(language: Language): PageDates {
  const known = KNOWN.get(language) ?? make(LOCALES[language]);
  KNOWN.set(language, known);
  return known;
}

function make(locale: string): PageDates {
  const written = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const clock = { weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const formats = new Map<string, Intl.DateTimeFormat>();
  const format = (zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = `${zone} ${Object.keys(options).length}`;
    const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    formats.set(key, known);
    return known;
  };
  const number = new Intl.NumberFormat(locale);
  return {
    day: (at, zone = 'UTC') => format(at.length === 10 ? 'UTC' : zone, written).format(new Date(at)),
    at: (at, zone) => format(zone, { ...written, ...clock }).format(new Date(at)),
    number: (value) => number.format(value),
  };
}
