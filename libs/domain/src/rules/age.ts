import type { AgeBand } from '../charter/code-lists.js';

const BANDS: readonly [below: number, band: AgeBand][] = [
  [18, 'under_18'],
  [25, '18_24'],
  [35, '25_34'],
  [45, '35_44'],
  [55, '45_54'],
  [65, '55_64'],
];

/** The band a partner may know before it knows the person. From the year of birth alone, so a birthday cannot be guessed. */
export function ageBand(birthYear: number | null, now: Date): AgeBand {
  if (birthYear === null) return 'unknown';
  const age = now.getUTCFullYear() - birthYear;
  return BANDS.find(([below]) => age < below)?.[1] ?? '65_and_over';
}
