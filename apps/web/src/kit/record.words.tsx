import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedStage } from '#domain/charter/pathway.js';
import { useDates } from './dates.hook.js';
import { Facts } from './text.js';
import { fieldsOf } from './record.shape.js';
import type { RecordValue, RecordValues } from './record.shape.js';

/** A stage's record as facts; what nobody has recorded says so. */
export function RecordWords({ stage, values }: { stage: RecordedStage; values: RecordValues }) {
  const { t } = useTranslation();
  const word = useRecordWord();
  return (
    <Facts
      items={fieldsOf(stage).map(([field]) => ({
        term: t(`record.${field}`),
        value: word(stage, field, values[field] ?? null),
      }))}
    />
  );
}

/** The words for one recorded value. */
export function useRecordWord() {
  const { t } = useTranslation();
  const dates = useDates();
  return (stage: RecordedStage, field: string, value: RecordValue): ReactNode => {
    const ask = fieldsOf(stage).find(([name]) => name === field)?.[1];
    if (value === null) return t('app.unknown');
    if (ask?.as === 'tri') return value === true ? t('app.yes') : t('app.no');
    if (ask?.as === 'day') return dates.day(String(value));
    if (ask?.as === 'moment') return dates.instant(String(value));
    const code = ask?.as === 'code' ? ask.values.find((each) => each === value) : undefined;
    if (ask?.as === 'code' && code) return t(`codes.${ask.list}.${code}` as 'codes.substance.alcohol');
    return String(value);
  };
}
