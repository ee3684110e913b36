import { Badge, Button, Group, Text } from '@mantine/core';
import { IconFileCheck, IconFileOff, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { flagsOf } from '#domain/rules/safety-flags.js';
import type { ClientView, IdentityView } from '#domain/wire/client.js';
import { readIdentity } from '../api.js';
import { useMay } from '../session/session.context.js';
import { ProblemAlert } from './states.js';
import { asProblem } from './change.hook.js';
import { standingOf } from './consent.standing.js';
import { useDates } from './dates.hook.js';
import { Flags } from './flags.js';
import { useNow } from './now.hook.js';
import { daysOn } from './time.js';
import { Bdi, ClientCode, Code, Label, RiskBadge, useTerms } from './text.js';

/**
 * Always in sight: which client this is, where they are, what could hurt them, what they agreed to and who walks with them.
 * `keyWorker`: the way to name another one, where the screen has it.
 */
export function ClientBanner({ client, keyWorker }: { client: ClientView; keyWorker?: ReactNode }) {
  const { t } = useTranslation();
  const terms = useTerms();
  const { safety } = client;
  return (
    <section className="banner" aria-label={t('client.title')}>
      <div className="banner-line">
        <Text fw={700} size="lg">
          <ClientCode of={client.client} />
        </Text>
        <Text fw={600}>
          {client.stage ? terms.stage(client.stage) : t('client.no_stage')}
          <DayOfStay client={client} />
        </Text>
        <Text>{t(`codes.age_band.${client.age_band}`)}</Text>
        <CustodyWords client={client} />
        {safety ? <RiskBadge risk={safety.suicide_risk} labelled /> : null}
        <Flags flags={flagsOf(safety)} allergies={safety?.allergies ?? null} />
      </div>
      <div className="banner-line">
        <ConsentState client={client} />
        {client.scope === 'full' ? (
          <Text size="sm" component="div">
            <IconUser size={16} aria-hidden className="arrow" />{' '}
            {client.key_worker ? (
              <>
                {t('kit.key_worker')}: <Bdi>{client.key_worker.display_name}</Bdi>
              </>
            ) : (
              t('kit.no_key_worker')
            )}{' '}
            {keyWorker}
          </Text>
        ) : null}
        <WhoItIs client={client} />
      </div>
    </section>
  );
}

/** Which day of the present stage this is, the first being 1, on the wall of the house. */
function DayOfStay({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const now = useNow();
  const spell = client.spells.find(({ own, stage, ended_at }) => own && !ended_at && stage === client.stage);
  if (!spell) return null;
  return <> · {t('ward.day', { day: String(daysOn(new Date(spell.started_at), new Date(now), zone)) })}</>;
}

function ConsentState({ client }: { client: ClientView }) {
  const { t } = useTranslation();
  const count = client.consents.filter(
    (consent) => consent.kind !== 'service' && standingOf(consent) === 'valid',
  ).length;
  const Sign = count > 0 ? IconFileCheck : IconFileOff;
  return (
    <Text size="sm" component="div">
      <Sign size={16} aria-hidden className="arrow" />{' '}
      {count > 0 ? t('kit.consents', { count }) : t('kit.no_consent')}
    </Text>
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
    return <Badge variant="default">{t('client.anonymous')}</Badge>;
  }
  if (!may('client.identify')) return null;
  return (
    <Group gap="md">
      {shown && identity.data ? <IdentityLine identity={identity.data} /> : null}
      <Button
        size="compact-sm"
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
