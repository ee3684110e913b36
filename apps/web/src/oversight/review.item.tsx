import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReviewItemState } from '#domain/wire/house.js';

export const reviewKey = (review: string) => ['review', review] as const;

const STATE_COLOURS: Readonly<Record<ReviewItemState, string>> = {
  open: 'gray',
  in_order: 'calm',
  finding: 'red',
  replied: 'orange',
  closed: 'calm',
};

/** How one handoff of a sample stands. */
export function ItemState({ state }: { state: ReviewItemState }) {
  const { t } = useTranslation();
  return (
    <Badge color={STATE_COLOURS[state]} variant="outline" className="wrapping">
      {t(`reviews.states.${state}`)}
    </Badge>
  );
}
