import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  OBSERVATION_LEVELS,
  OBSERVATION_REASONS,
  type ObservationLevel,
  type ObservationReason,
} from '#domain/charter/chart.js';
import type { ChartView, ObservationView, ObservationWriting } from '#domain/wire/chart.js';
import { observe } from '../api.chart.js';
import { useChange } from '../kit/change.hook.js';
import { Choice } from '../kit/fields.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { useSaved } from './chart.hook.js';

/** How closely the client is looked after now, what was before, and the form for another level. */
export function ObservationSection({ code, chart }: { code: string; chart: ChartView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [now, ...before] = chart.observations;
  return (
    <Section title={t('chart.observation')}>
      <Stack gap="md">
        {now ? <Level of={now} /> : <Text c="dimmed">{t('chart.not_set')}</Text>}
        {before.length > 0 ? (
          <ul className="versions" aria-label={t('chart.before')}>
            {before.map((one) => (
              <li key={one.since}>
                <Level of={one} />
              </li>
            ))}
          </ul>
        ) : null}
        {chart.writes && may('chart.observe') ? <Observe code={code} now={now?.level ?? null} /> : null}
      </Stack>
    </Section>
  );
}

function Level({ of }: { of: ObservationView }) {
  const { t } = useTranslation();
  return (
    <Stack gap={2}>
      <Text fw={of.until === null ? 600 : 400}>{t(`codes.observation_level.${of.level}`)}</Text>
      <Text size="sm" c="dimmed">
        {t('chart.since')} <Instant at={of.since} /> · {t(`codes.observation_reason.${of.reason}`)}
        {of.by ? (
          <>
            {' · '}
            <Bdi>{of.by}</Bdi>
          </>
        ) : null}
      </Text>
    </Stack>
  );
}

function Observe({ code, now }: { code: string; now: ObservationLevel | null }) {
  const { t } = useTranslation();
  const [level, setLevel] = useState<ObservationLevel | null>(null);
  const [reason, setReason] = useState<ObservationReason | null>(null);
  const saved = useSaved(code, () => {
    setLevel(null);
    setReason(null);
  });
  const write = useChange((body: ObservationWriting, key) => observe(code, body, key), saved);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (level && reason) write.run({ level, reason });
      }}
    >
      <Stack gap="md">
        <ProblemAlert problem={write.problem} />
        <Choice
          field="level"
          label={t('chart.level')}
          value={level}
          onChange={setLevel}
          options={OBSERVATION_LEVELS.filter((value) => value !== now).map((value) => ({
            value,
            label: t(`codes.observation_level.${value}`),
          }))}
          error={write.errorOf('level')}
        />
        <Choice
          field="reason"
          label={t('chart.reason')}
          value={reason}
          onChange={setReason}
          options={OBSERVATION_REASONS.map((value) => ({
            value,
            label: t(`codes.observation_reason.${value}`),
          }))}
          error={write.errorOf('reason')}
        />
        <Group>
          <Button
            type="submit"
            variant="default"
            loading={write.pending}
            disabled={level === null || reason === null}
          >
            {t('chart.observe')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
