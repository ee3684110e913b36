import type { ConsentCategory } from '#domain/charter/consent.js';
import type { HandoffKind, Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { ClientView, ConsentView } from '#domain/wire/client.js';
import { EMPTY_CONSENT } from '../client/consent.fields.js';
import type { ConsentDraft } from '../client/consent.fields.js';
import { standingOf } from '../client/consents.section.js';

export interface ComposeDraft {
  stage: Stage | null;
  receiver: string | null;
  kind: HandoffKind;
  urgency: Urgency;
  reason: string;
  /** Reference of a consent that stands, or null for the new one below. */
  consent: string | null;
  newConsent: ConsentDraft;
}

/** Stages to ask a partner for: first those that only partners offer, then the next ones of the road. */
export function stagesOf(client: ClientView): Stage[] {
  return [...new Set([...client.handoff_stages, ...client.moves.map(({ to }) => to)])];
}

export function emptyCompose(client: ClientView): ComposeDraft {
  return {
    stage: stagesOf(client)[0] ?? null,
    receiver: null,
    kind: 'transfer',
    urgency: 'routine',
    reason: '',
    consent: null,
    newConsent: EMPTY_CONSENT,
  };
}

/** Consents of the client for this partner that still stand. */
export const usableConsents = (client: ClientView, receiver: string | null): ConsentView[] =>
  client.consents.filter(
    (consent) =>
      consent.recipient.code === receiver &&
      consent.purposes.includes('care') &&
      standingOf(consent) === 'valid',
  );

/** What the chosen consent opens. */
export function categoriesOf(client: ClientView, draft: ComposeDraft): ConsentCategory[] {
  const chosen = usableConsents(client, draft.receiver).find(({ reference }) => reference === draft.consent);
  return chosen?.categories ?? draft.newConsent.categories;
}
