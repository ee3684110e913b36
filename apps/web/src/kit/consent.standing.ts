import type { ConsentView } from '#domain/wire/client.js';

export type ConsentStanding = 'valid' | 'withdrawn' | 'expired';

/** How a consent stands today; the server decides again when it is used. */
export function standingOf(consent: ConsentView): ConsentStanding {
  if (consent.withdrawn_at) return 'withdrawn';
  if (consent.expires_on && Date.parse(`${consent.expires_on}T23:59:59Z`) < Date.now()) return 'expired';
  return 'valid';
}
