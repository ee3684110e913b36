import { useTranslation } from 'react-i18next';
import type { MatchReason } from '#domain/charter/matching.js';
import { useDates } from '../kit/dates.hook.js';

/** What agrees between a candidate and who was asked for, as one would say it. */
export function WhyAlike({ reasons }: { reasons: readonly MatchReason[] }) {
  const { t } = useTranslation();
  const dates = useDates();
  return <>{dates.list(reasons.map((reason) => t(`matching.why.${reason}`)))}</>;
}
