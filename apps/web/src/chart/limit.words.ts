import { useTranslation } from 'react-i18next';

/** Limits as they stand beside a field: `90–180`, `≥ 92`, `≤ 110`; isolated, so that they read the same in every direction. */
export function useLimitWords(): (limits: { low: number | null; high: number | null }) => string {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return ({ low, high }) => {
    if (low !== null && high !== null) return `\u2066${format.format(low)}–${format.format(high)}\u2069`;
    if (low !== null) return `\u2066≥ ${format.format(low)}\u2069`;
    return high === null ? '' : `\u2066≤ ${format.format(high)}\u2069`;
  };
}
