import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MomentField } from '../kit/fields.js';
import { NumberField } from '../kit/number.field.js';
import { instantOf, type WallTime } from '../kit/time.js';

/** An hour as people say it: a day, a time on the wall, and how long. */
export interface Hour {
  readonly at: WallTime;
  readonly minutes: number | null;
}

const MINUTE_MS = 60_000;

/** From when until when, as the api is asked; what cannot be read is sent as it was typed, and refused by the name of its field. */
export function spanOf({ at, minutes }: Hour, zone: string): { starts_at: string; ends_at: string } {
  const starts = instantOf(at, zone);
  if (starts === null) {
    const typed = `${at.date} ${at.time}`.trim();
    return { starts_at: typed, ends_at: typed };
  }
  return {
    starts_at: starts,
    ends_at: new Date(Date.parse(starts) + (minutes ?? 0) * MINUTE_MS).toISOString(),
  };
}

export function HourFields(props: {
  value: Hour;
  onChange: (value: Hour) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const { value, onChange, errorOf } = props;
  return (
    <Group align="flex-start" gap="md">
      <MomentField
        field="starts_at"
        dateLabel={t('appointments.day')}
        timeLabel={t('appointments.time')}
        value={value.at}
        onChange={(at) => onChange({ ...value, at })}
        error={errorOf('starts_at')}
      />
      <NumberField
        field="ends_at"
        label={t('appointments.minutes')}
        value={value.minutes}
        onChange={(minutes) => onChange({ ...value, minutes })}
        error={errorOf('ends_at')}
        w={140}
      />
    </Group>
  );
}
