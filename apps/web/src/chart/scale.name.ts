import type { WithdrawalScale } from '#domain/charter/chart.js';

/** The proper names of the scales, the same in every language. */
const NAMES = { 'ciwa-ar': 'CIWA-Ar', cows: 'COWS' } as const satisfies Record<WithdrawalScale, string>;

export const useScaleName = () => (scale: WithdrawalScale) => NAMES[scale];
