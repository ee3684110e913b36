import { Badge, Group, Table, Text } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EnvelopeView } from '#domain/wire/envelope.js';
import { listEnvelopes } from '../api.handoffs.js';
import { PagedTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { EmptyState } from '../kit/states.js';
import { useDates } from '../kit/dates.hook.js';
import { usePaged } from '../kit/paged.hook.js';
import { ClientCode, Instant, Way, useTerms } from '../kit/text.js';

/** The pages of the coordination office. */
export function CoordinationTabs() {
  const { t } = useTranslation();
  const shared = {
    className: 'tab',
    activeOptions: { exact: true, includeSearch: true },
    activeProps: { 'aria-current': 'page' as const },
  };
  return (
    <nav aria-label={t('app.coordination')}>
      <Group gap={4}>
        <Link to="/coordination" search={{}} {...shared}>
          {t('coordination.escalated')}
        </Link>
        <Link to="/coordination" search={{ all: true }} {...shared}>
          {t('coordination.all')}
        </Link>
        <Link to="/coordination/changes" {...shared}>
          {t('coordination.changes')}
        </Link>
      </Group>
    </nav>
  );
}

/** Handoffs of the region without their content: first those where nobody answered. */
export function CoordinationPage() {
  const { t } = useTranslation();
  const escalated = useSearch({ from: '/coordination' }).all !== true;
  const { query, items } = usePaged(
    ['envelopes', escalated],
    (cursor) => listEnvelopes(escalated, cursor),
    true,
  );
  const label = escalated ? t('coordination.escalated') : t('coordination.all');
  return (
    <Page title={t('app.coordination')}>
      <CoordinationTabs />
      <Text>{t('coordination.intro')}</Text>
      <PagedTable
        query={query}
        items={items}
        label={label}
        columns={[t('coordination.handoff'), t('handoffs.stage'), t('handoffs.state'), t('handoffs.when')]}
        empty={
          <EmptyState title={t('coordination.empty_title')}>
            {escalated ? t('coordination.empty_escalated') : t('coordination.empty')}
          </EmptyState>
        }
        row={(envelope) => <EnvelopeRow key={envelope.reference} envelope={envelope} />}
      />
    </Page>
  );
}

function EnvelopeRow({ envelope }: { envelope: EnvelopeView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const dates = useDates();
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/coordination/$reference" params={{ reference: envelope.reference }} className="row-link">
          <ClientCode of={envelope.reference} />
        </Link>
        <Text size="sm">
          <Way from={envelope.sender.names} to={envelope.receiver.names} />
        </Text>
      </Table.Td>
      <Table.Td>
        {terms.stage(envelope.stage)}
        {envelope.urgency === 'urgent' ? (
          <Badge color="red" variant="outline" ms="xs">
            {t('codes.urgency.urgent')}
          </Badge>
        ) : null}
      </Table.Td>
      <Table.Td>
        {t(`codes.state.${envelope.business_state}`)}
        {envelope.escalated_at ? (
          <Text size="sm" c="dimmed">
            {t('coordination.escalated_since')} {dates.relative(envelope.escalated_at)}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{dates.relative(envelope.requested_at)}</Text>
        <Text size="sm" c="dimmed">
          <Instant at={envelope.requested_at} />
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
