import { Badge, Group, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BUSINESS_STATE_CODES } from '#domain/charter/handoff.js';
import type { HandoffView } from '#domain/wire/handoff.js';
import { listHandoffs } from '../api.day.js';
import { useDates } from '../kit/dates.hook.js';
import { ExportButton } from '../kit/export.button.js';
import { FilterBar } from '../kit/filter.bar.js';
import { LivingList } from '../kit/living.list.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { SavedViews } from '../kit/saved.views.js';
import { EmptyState } from '../kit/states.js';
import { ClientCode, Due, Label, useTerms } from '../kit/text.js';
import { readHandoffSearch } from './handoffs.search.js';
import { RoadLine } from './road.line.js';

/** Ways into the list that are needed every day; each is an address. */
const WAYS = [
  { word: 'handoffs.received', search: { side: 'receiver', open: true } },
  { word: 'handoffs.sent', search: { side: 'sender', open: true } },
  { word: 'day.handoffs.waiting_partner', search: { waiting: 'partner' } },
  { word: 'day.handoffs.all', search: {} },
] as const;

/** Handoffs the house has sent or received, the newest first, and how far each of them is. */
export function HandoffsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = readHandoffSearch(useSearch({ strict: false }));
  const { open, ...filter } = search;
  const { query, items } = usePaged(
    ['handoffs', search],
    (cursor) => listHandoffs({ ...filter, ...(open ? { open: 'true' as const } : {}) }, cursor),
    true,
  );
  return (
    <Page title={t('handoffs.title')}>
      <Ways />
      <Filters />
      <LivingList
        query={query}
        items={items}
        label={t('handoffs.title')}
        keyOf={({ reference }) => reference}
        rowHeight={96}
        columns={[
          { id: 'partner', head: t('handoffs.partner'), cell: (row) => <Partner handoff={row} /> },
          {
            id: 'stage',
            head: t('handoffs.stage'),
            width: 'minmax(0, 0.8fr)',
            cell: (row) => <What handoff={row} />,
          },
          {
            id: 'road',
            head: t('day.handoffs.road'),
            width: 'minmax(0, 1.5fr)',
            cell: (row) => <RoadLine handoff={row} />,
          },
          { id: 'state', head: t('handoffs.state'), cell: (row) => <Standing handoff={row} /> },
        ]}
        onOpen={({ reference }) => void navigate({ to: '/handoffs/$reference', params: { reference } })}
        empty={
          <EmptyState title={t('handoffs.empty_title')}>
            {search.side === 'sender' ? t('handoffs.empty_sent') : t('handoffs.empty_received')}
          </EmptyState>
        }
      />
    </Page>
  );
}

function Ways() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('handoffs.title')}>
      <Group gap={4}>
        {WAYS.map(({ word, search: way }) => (
          <Link
            key={word}
            to="/handoffs"
            search={way}
            className="tab"
            activeOptions={{ exact: true, includeSearch: true }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {t(word)}
          </Link>
        ))}
      </Group>
    </nav>
  );
}

function Filters() {
  const { t } = useTranslation();
  return (
    <FilterBar
      filters={[
        {
          name: 'side',
          label: t('day.handoffs.side'),
          all: t('day.handoffs.both'),
          options: [
            { value: 'receiver', label: t('handoffs.received') },
            { value: 'sender', label: t('handoffs.sent') },
          ],
        },
        {
          name: 'open',
          label: t('day.handoffs.which'),
          options: [{ value: 'true', label: t('handoffs.open_only') }],
        },
        {
          name: 'state',
          label: t('handoffs.state'),
          options: BUSINESS_STATE_CODES.map((state) => ({
            value: state,
            label: t(`codes.state.${state}`),
          })),
        },
      ]}
    >
      <SavedViews screen="handoffs" />
      <ExportButton list="handoffs" />
    </FilterBar>
  );
}

const WAITING = [
  'awaiting-acknowledgement',
  'under-review',
  'info-requested',
  'waitlist-offered',
  'awaiting-arrival',
] as const satisfies HandoffView['business_state'][];

function Partner({ handoff }: { handoff: HandoffView }) {
  const { t } = useTranslation();
  const partner = handoff.side === 'sender' ? handoff.receiver : handoff.sender;
  return (
    <>
      <Link to="/handoffs/$reference" params={{ reference: handoff.reference }} className="row-link">
        <Label of={partner.names} />
      </Link>
      <Text size="sm" c="dimmed">
        {handoff.side === 'sender' ? t('handoffs.sent') : t('handoffs.received')} ·{' '}
        <ClientCode of={handoff.client ?? handoff.reference} />
      </Text>
    </>
  );
}

function What({ handoff }: { handoff: HandoffView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <>
      {handoff.stage ? terms.stage(handoff.stage) : null}
      {handoff.urgency === 'urgent' ? (
        <Badge color="red" variant="outline" ms="xs">
          {t('codes.urgency.urgent')}
        </Badge>
      ) : null}
    </>
  );
}

function Standing({ handoff }: { handoff: HandoffView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const waits = WAITING.some((state) => state === handoff.business_state);
  return (
    <>
      <Text>{t(`codes.state.${handoff.business_state}`)}</Text>
      {waits && handoff.due_at ? <Due at={handoff.due_at} /> : null}
      {handoff.requested_at === null ? (
        <Text size="sm" c="dimmed">
          {t('handoffs.not_sent')}
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          {t('handoffs.when')}{' '}
          <time dateTime={handoff.requested_at}>{dates.instant(handoff.requested_at)}</time>
        </Text>
      )}
    </>
  );
}
