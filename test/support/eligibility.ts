import type { ConsentWritten } from '#domain/wire/consent.js';
import { daysAgo, granted, spokenLanguage } from './journey.js';
import type { Staff } from './staff.js';

/** The day so many days from now, in Cairo. */
export function inDays(days: number): string {
  return daysAgo(-days);
}

/** The client’s own consent for lenders, or for employers and whoever trains for work. */
export async function agreeTo(
  staff: Staff,
  client: string,
  to: 'lender' | 'employer',
): Promise<ConsentWritten> {
  return granted(
    await staff.post<ConsentWritten>(`/api/clients/${client}/consents`, {
      kind: to,
      recipient_class: `${to}s`,
      purposes: [`${to}_contact`],
      categories: ['contact'],
      language: spokenLanguage(client),
      given_how: 'paper_signature',
      signer: 'self',
      ends: 'date',
      expires_on: inDays(300),
    }),
    201,
  );
}
