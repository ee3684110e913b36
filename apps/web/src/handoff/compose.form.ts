import type { ConsentCategory } from '#domain/charter/consent.js';
import { OPEN_HANDOFF_STATES } from '#domain/charter/handoff.js';
import type { HandoffKind, OfferedKind, Urgency } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { ClientView } from '#domain/wire/client.js';
import type { PartnerView } from '#domain/wire/common.js';
import type { CapacityView, HandoffDetail, HandoffView } from '#domain/wire/handoff.js';
import { usableConsents } from '../consents/consent.choice.js';
import type { ConsentChosen } from '../consents/consent.choice.js';
import { consentToPartner, sharedBy } from '../consents/consent.form.js';

export interface ComposeDraft extends ConsentChosen {
  stage: Stage | null;
  /** Null: nobody was chosen by hand; the first of the list is meant. */
  receiver: string | null;
  /** A consent was chosen by hand; until then the newest that stands for the partner is meant. */
  consentChosen: boolean;
  kind: HandoffKind;
  urgency: Urgency;
  reason: string;
  /** A referral for a few days: the own place is kept. */
  plannedReturn: boolean;
}

/** What a partner must know to receive somebody: who comes, how to reach them, and where on the road they are. */
export const NEEDED_CATEGORIES: readonly ConsentCategory[] = ['identity', 'contact', 'treatment'];

/** Stages to ask a partner for: first those that only partners offer, then the next ones of the road. */
export function stagesOf(client: ClientView): Stage[] {
  return [...new Set([...client.handoff_stages, ...client.moves.map(({ to }) => to)])];
}

/** Why somebody should not wait: what the record says, in the words the screen has for it. */
export function urgentBecause({
  safety,
  care_requirements,
}: ClientView): ('risk' | 'pregnancy' | 'priority')[] {
  return [
    ...(safety?.suicide_risk === 'high' ? (['risk'] as const) : []),
    ...((safety?.weeks_of_pregnancy ?? 0) > 0 ? (['pregnancy'] as const) : []),
    ...(care_requirements.includes('priority_entry') ? (['priority'] as const) : []),
  ];
}

/** The request as the record proposes it; `reasonFor` says it in the language of the screen. */
export function proposedCompose(
  client: ClientView,
  wanted: Stage | undefined,
  reasonFor: (stage: Stage) => string,
): ComposeDraft {
  const stages = stagesOf(client);
  const stage = wanted && stages.includes(wanted) ? wanted : (stages[0] ?? null);
  return {
    stage,
    receiver: null,
    kind: 'transfer',
    urgency: urgentBecause(client).length > 0 ? 'urgent' : 'routine',
    reason: stage ? reasonFor(stage) : '',
    plannedReturn: false,
    consent: null,
    consentChosen: false,
    newConsent: consentToPartner(client.under_age),
  };
}

/** What a saved draft says, to be changed and sent. */
export function composeOf(client: ClientView, handoff: HandoffDetail): ComposeDraft {
  return {
    stage: handoff.stage,
    receiver: handoff.receiver.code,
    kind: handoff.kind,
    urgency: handoff.urgency ?? 'routine',
    reason: handoff.notes.find(({ kind }) => kind === 'reason')?.body ?? '',
    plannedReturn: false,
    consent: handoff.consent?.reference ?? null,
    consentChosen: handoff.consent !== null,
    newConsent: consentToPartner(client.under_age),
  };
}

/** The request with what nobody has chosen by hand filled in: the first partner of the list, the newest consent for it. */
export function completed(client: ClientView, draft: ComposeDraft, first: string | undefined): ComposeDraft {
  const receiver = draft.receiver ?? first ?? null;
  const standing = usableConsents(client, receiver);
  const isThere = standing.some(({ reference }) => reference === draft.consent);
  const consent =
    draft.consentChosen && (draft.consent === null || isThere)
      ? draft.consent
      : (standing[0]?.reference ?? null);
  return { ...draft, receiver, consent };
}

export interface RankedPartner {
  readonly partner: PartnerView;
  readonly places: CapacityView | null;
  /** This client was offered to them already, and the answer is open. */
  readonly isAsked: boolean;
}

/** Not asked yet before asked; then a free place said lately, nothing said, an old figure, no place; then who answers sooner. */
export function ranked(
  client: ClientView,
  partners: readonly PartnerView[],
  places: readonly CapacityView[],
): RankedPartner[] {
  const asked = openRequests(client).map(({ receiver }) => receiver.code);
  const order = ({ places: stated, isAsked }: RankedPartner): number =>
    (isAsked ? 10 : 0) + (!stated ? 1 : stated.free <= 0 ? 3 : stated.stale ? 2 : 0);
  const hours = ({ partner }: RankedPartner): number => partner.accepted_within_hours ?? Infinity;
  return partners
    .map((partner) => ({
      partner,
      places: places.find(({ organisation }) => organisation === partner.code) ?? null,
      isAsked: asked.includes(partner.code),
    }))
    .sort(
      (one, other) =>
        order(one) - order(other) ||
        (hours(one) === hours(other) ? 0 : hours(one) - hours(other)) ||
        (other.places?.free ?? 0) - (one.places?.free ?? 0) ||
        one.partner.code.localeCompare(other.partner.code),
    );
}

const openRequests = (client: ClientView): HandoffView[] =>
  client.handoffs.filter(
    ({ side, state }) => side === 'sender' && OPEN_HANDOFF_STATES.some((open) => open === state),
  );

/** The transfer that partners were asked for already; another one is asked as well, and the first that accepts has it. */
export const openTransfer = (client: ClientView): HandoffView | undefined =>
  openRequests(client).find(({ kind }) => kind === 'transfer');

export const isOffered = (kind: HandoffKind): kind is OfferedKind => kind !== 'information_only';

/** What the chosen consent opens. */
export function categoriesOf(client: ClientView, draft: ComposeDraft): ConsentCategory[] {
  const chosen = usableConsents(client, draft.receiver).find(({ reference }) => reference === draft.consent);
  return chosen?.categories ?? sharedBy(draft.newConsent);
}

/** Until which day the chosen consent stands; null: it has no end date. */
export const consentUntil = (client: ClientView, { receiver, consent }: ComposeDraft): string | null =>
  usableConsents(client, receiver).find(({ reference }) => reference === consent)?.expires_on ?? null;
