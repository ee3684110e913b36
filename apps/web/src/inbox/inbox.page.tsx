import { Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useRouter, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { WORK_ITEM_KINDS } from '#domain/charter/code-lists.js';
import { URGENCIES } from '#domain/charter/handoff.js';
import { STAFF_ROLES } from '#domain/charter/roles.js';
import { WORK_VIEWS } from '#domain/wire/work.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { listWork } from '../api.day.js';
import { NewClientButton } from '../clients/new.client.button.js';
import { WorkTiles } from '../home/tiles.js';
import { asProblem } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { ExportButton } from '../kit/export.button.js';
import { FilterBar } from '../kit/filter.bar.js';
import type { ListHandle } from '../kit/list.rows.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { SavedViews } from '../kit/saved.views.js';
import { EmptyState, FailedState, Waiting } from '../kit/states.js';
import { useWorkAddress } from '../kit/work.row.js';
import { readWorkFilter } from './inbox.search.js';
import { useLastUndo } from './undo.hook.js';
import { useWorkBulk } from './work.bulk.js';
import type { Pending } from './work.deeds.js';
import { WorkLine } from './work.line.js';
import { WorkPane } from './work.pane.js';
import './inbox.css';

/** From here on list and task stand side by side; below, one is behind the other. */
const BESIDE = '(min-width: 56.25em)';

/** The tasks of the organisation: what waits, who has it, how late it is; and beside it the one that is open. */
export function InboxPage() {
  const { t } = useTranslation();
  const filter = readWorkFilter(useSearch({ strict: false }));
  const { query, items } = usePaged(['work', 'list', filter], (cursor) => listWork(filter, cursor), true);
  const failed = query.error && !asProblem(query.error).signedOut ? asProblem(query.error) : null;
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <Page title={t('app.inbox')} actions={<NewClientButton />}>
      <div className="inbox-top">
        <WorkTiles />
      </div>
      <Filters />
      {failed ? <FailedState problem={failed} onRetry={() => void query.refetch()} /> : null}
      {items === undefined && !failed ? <Waiting /> : null}
      {items?.length === 0 ? (
        <EmptyState title={isNarrowed ? t('day.empty_view_title') : t('inbox.empty_title')}>
          {isNarrowed ? t('day.empty_view') : t('inbox.empty')}
        </EmptyState>
      ) : null}
      {items ? (
        <Desk
          items={items}
          more={
            query.hasNextPage
              ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
              : null
          }
        />
      ) : null}
    </Page>
  );
}

/** On a narrow screen folded away, unless one of them is set. */
function Filters() {
  const { t } = useTranslation();
  const isWide = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false });
  const isNarrowed = Object.keys(readWorkFilter(useSearch({ strict: false }))).length > 0;
  if (isWide) return <WorkFilters />;
  return (
    <details className="filters-fold" open={isNarrowed}>
      <summary>{t('kit.filters')}</summary>
      <WorkFilters />
    </details>
  );
}

function WorkFilters() {
  const { t } = useTranslation();
  return (
    <FilterBar
      filters={[
        {
          name: 'view',
          label: t('day.view'),
          all: t('day.views.open'),
          options: WORK_VIEWS.filter((view) => view !== 'open').map((view) => ({
            value: view,
            label: t(`day.views.${view}`),
          })),
        },
        {
          name: 'kind',
          label: t('day.kind'),
          options: WORK_ITEM_KINDS.map((kind) => ({ value: kind, label: t(`codes.work_item.${kind}`) })),
        },
        {
          name: 'urgency',
          label: t('day.urgency'),
          options: URGENCIES.map((urgency) => ({ value: urgency, label: t(`codes.urgency.${urgency}`) })),
        },
        {
          name: 'role',
          label: t('day.role'),
          options: STAFF_ROLES.map((role) => ({ value: role, label: t(`codes.role.${role}`) })),
        },
      ]}
    >
      <SavedViews screen="work" />
      <ExportButton list="work" />
    </FilterBar>
  );
}

interface DeskProps {
  readonly items: readonly WorkItemView[];
  readonly more: { readonly load: () => void; readonly loading: boolean } | null;
}

/**
 * Opens what comes after a decision: the next row, or the task itself where it stays, once, as soon as the list holds it.
 */
function useNext(
  items: readonly WorkItemView[],
  active: string | null,
  list: RefObject<ListHandle | null>,
): (stays: string | null) => void {
  const [wanted, setWanted] = useState<{ readonly id: string } | null>(null);
  const opened = useRef<typeof wanted>(null);
  const isWantedHere = wanted !== null && items.some(({ id }) => id === wanted.id);
  useEffect(() => {
    if (!isWantedHere || wanted === null || opened.current === wanted) return;
    opened.current = wanted;
    list.current?.goTo(wanted.id);
  }, [isWantedHere, wanted, list]);
  return (stays) => {
    if (stays !== null) return setWanted({ id: stays });
    const at = items.findIndex(({ id }) => id === active);
    // After the last comes the first: it is the most pressing one that is left.
    const follows = items[at + 1] ?? items[0];
    if (at >= 0 && follows) list.current?.goTo(follows.id);
  };
}

/** List and open task. The task is the active row of the list; after a decision the next one is. */
function Desk({ items, more }: DeskProps) {
  const { t } = useTranslation();
  const list = useRef<ListHandle>(null);
  const offer = useLastUndo();
  const bulk = useWorkBulk();
  const address = useWorkAddress();
  const navigate = useNavigate();
  const router = useRouter();
  const isBeside = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false });
  const isReading = useRouterState({ select: ({ location }) => location.state.reading === true });
  const [active, setActive] = useState<string | null>(null);
  const next = useNext(items, active, list);
  const [pending, setPending] = useState<Pending | null>(null);
  // A tablet that is turned while a window is open keeps the window, and what is typed in it.
  const [isAsking, setAsking] = useState(false);
  const item = items.find(({ id }) => id === active) ?? null;
  const read = (): void =>
    void navigate({ to: '.', search: (before: object) => before, state: { reading: true } } as never);
  const open = (row: WorkItemView): void => {
    if (!isBeside) return read();
    const to = address(row);
    if (to !== null) void navigate({ to });
  };
  const isListHidden = !isBeside && isReading && item !== null;
  return (
    <div className="desk">
      <Stack gap="sm" className="desk-list" hidden={isListHidden || items.length === 0}>
        <DataList
          label={t('app.inbox')}
          rows={items}
          keyOf={({ id }) => id}
          rowHeight={104}
          columns={[
            {
              id: 'task',
              head: t('inbox.task'),
              cell: (row) => <WorkLine item={row} onOpen={isBeside ? null : read} />,
            },
          ]}
          markOf={(row) => (row.overdue ? 'late' : undefined)}
          nameOf={(row) => <WorkLine item={row} onOpen={null} />}
          onOpen={open}
          onActive={setActive}
          handle={list}
          bulk={bulk}
          more={more}
        />
      </Stack>
      {item !== null && (isBeside || isReading || isAsking) ? (
        <WorkPane
          item={item}
          offer={offer}
          onNext={next}
          pending={pending}
          onPending={setPending}
          onAsking={setAsking}
          onBack={isBeside ? null : () => router.history.back()}
        />
      ) : null}
      {item === null && isBeside && items.length > 0 ? (
        <Text c="dimmed" className="work-pane">
          {t('day.empty_pane')}
        </Text>
      ) : null}
    </div>
  );
}
