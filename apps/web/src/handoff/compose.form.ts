import type { ConsentCategory } from '#domain/charter/consent.js';
import { OPEN_HANDOFF_STATES } from '#domain/charter/handoff.js';
import type { HandoffKind, OfferedKind, Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { ClientView } from '#domain/wire/client.js';
import type { HandoffDetail, HandoffView } from '#domain/wire/handoff.js';
import { usableConsents } from '../client/consent.choice.js';
import type { ConsentChosen } from '../client/consent.choice.js';
import { EMPTY_CONSENT } from '../client/consent.fields.js';

export interface ComposeDraft extends ConsentChosen {
  stage: Stage | null;
  receiver: string | null;
  kind: HandoffKind;
  urgency: Urgency;
  reason: string;
  /** A referral for a few days: the own place is kept. */
  plannedReturn: boolean;
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
    plannedReturn: false,
    consent: null,
    newConsent: EMPTY_CONSENT,
  };
}

/** What a saved draft says, to be changed and sent. */
export function composeOf(handoff: HandoffDetail): ComposeDraft {
  return {
    stage: handoff.stage,
    receiver: handoff.receiver.code,
    kind: handoff.kind,
    urgency: handoff.urgency ?? 'routine',
    reason: handoff.notes.find(({ kind }) => kind === 'reason')?.body ?? '',
    plannedReturn: false,
    consent: handoff.consent?.reference ?? null,
    newConsent: EMPTY_CONSENT,
  };
}

/** The transfer that partners were asked for already; another one is asked as well, and the first that accepts has it. */
export const openTransfer = (client: ClientView): HandoffView | undefined =>
  client.handoffs.find(
    ({ side, kind, state }) =>
      side === 'sender' && kind === 'transfer' && OPEN_HANDOFF_STATES.some((open) => open === state),
  );

export const isOffered = (kind: HandoffKind): kind is OfferedKind => kind !== 'information_only';

/** What the chosen consent opens. */
export function categoriesOf(client: ClientView, draft: ComposeDraft): ConsentCategory[] {
  const chosen = usableConsents(client, draft.receiver).find(({ reference }) => reference === draft.consent);
  return chosen?.categories ?? draft.newConsent.categories;
}
