import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkBulkRequest, WorkItemView } from '#domain/wire/work.js';
import { changeManyWorks } from '../api.day.js';
import { newKey } from '../kit/change.hook.js';
import { ColleagueSelect } from '../kit/colleague.select.js';
import type { BulkAction, BulkOutcome } from '../kit/list.rows.js';
import { useMay } from '../session/session.context.js';
import { useFirstPutOff, usePutOffInstant } from './snooze.choice.js';
import { useRefreshWork } from './undo.hook.js';

const PutOffChoice = lazy(async () => ({ default: (await import('./put.off.choice.js')).PutOffChoice }));

type Change = Omit<WorkBulkRequest, 'items' | 'preview'>;

/** What can be done with many tasks at once; the server tells for each what would happen before anything does. */
export function useWorkBulk(): BulkAction<WorkItemView>[] {
  const { t } = useTranslation();
  const may = useMay();
  const refresh = useRefreshWork();
  const [colleague, setColleague] = useState('');
  const [until, setUntil] = useState(useFirstPutOff(null));
  const instant = usePutOffInstant();
  if (!may('work.bulk')) return [];
  const ask = (change: Change, rows: readonly WorkItemView[], preview: boolean, key: string) =>
    changeManyWorks({ ...change, items: rows.map(({ id }) => id), preview }, key);
  const actionOf = (id: string, label: string, change: Change): BulkAction<WorkItemView> => ({
    id,
    label,
    preview: (rows): Promise<BulkOutcome> => ask(change, rows, true, newKey()),
    run: (rows, key): Promise<BulkOutcome> => ask(change, rows, false, key),
    onDone: refresh,
  });
  const at = instant(until);
  return [
    ...(may('work.complete')
      ? [actionOf('complete', t('inbox.mark_done'), { do: 'complete' as const })]
      : []),
    ...(may('work.assign')
      ? [
          {
            ...actionOf('assign', t('day.hand_on'), {
              do: 'assign',
              colleague: colleague === '' ? null : colleague,
            }),
            answer: colleague,
            question: (
              <ColleagueSelect
                label={t('day.hand_to')}
                value={colleague}
                onChange={setColleague}
                error={undefined}
                nobody={t('day.everybody')}
                withMe
              />
            ),
          },
        ]
      : []),
    ...(may('work.snooze')
      ? [
          {
            ...actionOf('snooze', t('day.snooze'), { do: 'snooze', until: at }),
            answer: at,
            ready: !Number.isNaN(Date.parse(at)),
            question: (
              <Suspense fallback={null}>
                <PutOffChoice value={until} onChange={setUntil} limit={null} error={undefined} />
              </Suspense>
            ),
          },
        ]
      : []),
  ];
}
