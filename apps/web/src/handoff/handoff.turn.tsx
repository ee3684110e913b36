import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NEGATIVE_HANDOFF_STATES } from '#domain/charter/handoff.js';
import type { HandoffDetail } from '#domain/wire/handoff.js';
import { ClockChip } from '../kit/clock.chip.js';
import { useDates } from '../kit/dates.hook.js';
import { ACTED_ON } from './handoff.clocks.js';
import { useHouses } from './handoff.told.js';

/** Whose turn it is, until when, and whether they are late: one sentence. */
export function Turn({ handoff }: { handoff: HandoffDetail }) {
  const { t } = useTranslation();
  const dates = useDates();
  const houses = useHouses(handoff);
  const [clock] = handoff.clocks
    .filter(({ kind }) => ACTED_ON.includes(kind))
    .sort((one, other) => Date.parse(one.due_at) - Date.parse(other.due_at));
  const { next_step: next, state } = handoff;
  const isOver = handoff.closed_at !== null || NEGATIVE_HANDOFF_STATES.some((each) => each === state);
  return (
    <div className="turn" role="note" aria-label={t('told.turn_title')}>
      {clock ? (
        <>
          <Text fw={600}>
            {dates.past(clock.due_at)
              ? t('told.turn_late', { who: houses[clock.whose] })
              : t('told.turn', { who: houses[clock.whose] })}
          </Text>
          <ClockChip at={clock.due_at} what={t(`codes.clock.${clock.kind}`)} />
        </>
      ) : next && next.done_at === null ? (
        <>
          <Text fw={600}>{t('told.turn_next_step', { who: houses.sender })}</Text>
          <ClockChip at={next.due_at} />
        </>
      ) : (
        <Text fw={600}>
          {state === 'draft' ? t('told.turn_draft') : isOver ? t('told.turn_over') : t('told.turn_nobody')}
        </Text>
      )}
    </div>
  );
}
