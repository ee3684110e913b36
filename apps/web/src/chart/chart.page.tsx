import '../care.css';
import { Badge, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ChartView } from '#domain/wire/chart.js';
import { readChart } from '../api.chart.js';
import { useDates } from '../kit/dates.hook.js';
import { Page } from '../kit/page.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { ClientCode, Facts, RiskBadge, tidyCode } from '../kit/text.js';
import { CareLevelSection } from './care.level.section.js';
import { chartKey } from './chart.hook.js';
import { CourseSection } from './course.section.js';
import { ObservationSection } from './observation.section.js';
import { ReadingForm } from './reading.form.js';
import { ReadingsSection } from './readings.section.js';
import { useScaleName } from './scale.name.js';

/** The chart of a client: what must be known, vital signs, the course of a withdrawal, how closely and where they are looked after. */
export function ChartPage() {
  const { t } = useTranslation();
  const { code: typed } = useParams({ strict: false });
  const code = tidyCode(typed ?? '');
  const query = useQuery({ queryKey: chartKey(code), queryFn: () => readChart(code) });
  return (
    <Page
      title={t('chart.title')}
      actions={
        <Button component={Link} to={`/clients/${code}`} variant="default">
          {t('chart.to_client')}
        </Button>
      }
    >
      <Text>
        {t('chart.client')} <ClientCode of={code} />
      </Text>
      <Loaded query={query}>
        {(chart) => (
          <Stack gap="lg">
            <Know of={chart} />
            {chart.writes ? <ReadingForm code={code} limits={chart.limits} /> : null}
            <ReadingsSection code={code} chart={chart} />
            <CourseSection code={code} chart={chart} />
            <ObservationSection code={code} chart={chart} />
            <CareLevelSection code={code} chart={chart} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

/** What whoever opens the door must know first. */
function Know({ of }: { of: ChartView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const scale = useScaleName();
  const now = of.observations.find(({ until }) => until === null);
  const seizures = of.seizures_or_delirium === null ? 'unknown' : of.seizures_or_delirium ? 'yes' : 'no';
  return (
    <Section title={t('chart.know')}>
      <Facts
        items={[
          { term: t('chart.suicide'), value: <RiskBadge risk={of.suicide_risk} /> },
          { term: t('chart.seizures'), value: t(`chart.${seizures}`) },
          {
            term: t('chart.observation'),
            value: now ? t(`codes.observation_level.${now.level}`) : t('chart.not_set'),
          },
          ...of.withdrawal.map((course) => ({
            term: `${t('chart.next_score')}: ${scale(course.scale)}`,
            value: (
              <>
                <Badge
                  color={course.state === 'overdue' ? 'red' : 'gray'}
                  variant={course.state === 'overdue' ? 'filled' : 'default'}
                >
                  {t(`codes.score_state.${course.state}`)}
                </Badge>{' '}
                {course.due_at ? dates.instant(course.due_at) : null}
              </>
            ),
          })),
        ]}
      />
      <Text size="sm" c="dimmed" mt="sm">
        {t('chart.defaults')}
      </Text>
    </Section>
  );
}
