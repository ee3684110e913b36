import { useTranslation } from 'react-i18next';
import type { PacketBody } from '#domain/wire/handoff.js';
import { Bdi, Facts, RiskBadge } from './text.js';

const ANSWERS = [
  'overdose_within_12_months',
  'withdrawal_seizures_or_delirium',
  'violence_risk',
  'infectious_tuberculosis',
] as const;

/** The answers of a screen in words; also what a packet shows of it. */
export function SafetyFacts({ safety }: { safety: NonNullable<PacketBody['safety']> }) {
  const { t } = useTranslation();
  const answer = (value: boolean | null): string =>
    value === null ? t('app.unknown') : value ? t('app.yes') : t('app.no');
  return (
    <Facts
      items={[
        { term: t('safety.suicide_risk'), value: <RiskBadge risk={safety.suicide_risk} /> },
        ...ANSWERS.map((question) => ({ term: t(`safety.${question}`), value: answer(safety[question]) })),
        // Not there for anybody to whom it was not opened apart: its absence says nothing.
        ...(safety.weeks_of_pregnancy === undefined
          ? []
          : [{ term: t('safety.weeks_of_pregnancy'), value: safety.weeks_of_pregnancy ?? t('app.unknown') }]),
        {
          term: t('safety.allergies'),
          value: safety.allergies ? <Bdi>{safety.allergies}</Bdi> : t('app.unknown'),
        },
        {
          term: t('safety.medicines'),
          value: safety.medicines ? <Bdi>{safety.medicines}</Bdi> : t('app.unknown'),
        },
      ]}
    />
  );
}
