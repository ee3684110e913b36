import { Badge } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CapacityView } from '#domain/wire/handoff.js';
import { useDates } from '../kit/dates.hook.js';

/** How many places are free, and how old that figure is; an old one is marked, and nothing stated is said to be nothing stated. */
export function PlacesLine({ places }: { places: CapacityView | null }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (!places) return <span>{t('places.not_stated')}</span>;
  return (
    <span>
      {t('places.free', { count: places.free })} · {t('places.stated')} {dates.relative(places.stated_at)}
      {places.stale ? (
        <Badge
          component="span"
          ms="xs"
          size="md"
          color="orange"
          variant="outline"
          leftSection={<IconClock size={12} aria-hidden />}
        >
          {t('places.stale')}
        </Badge>
      ) : null}
    </span>
  );
}
