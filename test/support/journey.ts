import type { ConsentCategory } from '#domain/charter/consent.js';
import type { HandoffKind, HandoffMove } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import type {
  AdmissionRequest,
  ClientView,
  ClientWritten,
  RehabilitationRecord,
  SafetyScreen,
  TreatmentRecord,
} from '#domain/wire/client.js';
import type { HandoffDetail, HandoffWritten } from '#domain/wire/handoff.js';
import type { Answer, Sending, Staff } from './staff.js';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** An instant that many hours from now; negative lies back. */
export function inHours(hours: number): string {
  return new Date(Date.now() + hours * HOUR_MS).toISOString();
}

/** The day at an instant where the houses of the journeys stand: there it begins two or three hours before the day of UTC. */
export function dayInCairo(at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Africa/Cairo' }).format(at);
}

/** A day that many days back, in Cairo. */
export function daysAgo(days: number): string {
  return dayInCairo(Date.now() - days * DAY_MS);
}

export const SAFE: SafetyScreen = {
  suicide_risk: 'low',
  overdose_within_12_months: false,
  withdrawal_seizures_or_delirium: null,
  weeks_of_pregnancy: null,
  violence_risk: false,
  infectious_tuberculosis: false,
  allergies: 'penicillin',
  medicines: null,
};

/** Treatment evidence that meets every criterion. */
export function settledTreatment(): TreatmentRecord {
  return {
    substance: 'opioids',
    withdrawal_scale: 'cows',
    last_score: 2,
    last_score_at: inHours(-2),
    previous_score: 3,
    previous_score_at: inHours(-30),
    new_dosing_between: false,
    medically_stable: true,
    overdose_risk_talk_on: daysAgo(1),
  };
}

export const PLAN: RehabilitationRecord = {
  goals_total: 5,
  goals_met_or_revised: 1,
  last_use_on: null,
  aftercare_arranged_on: null,
};

export const ALL_CATEGORIES: readonly ConsentCategory[] = [
  'identity',
  'contact',
  'diagnosis',
  'treatment',
  'safety',
  'plan',
  'social',
  'employment',
];

let people = 0;

/** Somebody new: names that no other test person has, spelt with letters alone so that they sound different too. */
export function somebody(): NonNullable<AdmissionRequest['identity']> {
  const spelt = [...String((people += 1) * 7919)].map((digit) => 'bdfgklmrtz'[Number(digit)]).join('a');
  return {
    given_name: `Q${spelt}a`,
    family_name: `V${spelt}o`,
    birth_on: `19${60 + (people % 40)}-0${1 + (people % 9)}-1${people % 10}`,
    sex: 'female',
    phones: [`+20 10 ${String(10_000_000 + people * 7919)}`],
  };
}

export function walkIn(changes: Partial<AdmissionRequest> = {}): AdmissionRequest {
  return { language: 'ar', referral_source: 'self', stage: 'treatment', safety: SAFE, ...changes };
}

/** What an answer holds; an answer that is not the one expected stops the test with its text. */
export function granted<T>(answer: Answer<T>, status = 200): T {
  if (answer.status !== status)
    throw new Error(`expected ${status}, the answer was ${answer.status}: ${answer.text}`);
  return answer.body;
}

const spokenTo = new Map<string, AdmissionRequest['language']>();

/** In which language a client is spoken to: the one named at their admission. */
export const spokenLanguage = (client: string): AdmissionRequest['language'] => spokenTo.get(client) ?? 'ar';

async function admit(staff: Staff, wanted: AdmissionRequest): Promise<string> {
  const { client } = granted(await staff.post<ClientWritten>('/api/clients', wanted), 201);
  spokenTo.set(client, wanted.language);
  return client;
}

export async function admitNamed(staff: Staff, changes: Partial<AdmissionRequest> = {}): Promise<string> {
  return await admit(staff, walkIn({ identity: somebody(), ...changes }));
}

export async function admitAnonymous(staff: Staff, changes: Partial<AdmissionRequest> = {}): Promise<string> {
  return await admit(staff, walkIn({ birth_year: 1990, ...changes }));
}

export async function viewClient(staff: Staff, client: string): Promise<ClientView> {
  return granted(await staff.get<ClientView>(`/api/clients/${client}`));
}

export async function viewHandoff(staff: Staff, reference: string): Promise<HandoffDetail> {
  return granted(await staff.get<HandoffDetail>(`/api/handoffs/${reference}`));
}

/** Records a consent and answers its reference. */
export async function consentTo(
  staff: Staff,
  client: string,
  recipient: string,
  categories: readonly ConsentCategory[] = ALL_CATEGORIES,
): Promise<string> {
  const wanted = {
    recipient,
    purposes: ['care'],
    categories,
    language: spokenLanguage(client),
    given_how: 'paper_signature',
    signer: 'self',
    ends: 'end_of_care',
  };
  return granted(await staff.post<{ reference: string }>(`/api/clients/${client}/consents`, wanted), 201)
    .reference;
}

export interface Offer {
  readonly receiver?: string;
  readonly kind?: HandoffKind;
  readonly stage?: Stage;
  readonly categories?: readonly ConsentCategory[];
}

export interface Sent {
  readonly reference: string;
  readonly consent: string;
}

/** A consent and a handoff that stands on it. */
export async function sendOn(staff: Staff, client: string, offer: Offer = {}): Promise<Sent> {
  const { receiver = 'EG-REHAB-1', kind = 'transfer', stage = 'rehabilitation', categories } = offer;
  const consent = await consentTo(staff, client, receiver, categories);
  const wanted = { client, kind, receiver, stage, urgency: 'routine', consent, reason: 'Ready to go on' };
  const sent = granted(await staff.post<HandoffWritten>('/api/handoffs', wanted), 201);
  return { reference: sent.reference, consent };
}

/** One move of a handoff, decided on the version as it is now unless one is given. */
export async function move(
  staff: Staff,
  reference: string,
  name: HandoffMove,
  body: unknown = {},
  sending: Sending = {},
): Promise<Answer<HandoffWritten>> {
  const version = sending.version ?? (await viewHandoff(staff, reference)).version;
  return await staff.post<HandoffWritten>(`/api/handoffs/${reference}/${name}`, body, {
    ...sending,
    version,
  });
}
