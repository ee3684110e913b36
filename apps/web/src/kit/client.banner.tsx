import { Badge, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientView, IdentityView } from '#domain/wire/client.js';
import { readIdentity } from '../api.js';
import { useMay } from '../session/session.context.js';
import { ProblemAlert } from './states.js';
import { asProblem } from './change.hook.js';
import { useDates } from './dates.hook.js';
import { Bdi, ClientCode, Code, Label, RiskBadge, useTerms } from './text.js';

/** Always in sight: which client this is, where they are, and what could hurt them. */
export function ClientBanner({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const risk = client.safety?.suicide_risk;
  return (
    <section className="banner" aria-label={t('client.title')}>
      <Group gap="md" justify="space-between">
        <Group gap="md">
          <Text fw={700} size="lg">
            <ClientCode of={client.client} />
          </Text>
          <Text>{client.stage ? terms.stage(client.stage) : t('client.no_stage')}</Text>
          <Text>{t(`codes.age_band.${client.age_band}`)}</Text>
          <CustodyWords client={client} />
        </Group>
        <Group gap="sm">
          {risk ? <RiskBadge risk={risk} labelled /> : null}
          {client.safety?.allergies ? (
            <Badge
              color="red"
              variant="outline"
              leftSection={<IconAlertTriangle size={14} aria-hidden />}
              className="wrapping"
            >
              {t('safety.allergies')}: <Bdi>{client.safety.allergies}</Bdi>
            </Badge>
          ) : null}
        </Group>
      </Group>
      <WhoItIs client={client} />
    </section>
  );
}

function CustodyWords({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  if (client.own_custody) return <Text c="dimmed">{t('client.own_custody')}</Text>;
  const now = client.custody.find(({ until_at }) => until_at === null);
  return now ? (
    <Text c="dimmed">
      {t('client.other_custody')} <Label of={now.organisation} />
    </Text>
  ) : null;
}

/** The name is asked for, never simply there: asking is written into the audit, and hiding it takes it off the screen. */
function WhoItIs({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [shown, setShown] = useState(false);
  const identity = useQuery({
    queryKey: ['identity', client.client],
    queryFn: () => readIdentity(client.client),
    enabled: shown,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  if (client.anonymous) {
    return (
      <Badge variant="default" mt="xs">
        {t('client.anonymous')}
      </Badge>
    );
  }
  if (!may('client.identify')) return null;
  return (
    <Group gap="md" mt="xs">
      {shown && identity.data ? <IdentityLine identity={identity.data} /> : null}
      <Button
        size="compact-md"
        variant="default"
        loading={shown && identity.isFetching}
        onClick={() => setShown(!shown)}
      >
        {shown ? t('client.hide_name') : t('client.show_name')}
      </Button>
      {shown && identity.error ? <ProblemAlert problem={asProblem(identity.error)} /> : null}
    </Group>
  );
}

export function IdentityLine({ identity }: { identity: IdentityView }) {
  const { t } = useTranslation();
  const dates = useDates();
  const names = [identity.given_name, identity.other_names, identity.family_name].filter(Boolean).join(' ');
  return (
    <Text>
      <Text span fw={600}>
        <Bdi>{names}</Bdi>
      </Text>
      {identity.birth_on ? `, ${t('client.born')} ${dates.day(identity.birth_on)}` : ''}
      {identity.phones.map((phone) => (
        <span key={phone}>
          {' · '}
          <Code>{phone}</Code>
        </span>
      ))}
      {identity.address ? (
        <>
          {' · '}
          <Bdi>{identity.address}</Bdi>
        </>
      ) : null}
    </Text>
  );
}
