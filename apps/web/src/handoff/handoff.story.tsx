import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PACKET_FIELDS } from '#domain/charter/consent.js';
import type { PacketFieldName } from '#domain/charter/consent.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { saidBefore } from '../kit/packet.lines.js';
import { PacketBodyView } from '../kit/packet.view.js';
import { Section } from '../kit/section.js';
import { Bdi, Instant } from '../kit/text.js';
import { useTold } from './handoff.told.js';
import type { Told } from './handoff.told.js';

/** What happened, in sentences and in the order in which it happened: who, when, why, and what was shared. */
export function Story({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const told = useTold(handoff);
  if (told.length === 0) return null;
  return (
    <Section title={t('handoff.story')}>
      <ol className="road" aria-label={t('handoff.story')}>
        {told.map(({ at, key, sentence, more, body, packet }, place) => (
          <li key={key} data-now={place === told.length - 1 || undefined}>
            <Text fw={600}>{sentence}</Text>
            {more?.map((words) => (
              <Text key={words} size="sm">
                {words}
              </Text>
            ))}
            {body === undefined ? null : (
              <blockquote className="note">
                <Bdi>{body}</Bdi>
              </blockquote>
            )}
            {packet === undefined ? null : <Lines packet={packet} />}
            <Text size="sm" c="dimmed">
              <Instant at={at} />
            </Text>
          </li>
        ))}
      </ol>
    </Section>
  );
}

const FIELDS = Object.keys(PACKET_FIELDS) as PacketFieldName[];

/** What was shared at one moment, line by line; folded until somebody asks. */
function Lines({ packet: { now, before } }: { packet: NonNullable<Told['packet']> }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const count = FIELDS.filter(
    (field) => now.body[field] !== undefined && !saidBefore(field, now.body, before?.body),
  ).length;
  return (
    <details onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        {t(`codes.received_tier.${now.tier}`)}: {t('told.lines', { count })}
      </summary>
      {opened ? <PacketBodyView body={now.body} {...(before ? { less: before.body } : {})} /> : null}
    </details>
  );
}
