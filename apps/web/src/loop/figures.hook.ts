import { useTranslation } from 'react-i18next';
import type { LoopTime, Shown, Spread } from '#domain/wire/indicators.js';
import { currentLanguage } from '../i18n.js';

const LOCALES = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG-u-nu-latn' } as const;

const HOURS_MAX = 72;

/** Figures in words; what is hidden says so instead of looking like nothing. */
export function useFigures() {
  const { t } = useTranslation();
  const locale = LOCALES[currentLanguage()];
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const length = (kind: LoopTime, value: number): string => {
    if (kind === 'gap_days') return t('loop.in_days', { value: plain.format(value) });
    if (value > HOURS_MAX) return t('loop.in_days', { value: plain.format(value / 24) });
    return t('loop.in_hours', { value: plain.format(value) });
  };
  return {
    count: (value: Shown): string => (value === null ? t('loop.hidden') : plain.format(value)),
    share: (value: Shown): string => (value === null ? t('loop.hidden') : percent.format(value)),
    median: (kind: LoopTime, spread: Spread): string =>
      spread === null ? t('loop.hidden') : length(kind, spread.median),
    nineInTen: (kind: LoopTime, spread: Spread): string =>
      spread === null ? t('loop.hidden') : length(kind, spread.p90),
  };
}
