import type { SafetyScreen } from '../wire/client.js';
import type { WardRow } from '../wire/desk.js';

export type SafetyFlag = WardRow['flags'][number];

/** What of a safety screen must be seen at a glance; unknown is no flag, and nothing asked at all is one of its own. */
export function flagsOf(safety: SafetyScreen | null): SafetyFlag[] {
  if (!safety) return ['not_screened'];
  const flags: Readonly<Record<Exclude<SafetyFlag, 'not_screened'>, boolean>> = {
    overdose: safety.overdose_within_12_months === true,
    seizures: safety.withdrawal_seizures_or_delirium === true,
    pregnancy: (safety.weeks_of_pregnancy ?? 0) > 0,
    violence: safety.violence_risk === true,
    tuberculosis: safety.infectious_tuberculosis === true,
    allergies: Boolean(safety.allergies?.trim()),
  };
  return (Object.keys(flags) as (keyof typeof flags)[]).filter((flag) => flags[flag]);
}
