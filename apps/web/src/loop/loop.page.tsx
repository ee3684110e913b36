import { Alert, Stack, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoopIndicators } from '#domain/wire/indicators.js';
import { readLoop } from '../api.handoffs.js';
import { Section } from '../kit/section.js';
import { useSession } from '../session/session.context.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { Choice } from '../kit/fields.js';
import { Facts, Instant } from '../kit/text.js';
import { dayAhead } from '../kit/time.js';
import { useFigures } from './figures.hook.js';
import { LoopSideSection } from './loop.side.js';

const PERIODS = ['30', '90', '365'] as const;

/** How well the loop closes: counts and lengths of time, and nobody in them. */
export function LoopPage() {
  const { t } = useTranslation();
  const zone = useSession().organisation.time_zone;
  const [today] = useState(() => new Date());
  const [days, setDays] = useState<(typeof PERIODS)[number]>('90');
  // Today counts: the last day of a period is not included.
  const from = dayAhead(today, zone, 1 - Number(days));
  const to = dayAhead(today, zone, 1);
  const query = useQuery({
    queryKey: ['loop', from, to],
    queryFn: () => readLoop(from, to),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t('app.loop')}>
      <Choice
        field="period"
        label={t('loop.period')}
        value={days}
        onChange={setDays}
        options={PERIODS.map((each) => ({ value: each, label: t(`loop.days_${each}`) }))}
      />
      <Loaded query={query}>{(figures) => <Figures figures={figures} />}</Loaded>
    </Page>
  );
}

function Figures({ figures }: { figures: LoopIndicators }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <Alert role="note" color="gray" variant="outline" icon={<IconEyeOff aria-hidden />}>
        <Text>{t('loop.small', { count: figures.shown_from })}</Text>
        <Text size="sm" c="dimmed">
          {t('loop.as_of')} <Instant at={figures.as_of} />
        </Text>
      </Alert>
      <LoopSideSection side="sender" figures={figures.sender} />
      <LoopSideSection side="receiver" figures={figures.receiver} />
      <OwnFigures figures={figures} />
    </Stack>
  );
}

function OwnFigures({ figures }: { figures: LoopIndicators }) {
  const { t } = useTranslation();
  const { count, share } = useFigures();
  const { consent, next_steps: steps, disclosures } = figures;
  return (
    <Section title={t('loop.own')}>
      <Facts
        items={[
          { term: t('loop.consent_clients'), value: count(consent.clients) },
          {
            term: t('loop.with_consent'),
            value: `${count(consent.with_consent)} · ${share(consent.coverage)}`,
          },
          { term: t('loop.steps_raised'), value: count(steps.raised) },
          { term: t('loop.steps_done'), value: count(steps.done) },
          { term: t('loop.steps_overdue'), value: count(steps.overdue) },
          ...disclosures.map(({ tier, given, received }) => ({
            term: `${t('loop.disclosed')}: ${t(`codes.received_tier.${tier}`)}`,
            value: `${t('loop.given')} ${count(given)} · ${t('loop.received')} ${count(received)}`,
          })),
        ]}
      />
    </Section>
  );
}
