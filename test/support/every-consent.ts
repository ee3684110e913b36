import { CONSENT_KINDS, type ConsentKind } from '#domain/charter/consent.js';
import type { ConsentsView, ConsentWritten } from '#domain/wire/consent.js';
import { granted, spokenLanguage } from './journey.js';
import type { Staff } from './staff.js';

export interface Agreed {
  readonly kind: ConsentKind;
  readonly reference: string;
  /** Code of an organisation, or the class of recipients. */
  readonly to: string;
}

/** One consent of every kind that may be given here, to everybody whom it may name: each class, and one partner. */
export async function agreeToEverything(staff: Staff, client: string, partner: string): Promise<Agreed[]> {
  const { offered } = granted(await staff.get<ConsentsView>(`/api/clients/${client}/consents`));
  const agreed: Agreed[] = [];
  for (const { kind, organisation, classes } of offered) {
    const { purposes, categories } = CONSENT_KINDS[kind];
    const named = [
      ...classes.map((one) => ({ recipient_class: one })),
      ...(organisation ? [{ recipient: partner }] : []),
    ];
    for (const recipient of named) {
      const { reference } = granted(
        await staff.post<ConsentWritten>(`/api/clients/${client}/consents`, {
          kind,
          ...recipient,
          purposes,
          categories,
          language: spokenLanguage(client),
          given_how: 'paper_signature',
          signer: 'self',
          ends: 'end_of_care',
        }),
        201,
      );
      agreed.push({ kind, reference, to: 'recipient' in recipient ? partner : recipient.recipient_class });
    }
  }
  return agreed;
}
