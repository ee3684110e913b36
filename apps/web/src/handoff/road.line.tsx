import { IconCheck, IconCircle, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HandoffView } from '#domain/wire/handoff.js';
import { useDates } from '../kit/dates.hook.js';
import './road.css';

/** How far a handoff is, in words: sent, seen, accepted, arrived, told how it went. What will not come any more is left out. */
export function RoadLine({ handoff }: { handoff: HandoffView }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (handoff.requested_at === null || handoff.kind === 'information_only') return null;
  const isOver = handoff.closed_at !== null;
  // Nobody is asked in an emergency: it is neither seen nor accepted before the client is there.
  const isAsked = handoff.basis !== 'emergency';
  const steps = [
    { word: t('day.handoffs.sent'), at: handoff.requested_at },
    ...(isAsked
      ? [
          { word: t('day.handoffs.seen'), at: handoff.received_at ?? handoff.accepted_at },
          { word: t('day.handoffs.accepted'), at: handoff.accepted_at },
        ]
      : []),
    { word: t('day.handoffs.attended'), at: handoff.arrived_at },
    { word: t('day.handoffs.outcome'), at: handoff.outcome === null ? null : handoff.closed_at },
  ];
  const hasOutcome = handoff.outcome !== null;
  return (
    <ol className="road-line">
      {steps
        .filter(({ at }) => at !== null || !isOver)
        .map(({ word, at }) => (
          <li
            key={word}
            data-done={at !== null || undefined}
            title={at === null ? undefined : dates.instant(at)}
          >
            {at === null ? <IconCircle size={14} aria-hidden /> : <IconCheck size={14} aria-hidden />}
            {word}
            {at === null ? <span className="unseen">, {t('day.handoffs.not_yet')}</span> : null}
          </li>
        ))}
      {isOver && !hasOutcome ? (
        <li data-ended>
          <IconX size={14} aria-hidden />
          {t('day.handoffs.ended')}
        </li>
      ) : null}
    </ol>
  );
}
