import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExceptionKind, ExceptionRow } from '#domain/wire/house.js';
import { listExceptions } from '../api.house.js';
import { asProblem } from '../kit/change.hook.js';
import { DataList } from '../kit/data.list.js';
import { ExportButton } from '../kit/export.button.js';
import type { Column } from '../kit/list.rows.js';
import { usePaged } from '../kit/paged.hook.js';
import { Section } from '../kit/section.js';
import { EmptyState, FailedState, Waiting } from '../kit/states.js';
import { Bdi, Instant, Label } from '../kit/text.js';
import { CustodyLink, HandoffLink } from './handoff.link.js';
import { useReasonWords } from './reason.hook.js';

interface Days {
  readonly from_on: string;
  readonly until_on: string;
}

const HOURS_OF_DAYS = 48;

/** The exceptions of one kind, the newest first; each leads to its handoff or to who held the client. */
export function ExceptionList({ kind, days }: { kind: ExceptionKind; days: Days }) {
  const { t } = useTranslation();
  const { query, items } = usePaged(['exceptions', 'list', kind, days.from_on, days.until_on], (cursor) =>
    listExceptions(kind, days, cursor),
  );
  const columns = useColumns(kind);
  const keys = new Map((items ?? []).map((row, place) => [row, `${place}`]));
  return (
    <Section title={t(`exceptions.kind.${kind}`)} actions={<ExportButton list="exceptions" />}>
      <Text c="dimmed" mb="sm">
        {t(`exceptions.hint.${kind}`)}
      </Text>
      {query.error && !asProblem(query.error).signedOut ? (
        <FailedState problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {items === undefined ? (
        query.error ? null : (
          <Waiting />
        )
      ) : items.length === 0 ? (
        <EmptyState title={t('exceptions.empty_title')}>{t('exceptions.empty')}</EmptyState>
      ) : (
        <DataList
          label={t(`exceptions.kind.${kind}`)}
          rows={items}
          keyOf={(row) => keys.get(row) ?? ''}
          columns={columns}
          more={
            query.hasNextPage
              ? { load: () => void query.fetchNextPage(), loading: query.isFetchingNextPage }
              : null
          }
        />
      )}
    </Section>
  );
}

/** What a list of this kind has to say; a column in which nothing can stand is left out. */
function useColumns(kind: ExceptionKind): Column<ExceptionRow>[] {
  const { t } = useTranslation();
  const length = useLength();
  const reasonWords = useReasonWords();
  const columns: (Column<ExceptionRow> & { readonly not?: readonly ExceptionKind[] })[] = [
    { id: 'when', head: t('exceptions.when'), cell: ({ at }) => <Instant at={at} /> },
    {
      id: 'client',
      head: t('exceptions.client'),
      cell: ({ client }) => (client === null ? null : <CustodyLink code={client} />),
    },
    {
      id: 'handoff',
      head: t('exceptions.handoff'),
      not: ['no_contact', 'forced_change'],
      cell: ({ handoff }) =>
        handoff === null ? null : (
          <>
            <HandoffLink reference={handoff.reference} />
            <Text size="sm">
              <Label of={handoff.partner} />
            </Text>
            <Text size="sm" c="dimmed">
              {t(`codes.state.${handoff.business_state}`)}
            </Text>
          </>
        ),
    },
    {
      id: 'hours',
      head: t('exceptions.hours'),
      not: ['arrival_unannounced', 'declined', 'forced_change', 'emergency', 'expired', 'voided'],
      cell: ({ hours }) => (hours === null ? null : length(hours)),
    },
    {
      id: 'reason',
      head: t('exceptions.reason'),
      not: ['arrival_recorded_late', 'back_dated', 'no_contact', 'emergency', 'voided'],
      cell: ({ reason }) => (reason === null ? null : <Bdi>{reasonWords(kind, reason)}</Bdi>),
    },
    {
      id: 'by',
      head: t('exceptions.by'),
      not: ['unanswered', 'no_contact', 'expired'],
      cell: ({ by }) => (by === null ? null : <Bdi>{by}</Bdi>),
    },
  ];
  return columns.filter(({ not }) => !not?.includes(kind));
}

/** Hours in words; from two days on days say more. */
function useLength(): (hours: number) => string {
  const { t } = useTranslation();
  return (hours) => {
    if (hours < 1) return t('exceptions.under_hour');
    if (hours < HOURS_OF_DAYS) return t('exceptions.hours_n', { count: Math.floor(hours) });
    return t('exceptions.days_n', { count: Math.floor(hours / 24) });
  };
}
