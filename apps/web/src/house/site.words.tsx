import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../kit/dates.hook.js';
import { Code } from '../kit/text.js';
import type { SiteDraft } from './site.draft.js';
import { useWeek } from './week.hook.js';

/** How the weekend and the hours of a draft are told. */
export function useSiteWords() {
  const { t } = useTranslation();
  const dates = useDates();
  const week = useWeek();
  return {
    weekend: (days: readonly number[] | null): string =>
      days === null
        ? t('sites.as_jurisdiction')
        : days.length === 0
          ? t('sites.no_weekend')
          : dates.list(days.map((day) => week.weekday(day))),
    hours: (hours: SiteDraft['hours']): ReactNode =>
      hours === null ? t('sites.as_jurisdiction') : <Code>{`${hours.opens}–${hours.closes}`}</Code>,
  };
}
