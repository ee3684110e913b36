import { useTranslation } from 'react-i18next';
import type { MatchReason } from '#domain/charter/matching.js';
import { currentLanguage } from '../i18n.js';

/** What agrees between a candidate and who was asked for, as one would say it. */
export function WhyAlike({ reasons }: { reasons: readonly MatchReason[] }) {
  const { t } = useTranslation();
  const list = new Intl.ListFormat(currentLanguage(), { type: 'unit', style: 'short' });
  return <>{list.format(reasons.map((reason) => t(`matching.why.${reason}`)))}</>;
}
