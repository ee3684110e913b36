import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { Section } from '../kit/section.js';
import { useDates } from '../kit/dates.hook.js';
import { Bdi, ClientCode, Due, Facts, Instant } from '../kit/text.js';

type Fact = { term: string; value: ReactNode } | null | undefined | false | '' | 0;
const isFact = (fact: Fact): fact is { term: string; value: ReactNode } =>
  typeof fact === 'object' && fact !== null;

/** What stands about a handoff now, line by line; what there is nothing to say about is left out. */
export function Details({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const facts = [...useAbout(handoff), ...useGround(handoff), ...useNeighbours(handoff)].filter(isFact);
  if (facts.length === 0) return null;
  return (
    <Section title={t('handoff.details')}>
      <Facts items={facts} />
    </Section>
  );
}

function useAbout(handoff: HandoffDetail): Fact[] {
  const { t } = useTranslation();
  const dates = useDates();
  const { next_step: next, outcome, place, waitlist } = handoff;
  const draftMessage =
    handoff.state === 'draft' ? handoff.notes.find(({ kind }) => kind === 'reason')?.body : undefined;
  return [
    handoff.client !== null && {
      term: t('handoff.client'),
      value: (
        <Link to="/clients/$code" params={{ code: handoff.client }} className="row-link">
          <ClientCode of={handoff.client} />
        </Link>
      ),
    },
    draftMessage !== undefined && { term: t('compose.message'), value: <Bdi>{draftMessage}</Bdi> },
    handoff.due_at !== null &&
      handoff.clocks.length === 0 &&
      handoff.accepted_at === null &&
      handoff.closed_at === null && { term: t('handoff.due'), value: <Due at={handoff.due_at} /> },
    handoff.appointment_at !== null && {
      term: t('handoff.appointment'),
      value: <Instant at={handoff.appointment_at} />,
    },
    handoff.resume_on !== null && { term: t('handoff.resume_on'), value: dates.day(handoff.resume_on) },
    waitlist?.expected_on && { term: t('handoff.expected_on'), value: dates.day(waitlist.expected_on) },
    waitlist?.position && { term: t('handoff.position'), value: waitlist.position },
    waitlist && { term: t('handoff.review_on'), value: dates.day(waitlist.review_on) },
    place && {
      term: t('handoff.place'),
      value: (
        <>
          {t(`codes.place_hold.${place.hold}`)}
          {place.until ? ` · ${t('consent.until')} ${dates.instant(place.until)}` : ''}
        </>
      ),
    },
    handoff.decline_reason && {
      term: t('handoff.reason'),
      value: t(`codes.decline_reason.${handoff.decline_reason}`),
    },
    handoff.recall_reason && {
      term: t('handoff.recall_reason_given'),
      value: t(`codes.recall_reason.${handoff.recall_reason}`),
    },
    outcome && { term: t('handoff.outcome'), value: t(`codes.report_outcome.${outcome}`) },
    next && {
      term: next.done_at ? t('handoff.next_step_done') : t('handoff.next_step'),
      value: next.done_at ? <Instant at={next.done_at} /> : <Due at={next.due_at} />,
    },
    handoff.caller !== null && { term: t('handoff.caller'), value: <Bdi>{handoff.caller}</Bdi> },
  ];
}

/** What the handoff stands on. */
function useGround(handoff: HandoffDetail): Fact[] {
  const { t } = useTranslation();
  const dates = useDates();
  const { consent } = handoff;
  if (!consent) return [];
  const end = consent.withdrawn_at ? (
    <Badge color="red" variant="outline">
      {t('consent.withdrawn')} {dates.dayOf(consent.withdrawn_at)}
    </Badge>
  ) : consent.expires_on ? (
    `· ${t('consent.until')} ${dates.day(consent.expires_on)}`
  ) : null;
  return [
    {
      term: t('handoff.consent'),
      value: (
        <>
          {dates.list(consent.categories.map((category) => t(`codes.category.${category}`)))} {end}
        </>
      ),
    },
  ];
}

/** The handoff before it and the one after it. */
function useNeighbours(handoff: HandoffDetail): Fact[] {
  const { t } = useTranslation();
  const link = (reference: string): ReactNode => (
    <Link to="/handoffs/$reference" params={{ reference }} className="row-link">
      <ClientCode of={reference} />
    </Link>
  );
  return [
    handoff.replaces !== null && { term: t('handoff.replaces'), value: link(handoff.replaces) },
    handoff.replaced_by !== null && { term: t('handoff.replaced_by'), value: link(handoff.replaced_by) },
  ];
}
