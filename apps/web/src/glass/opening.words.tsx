import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BreakGlassView } from '#domain/wire/identity.js';
import { useDates } from '../kit/dates.hook.js';
import { Bdi, Instant, Label } from '../kit/text.js';

/** Who opened, or asked to; of another house only the house is named. */
export function OpenedBy({ opening }: { opening: BreakGlassView }) {
  return opening.own && opening.asked_by ? (
    <Bdi>{opening.asked_by}</Bdi>
  ) : (
    <Label of={opening.organisation} />
  );
}

/** Why and what, in words. */
export function OpenedWhat({ opening }: { opening: BreakGlassView }) {
  const { t } = useTranslation();
  return (
    <>
      <Text>
        {t(`codes.break_glass_kind.${opening.kind}`)} · {t(`codes.break_glass_reason.${opening.reason}`)}
      </Text>
      <Text size="sm" c="dimmed">
        {opening.fields.map((field) => t(`codes.break_glass_field.${field}`)).join(' · ')}
      </Text>
      {opening.words ? (
        <Text size="sm">
          <Bdi>{opening.words}</Bdi>
        </Text>
      ) : null}
    </>
  );
}

/** From when until when; before that, when it was asked for. */
export function OpenedWhen({ opening }: { opening: BreakGlassView }) {
  const dates = useDates();
  const from = opening.opened_at ?? opening.asked_at;
  const { until_at: until } = opening;
  return (
    <>
      <Instant at={from} />
      {until ? (
        <>
          {' – '}
          {dates.dayOf(from) === dates.dayOf(until) ? (
            <time dateTime={until}>{dates.time(until)}</time>
          ) : (
            <Instant at={until} />
          )}
        </>
      ) : null}
    </>
  );
}
