import { Badge, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssessmentLevel } from '#domain/charter/instrument.js';
import type { InstrumentSummary, InstrumentView } from '#domain/wire/assessment.js';
import type { Score } from '#domain/rules/instrument.js';
import { Bdi, Label } from '../kit/text.js';

/** Scores that have a name of their own; every other one is called by the letters of its form. */
const NAMED = [
  'total',
  'specific',
  'mean',
  'use',
  'risk',
  'protective',
  'dependence',
  'simple',
  'percent',
  'physical',
  'physical_100',
  'psychological',
  'psychological_100',
  'social',
  'social_100',
  'environment',
  'environment_100',
  'lost_productivity',
  'sharing',
  '1a',
  '1b',
  '1c',
  '1d',
  '1e',
  '1f',
  '1g',
  '1h',
  '2a',
  '4a',
  '4b',
  '4c',
  '4d',
  '4g',
] as const;

/** What a score is called. */
export function useScoreName(): (score: string) => string {
  const { t } = useTranslation();
  return (score) => {
    const named = NAMED.find((each) => each === score);
    return named ? t(`assess.score.${named}`) : score;
  };
}

export function FormName({ of, id }: { of: readonly InstrumentSummary[] | undefined; id: string }) {
  const found = of?.findLast((each) => each.id === id);
  return found ? <Label of={found.names} /> : <Bdi>{id}</Bdi>;
}

const LEVEL_COLOURS = { none: 'gray', low: 'gray', moderate: 'orange', high: 'red' } as const;

export function LevelBadge({ level }: { level: AssessmentLevel }) {
  const { t } = useTranslation();
  const serious = level === 'moderate' || level === 'high';
  return (
    <Badge
      color={LEVEL_COLOURS[level]}
      variant={serious ? 'filled' : 'default'}
      className="wrapping"
      leftSection={serious ? <IconAlertTriangle size={14} aria-hidden /> : null}
    >
      {t(`codes.assessment_level.${level}`)}
    </Badge>
  );
}

/** A score in one line: its number, and what its band is called. */
export function ScoreLine({ score, named }: { score: Score; named: boolean }) {
  const { t } = useTranslation();
  const name = useScoreName();
  return (
    <Group gap="xs" component="span">
      {named ? <Text component="span">{name(score.score)}:</Text> : null}
      <Text component="span" fw={600}>
        {score.value === null ? t('assess.no_score') : <bdi dir="ltr">{score.value}</bdi>}
      </Text>
      {score.band ? <Text component="span">{t(`codes.assessment_band.${score.band}`)}</Text> : null}
    </Group>
  );
}

/** A score with what it means: where it lies, which way is better, and what the number asks for. */
export function ScoreMeaning({ score, form }: { score: Score; form: InstrumentView | undefined }) {
  const { t } = useTranslation();
  const rule = form?.scores.find(({ id }) => id === score.score);
  return (
    <div>
      <ScoreLine score={score} named={(form?.scores.length ?? 1) > 1} />
      {rule ? (
        <Text size="sm" c="dimmed">
          {t('assess.range')} <bdi dir="ltr">{`${rule.min}–${rule.max}`}</bdi>
          {rule.better ? ` · ${t(`assess.better_${rule.better}`)}` : ''}
        </Text>
      ) : null}
      {score.value === null ? <Text size="sm">{t('assess.no_score_why')}</Text> : null}
      {score.positive === true ? <Text size="sm">{t('assess.positive')}</Text> : null}
      {score.positive === false ? <Text size="sm">{t('assess.negative')}</Text> : null}
      {score.again_after_hours === null ? null : (
        <Text size="sm" fw={600}>
          {t('assess.again_after', { count: score.again_after_hours })}
        </Text>
      )}
    </div>
  );
}
