import { Badge, Group, Switch, Table, Text } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoffView } from '#domain/wire/handoff.js';
import { listHandoffs } from '../api.handoffs.js';
import { PagedTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { EmptyState } from '../kit/states.js';
import { usePaged } from '../kit/paged.hook.js';
import { ClientCode, Due, Instant, Label, useTerms } from '../kit/text.js';

export function HandoffsPage() {
  const { t } = useTranslation();
  const side = useSearch({ from: '/handoffs' }).side === 'sent' ? 'sender' : 'receiver';
  const [open, setOpen] = useState(true);
  const { query, items } = usePaged(
    ['handoffs', side, open],
    (cursor) => listHandoffs(side, open, cursor),
    true,
  );
  return (
    <Page title={t('handoffs.title')}>
      <Group justify="space-between">
        <nav aria-label={t('handoffs.title')}>
          <Group gap={4}>
            <Link
              to="/handoffs"
              search={{}}
              className="tab"
              activeOptions={{ exact: true, includeSearch: true }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {t('handoffs.received')}
            </Link>
            <Link
              to="/handoffs"
              search={{ side: 'sent' }}
              className="tab"
              activeOptions={{ exact: true, includeSearch: true }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {t('handoffs.sent')}
            </Link>
          </Group>
        </nav>
        <Switch
          size="md"
          label={t('handoffs.open_only')}
          checked={open}
          onChange={(event) => setOpen(event.currentTarget.checked)}
        />
      </Group>
      <PagedTable
        query={query}
        items={items}
        label={side === 'sender' ? t('handoffs.sent') : t('handoffs.received')}
        columns={[t('handoffs.partner'), t('handoffs.stage'), t('handoffs.state'), t('handoffs.when')]}
        empty={
          <EmptyState title={t('handoffs.empty_title')}>
            {side === 'sender' ? t('handoffs.empty_sent') : t('handoffs.empty_received')}
          </EmptyState>
        }
        row={(handoff) => <HandoffRow key={handoff.reference} handoff={handoff} />}
      />
    </Page>
  );
}

const WAITING = [
  'awaiting-acknowledgement',
  'under-review',
  'info-requested',
  'waitlist-offered',
  'awaiting-arrival',
] as const satisfies HandoffView['business_state'][];

function HandoffRow({ handoff }: { handoff: HandoffView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const partner = handoff.side === 'sender' ? handoff.receiver : handoff.sender;
  const waits = WAITING.some((state) => state === handoff.business_state);
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/handoffs/$reference" params={{ reference: handoff.reference }} className="row-link">
          <Label of={partner.names} />
        </Link>
        <Text size="sm" c="dimmed">
          <ClientCode of={handoff.client ?? handoff.reference} />
        </Text>
      </Table.Td>
      <Table.Td>
        {handoff.stage ? terms.stage(handoff.stage) : null}
        {handoff.urgency === 'urgent' ? (
          <Badge color="red" variant="outline" ms="xs">
            {t('codes.urgency.urgent')}
          </Badge>
        ) : null}
      </Table.Td>
      <Table.Td>
        {t(`codes.state.${handoff.business_state}`)}
        {waits && handoff.due_at ? <Due at={handoff.due_at} /> : null}
      </Table.Td>
      <Table.Td>
        {handoff.requested_at ? <Instant at={handoff.requested_at} /> : t('handoffs.not_sent')}
      </Table.Td>
    </Table.Tr>
  );
}
