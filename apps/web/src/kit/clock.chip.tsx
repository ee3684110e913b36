import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconClock, IconClockHour3 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readClock } from './clock.js';
import type { ClockTone } from './clock.js';
import { useDates } from './dates.hook.js';
import { useNow } from './now.hook.js';

const LOOKS = {
  late: { color: 'red', variant: 'filled', icon: IconAlertTriangle },
  soon: { color: 'orange', variant: 'outline', icon: IconClockHour3 },
  calm: { color: 'gray', variant: 'default', icon: IconClock },
} as const satisfies Record<ClockTone, unknown>;

interface ClockChipProps {
  /** The deadline. */
  readonly at: string;
  /** Since when it runs: its last quarter then counts as near. */
  readonly since?: string;
  /** What is waited for, before the time: "Answer". */
  readonly what?: ReactNode;
}

/**
 * A deadline: "within 3 hours", "2 days late". The words say it, the sign and the filled ground say it again without any
 * colour, so that grey paper shows it too. The exact time is the title and the machine-readable time.
 */
export function ClockChip({ at, since, what }: ClockChipProps) {
  const { t } = useTranslation();
  const dates = useDates();
  const now = useNow();
  const { tone, unit, count } = readClock(
    Date.parse(at),
    now,
    since === undefined ? undefined : Date.parse(since),
  );
  const { color, variant, icon: Icon } = LOOKS[tone];
  const words = tone === 'late' ? t(`kit.late_${unit}`, { count }) : t(`kit.left_${unit}`, { count });
  return (
    <Badge
      color={color}
      variant={variant}
      className="wrapping"
      data-tone={tone}
      leftSection={<Icon size={14} aria-hidden />}
    >
      {what === undefined ? null : <>{what} · </>}
      <time dateTime={at} title={dates.instant(at)}>
        {words}
      </time>
    </Badge>
  );
}
