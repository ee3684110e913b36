import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProtectionAlertView, ProtectionView } from '#domain/wire/identity.js';
import { endProtection, listAlerts, listProtected, sawAlert } from '../api.identity.js';
import { useChange } from '../kit/change.hook.js';
import { ConfirmDialog } from '../kit/confirm.dialog.js';
import { Page } from '../kit/page.js';
import { usePaged } from '../kit/paged.hook.js';
import { Section } from '../kit/section.js';
import { ProblemAlert } from '../kit/states.js';
import { Bdi, ClientCode, Instant } from '../kit/text.js';
import { useMay } from '../session/session.context.js';
import { PagedPart } from './paged.part.js';
import { ProtectDialog } from './protect.dialog.js';

/** Who reached for protected records first, then which records are protected. */
export function ProtectedPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [setting, setSetting] = useState(false);
  return (
    <Page
      title={t('app.protected')}
      actions={
        may('protection.set') ? (
          <Button leftSection={<IconShieldLock size={18} aria-hidden />} onClick={() => setSetting(true)}>
            {t('protection.set')}
          </Button>
        ) : null
      }
    >
      <Text>{t('protection.intro')}</Text>
      <Alerts />
      <Records />
      {setting ? <ProtectDialog record={null} onClose={() => setSetting(false)} /> : null}
    </Page>
  );
}

function Alerts() {
  const { t } = useTranslation();
  const { query, items } = usePaged(['protected', 'alerts'], listAlerts, true);
  return (
    <Section title={t('protection.alerts')}>
      <PagedPart
        query={query}
        items={items}
        label={t('protection.alerts')}
        keyOf={({ alert }) => alert}
        empty={{ title: t('protection.empty_title'), words: t('protection.alerts_none') }}
        columns={[
          {
            id: 'client',
            head: t('glass.client'),
            width: '9rem',
            cell: ({ client }) => <Client of={client} />,
          },
          {
            id: 'what',
            head: t('glass.what'),
            width: 'minmax(0, 2fr)',
            cell: ({ what, by }) => (
              <>
                {t(`codes.protection_alert.${what}`)}
                {by ? (
                  <Text size="sm">
                    <Bdi>{by}</Bdi>
                  </Text>
                ) : null}
              </>
            ),
          },
          { id: 'when', head: t('glass.when'), cell: ({ at }) => <Instant at={at} /> },
          {
            id: 'seen',
            head: t('glass.state'),
            width: 'minmax(13rem, 1fr)',
            cell: (row) => <Seen alert={row} />,
          },
        ]}
      />
    </Section>
  );
}

function Records() {
  const { t } = useTranslation();
  const { query, items } = usePaged(['protected', 'records'], listProtected);
  return (
    <Section title={t('app.protected')}>
      <PagedPart
        query={query}
        items={items}
        label={t('app.protected')}
        keyOf={({ client }) => client}
        empty={{ title: t('protection.empty_title'), words: t('protection.empty') }}
        columns={[
          {
            id: 'client',
            head: t('glass.client'),
            width: '9rem',
            cell: ({ client }) => <Client of={client} />,
          },
          {
            id: 'kind',
            head: t('protection.kind'),
            cell: ({ kind }) => t(`codes.protection_kind.${kind}`),
          },
          {
            id: 'team',
            head: t('protection.team'),
            width: 'minmax(0, 2fr)',
            cell: ({ team }) =>
              team.map(({ colleague, display_name: name }) => (
                <Text key={colleague} size="sm">
                  <Bdi>{name}</Bdi>
                </Text>
              )),
          },
          {
            id: 'since',
            head: t('protection.since'),
            width: 'minmax(12rem, 1fr)',
            cell: (row) => <Since record={row} />,
          },
        ]}
      />
    </Section>
  );
}

function Client({ of }: { of: string | null }) {
  return of ? (
    <Link to="/clients/$code" params={{ code: of }} className="row-link">
      <ClientCode of={of} />
    </Link>
  ) : null;
}

function Seen({ alert }: { alert: ProtectionAlertView }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const see = useChange(
    (_: null, key) => sawAlert(alert.alert, key),
    () => queries.invalidateQueries({ queryKey: ['protected'] }),
  );
  if (alert.seen_at)
    return (
      <Badge variant="default" className="wrapping">
        {t('protection.seen_at')}
      </Badge>
    );
  return (
    <>
      <ProblemAlert problem={see.problem} />
      {may('protection.seen') ? (
        <Button size="compact-md" variant="default" loading={see.pending} onClick={() => see.run(null)}>
          {t('protection.seen')}
        </Button>
      ) : null}
    </>
  );
}

function Since({ record }: { record: ProtectionView }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'change' | 'end' | null>(null);
  const end = useChange(
    (_: null, key) => endProtection(record.client, key),
    async () => {
      setAsked(null);
      await queries.invalidateQueries({ queryKey: ['protected'] });
    },
  );
  return (
    <Stack gap={4}>
      <Instant at={record.since_at} />
      {may('protection.set') ? (
        <Group gap="xs">
          <Button size="compact-md" variant="default" onClick={() => setAsked('change')}>
            {t('protection.change')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setAsked('end')}>
            {t('protection.end')}
          </Button>
        </Group>
      ) : null}
      {asked === 'change' ? <ProtectDialog record={record} onClose={() => setAsked(null)} /> : null}
      {asked === 'end' ? (
        <ConfirmDialog
          title={t('protection.end')}
          object={<ClientCode of={record.client} />}
          effect={t('protection.end_effect')}
          problem={end.problem}
          pending={end.pending}
          ending
          onSure={() => end.run(null)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </Stack>
  );
}
