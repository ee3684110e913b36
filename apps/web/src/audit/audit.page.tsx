import { Alert, Badge, Button, Group, List, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACTION_CODES } from '#domain/charter/actions.js';
import { ROLE_CODES } from '#domain/charter/roles.js';
import type { AuditEventView, AuditVerificationView } from '#domain/wire/audit.js';
import { listAuditEvents, readVerification, verifyAudit } from '../api.js';
import { Section } from '../kit/section.js';
import { FindByCode } from '../clients/clients.page.js';
import { useMay } from '../session/session.context.js';
import { PagedTable } from '../kit/list.js';
import { Page } from '../kit/page.js';
import { Loaded, ProblemAlert } from '../kit/states.js';
import { useChange } from '../kit/change.hook.js';
import { usePaged } from '../kit/paged.hook.js';
import { Bdi, ClientCode, Code, Instant } from '../kit/text.js';

export function AuditPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  return (
    <Page title={t('audit.title')}>
      {may('audit.custody') ? (
        <FindByCode
          label={t('audit.find')}
          onFind={(code) => void navigate({ to: '/audit/clients/$code', params: { code } })}
        />
      ) : null}
      {may('audit.verify') ? <VerifySection /> : null}
      {may('audit.events') ? <EventsSection /> : null}
    </Page>
  );
}

const POLL_MS = 1_000;

/** Asks the worker to check every entry of the log and shows what it found. */
function VerifySection() {
  const { t } = useTranslation();
  const [id, setId] = useState<string | null>(null);
  const ask = useChange(
    (_: null, key) => verifyAudit(key),
    (verification) => setId(verification.id),
  );
  const verification = useQuery({
    queryKey: ['verification', id],
    queryFn: () => readVerification(id ?? ''),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.finished_at ? false : POLL_MS),
  });
  const running = id !== null && !verification.data?.finished_at && !verification.error;
  return (
    <Section
      title={t('audit.verify_title')}
      actions={
        <Button onClick={() => ask.run(null)} loading={ask.pending || running}>
          {t('audit.verify')}
        </Button>
      }
    >
      <ProblemAlert problem={ask.problem} />
      <div aria-live="polite">
        {id === null ? <Text c="dimmed">{t('audit.verify_hint')}</Text> : null}
        {running ? <Text>{t('audit.verifying')}</Text> : null}
        {id !== null && (verification.data?.finished_at || verification.error) ? (
          <Loaded query={verification}>{(data) => <Verdict verification={data} />}</Loaded>
        ) : null}
      </div>
    </Section>
  );
}

function Verdict({ verification }: { verification: AuditVerificationView }) {
  const { t } = useTranslation();
  const { ok, leaves, checkpoints, findings, finished_at: finished } = verification;
  return (
    <Alert
      role="status"
      color={ok ? 'calm' : 'red'}
      variant="outline"
      icon={ok ? <IconShieldCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={ok ? t('audit.whole') : t('audit.broken')}
    >
      <Text>
        {t('audit.entries', { count: leaves ?? 0 })} · {t('audit.checkpoints', { count: checkpoints ?? 0 })}
        {finished ? (
          <>
            {' · '}
            <Instant at={finished} />
          </>
        ) : null}
      </Text>
      <List>
        {findings.map(({ place, what }) => (
          <List.Item key={`${place} ${what}`}>
            <Code>{place}</Code>: <Bdi>{what}</Bdi>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function EventsSection() {
  const { t } = useTranslation();
  const { client } = useSearch({ from: '/audit' });
  const { query, items } = usePaged(['events', client ?? null], (cursor) => listAuditEvents(client, cursor));
  return (
    <Section
      title={t('audit.events')}
      actions={
        client ? (
          <Group gap="sm">
            <Text>
              {t('audit.events_of')} <ClientCode of={client} />
            </Text>
            <Button component={Link} to="/audit" variant="default">
              {t('audit.all_events')}
            </Button>
          </Group>
        ) : null
      }
    >
      <Stack>
        <PagedTable
          query={query}
          items={items}
          label={t('audit.events')}
          columns={[
            t('audit.when'),
            t('audit.action'),
            t('audit.account'),
            t('audit.clients'),
            t('audit.outcome'),
          ]}
          empty={<Text>{t('audit.events_empty')}</Text>}
          row={(event) => <EventRow key={event.id} event={event} />}
        />
      </Stack>
    </Section>
  );
}

function EventRow({ event }: { event: AuditEventView }) {
  const { t } = useTranslation();
  const action = ACTION_CODES.find((code) => code === event.action);
  const role = ROLE_CODES.find((code) => code === event.role);
  return (
    <Table.Tr>
      <Table.Td>
        <Instant at={event.at} />
      </Table.Td>
      <Table.Td>{action ? t(`codes.action.${action}`) : <Code>{event.action}</Code>}</Table.Td>
      <Table.Td>
        {event.account ? <Bdi>{event.account}</Bdi> : null}
        <Text size="sm" c="dimmed">
          {role ? t(`codes.role.${role}`) : event.role}
        </Text>
      </Table.Td>
      <Table.Td>
        {event.clients.map((client) => (
          <div key={client}>
            <Link to="/audit/clients/$code" params={{ code: client }} className="row-link">
              <ClientCode of={client} />
            </Link>
          </div>
        ))}
      </Table.Td>
      <Table.Td>
        <Badge color={event.outcome === 'refused' ? 'orange' : 'gray'} variant="outline">
          {event.outcome === 'refused' ? t('audit.refused') : t('audit.done')}
        </Badge>
        <Text size="sm" c="dimmed">
          {event.refusal ? (
            <Code>{event.refusal}</Code>
          ) : event.sealed ? (
            t('audit.sealed')
          ) : (
            t('audit.not_sealed')
          )}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
