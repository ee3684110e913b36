import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { WITHDRAWAL_SCALES } from '#domain/charter/chart.js';
import type { ChartView, WithdrawalView } from '#domain/wire/chart.js';
import { TrendChart } from '../assessment/trend.chart.js';
import { Section } from '../kit/section.js';
import { Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { useScaleName } from './scale.name.js';

/** How a withdrawal runs: the scores as a curve and as a table, and the way to the next one. */
export function CourseSection({ code, chart }: { code: string; chart: ChartView }) {
  const { t } = useTranslation();
  const may = useMay();
  const scale = useScaleName();
  return (
    <Section
      title={t('chart.course')}
      actions={
        chart.writes && may('assessment.record') ? (
          <Group gap="xs">
            {WITHDRAWAL_SCALES.map((each) => (
              <Button
                key={each}
                component={Link}
                to={`/clients/${code}/assessments/take?instrument=${each}&moment=review`}
                variant="default"
                size="compact-md"
              >
                {t('chart.score_now')}: {scale(each)}
              </Button>
            ))}
          </Group>
        ) : null
      }
    >
      {chart.withdrawal.length === 0 ? <Text c="dimmed">{t('chart.no_scores')}</Text> : null}
      <Stack gap="xl">
        {chart.withdrawal.map((course) => (
          <Course key={course.scale} of={course} />
        ))}
      </Stack>
    </Section>
  );
}

function Course({ of }: { of: WithdrawalView }) {
  const { t } = useTranslation();
  const scale = useScaleName();
  const name = scale(of.scale);
  return (
    <Stack gap="sm">
      <Title order={3} size="h4">
        {name}
      </Title>
      <Text size="sm" c="dimmed">
        {t('chart.settled_below', { value: of.settled_below })}
      </Text>
      <TrendChart
        label={name}
        points={of.points.map(({ at, value }) => ({ id: at, taken_at: at, value, during_withdrawal: true }))}
        min={0}
        max={undefined}
      />
      <div className="table-room">
        <Table aria-label={name} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('chart.taken')}</Table.Th>
              <Table.Th scope="col">{name}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...of.points].reverse().map(({ at, value }) => (
              <Table.Tr key={at}>
                <Table.Td>
                  <Instant at={at} />
                </Table.Td>
                <Table.Td>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Stack>
  );
}
