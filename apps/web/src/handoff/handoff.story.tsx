import { Badge, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoffSide } from '#domain/charter/handoff.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { Section } from '../kit/section.js';
import { Bdi, Instant, Label } from '../kit/text.js';

interface Entry {
  readonly at: string;
  readonly key: string;
  readonly title: ReactNode;
  readonly body?: string;
  readonly more?: ReactNode;
}

/** What happened, in the order in which it happened: dates, questions and answers, and who was spoken to. */
export function Story({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const entries = [...useDatesOf(handoff), ...useNotesOf(handoff), ...useContactsOf(handoff)].sort(
    (one, other) => Date.parse(one.at) - Date.parse(other.at),
  );
  if (entries.length === 0) return null;
  return (
    <Section title={t('handoff.story')}>
      <ol className="road" aria-label={t('handoff.story')}>
        {entries.map(({ at, key, title, body, more }, place) => (
          <li key={key} data-now={place === entries.length - 1 || undefined}>
            <Text fw={600}>{title}</Text>
            {body === undefined ? null : (
              <blockquote className="note">
                <Bdi>{body}</Bdi>
              </blockquote>
            )}
            {more}
            <Text size="sm" c="dimmed">
              <Instant at={at} />
            </Text>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** A house, and what it did. */
function useSaid(handoff: HandoffDetail): (side: HandoffSide, words: string) => ReactNode {
  return (side, words) => (
    <>
      <Label of={handoff[side].names} />: {words}
    </>
  );
}

function useDatesOf(handoff: HandoffDetail): Entry[] {
  const { t } = useTranslation();
  const said = useSaid(handoff);
  const flags = handoff.arrival_flags.map((flag) => (
    <Badge key={flag} variant="outline" color="gray" me="xs">
      {t(`handoff.arrival_${flag}`)}
    </Badge>
  ));
  const message = messageOf(handoff);
  const dates: (Omit<Entry, 'at'> & { at: string | null })[] = [
    {
      at: handoff.requested_at,
      key: 'sent',
      title: said('sender', t('handoff.did_send')),
      ...(message === undefined ? {} : { body: message }),
    },
    { at: handoff.delivered_at, key: 'delivered', title: t('handoff.step_delivered') },
    { at: handoff.received_at, key: 'taken', title: said('receiver', t('handoff.step_taken')) },
    // Nobody is asked in an emergency, so nobody has accepted.
    {
      at: handoff.basis === 'emergency' ? null : handoff.accepted_at,
      key: 'accepted',
      title: said('receiver', t('handoff.step_accepted')),
    },
    { at: handoff.departed_at, key: 'departed', title: said('sender', t('handoff.did_depart')) },
    { at: handoff.arrived_at, key: 'arrived', title: t('handoff.did_arrive'), more: flags },
    {
      at:
        handoff.kind === 'information_only' && handoff.closed_at === handoff.requested_at
          ? null
          : handoff.closed_at,
      key: 'closed',
      title: t(`codes.state.${handoff.business_state}`),
    },
  ];
  return dates.flatMap(({ at, ...entry }) => (at === null ? [] : [{ at, ...entry }]));
}

/** The message went out with the request: it is told there. */
const messageOf = ({ notes, requested_at: at }: HandoffDetail): string | undefined =>
  at === null ? undefined : notes.find(({ kind }) => kind === 'reason')?.body;

function useNotesOf(handoff: HandoffDetail): Entry[] {
  const { t } = useTranslation();
  const said = useSaid(handoff);
  const isToldElsewhere = messageOf(handoff) !== undefined;
  const notes = handoff.notes.filter(({ kind }) => !(isToldElsewhere && kind === 'reason'));
  return notes.map(({ kind, side, body, written_at: at }, place) => ({
    at,
    key: `note ${place}`,
    title: side === 'coordinator' ? t(`codes.note.${kind}`) : said(side, t(`codes.note.${kind}`)),
    body,
  }));
}

function useContactsOf(handoff: HandoffDetail): Entry[] {
  const { t } = useTranslation();
  return handoff.contacts.map(({ way, reached, at }, place) => ({
    at,
    key: `contact ${place}`,
    title: reached ? t('handoff.reached_yes') : t('handoff.reached_no'),
    more: <Text size="sm">{t(`codes.contact_way.${way}`)}</Text>,
  }));
}
