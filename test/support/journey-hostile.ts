import { REFUSALS_EN } from '#domain/words/refusals.en.js';
import type { TestApplication } from './application.js';
import { nameErasurePlaces, ofErasures } from './journey-hostile-erasure.js';
import { nameHousePlaces, ofTheKeepers, type HouseTargets } from './journey-hostile-house.js';
import { nameIdentityPlaces, ofIdentities } from './journey-hostile-identity.js';
import { nameCarePlaces, ofCare } from './journey-hostile-care.js';
import { nameRightsPlaces, ofRights, ofTellingAndShowing } from './journey-hostile-rights.js';
import { daysAgo, inHours, PLAN, SAFE, settledTreatment, walkIn } from './journey.js';
import type { Answer, Request } from './staff.js';

/** Where the requests of a hostile run go: things that exist, in the states that make a late write impossible. */
export interface Targets extends HouseTargets {
  readonly client: string;
  readonly consent: string;
  readonly handoff: string;
  readonly verification: string;
  readonly work: string;
  readonly separation: string;
  readonly change: string;
}

/** Larger than any version will be: whatever passes everything else is refused as decided on another reading. */
export const NO_SUCH_VERSION = 900_000;

const AT = { version: NO_SUCH_VERSION };

const IDENTITY = {
  given_name: 'A',
  family_name: 'B',
  other_names: 'C',
  birth_on: '1990-01-01',
  sex: 'male',
  phones: ['+20 100 000 000'],
  address: 'Street 1',
  documents: [{ kind: 'passport', number: '1' }],
} as const;

function ofClients(client: string): Request[] {
  const admission = {
    ...walkIn({ same_as: '00000-00000', birth_year: 1990, substance: 'opioids' }),
    identity: IDENTITY,
    duplicates_reviewed: true,
    care_requirements: ['interpreter'],
  };
  const consent = {
    recipient: 'EG-REHAB-1',
    purposes: ['care'],
    categories: ['identity'],
    language: 'en',
    given_how: 'paper_signature',
    signer: 'self',
    expires_on: '2199-01-01',
  };
  const search = {
    given_name: 'A',
    family_name: 'B',
    birth_on: '1990-01-01',
    phone: '+20 100',
    document: '1',
    reason: 'arrival',
  };
  const reintegration = {
    housing_stable_since_on: daysAgo(3),
    identity_documents_held: true,
    income_source: 'wages',
    support_network_people: 2,
  };
  const employment = { wants_work: true, work_kind: 'job', work_started_on: daysAgo(3) };
  const stage = { to: 'assessment', outcome: 'stepped_up', override_reason: 'x' };
  const path = `/api/clients/${client}`;
  return [
    { method: 'GET', path: '/api/clients' },
    { method: 'POST', path: '/api/clients', body: admission },
    { method: 'POST', path: '/api/clients/duplicates', body: search },
    { method: 'GET', path },
    { method: 'GET', path: `${path}/identity` },
    { method: 'GET', path: `${path}/timeline?kind=handoff` },
    { method: 'PUT', path: `${path}/key-worker`, body: { colleague: 'me' }, ...AT },
    { method: 'PUT', path: `${path}/safety`, body: SAFE, ...AT },
    { method: 'PUT', path: `${path}/treatment`, body: settledTreatment(), ...AT },
    { method: 'PUT', path: `${path}/rehabilitation`, body: PLAN, ...AT },
    { method: 'PUT', path: `${path}/reintegration`, body: reintegration, ...AT },
    { method: 'PUT', path: `${path}/employment`, body: employment, ...AT },
    { method: 'POST', path: `${path}/stage`, body: stage, ...AT },
    { method: 'GET', path: `${path}/consents` },
    { method: 'GET', path: `${path}/accounting` },
    { method: 'POST', path: `${path}/consents/preview`, body: consent },
    { method: 'POST', path: `${path}/consents`, body: consent },
    { method: 'GET', path: `${path}/separations` },
    { method: 'POST', path: `${path}/separations`, body: { other: '00000-00000' } },
    { method: 'GET', path: `/api/audit/clients/${client}` },
  ];
}

function ofHandoffs({ client, consent, handoff }: Targets): Request[] {
  const offer = { client, receiver: 'EG-REHAB-1', stage: 'rehabilitation', urgency: 'routine', reason: 'x' };
  const tied = { ...offer, consent, group: '00000-00000', replaces: '00000-00000', planned_return: false };
  // Its own house as the receiver: right in form, and nobody is sent anywhere.
  const emergency = { client, receiver: 'EG-DETOX-1', reason: 'x' };
  const path = `/api/handoffs/${handoff}`;
  const moves: Readonly<Record<string, unknown>> = {
    edit: { receiver: 'EG-REHAB-1', stage: 'rehabilitation', urgency: 'urgent', consent, reason: 'x' },
    send: undefined,
    discard: undefined,
    take: undefined,
    ask: { question: 'x' },
    answer: { answer: 'x' },
    waitlist: { expected_on: '2199-01-01', position: 3, review_on: '2199-01-01', note: 'x' },
    wish: { wishes: true },
    propose: undefined,
    accept: { appointment_at: inHours(9), spoke_at: inHours(-1) },
    decline: { reason: 'other', note: 'x', suggested: 'EG-REHAB-2' },
    recall: { reason: 'other' },
    hold: { reason: 'transport', resume_on: '2199-01-01', note: 'x' },
    resume: { appointment_at: inHours(9), consent },
    reschedule: { appointment_at: inHours(9) },
    depart: undefined,
    contact: { way: 'telephone', reached: true },
    call: { take_over: false },
    arrive: { arrived_at: inHours(-1) },
    miss: undefined,
    fail: undefined,
    invite: { appointment_at: inHours(9) },
    report: { outcome: 'settled', note: 'x' },
    acknowledge: undefined,
    withdraw: { how: 'paper_signature' },
    return: { consent, stage: 'treatment', urgency: 'routine', reason: 'x' },
    stop: { cause: 'left' },
    void: { reason: 'x' },
  };
  return [
    { method: 'POST', path: '/api/handoffs/preview', body: { ...offer, categories: ['identity'] } },
    { method: 'POST', path: '/api/handoffs', body: { ...tied, kind: 'transfer' } },
    { method: 'POST', path: '/api/handoffs/drafts', body: { ...tied, kind: 'referral' } },
    { method: 'POST', path: '/api/handoffs/emergency', body: emergency },
    { method: 'GET', path: '/api/handoffs?side=sender' },
    { method: 'GET', path: '/api/handoffs/absent' },
    { method: 'GET', path: '/api/handoffs/arrivals' },
    { method: 'GET', path: '/api/handoffs/export?side=sender' },
    { method: 'GET', path },
    ...Object.entries(moves).map(([move, body]) => ({
      method: 'POST',
      path: `${path}/${move}`,
      body,
      ...AT,
    })),
    { method: 'GET', path: '/api/consents' },
    { method: 'GET', path: `/api/consents/${consent}/copy` },
    {
      method: 'POST',
      path: `/api/consents/${consent}/narrowing`,
      body: { how: 'paper_signature', purposes: ['care'], categories: ['plan'], expires_on: '2199-01-01' },
      ...AT,
    },
    { method: 'POST', path: `/api/consents/${consent}/withdrawal`, body: { how: 'paper_signature' }, ...AT },
  ];
}

/** What the coordination office asks for. */
function ofTheOffice({ handoff, change }: Targets): Request[] {
  const path = `/api/envelopes/${handoff}`;
  const forced = {
    custodian: 'EG-DETOX-1',
    client: '00000-00000',
    to: 'EG-REHAB-1',
    reason: 'court_order',
    document: 'File 1',
  };
  return [
    { method: 'GET', path: '/api/envelopes' },
    { method: 'GET', path },
    ...['overturn', 'extend', 'recall'].map((move) => ({
      method: 'POST',
      path: `${path}/${move}`,
      body: { reason: 'x' },
      ...AT,
    })),
    { method: 'POST', path: `${path}/reassign`, body: { reason: 'x', suggested: 'EG-REHAB-2' }, ...AT },
    { method: 'GET', path: '/api/custody-changes' },
    { method: 'POST', path: '/api/custody-changes', body: forced },
    // Whoever proposed it cannot confirm it.
    { method: 'POST', path: `/api/custody-changes/${change}/confirm`, body: { confirmed: true } },
  ];
}

/** Whether a request is the coordination office's to make; everything else is asked for by a house. */
export function isOfTheOffice({ path }: { readonly path: string }): boolean {
  return /^\/api\/(envelopes|custody-changes)/.test(path);
}

function ofTheHouse({ verification, work, separation }: Targets): Request[] {
  return [
    { method: 'GET', path: '/api/session' },
    { method: 'PUT', path: '/api/session/language', body: { language: 'en' } },
    { method: 'GET', path: '/api/partners' },
    { method: 'GET', path: '/api/capacity' },
    { method: 'GET', path: '/api/directory/entries?kind=service' },
    { method: 'GET', path: '/api/directory/meetings?weekday=1&online=true' },
    // A stage that the house does not offer: right in form, and nothing is stated.
    { method: 'PUT', path: '/api/capacity/employment', body: { free: 3 } },
    { method: 'GET', path: '/api/indicators/loop?from=2026-01-01&to=2026-02-01' },
    { method: 'POST', path: `/api/separations/${separation}/end` },
    { method: 'GET', path: '/api/work-items?view=mine&kind=handoff.answer&role=clinician&urgency=urgent' },
    { method: 'POST', path: `/api/work-items/${work}/done`, body: { result: 'stays_here' } },
    { method: 'POST', path: `/api/work-items/${work}/retry` },
    { method: 'POST', path: `/api/work-items/${work}/reopen` },
    { method: 'POST', path: `/api/work-items/${work}/assign`, body: { colleague: 'me' } },
    { method: 'POST', path: `/api/work-items/${work}/snooze`, body: { until: inHours(2) } },
    {
      method: 'POST',
      path: '/api/work-items/bulk',
      body: { do: 'snooze', items: [work], until: inHours(2), preview: true },
    },
    { method: 'GET', path: '/api/work-items/tiles?kind=handoff.answer&role=clinician&urgency=urgent' },
    { method: 'GET', path: '/api/colleagues' },
    { method: 'GET', path: '/api/ward?stage=treatment&key_worker=me' },
    { method: 'GET', path: '/api/audit/events' },
    { method: 'POST', path: '/api/audit/verifications' },
    { method: 'GET', path: `/api/audit/verifications/${verification}` },
  ];
}

/** A view of this name is there already, so that one more of it is never kept. */
export const TAKEN_VIEW = { screen: 'work', name: 'Taken', search: {}, shared: false };

function ofTheDesk({ client, work }: Targets): Request[] {
  const form = `/api/forms/client~${client}~safety`;
  return [
    { method: 'GET', path: form },
    { method: 'PUT', path: form, body: { values: {}, version: 1 } },
    { method: 'DELETE', path: form },
    { method: 'GET', path: '/api/views?screen=work' },
    { method: 'POST', path: '/api/views', body: TAKEN_VIEW },
    { method: 'DELETE', path: `/api/views/${work}` },
    {
      method: 'PUT',
      path: '/api/session/preferences',
      body: { theme: 'dark', shortcuts: true, hijri: false },
    },
    { method: 'GET', path: '/api/hints' },
    { method: 'GET', path: '/api/surroundings' },
    // Another reason that says nothing: right in form, and nothing leaves.
    { method: 'POST', path: '/api/exports/list', body: { list: 'work', search: {}, reason: 'other' } },
  ];
}

/** Whether what somebody writes is kept whatever it is: kept-forms.spec says what becomes of it. */
export function keepsAnything({ path }: { readonly path: string }): boolean {
  return path.startsWith('/api/forms/');
}

/** For every operation a request that is right in form. None of them changes care: versions and ids are not the real ones. */
export function wellFormed(targets: Targets): Readonly<Record<string, Request>> {
  const all = [
    ...ofClients(targets.client),
    ...ofHandoffs(targets),
    ...ofTheOffice(targets),
    ...ofTheHouse(targets),
    ...ofTheDesk(targets),
    ...ofTheKeepers(targets, AT),
    ...ofIdentities(targets.client, AT),
    ...ofErasures(targets.client, AT),
    ...ofRights(targets.client, AT),
    ...ofCare(targets.client, AT),
    ...ofTellingAndShowing(targets.client, AT),
  ];
  return Object.fromEntries(all.map((request) => [nameOf(request, targets), request]));
}

/** The operation a request is for, as the OpenAPI document names it. */
function nameOf({ method, path }: { method: string; path: string }, targets: Targets): string {
  const named = nameRightsPlaces(
    nameErasurePlaces(nameIdentityPlaces(nameHousePlaces(nameCarePlaces(path.split('?')[0]!), targets))),
  )
    .replace(targets.client, '{client}')
    .replace(targets.handoff, '{reference}')
    .replace(targets.consent, '{reference}')
    .replace(targets.verification, '{id}')
    .replace(targets.work, '{id}')
    .replace(targets.separation, '{reference}')
    .replace(targets.change, '{reference}')
    .replace('client~{client}~safety', '{form}')
    .replace('/capacity/employment', '/capacity/{stage}');
  return `${method} ${named}`;
}

/** What fits no field of any form: wrong types, text that is no text, numbers that are none of ours. */
export const UNFIT: readonly unknown[] = [
  {},
  { $gt: '' },
  [[]],
  [null],
  1.5,
  -1e9,
  1e308,
  '',
  '   ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x'.repeat(5_000),
];

/** Times and numbers that no calendar has: unfit where one is asked for, odd where a person may write what they like. */
export const ODD_TIMES: readonly unknown[] = [
  '2026-02-30',
  '2026-13-01T00:00:00Z',
  '0000-01-01',
  '9999-12-31',
  '2026-01-01T10:00:00+23:59',
  '2026-01-01T24:00:00-19:00',
  '-infinity',
  'NaN',
];

/** Cursors and other query values that nobody wrote for us. */
export const ODD_PLACES: readonly string[] = [
  'x',
  'AAAA',
  '%00',
  '%F0%9F%92%A9',
  '../../etc',
  "'; drop table care.client; --",
  ...[
    '2026-01-01T00:00:00Z 00000000-0000-0000-0000-00000000000g',
    '2026-02-31T00:00:00Z 00000000-0000-0000-0000-000000000000',
    '0000-01-01T00:00:00Z 00000000-0000-0000-0000-000000000000',
    '2026-01-01T00:00:00.123456789012345Z 00000000-0000-0000-0000-000000000000',
    '2026-01-01T24:00:00Z 00000000-0000-0000-0000-000000000000',
    '2026-01-01T00:00:60Z 00000000-0000-0000-0000-000000000000',
    '2026-01-01T10Z 00000000-0000-0000-0000-000000000000',
    'infinity 00000000-0000-0000-0000-000000000000',
    "2026-01-01T00:00:00Z' or true -- 00000000-0000-0000-0000-000000000000",
  ].map((text) => Buffer.from(text).toString('base64url')),
];

/** What may stand in the place of a code, a reference or an id in an address. */
export const ODD_NAMES: readonly string[] = [
  'x',
  '%00',
  '%20',
  '%ED%A0%80',
  '%F0%9F%92%A9',
  '%2e%2e%2f%2e%2e%2fhealth',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '0',
  '-1',
  'a'.repeat(199),
  'a'.repeat(900),
  '00000000-0000-0000-0000-000000000000',
  "'%20or%201=1--",
  '7K3M9QXRT5',
];

/** Says what is wrong with an answer to bad input; undefined when it is the refusal it should be. */
export function complaintAbout(answer: Answer): string | undefined {
  if (answer.status < 400) return undefined;
  if (answer.status >= 500) return `${answer.status}`;
  if (answer.headers.get('content-type') !== 'application/problem+json; charset=utf-8')
    return `content-type ${answer.headers.get('content-type')}`;
  const { code, status, detail, request } = answer.problem;
  if (!(code in REFUSALS_EN)) return `unknown code ${code}`;
  if (status !== answer.status) return `says ${status}, is ${answer.status}`;
  if (!detail || /[{}]|undefined|null|NaN/.test(detail)) return `detail ${detail}`;
  return /^[0-9a-f-]{36}$/.test(request) ? undefined : 'has no number';
}

/** A fingerprint of every row of care, of the vault and of what was promised to others. */
export async function fingerprint(house: TestApplication): Promise<Record<string, string>> {
  const tables = await house.rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('care', 'vault') or (schemaname = 'bus' and tablename in ('outbox', 'idempotency')) order by 1`,
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await house.rows<{ print: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as print from ${name} t`,
    );
    prints[name] = row!.print;
  }
  return prints;
}

/** Every place in a body, with a function that puts something else there. */
export function places(body: unknown): ((value: unknown) => unknown)[] {
  if (Array.isArray(body))
    return body.flatMap((member, i) => [
      (value: unknown) => body.with(i, value),
      ...places(member).map((put) => (value: unknown) => body.with(i, put(value))),
    ]);
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, member]) => [
    (value: unknown) => ({ ...body, [key]: value }),
    ...places(member).map((put) => (value: unknown) => ({ ...body, [key]: put(value) })),
  ]);
}
