import { Alert, Badge, Card, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HandoffDetail, HandoffView, PacketView } from '#domain/wire/handoff.js';
import { readHandoff } from '../api.js';
import { IdentityLine } from '../client/client.banner.js';
import { Section } from '../client/client.parts.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../shell/states.js';
import { useDates } from '../ui/dates.hook.js';
import { Bdi, ClientCode, Due, Facts, Instant, Way, tidyCode, useTerms } from '../ui/text.js';
import { MoveButtons } from './move.buttons.js';
import { PacketBodyView } from './packet.view.js';

export const handoffKey = (reference: string) => ['handoff', reference] as const;

export function HandoffPage() {
  const { t } = useTranslation();
  const { reference: typed } = useParams({ strict: false });
  const reference = tidyCode(typed ?? '');
  const query = useQuery({ queryKey: handoffKey(reference), queryFn: () => readHandoff(reference) });
  return (
    <Page title={t('handoff.title')}>
      <Loaded query={query}>{(handoff) => <HandoffScreen handoff={handoff} />}</Loaded>
    </Page>
  );
}

function HandoffScreen({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <Card withBorder>
        <Head handoff={handoff} />
        <StatusLine handoff={handoff} />
        <MoveButtons handoff={handoff} />
      </Card>
      {handoff.safety_withheld ? (
        <Alert role="note" color="orange" variant="outline" icon={<IconAlertTriangle aria-hidden />}>
          <Text>{t('handoff.safety_withheld')}</Text>
        </Alert>
      ) : null}
      <Details handoff={handoff} />
      {handoff.identity ? (
        <Section title={t('handoff.identity')}>
          <IdentityLine identity={handoff.identity} />
        </Section>
      ) : null}
      <Section title={t('handoff.packets')}>
        {handoff.packets.length === 0 ? (
          <Text>{t('handoff.packets_empty')}</Text>
        ) : (
          <Packets packets={handoff.packets} />
        )}
      </Section>
    </Stack>
  );
}

function Head({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <Group justify="space-between" mb="md">
      <div>
        <Text fw={700} size="lg">
          <Way from={handoff.sender.names} to={handoff.receiver.names} />
        </Text>
        <Text>
          {t(`codes.kind.${handoff.kind}`)} · {terms.stage(handoff.stage)} ·{' '}
          <ClientCode of={handoff.reference} />
        </Text>
      </div>
      <Group gap="sm">
        {handoff.urgency === 'urgent' ? <Badge color="red">{t('codes.urgency.urgent')}</Badge> : null}
        <Badge variant="outline" className="wrapping">
          {t(`codes.state.${handoff.business_state}`)}
        </Badge>
      </Group>
    </Group>
  );
}

/** Sent, delivered, taken, accepted, arrived, reported, each with its time; a "no" takes the place of what will not come. */
function StatusLine({ handoff }: { handoff: HandoffView }) {
  const { t } = useTranslation();
  const ended = handoff.state === 'rejected' || handoff.state === 'cancelled';
  const steps = [
    { word: t('handoff.step_sent'), at: handoff.requested_at },
    { word: t('handoff.step_delivered'), at: handoff.delivered_at },
    { word: t('handoff.step_taken'), at: handoff.received_at },
    { word: t('handoff.step_accepted'), at: handoff.accepted_at },
    { word: t('handoff.step_arrived'), at: handoff.arrived_at },
    { word: t('handoff.step_reported'), at: ended ? null : handoff.closed_at },
  ].filter(({ at }) => at !== null || !ended);
  const end = handoff.state === 'rejected' ? t('handoff.step_declined') : t('handoff.step_recalled');
  return (
    <ol className="steps" aria-label={t('handoff.status')}>
      {steps.map(({ word, at }) => (
        <li key={word} data-done={at !== null || undefined}>
          <Text fw={at ? 600 : 400}>{word}</Text>
          <Text size="sm" c="dimmed">
            {at ? <Instant at={at} /> : t('handoff.not_yet')}
          </Text>
        </li>
      ))}
      {ended ? (
        <li data-stopped>
          <Text fw={600}>{end}</Text>
          <Text size="sm" c="dimmed">
            {handoff.closed_at ? <Instant at={handoff.closed_at} /> : null}
          </Text>
        </li>
      ) : null}
    </ol>
  );
}

function Details({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { consent, next_step: next, outcome } = handoff;
  const items = [
    handoff.client && {
      term: t('handoff.client'),
      value: (
        <Link to="/clients/$code" params={{ code: handoff.client }} className="row-link">
          <ClientCode of={handoff.client} />
        </Link>
      ),
    },
    handoff.due_at &&
      handoff.accepted_at === null &&
      handoff.closed_at === null && { term: t('handoff.due'), value: <Due at={handoff.due_at} /> },
    handoff.appointment_at && {
      term: t('handoff.appointment'),
      value: <Instant at={handoff.appointment_at} />,
    },
    handoff.decline_reason && {
      term: t('handoff.reason'),
      value: t(`codes.decline_reason.${handoff.decline_reason}`),
    },
    handoff.decline_note && { term: t('handoff.note'), value: <Bdi>{handoff.decline_note}</Bdi> },
    handoff.recall_reason && {
      term: t('handoff.reason'),
      value: t(`codes.recall_reason.${handoff.recall_reason}`),
    },
    outcome && { term: t('handoff.outcome'), value: t(`codes.report_outcome.${outcome}`) },
    next && {
      term: next.done_at ? t('handoff.next_step_done') : t('handoff.next_step'),
      value: next.done_at ? <Instant at={next.done_at} /> : <Due at={next.due_at} />,
    },
    consent && {
      term: t('handoff.consent'),
      value: `${dates.list(consent.categories.map((category) => t(`codes.category.${category}`)))}${
        consent.withdrawn_at
          ? ` · ${t('consent.withdrawn')} ${dates.dayOf(consent.withdrawn_at)}`
          : consent.expires_on
            ? ` · ${t('consent.until')} ${dates.day(consent.expires_on)}`
            : ''
      }`,
    },
  ].filter((item) => item !== null && item !== '' && item !== false);
  if (items.length === 0) return null;
  return (
    <Section title={t('handoff.details')}>
      <Facts items={items} />
    </Section>
  );
}

function Packets({ packets }: { packets: readonly PacketView[] }) {
  const { t } = useTranslation();
  const newest = packets.at(-1);
  return (
    <Stack gap="lg">
      {newest ? (
        <Alert role="note" color="calm" variant="outline">
          <Text>
            <Bdi>{newest.redisclosure_notice}</Bdi>
          </Text>
        </Alert>
      ) : null}
      {packets.map((packet, place) => {
        const before = packets[place - 1];
        return (
          <section key={packet.tier} aria-label={t(`codes.received_tier.${packet.tier}`)}>
            <Text fw={600}>{t(`codes.received_tier.${packet.tier}`)}</Text>
            <Text size="sm" c="dimmed">
              {t('handoff.disclosed')} <Instant at={packet.disclosed_at} /> ·{' '}
              {t(`codes.basis.${packet.basis}`)}
            </Text>
            <PacketBodyView body={packet.body} {...(before ? { less: before.body } : {})} />
          </section>
        );
      })}
    </Stack>
  );
}
