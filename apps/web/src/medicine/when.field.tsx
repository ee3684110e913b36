import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choice, MomentField } from '../kit/fields.js';
import { instantOf, type WallTime } from '../kit/time.js';

/** Null: now. */
export type When = WallTime | null;

/** As the api is asked; what cannot be read is sent as it was typed, and refused by the name of its field. */
export const instantOfWhen = (when: When, zone: string): string | null =>
  when && (instantOf(when, zone) ?? `${when.date} ${when.time}`.trim());

/** Now, or earlier by the clock on the wall. */
export function WhenField(props: {
  value: When;
  onChange: (value: When) => void;
  error?: string | undefined;
}) {
  const { t } = useTranslation();
  const { value, onChange, error } = props;
  return (
    <Stack gap="xs">
      <Choice
        field="when"
        label={t('medicines.when')}
        value={value ? 'earlier' : 'now'}
        onChange={(next) => onChange(next === 'now' ? null : { date: '', time: '' })}
        options={[
          { value: 'now', label: t('medicines.now') },
          { value: 'earlier', label: t('medicines.earlier') },
        ]}
        error={value ? undefined : error}
      />
      {value ? (
        <MomentField
          field="at"
          dateLabel={t('medicines.on')}
          timeLabel={t('medicines.time')}
          value={value}
          onChange={onChange}
          error={error}
        />
      ) : null}
    </Stack>
  );
}
