import type { SuicideRisk } from '#domain/charter/code-lists.js';
import type { ContactsWritten, ContactView } from '#domain/wire/contact.js';
import { admitAnonymous, granted } from './journey.js';
import type { Answer, Staff } from './staff.js';

const HOUR_MS = 3_600_000;

/** An instant so many hours from now, to the minute. */
export function inHours(hours: number): Date {
  const at = new Date(Date.now() + hours * HOUR_MS);
  at.setUTCSeconds(0, 0);
  return at;
}

/** When an appointment of some minutes begins and ends. */
export const hourFrom = (at: Date, minutes = 50) => ({
  starts_at: at.toISOString(),
  ends_at: new Date(at.getTime() + minutes * 60_000).toISOString(),
});

/** A new client of the house, of whom the screen found this risk. */
export const clientAtRisk = (by: Staff, risk: SuicideRisk = 'low'): Promise<string> =>
  admitAnonymous(by, {
    safety: {
      suicide_risk: risk,
      overdose_within_12_months: false,
      withdrawal_seizures_or_delirium: false,
      weeks_of_pregnancy: null,
      violence_risk: false,
      infectious_tuberculosis: false,
      allergies: null,
      medicines: null,
    },
  });

export const tryPlan = (by: Staff, client: string, at: Date, changes: object = {}) =>
  by.post<ContactsWritten>(`/api/clients/${client}/appointments`, {
    kind: 'visit',
    with: 'me',
    ...hourFrom(at),
    ...changes,
  });

/** An appointment of the house, planned. */
export const planOne = async (
  by: Staff,
  client: string,
  at: Date,
  changes: object = {},
): Promise<ContactsWritten> => granted(await tryPlan(by, client, at, changes), 201);

/** A move of an appointment, on the version that was read. */
export const act = <T = ContactView>(
  by: Staff,
  { contact, version }: { contact: string; version: number },
  what: string,
  body: object = {},
): Promise<Answer<T>> => by.post<T>(`/api/appointments/${contact}/${what}`, body, { version });
