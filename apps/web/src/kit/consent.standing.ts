import type { ConsentView } from '#domain/wire/consent.js';

export type ConsentStanding = 'valid' | 'withdrawn' | 'expired';

/** How a consent stands today; the server decides again when it is used. */
export function standingOf(consent: ConsentView): ConsentStanding {
  if (consent.withdrawn_at) return 'withdrawn';
  return consent.stands ? 'valid' : 'expired';
}
