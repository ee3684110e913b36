import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Stage } from '#domain/charter/pathway.js';
import { listCapacity } from '../api.handoffs.js';
import { useTerms } from '../kit/text.js';
import { useMay, useSession } from '../session/session.context.js';
import { PlacesLine } from './places.line.js';

/** What the own house has stated for a stage: the place that accepting takes. */
export function OwnPlaces({ stage }: { stage: Stage | null }) {
  const { t } = useTranslation();
  const may = useMay();
  const terms = useTerms();
  const { organisation } = useSession();
  const places = useQuery({
    queryKey: ['places', stage],
    queryFn: () => listCapacity(stage ?? undefined),
    enabled: stage !== null && may('capacity.list'),
  });
  if (stage === null || !places.data) return null;
  const own = places.data.items.find((each) => each.organisation === organisation.code) ?? null;
  return (
    <Text>
      {t('day.our_places')}, {terms.stage(stage)}: <PlacesLine places={own} />
    </Text>
  );
}
