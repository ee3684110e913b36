import { Anchor, Badge, Group, Table, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ClientSummary } from '#domain/wire/client.js';
import { listClients } from '../api.js';
import { useMay } from '../session/session.context.js';
import { PagedTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { EmptyState } from '../kit/states.js';
import { useDates } from '../kit/dates.hook.js';
import { usePaged } from '../kit/paged.hook.js';
import { ClientCode, RiskBadge, useTerms } from '../kit/text.js';
import { FindByCode } from './find.by.code.js';
import { NewClientButton } from './new.client.button.js';
import { ReturningButton } from './returning.dialog.js';

export function ClientsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { query, items } = usePaged(['clients'], listClients, true);
  return (
    <Page
      title={t('clients.title')}
      actions={
        <>
          <ReturningButton />
          <NewClientButton />
        </>
      }
    >
      <FindByCode
        label={t('clients.find')}
        onFind={(code) => void navigate({ to: '/clients/$code', params: { code } })}
      />
      {may('client.search') ? (
        <Anchor component={Link} to="/clients/find" underline="always" fw={600}>
          {t('matching.title')}
        </Anchor>
      ) : null}
      <PagedTable
        query={query}
        items={items}
        label={t('clients.title')}
        columns={[t('clients.code'), t('clients.stage'), t('clients.since'), t('clients.suicide_risk')]}
        empty={
          <EmptyState title={t('clients.empty_title')}>
            {may('client.admit') ? t('clients.empty') : t('clients.empty_read')}
          </EmptyState>
        }
        row={(client) => <ClientRow key={client.client} client={client} />}
      />
    </Page>
  );
}

function ClientRow({ client }: { client: ClientSummary }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const dates = useDates();
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/clients/$code" params={{ code: client.client }} className="row-link">
          <ClientCode of={client.client} />
        </Link>
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            {t(`codes.age_band.${client.age_band}`)}
          </Text>
          {client.anonymous ? (
            <Badge size="md" variant="default">
              {t('clients.anonymous')}
            </Badge>
          ) : null}
        </Group>
      </Table.Td>
      <Table.Td>{client.stage ? terms.stage(client.stage) : t('clients.no_stage')}</Table.Td>
      <Table.Td>
        <Text size="sm">{dates.relative(client.since_at)}</Text>
        <Text size="sm" c="dimmed">
          {dates.dayOf(client.since_at)}
        </Text>
      </Table.Td>
      <Table.Td>
        <RiskBadge risk={client.suicide_risk} />
      </Table.Td>
    </Table.Tr>
  );
}
