import type { Language } from '#domain/charter/code-lists.js';
import type { CsvCell } from '#domain/rules/csv.js';
import { wordOf } from '#domain/words/codes.js';
import { COLUMN_WORDS, VALUE_WORDS, type ColumnName } from '#domain/words/columns.js';
import { STAGE_WORDS, termsInWords } from '#domain/words/terms.js';
import type { Speaker } from './list-columns.js';

/** Instants as `2026-11-23 14:05`, in digits that every spreadsheet reads: the zone stands in the heading. */
function localTimes(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (instant) => {
    const part = Object.fromEntries(
      format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
    );
    return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}`;
  };
}

/** Says the values of lists as the screens do. */
export function speakerFor(language: Language, timeZone: string): Speaker {
  const local = localTimes(timeZone);
  const between = language === 'ar' ? '، ' : ', ';
  return {
    code: (list, code) => (code === null ? null : wordOf(language, list, code)),
    stage: (stage) => stage && STAGE_WORDS[stage][language],
    value: (name): CsvCell => name && VALUE_WORDS[name][language],
    label: (labels): CsvCell => labels?.[language] ?? null,
    time: (instant): CsvCell => instant && local(instant),
    all: (cells): CsvCell => cells.filter((cell) => cell !== null).join(between),
    criteria: (codes): CsvCell => termsInWords(language, codes.join(',')),
  };
}

/** The heading of a column, with the time zone where it holds instants. */
export function headingOf(language: Language, title: ColumnName, timeZone: string | null): string {
  const heading = COLUMN_WORDS[title][language];
  return timeZone === null ? heading : `${heading} (${timeZone})`;
}
