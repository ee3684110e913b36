import { Alert, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { ClockList } from '../handoff/handoff.clocks.js';
import { IdentityLine } from '../kit/client.banner.js';
import { PacketBodyView } from '../kit/packet.view.js';
import { Bdi, ClientCode, Instant, Label, Way, useTerms } from '../kit/text.js';
import { OwnPlaces } from '../places/own.line.js';

/** A handoff as far as a decision needs it: who to whom, what is open of the client, what was asked, clocks and own places. */
export function HandoffGlance({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const isToSpeak = handoff.safety_withheld && handoff.side === 'receiver' && handoff.accepted_at === null;
  return (
    <Stack gap="md">
      <Envelope handoff={handoff} />
      {isToSpeak ? (
        <Alert role="note" color="orange" variant="outline" icon={<IconAlertTriangle aria-hidden />}>
          <Text>{t('handoff.safety_withheld')}</Text>
        </Alert>
      ) : null}
      <ClockList
        clocks={handoff.clocks}
        names={{ sender: handoff.sender.names, receiver: handoff.receiver.names }}
      />
      {handoff.identity ? (
        <Part title={t('handoff.identity')}>
          <IdentityLine identity={handoff.identity} />
        </Part>
      ) : null}
      <Seen handoff={handoff} />
      {handoff.side === 'receiver' && handoff.accepted_at === null ? (
        <OwnPlaces stage={handoff.stage} />
      ) : null}
      <Said handoff={handoff} />
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h5">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Envelope({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <div>
      <Text fw={600}>
        <Way from={handoff.sender.names} to={handoff.receiver.names} />
      </Text>
      <Text>
        {t(`codes.kind.${handoff.kind}`)}
        {handoff.stage ? ` · ${terms.stage(handoff.stage)}` : ''} · <ClientCode of={handoff.reference} />
      </Text>
      <Group gap="xs" mt={4}>
        {handoff.basis === 'emergency' ? <Badge color="red">{t('codes.basis.emergency')}</Badge> : null}
        <Badge variant="outline" className="wrapping">
          {t(`codes.state.${handoff.business_state}`)}
        </Badge>
      </Group>
      {handoff.appointment_at === null ? null : (
        <Text mt={4}>
          {t('handoff.appointment')}: <Instant at={handoff.appointment_at} />
        </Text>
      )}
    </div>
  );
}

/** Everything that is open at this tier; each tier adds what the one before did not say. */
function Seen({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  if (handoff.kind === 'information_only' || handoff.side === 'sender') return null;
  return (
    <Part title={t('day.shared')}>
      {handoff.packets.length === 0 ? <Text c="dimmed">{t('day.shared_nothing')}</Text> : null}
      {handoff.packets.map((packet, place) => {
        const before = handoff.packets[place - 1];
        return (
          <PacketBodyView
            key={`${packet.tier} ${packet.disclosed_at}`}
            body={packet.body}
            {...(before ? { less: before.body } : {})}
          />
        );
      })}
    </Part>
  );
}

/** Questions, answers and notes, the newest first: the last word is what a decision waits for. */
function Said({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  if (handoff.notes.length === 0) return null;
  const newest = [...handoff.notes].sort(
    (one, other) => Date.parse(other.written_at) - Date.parse(one.written_at),
  );
  return (
    <Part title={t('day.said')}>
      <ul className="lines">
        {newest.map(({ kind, side, body, written_at: at }) => (
          <li key={`${at} ${kind} ${side}`}>
            <Text size="sm" c="dimmed">
              {side === 'coordinator' ? null : (
                <>
                  <Label of={handoff[side].names} />:{' '}
                </>
              )}
              {t(`codes.note.${kind}`)} · <Instant at={at} />
            </Text>
            <blockquote className="note">
              <Bdi>{body}</Bdi>
            </blockquote>
          </li>
        ))}
      </ul>
    </Part>
  );
}
