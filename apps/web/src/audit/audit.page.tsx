import { Alert, Badge, Button, Group, List, Text } from '@mantine/core';
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
import { FindByCode } from '../clients/find.by.code.js';
import { useMay } from '../session/session.context.js';
import { DataList } from '../kit/data.list.js';
import { ExportButton } from '../kit/export.button.js';
import type { Column } from '../kit/list.rows.js';
import { SavedViews } from '../kit/saved.views.js';
import { Page } from '../kit/page.js';
import { FailedState, Loaded, ProblemAlert, Waiting } from '../kit/states.js';
import { asProblem, useChange } from '../kit/change.hook.js';
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

/** Only with this client; the code stands in the address, so that a saved view and the file hold it too. */
function EventsSection() {
  const { t } = useTranslation();
  const { client } = useSearch({ from: '/audit' });
  const { query, items } = usePaged(['events', client ?? null], (cursor) => listAuditEvents(client, cursor));
  const failed = query.error && !asProblem(query.error).signedOut ? asProblem(query.error) : null;
  const columns = useColumns();
  return (
    <Section
      title={t('audit.events')}
      actions={
        <Group gap="sm">
          {client ? (
            <>
              <Text>
                {t('audit.events_of')} <ClientCode of={client} />
              </Text>
              <Button component={Link} to="/audit" variant="default">
                {t('audit.all_events')}
              </Button>
            </>
          ) : null}
          <SavedViews screen="audit" />
          <ExportButton list="audit" />
        </Group>
      }
    >
      {failed ? <FailedState problem={failed} onRetry={() => void query.refetch()} /> : null}
      {items === undefined ? (
        failed ? null : (
          <Waiting />
        )
      ) : items.length === 0 ? (
        <Text>{t('audit.events_empty')}</Text>
      ) : (
        <DataList
          label={t('audit.events')}
          rows={items}
          keyOf={({ id }) => id}
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

function useColumns(): Column<AuditEventView>[] {
  const { t } = useTranslation();
  const actionOf = ({ action: code }: AuditEventView) => {
    const action = ACTION_CODES.find((each) => each === code);
    return action ? t(`codes.action.${action}`) : <Code>{code}</Code>;
  };
  const roleOf = ({ role: code }: AuditEventView) => {
    const role = ROLE_CODES.find((each) => each === code);
    return role ? t(`codes.role.${role}`) : code;
  };
  return [
    { id: 'when', head: t('audit.when'), cell: ({ at }) => <Instant at={at} /> },
    { id: 'action', head: t('audit.action'), width: 'minmax(0, 2fr)', cell: actionOf },
    {
      id: 'account',
      head: t('audit.account'),
      width: 'minmax(0, 1.5fr)',
      cell: (event) => (
        <>
          {event.account ? <Bdi>{event.account}</Bdi> : null}
          <Text size="sm" c="dimmed">
            {roleOf(event)}
          </Text>
        </>
      ),
    },
    {
      id: 'clients',
      head: t('audit.clients'),
      cell: ({ clients }) =>
        clients.map((code) => (
          <div key={code}>
            <Link to="/audit/clients/$code" params={{ code }} className="row-link">
              <ClientCode of={code} />
            </Link>
          </div>
        )),
    },
    { id: 'outcome', head: t('audit.outcome'), cell: (event) => <Outcome event={event} /> },
  ];
}

function Outcome({ event }: { event: AuditEventView }) {
  const { t } = useTranslation();
  return (
    <>
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
    </>
  );
}
