import { Badge } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkItemView } from '#domain/wire/work.js';
import { ClockChip } from '../kit/clock.chip.js';
import { useDates } from '../kit/dates.hook.js';

/** When a task is due. News that nobody waits for is never late, however long it lies there: it says when it came. */
export function WorkClock({ item }: { item: WorkItemView }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (item.overdue || !dates.past(item.due_at)) return <ClockChip at={item.due_at} since={item.created_at} />;
  return (
    <Badge variant="default" className="wrapping" leftSection={<IconClock size={14} aria-hidden />}>
      {t('day.came')}{' '}
      <time dateTime={item.created_at} title={dates.instant(item.created_at)}>
        {dates.relative(item.created_at)}
      </time>
    </Badge>
  );
}
