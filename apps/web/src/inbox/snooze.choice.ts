import { useState } from 'react';
import { WORK_ITEMS } from '#domain/charter/code-lists.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { dayAhead, instantOf } from '../kit/time.js';
import { useSession } from '../session/session.context.js';

const HOUR_MS = 3_600_000;
const MORNING = '09:00';

export const QUICK = ['hour', 'three_hours', 'tomorrow', 'three_days', 'week', 'own_time'] as const;
export type Quick = (typeof QUICK)[number];

/** How far a task can be put off at most: to its time where somebody waits for it; null: as far as work can be put off. */
export function putOffLimit(item: WorkItemView): string | null {
  const isWaitedFor = item.handoff?.urgency === 'urgent' || WORK_ITEMS[item.kind].put_off === 'until_due';
  return isWaitedFor ? item.due_at : null;
}

/** The instant a quick choice stands for, on the clock of the house. */
export function useQuickInstants(): (quick: Exclude<Quick, 'own_time'>) => string {
  const zone = useSession().organisation.time_zone;
  const [now] = useState(() => new Date());
  const morning = (days: number): string =>
    instantOf({ date: dayAhead(now, zone, days), time: MORNING }, zone) ?? now.toISOString();
  return (quick) => {
    if (quick === 'hour') return new Date(now.getTime() + HOUR_MS).toISOString();
    if (quick === 'three_hours') return new Date(now.getTime() + 3 * HOUR_MS).toISOString();
    return morning({ tomorrow: 1, three_days: 3, week: 7 }[quick]);
  };
}

export interface PuttingOff {
  readonly quick: Quick;
  readonly date: string;
  readonly time: string;
}

/** What of the choice is an instant; what was typed and is none goes to the server, which says so. */
export function usePutOffInstant(): (chosen: PuttingOff) => string {
  const zone = useSession().organisation.time_zone;
  const instant = useQuickInstants();
  return ({ quick, date, time }) =>
    quick === 'own_time' ? (instantOf({ date, time }, zone) ?? `${date} ${time}`.trim()) : instant(quick);
}

/** What is proposed first: the soonest that is possible, or a time of one's own. */
export function useFirstPutOff(limit: string | null): PuttingOff {
  const zone = useSession().organisation.time_zone;
  const instant = useQuickInstants();
  const [today] = useState(() => dayAhead(new Date(), zone, 0));
  const quick: Quick = limit === null || instant('hour') <= limit ? 'hour' : 'own_time';
  return { quick, date: today, time: '' };
}
