import { Badge, Group, Text } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RUNGS } from '#domain/charter/clocks.js';
import type { ClockKind } from '#domain/charter/clocks.js';
import type { HandoffSide } from '#domain/charter/handoff.js';
import type { Labels } from '#domain/wire/common.js';
import type { HandoffClock } from '#domain/wire/handoff.js';
import { Due, Label } from '../kit/text.js';

/** Clocks on which somebody has to act; the others are days of grace that run by themselves. */
export const ACTED_ON: readonly ClockKind[] = [
  'acknowledge',
  'decide',
  'answer',
  'wish',
  'review',
  'hold',
  'contact',
  'first_report',
  'acknowledge_report',
];

/** What is waited for, from whom, how long still, and who has been told already that it takes long. */
export function ClockList({
  clocks,
  names,
}: {
  clocks: readonly HandoffClock[];
  names: Readonly<Record<HandoffSide, Labels>>;
}) {
  const { t } = useTranslation();
  if (clocks.length === 0) return null;
  const soonest = [...clocks].sort((one, other) => Date.parse(one.due_at) - Date.parse(other.due_at));
  return (
    <ul className="clocks" aria-label={t('handoff.clocks')}>
      {soonest.map((clock) => (
        <li key={`${clock.kind} ${clock.due_at}`}>
          <div>
            <Text fw={600}>{t(`codes.clock.${clock.kind}`)}</Text>
            {ACTED_ON.includes(clock.kind) ? (
              <Text size="sm" c="dimmed">
                {t('handoff.waits_for')} <Label of={names[clock.whose]} />
              </Text>
            ) : null}
          </div>
          <Group gap="md">
            {clock.rung ? (
              <Badge
                color={clock.rung > 1 ? 'red' : 'orange'}
                variant="outline"
                className="wrapping"
                leftSection={<IconBell size={14} aria-hidden />}
              >
                {t(`codes.rung.${RUNGS[clock.rung].name}`)}
              </Badge>
            ) : null}
            <Due at={clock.due_at} {...(ACTED_ON.includes(clock.kind) ? {} : { overdue: false })} />
          </Group>
        </li>
      ))}
    </ul>
  );
}
