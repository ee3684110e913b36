import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CARE_NEEDS } from '#domain/charter/chart.js';
import type { CareLevelView, ChartView } from '#domain/wire/chart.js';
import { Section } from '../kit/section.js';
import { Bdi, Facts, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { CareLevelForm } from './care.level.form.js';

/** Where the client is looked after: whether they may be admitted, every decision with its reasons, and the form for a new one. */
export function CareLevelSection({ code, chart }: { code: string; chart: ChartView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [deciding, setDeciding] = useState(false);
  const decides = chart.writes && may('chart.care_level');
  return (
    <Section title={t('chart.care_level')}>
      <Stack gap="md">
        <Voluntary code={code} of={chart.admission} />
        {chart.care_levels.length === 0 ? <Text c="dimmed">{t('chart.no_level')}</Text> : null}
        {chart.care_levels.map((one) => (
          <Decided key={one.id} of={one} />
        ))}
        {decides && !deciding ? (
          <Group>
            <Button variant="default" onClick={() => setDeciding(true)}>
              {t('chart.decide')}
            </Button>
          </Group>
        ) : null}
        {decides && deciding ? <CareLevelForm code={code} onDone={() => setDeciding(false)} /> : null}
      </Stack>
    </Section>
  );
}

/** Nobody is admitted who was not told their rights or has not consented; the ways to both. */
function Voluntary({ code, of }: { code: string; of: ChartView['admission'] }) {
  const { t } = useTranslation();
  return (
    <Stack gap={4}>
      <Text fw={600}>{t('chart.admission')}</Text>
      <Group gap="sm">
        <Text size="sm">{of.rights_told ? t('chart.rights_told') : t('chart.rights_missing')}</Text>
        {of.rights_told ? null : (
          <Button component={Link} to={`/clients/${code}/rights`} variant="default" size="compact-md">
            {t('chart.to_rights')}
          </Button>
        )}
      </Group>
      <Group gap="sm">
        <Text size="sm">{of.consented ? t('chart.consented') : t('chart.consent_missing')}</Text>
        {of.consented ? null : (
          <Button component={Link} to={`/clients/${code}/consents`} variant="default" size="compact-md">
            {t('chart.to_consents')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Decided({ of }: { of: CareLevelView }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" component="article" aria-label={t(`codes.care_level.${of.level}`)}>
      <Text fw={600}>{t(`codes.care_level.${of.level}`)}</Text>
      <Text size="sm" c="dimmed">
        <Instant at={of.decided_at} /> · {t(`codes.client_answer.${of.client_answer}`)}
        {of.by ? (
          <>
            {' · '}
            <Bdi>{of.by}</Bdi>
          </>
        ) : null}
      </Text>
      {of.level === of.recommended ? null : (
        <Text size="sm">
          {t('chart.recommended')}: {t(`codes.care_level.${of.recommended}`)}.{' '}
          <Bdi>{of.difference ?? t('chart.forgotten')}</Bdi>
        </Text>
      )}
      <Facts
        items={CARE_NEEDS.map((need) => ({
          term: t(`codes.care_need.${need}`),
          value: (
            <>
              {t(`codes.need_rating.${of.needs[need].rating}`)}
              {' · '}
              <Bdi>{of.needs[need].words ?? t('chart.forgotten')}</Bdi>
            </>
          ),
        }))}
      />
    </Stack>
  );
}
