import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDates } from '../kit/dates.hook.js';
import { Choice, MomentField } from '../kit/fields.js';
import { QUICK, useQuickInstants } from './snooze.choice.js';
import type { PuttingOff } from './snooze.choice.js';

/** Quick times, those that are too late for it left out, and a time of one's own. */
export function PutOffChoice({
  value,
  onChange,
  limit,
  error,
}: {
  value: PuttingOff;
  onChange: (value: PuttingOff) => void;
  /** Not later than this. */
  limit: string | null;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const dates = useDates();
  const instant = useQuickInstants();
  const options = QUICK.filter(
    (quick) => quick === 'own_time' || limit === null || instant(quick) <= limit,
  ).map((quick) => ({
    value: quick,
    label: t(`day.snooze_${quick}`),
    ...(quick === 'own_time' ? {} : { hint: dates.instant(instant(quick)) }),
  }));
  return (
    <Stack gap="sm">
      {limit === null ? null : <Text>{t('day.snooze_limit', { when: dates.instant(limit) })}</Text>}
      <Choice
        field="until"
        label={t('day.snooze_until')}
        value={value.quick}
        onChange={(quick) => onChange({ ...value, quick })}
        options={options}
        error={value.quick === 'own_time' ? undefined : error}
      />
      {value.quick === 'own_time' ? (
        <MomentField
          field="until_at"
          dateLabel={t('day.snooze_date')}
          timeLabel={t('day.snooze_time')}
          value={value}
          onChange={({ date, time }) => onChange({ ...value, date, time })}
          error={error}
        />
      ) : null}
    </Stack>
  );
}
