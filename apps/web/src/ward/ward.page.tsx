import '../clinic.css';
import { Button, Group, Text } from '@mantine/core';
import { IconPill, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CARE_TEAM } from '#domain/charter/action-spec.js';
import { STAGES } from '#domain/charter/pathway.js';
import type { WardRow } from '#domain/wire/desk.js';
import { listWard } from '../api.clinic.js';
import { listColleagues } from '../api.day.js';
import { NewClientButton } from '../clients/new.client.button.js';
import { EmergencyDialog } from '../client/emergency.dialog.js';
import { asProblem } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { useDates } from '../kit/dates.hook.js';
import { ExportButton } from '../kit/export.button.js';
import { FilterBar } from '../kit/filter.bar.js';
import type { Filter } from '../kit/filter.bar.js';
import { useNow } from '../kit/now.hook.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { SavedViews } from '../kit/saved.views.js';
import { EmptyState, FailedState, Waiting } from '../kit/states.js';
import { isolated, useTerms } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { useWardColumns } from './ward.columns.js';

/** Who is in the house today, and what must be known about each before the door is opened. */
export function WardPage() {
  const { t } = useTranslation();
  const may = useMay();
  const search = useSearch({ from: '/ward' });
  const { query, items } = usePaged(['ward', search], (cursor) => listWard(search, cursor), true);
  const problem = query.error && !asProblem(query.error).signedOut ? asProblem(query.error) : null;
  const narrowed = search.stage !== undefined || search.key_worker !== undefined;
  return (
    <Page
      title={t('ward.title')}
      actions={
        <Group gap="xs">
          {may('medicine.round') ? (
            <Button
              component={Link}
              to="/ward/medicines"
              variant="default"
              leftSection={<IconPill size={18} aria-hidden />}
            >
              {t('ward.medicine_round')}
            </Button>
          ) : null}
          {may('ward.board') ? (
            <Button component={Link} to="/ward/board" variant="default">
              {t('ward.board')}
            </Button>
          ) : null}
          <NewClientButton />
        </Group>
      }
    >
      <FilterBar filters={useWardFilters()}>
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('ward.print')}
        </Button>
        <SavedViews screen="ward" />
        <ExportButton list="ward" />
      </FilterBar>
      {problem ? <FailedState problem={problem} onRetry={() => void query.refetch()} /> : null}
      {!items && !problem ? <Waiting rows={8} /> : null}
      {items?.length === 0 ? (
        <EmptyState title={t('ward.empty_title')}>
          {narrowed ? t('ward.empty_narrowed') : t('ward.empty')}
        </EmptyState>
      ) : null}
      {items && items.length > 0 ? (
        <>
          <AsOf />
          <WardList
            rows={items}
            more={
              query.hasNextPage
                ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
                : null
            }
          />
        </>
      ) : null}
    </Page>
  );
}

/** A sheet of paper is out of date as soon as it is printed: it says when that was. */
function AsOf() {
  const { t } = useTranslation();
  const dates = useDates();
  const now = useNow();
  return (
    <Text size="sm" className="print-only">
      {t('ward.printed', { when: dates.instant(new Date(now).toISOString()) })}
    </Text>
  );
}

function useWardFilters(): Filter[] {
  const { t } = useTranslation();
  const terms = useTerms();
  const may = useMay();
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: listColleagues,
    enabled: may('colleague.list'),
  });
  const walking = (colleagues.data ?? []).filter(({ roles }) =>
    roles.some((role) => CARE_TEAM.some((each) => each === role)),
  );
  return [
    {
      name: 'stage',
      label: t('ward.stage'),
      options: STAGES.map((stage) => ({ value: stage, label: terms.stage(stage) })),
    },
    {
      name: 'key_worker',
      label: t('kit.key_worker'),
      options: [
        { value: 'me', label: t('ward.me') },
        { value: 'none', label: t('ward.nobody') },
        ...walking.map(({ colleague, display_name }) => ({
          value: colleague,
          label: isolated(display_name),
        })),
      ],
    },
  ];
}

function WardList({
  rows,
  more,
}: {
  rows: readonly WardRow[];
  more: { load: () => void; loading: boolean } | null;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const [urgent, setUrgent] = useState<WardRow | null>(null);
  const columns = useWardColumns(may('handoff.emergency') ? setUrgent : null);
  return (
    <Group className="ward" display="block">
      <DataList
        label={t('ward.title')}
        rows={rows}
        keyOf={({ client }) => client}
        columns={columns}
        rowHeight={96}
        markOf={({ due }) => (due.some(({ due_at }) => Date.parse(due_at) < Date.now()) ? 'late' : undefined)}
        onOpen={({ client }) => void navigate({ to: '/clients/$code', params: { code: client } })}
        actions={
          may('handoff.emergency') ? [{ code: 'KeyE', label: t('emergency.title'), run: setUrgent }] : []
        }
        more={more}
      />
      {urgent ? <EmergencyDialog code={urgent.client} onClose={() => setUrgent(null)} /> : null}
    </Group>
  );
}
