import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoalView } from '#domain/wire/plan.js';
import { settleGoal } from '../api.plans.js';
import { useChange } from '../kit/change.hook.js';
import { useDates } from '../kit/dates.hook.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi } from '../kit/text.js';
import { DropGoal, ReviseGoal } from './goal.changes.js';
import { GoalSteps } from './goal.steps.js';
import { useSaved, type GoalPart } from './plan.hook.js';

interface EntryProps {
  readonly code: string;
  readonly goal: GoalView;
  readonly writes: boolean;
}

/** One goal: the words of the client first, then how it is seen, until when, its steps, and what became of it. */
export function GoalEntry({ code, goal, writes }: EntryProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const [asking, setAsking] = useState<'revise' | 'drop' | null>(null);
  const close = (): void => setAsking(null);
  const own = writes && goal.goal !== null && goal.version !== null;
  const part = { client: code, id: goal.goal ?? '', version: goal.version ?? 0 };
  return (
    <Card withBorder component="article" aria-label={t(`codes.plan_domain.${goal.domain}`)}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Text fw={600}>{t(`codes.plan_domain.${goal.domain}`)}</Text>
          <Badge variant="default">{t(`codes.goal_state.${goal.state}`)}</Badge>
        </Group>
        <Told of={goal.words} language={goal.language} />
        <Text size="sm">
          {t('plan.measure')}: <Bdi>{goal.measure ?? t('plan.forgotten')}</Bdi>
        </Text>
        <Text size="sm">
          {t('plan.target')}: <Bdi>{goal.target ?? t('plan.forgotten')}</Bdi>
        </Text>
        <Text size="sm" c="dimmed">
          {t('plan.due')}: {dates.day(goal.due_on)}
          {goal.author ? (
            <>
              {' · '}
              <Bdi>{goal.author}</Bdi>
            </>
          ) : null}
          {goal.settled_on ? ` · ${t('plan.settled')} ${dates.day(goal.settled_on)}` : ''}
          {goal.drop_reason ? ` · ${t(`codes.drop_reason.${goal.drop_reason}`)}` : ''}
        </Text>
        <GoalSteps code={code} goal={goal} writes={own && goal.state === 'open'} />
        {own && goal.state !== 'revised' ? (
          <Deeds code={code} goal={goal} part={part} onAsk={setAsking} />
        ) : null}
        {asking === 'revise' ? <ReviseGoal part={part} goal={goal} onClose={close} /> : null}
        {asking === 'drop' ? <DropGoal part={part} goal={goal} onClose={close} /> : null}
      </Stack>
    </Card>
  );
}

function Told({ of, language }: { of: string | null; language: string }) {
  const { t } = useTranslation();
  if (of === null) return <Text c="dimmed">{t('plan.forgotten')}</Text>;
  return (
    <Text className="preserved" dir="auto" lang={language}>
      <Bdi>{of}</Bdi>
    </Text>
  );
}

function Deeds(props: {
  code: string;
  goal: GoalView;
  part: GoalPart;
  onAsk: (what: 'revise' | 'drop') => void;
}) {
  const { t } = useTranslation();
  const { code, goal, part, onAsk } = props;
  const saved = useSaved(code, () => undefined);
  const settle = useChange(
    (state: 'open' | 'met' | 'partly', key) => settleGoal(part, { state, reason: null }, key),
    saved,
  );
  const answers = goal.state === 'open' ? (['met', 'partly'] as const) : (['open'] as const);
  return (
    <>
      <ProblemAlert problem={settle.problem} />
      <Group gap="xs">
        {answers.map((state) => (
          <Button
            key={state}
            size="compact-md"
            variant="default"
            loading={settle.pending}
            onClick={() => settle.run(state)}
          >
            {t(`plan.say_${state}`)}
          </Button>
        ))}
        {goal.state === 'open' ? (
          <>
            <Button size="compact-md" variant="default" onClick={() => onAsk('revise')}>
              {t('plan.revise')}
            </Button>
            <Button size="compact-md" variant="default" onClick={() => onAsk('drop')}>
              {t('plan.drop')}
            </Button>
          </>
        ) : null}
      </Group>
    </>
  );
}
