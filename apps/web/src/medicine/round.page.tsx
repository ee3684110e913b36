import '../clinic.css';
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoseState } from '#domain/charter/medicine.js';
import type { RoundLine, RoundView } from '#domain/wire/medicine.js';
import { readRound } from '../api.medicines.js';
import { DataList } from '../kit/data.list.js';
import { useDates } from '../kit/dates.hook.js';
import { Choice } from '../kit/fields.js';
import { Page } from '../kit/page.js';
import { EmptyState, Loaded } from '../kit/states.js';
import { useMay } from '../session/session.context.js';
import { DoseDialog } from './dose.dialog.js';
import { ROUND_KEY } from './medicine.hook.js';
import { useRoundColumns } from './round.columns.js';

type Shown = 'to_do' | 'whole';

/** What somebody has to do something about now. */
const OPEN: readonly (DoseState | null)[] = ['due', 'late', 'missed', null];
/** What can still be written down. */
const isOpen = ({ state }: RoundLine): boolean => OPEN.includes(state) || state === 'later';

/** The medicine round of the house: what is due now, for whom, and what was missed; each written down where it is given. */
export function RoundPage() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ROUND_KEY, queryFn: readRound });
  const [shown, setShown] = useState<Shown>('to_do');
  return (
    <Page
      title={t('round.title')}
      actions={
        <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          {t('round.again')}
        </Button>
      }
    >
      <Group justify="space-between" align="flex-end" gap="sm">
        <Choice
          field="shown"
          label={t('round.show')}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'to_do', label: t('round.to_do') },
            { value: 'whole', label: t('round.whole') },
          ]}
        />
        <AsOf at={query.dataUpdatedAt} />
      </Group>
      <Loaded query={query}>{(round) => <Round of={round} shown={shown} />}</Loaded>
    </Page>
  );
}

function AsOf({ at }: { at: number }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (at === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('round.as_of')} {dates.instant(new Date(at).toISOString())}
    </Text>
  );
}

function Round({ of, shown }: { of: RoundView; shown: Shown }) {
  const { t } = useTranslation();
  const may = useMay();
  const [at, setAt] = useState<RoundLine | null>(null);
  const writes = may('medicine.dose');
  const take = (line: RoundLine): void => {
    if (isOpen(line)) setAt(line);
  };
  const columns = useRoundColumns(of.day, writes ? take : null);
  const lines = shown === 'whole' ? of.lines : of.lines.filter(({ state }) => OPEN.includes(state));
  if (lines.length === 0) return <EmptyState title={t('round.empty')}>{t('round.empty_words')}</EmptyState>;
  return (
    <>
      <DataList
        label={t('round.title')}
        rows={lines}
        keyOf={({ order, due_at }) => `${order} ${due_at ?? ''}`}
        columns={columns}
        rowHeight={72}
        markOf={({ state }) => (state === 'late' || state === 'missed' ? 'late' : undefined)}
        {...(writes ? { onOpen: take } : {})}
        actions={writes ? [{ code: 'KeyG', label: t('medicines.write_dose'), run: take }] : []}
      />
      {at ? <DoseDialog of={at} onClose={() => setAt(null)} /> : null}
    </>
  );
}
