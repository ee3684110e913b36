import { Alert, Badge, Card, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NEGATIVE_HANDOFF_STATES } from '#domain/charter/handoff.js';
import type { HandoffState } from '#domain/charter/handoff.js';
import type { HandoffDetail, HandoffView, PacketView } from '#domain/wire/handoff.js';
import { readHandoff } from '../api.handoffs.js';
import { IdentityLine } from '../kit/client.banner.js';
import { Section } from '../kit/section.js';
import { useLiveInterval } from '../live/hints.hook.js';
import { Page } from '../kit/page.js';
import { Loaded } from '../kit/states.js';
import { Bdi, ClientCode, Instant, Way, tidyCode, useTerms } from '../kit/text.js';
import { ClockList } from './handoff.clocks.js';
import { Details } from './handoff.facts.js';
import { Alternatives, Messages } from './handoff.parts.js';
import { Story } from './handoff.story.js';
import { Turn } from './handoff.turn.js';
import { MoveButtons } from './move.buttons.js';
import { PacketBodyView } from '../kit/packet.view.js';
import { useDates } from '../kit/dates.hook.js';
import { handoffKey } from './handoff.key.js';

/** Ended before the client arrived: what was shared is closed, a few dates and the own words stay. */
const isNegative = (state: HandoffState): boolean => NEGATIVE_HANDOFF_STATES.some((each) => each === state);

export function HandoffPage() {
  const { t } = useTranslation();
  const { reference: typed } = useParams({ strict: false });
  const reference = tidyCode(typed ?? '');
  const query = useQuery({
    queryKey: handoffKey(reference),
    queryFn: () => readHandoff(reference),
    refetchInterval: useLiveInterval(),
  });
  return (
    <Page title={t('handoff.title')}>
      <Loaded query={query}>{(handoff) => <HandoffScreen handoff={handoff} />}</Loaded>
    </Page>
  );
}

function HandoffScreen({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const informationOnly = handoff.kind === 'information_only';
  const isDraft = handoff.state === 'draft';
  return (
    <Stack gap="lg">
      <Warnings />
      <Card withBorder>
        <Head handoff={handoff} />
        {isDraft || informationOnly ? null : <StatusLine handoff={handoff} />}
        {informationOnly ? null : <Turn handoff={handoff} />}
        <MoveButtons handoff={handoff} />
      </Card>
      <Notice handoff={handoff} />
      <div className="beside">
        <Stack gap="lg">
          {isDraft ? null : <Story handoff={handoff} />}
          {informationOnly || isDraft ? null : (
            <Section title={t('handoff.packets')}>
              {handoff.packets.length === 0 ? (
                <Text>{isNegative(handoff.state) ? t('told.closed_again') : t('handoff.packets_empty')}</Text>
              ) : (
                <Packets packets={handoff.packets} />
              )}
            </Section>
          )}
        </Stack>
        <Stack gap="lg">
          <Clocks handoff={handoff} />
          {handoff.identity ? (
            <Section title={t('handoff.identity')}>
              <IdentityLine identity={handoff.identity} />
            </Section>
          ) : null}
          <Details handoff={handoff} />
          <Alternatives handoff={handoff} />
          <Messages handoff={handoff} />
        </Stack>
      </div>
    </Stack>
  );
}

/** All clocks that run now, beside the story. */
function Clocks({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  if (handoff.clocks.length === 0) return null;
  return (
    <Section title={t('handoff.clocks')}>
      <ClockList
        clocks={handoff.clocks}
        names={{ sender: handoff.sender.names, receiver: handoff.receiver.names }}
      />
    </Section>
  );
}

/** A handoff to be read and judged: its story without anything that could be done to it. */
export function HandoffStory({ handoff }: { handoff: HandoffDetail }) {
  return (
    <Stack gap="lg">
      <Card withBorder>
        <Head handoff={handoff} />
        <Turn handoff={handoff} />
      </Card>
      <Story handoff={handoff} />
      <Clocks handoff={handoff} />
      <Details handoff={handoff} />
    </Stack>
  );
}

/** What whoever sent it must know; it comes with the answer to the sending. */
function Warnings() {
  const { t } = useTranslation();
  const warnings = useRouterState({ select: ({ location }) => location.state.warnings });
  if (!warnings?.length) return null;
  return (
    <Alert
      role="note"
      color="orange"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('handoff.warnings')}
    >
      <List>
        {warnings.map((warning) => (
          <List.Item key={warning}>{t(`codes.warning.${warning}`)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** The one thing to know before everything else. */
function Notice({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  // Said to whoever may accept, until it is accepted.
  const isToSpeak =
    handoff.safety_withheld &&
    handoff.side === 'receiver' &&
    handoff.accepted_at === null &&
    !isNegative(handoff.state);
  const words = [
    isToSpeak && t('handoff.safety_withheld'),
    handoff.state === 'draft' && t('handoff.draft'),
    handoff.kind === 'information_only' && t('compose.information_only_hint'),
    handoff.stage === null && handoff.identity === null && t('handoff.tombstone'),
    isNegative(handoff.state) && handoff.identity !== null && t('handoff.contact_stays'),
    handoff.business_state === 'loop-closed' && handoff.acknowledged_by_clock && t('handoff.unread'),
  ].filter((each) => each !== false);
  return words.map((word) => (
    <Alert
      key={word}
      role="note"
      color={isToSpeak ? 'orange' : 'calm'}
      variant="outline"
      icon={isToSpeak ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
    >
      <Text>{word}</Text>
    </Alert>
  ));
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
          {t(`codes.kind.${handoff.kind}`)}
          {handoff.stage ? ` · ${terms.stage(handoff.stage)}` : ''} · <ClientCode of={handoff.reference} />
        </Text>
      </div>
      <Group gap="sm">
        {handoff.basis === 'emergency' ? <Badge color="red">{t('codes.basis.emergency')}</Badge> : null}
        {handoff.urgency === 'urgent' ? <Badge color="red">{t('codes.urgency.urgent')}</Badge> : null}
        <Badge variant="outline" className="wrapping">
          {t(`codes.state.${handoff.business_state}`)}
        </Badge>
      </Group>
    </Group>
  );
}

/** Sent, delivered, taken, accepted, arrived, reported, each with its time; an ending takes the place of what will not come. */
function StatusLine({ handoff }: { handoff: HandoffView }) {
  const { t } = useTranslation();
  const ended = isNegative(handoff.state);
  // Nobody is asked in an emergency, so nobody takes or accepts it.
  const isEmergency = handoff.basis === 'emergency';
  const steps = [
    { word: t('handoff.step_sent'), at: handoff.requested_at },
    { word: t('handoff.step_delivered'), at: handoff.delivered_at },
    ...(isEmergency
      ? []
      : [
          { word: t('handoff.step_taken'), at: handoff.received_at },
          { word: t('handoff.step_accepted'), at: handoff.accepted_at },
        ]),
    { word: t('handoff.step_arrived'), at: handoff.arrived_at },
    { word: t('handoff.step_reported'), at: ended ? null : handoff.closed_at },
  ].filter(({ at }) => at !== null || !ended);
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
          <Text fw={600}>{t(`codes.state.${handoff.business_state}`)}</Text>
          <Text size="sm" c="dimmed">
            {handoff.closed_at ? <Instant at={handoff.closed_at} /> : null}
          </Text>
        </li>
      ) : null}
    </ol>
  );
}

function Packets({ packets }: { packets: readonly PacketView[] }) {
  const { t } = useTranslation();
  const dates = useDates();
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
        const name = t(`codes.received_tier.${packet.tier}`);
        // Asked once more, the same is shared once more: the later part is told apart by its day.
        const isAgain = packets.slice(0, place).some(({ tier }) => tier === packet.tier);
        return (
          <section
            key={`${packet.tier} ${packet.disclosed_at}`}
            aria-label={isAgain ? `${name} · ${dates.instant(packet.disclosed_at)}` : name}
          >
            <Text fw={600}>{name}</Text>
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
