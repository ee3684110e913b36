import { NativeSelect, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  AssessmentView,
  InstrumentSummary,
  InstrumentView,
  Trend,
  TrendPoint,
} from '#domain/wire/assessment.js';
import { readInstrument, readTrends } from '../api.assessments.js';
import { currentLanguage } from '../i18n.js';
import { useDates } from '../kit/dates.hook.js';
import { Section } from '../kit/section.js';
import { Loaded } from '../kit/states.js';
import { isolated } from '../kit/text.js';
import { assessmentsKey, instrumentsKey } from './assessment.keys.js';
import { useScoreName } from './score.words.js';
import { TrendChart } from './trend.chart.js';

/** How the scores of one form moved: drawn and as a table, with beginning, newest review and end beside each other. */
export function Trends(props: {
  code: string;
  forms: readonly InstrumentSummary[];
  taken: readonly AssessmentView[];
}) {
  const { t } = useTranslation();
  const { code, forms, taken } = props;
  const [wanted, setWanted] = useState<string | null>(null);
  const language = currentLanguage();
  const known = [
    ...new Set(taken.filter(({ scores }) => scores.length > 0).map(({ instrument }) => instrument)),
  ];
  const chosen = wanted ?? known[0];
  if (chosen === undefined) return null;
  const nameOf = (id: string): string => forms.findLast((one) => one.id === id)?.names[language] ?? id;
  return (
    <Section
      title={t('assess.trends')}
      actions={
        <NativeSelect
          size="sm"
          aria-label={t('assess.instrument')}
          value={chosen}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          data={known.map((value) => ({ value, label: isolated(nameOf(value)) }))}
        />
      }
    >
      <OfForm key={chosen} code={code} form={forms.findLast(({ id }) => id === chosen)} id={chosen} />
    </Section>
  );
}

function OfForm({ code, form, id }: { code: string; form: InstrumentSummary | undefined; id: string }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const query = useQuery({
    queryKey: [...assessmentsKey(code), 'trends', id],
    queryFn: () => readTrends(code, id),
  });
  const { data: view } = useQuery({
    queryKey: [...instrumentsKey, id, form?.version, language],
    queryFn: () => readInstrument(id, form?.version ?? '', language),
    enabled: form !== undefined,
    staleTime: Infinity,
  });
  return (
    <Loaded query={query}>
      {(trends) => {
        const shown = trends.filter(({ points }) => points.some(({ value }) => value !== null));
        return (
          <Stack gap="xl">
            {shown.length === 0 ? <Text>{t('assess.trend_none')}</Text> : null}
            {shown.map((trend) => (
              <One
                key={`${trend.score} ${trend.substance ?? ''}`}
                trend={trend}
                view={view}
                isOnly={shown.length === 1}
              />
            ))}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function One({ trend, view, isOnly }: { trend: Trend; view: InstrumentView | undefined; isOnly: boolean }) {
  const { t } = useTranslation();
  const name = useScoreName();
  const rule = view?.scores.find(({ id }) => id === trend.score);
  const title = trend.substance
    ? `${name(trend.score)} · ${t(`codes.substance.${trend.substance}`)}`
    : name(trend.score);
  return (
    <Stack gap="sm">
      {isOnly && !trend.substance ? null : (
        <Title order={3} size="h4">
          {title}
        </Title>
      )}
      {rule?.better ? (
        <Text size="sm" c="dimmed">
          {t(`assess.better_${rule.better}`)}
        </Text>
      ) : null}
      <Comparison trend={trend} />
      <TrendChart label={title} points={trend.points} min={rule?.min} max={rule?.max} />
      <Points trend={trend} label={title} />
    </Stack>
  );
}

/** Beginning, newest review and end in one line each; a change is told only where it is more than chance. */
function Comparison({ trend: { comparison, points } }: { trend: Trend }) {
  const { t } = useTranslation();
  const dates = useDates();
  const of = (id: string | null): TrendPoint | undefined => points.find((point) => point.id === id);
  const lines = (['entry', 'review', 'exit'] as const).flatMap((moment) => {
    const point = of(comparison[moment]);
    const change =
      moment === 'review' ? comparison.entry_to_review : moment === 'exit' ? comparison.entry_to_exit : null;
    return point ? [{ moment, point, change }] : [];
  });
  if (lines.length < 2) return <Text size="sm">{t('assess.nothing_to_compare')}</Text>;
  return (
    <dl className="facts">
      {lines.map(({ moment, point, change }) => (
        <div key={moment}>
          <dt>{t(`codes.assessment_moment.${moment}`)}</dt>
          <dd>
            <bdi dir="ltr">{point.value}</bdi> · {dates.dayOf(point.taken_at)}
            {change ? ` · ${t(`codes.score_change.${change}`)}` : ''}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Points({ trend, label }: { trend: Trend; label: string }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <div className="table-room">
      <Table aria-label={`${t('assess.trends')}: ${label}`} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('assess.taken')}</Table.Th>
            <Table.Th scope="col">{t('assess.moment')}</Table.Th>
            <Table.Th scope="col">{t('assess.result')}</Table.Th>
            <Table.Th scope="col">{t('assess.change_since')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {trend.points.toReversed().map((point) => (
            <Table.Tr key={point.id}>
              <Table.Td>{dates.dayOf(point.taken_at)}</Table.Td>
              <Table.Td>{t(`codes.assessment_moment.${point.moment}`)}</Table.Td>
              <Table.Td>
                {point.value === null ? t('assess.no_score') : <bdi dir="ltr">{point.value}</bdi>}
                {point.band ? ` · ${t(`codes.assessment_band.${point.band}`)}` : ''}
                {point.during_withdrawal ? ` · ${t('assess.withdrawal_mark')}` : ''}
                {point.unofficial ? ` · ${t('assess.unofficial')}` : ''}
              </Table.Td>
              <Table.Td>{point.change ? t(`codes.score_change.${point.change}`) : '—'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
