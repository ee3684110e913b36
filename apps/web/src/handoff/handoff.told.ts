import { useTranslation } from 'react-i18next';
import type { HandoffSide } from '#domain/charter/handoff.js';
import type { HandoffDetail, HandoffNote, PacketView } from '#domain/wire/handoff.js';
import { currentLanguage } from '../i18n.js';
import { useDates } from '../kit/dates.hook.js';
import { inWords, useTerms } from '../kit/text.js';

/** One thing that happened, as a sentence; what was written, what was shared, and what more there is to say about it. */
export interface Told {
  readonly at: string;
  readonly key: string;
  readonly sentence: string;
  readonly more?: readonly string[];
  /** The words of people. */
  readonly body?: string;
  /** What was shared then, and what the packet before had said already. */
  readonly packet?: { readonly now: PacketView; readonly before: PacketView | undefined };
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * A name inside a sentence: it keeps its own direction. Russian and Arabic put marks around it; marks inside of it then become
 * those of the second level.
 */
function called(name: string): string {
  const isolate = (words: string): string => `${FIRST_STRONG_ISOLATE}${words}${POP_ISOLATE}`;
  if (currentLanguage() === 'en') return isolate(name);
  return `«${isolate(name.replaceAll('«', '„').replaceAll('»', '“'))}»`;
}

/** How the two houses are called in sentences. */
export function useHouses(handoff: HandoffDetail): Readonly<Record<HandoffSide, string>> {
  useTranslation();
  return {
    sender: called(inWords(handoff.sender.names, currentLanguage())),
    receiver: called(inWords(handoff.receiver.names, currentLanguage())),
  };
}

/** Everything that happened, in the order in which it happened. */
export function useTold(handoff: HandoffDetail): Told[] {
  const told = [
    ...useRequest(handoff),
    ...useRoad(handoff),
    ...useNotes(handoff),
    ...useContacts(handoff),
    ...useDisclosures(handoff),
    ...useEnd(handoff),
  ];
  return told
    .map((each, place) => ({ each, place }))
    .sort((a, b) => Date.parse(a.each.at) - Date.parse(b.each.at) || a.place - b.place)
    .map(({ each }) => each);
}

/** The message went out with the request: it is told there. */
const messageOf = ({ notes, requested_at: at }: HandoffDetail): string | undefined =>
  at === null ? undefined : notes.find(({ kind }) => kind === 'reason')?.body;

function useRequest(handoff: HandoffDetail): Told[] {
  const { t } = useTranslation();
  const terms = useTerms();
  const houses = useHouses(handoff);
  const {
    requested_at: at,
    delivered_at: delivered,
    received_at: taken,
    stage,
    urgency,
    basis,
    kind,
  } = handoff;
  if (at === null) return [];
  const body = messageOf(handoff);
  const sentence =
    kind === 'information_only'
      ? t('told.sent_information', houses)
      : basis === 'emergency'
        ? t('told.sent_emergency', houses)
        : kind === 'transfer'
          ? t('told.sent_transfer', houses)
          : t('told.sent_referral', houses);
  const more = [
    ...(stage === null ? [] : [t('told.asked_for', { stage: terms.stage(stage) })]),
    ...(urgency === 'urgent' ? [t('codes.urgency.urgent')] : []),
  ];
  return [
    { at, key: 'sent', sentence, more, ...(body === undefined ? {} : { body }) },
    ...(delivered === null
      ? []
      : [{ at: delivered, key: 'delivered', sentence: t('told.delivered', { receiver: houses.receiver }) }]),
    ...(taken === null || basis === 'emergency'
      ? []
      : [{ at: taken, key: 'taken', sentence: t('told.taken', { receiver: houses.receiver }) }]),
  ];
}

/** From the yes to the arrival. */
function useRoad(handoff: HandoffDetail): Told[] {
  const { t } = useTranslation();
  const dates = useDates();
  const { sender, receiver } = useHouses(handoff);
  const { accepted_at: accepted, departed_at: departed, arrived_at: arrived, appointment_at: when } = handoff;
  const isTransfer = handoff.kind === 'transfer';
  const told: (Omit<Told, 'at'> & { at: string | null })[] = [
    {
      // Nobody is asked in an emergency, so nobody has accepted.
      at: handoff.basis === 'emergency' ? null : accepted,
      key: 'accepted',
      sentence:
        when === null
          ? t('told.accepted', { receiver })
          : t('told.accepted_for', { receiver, when: dates.instant(when) }),
    },
    {
      at: departed,
      key: 'departed',
      sentence: isTransfer
        ? t('told.departed', { sender })
        : t('told.departed_referral', { sender, receiver }),
    },
    {
      at: arrived,
      key: 'arrived',
      sentence: isTransfer ? t('told.arrived', { receiver }) : t('told.arrived_referral', { sender }),
      more: handoff.arrival_flags.map((flag) => t(`told.${flag}`)),
    },
  ];
  return told.flatMap(({ at, ...each }) => (at === null ? [] : [{ at, ...each }]));
}

function useNotes(handoff: HandoffDetail): Told[] {
  const { t } = useTranslation();
  const houses = useHouses(handoff);
  const isToldElsewhere = messageOf(handoff) !== undefined;
  const who = (side: HandoffNote['side']): string =>
    side === 'coordinator' ? t('told.office') : t('told.house', { name: houses[side] });
  return handoff.notes
    .filter(({ kind }) => !(isToldElsewhere && kind === 'reason'))
    .map(({ kind, side, body, written_at: at }, place) => ({
      at,
      key: `note ${place}`,
      sentence: t(`told.note.${kind}`, { who: who(side) }),
      body,
    }));
}

function useContacts(handoff: HandoffDetail): Told[] {
  const { t } = useTranslation();
  return handoff.contacts.map(({ way, reached, at }, place) => ({
    at,
    key: `contact ${place}`,
    sentence: reached ? t('told.contact_reached') : t('told.contact_missed'),
    more: [t(`codes.contact_way.${way}`)],
  }));
}

function useDisclosures(handoff: HandoffDetail): Told[] {
  const { t } = useTranslation();
  const { receiver } = useHouses(handoff);
  return handoff.packets.map((packet, place) => ({
    at: packet.disclosed_at,
    key: `packet ${packet.tier} ${packet.disclosed_at}`,
    sentence: t(`told.disclosed_${packet.basis}`, { receiver }),
    packet: { now: packet, before: handoff.packets[place - 1] },
  }));
}

/** How it ended, and what followed from that. */
function useEnd(handoff: HandoffDetail): Told[] {
  const { t } = useTranslation();
  const houses = useHouses(handoff);
  const ending = useEnding(handoff);
  const { closed_at: closed, consent, next_step: next, requested_at: requested } = handoff;
  const withdrawn = consent?.withdrawn_at ?? null;
  const isToldAlready = handoff.kind === 'information_only' && closed === requested;
  return [
    ...(withdrawn === null
      ? []
      : [{ at: withdrawn, key: 'withdrawn', sentence: t('told.consent_withdrawn') }]),
    ...(closed === null || isToldAlready ? [] : [{ at: closed, key: 'closed', ...ending }]),
    ...(next?.done_at
      ? [{ at: next.done_at, key: 'next', sentence: t('told.next_step_done', { sender: houses.sender }) }]
      : []),
  ];
}

const ENDS = [
  'loop-closed',
  'information-given',
  'declined',
  'declined-capacity',
  'referred-onward',
  'recalled',
  'reassigned',
  'client-withdrew',
  'client-left',
  'client-moved-away',
  'client-detained',
  'client-died',
  'consent-withdrawn',
  'superseded',
  'expired-no-response',
  'expired-no-decision',
  'receiver-closed',
  'discarded',
  'did-not-arrive',
  'service-unavailable',
  'voided',
] as const;

function useEnding(handoff: HandoffDetail): { sentence: string; more: string[] } {
  const { t } = useTranslation();
  const houses = useHouses(handoff);
  const end = ENDS.find((each) => each === handoff.business_state);
  const more = [
    ...(handoff.decline_reason ? [t(`codes.decline_reason.${handoff.decline_reason}`)] : []),
    ...(handoff.recall_reason ? [t(`codes.recall_reason.${handoff.recall_reason}`)] : []),
    ...(handoff.outcome
      ? [t('told.reported', { outcome: t(`codes.report_outcome.${handoff.outcome}`) })]
      : []),
  ];
  if (end === undefined)
    return { sentence: t('told.end.other', { state: t(`codes.state.${handoff.business_state}`) }), more };
  if (end === 'loop-closed' && handoff.acknowledged_by_clock)
    return { sentence: t('told.end.by_clock', { sender: houses.sender }), more };
  return { sentence: t(`told.end.${end}`, houses), more };
}
