import { daysAgo, inHours } from './journey.js';
import type { Request } from './staff.js';

/** Ids of things that are not there: what goes there is right in form and changes nothing. */
const NOTHING = {
  complaint: '00000000-0000-4000-8000-000000000007',
  correction: '00000000-0000-4000-8000-000000000008',
  breach: '00000000-0000-4000-8000-000000000009',
  wish: '00000000-0000-4000-8000-000000000010',
  request: '00000000-0000-4000-8000-000000000011',
  reference: '00000000-0000-4000-8000-000000000012',
} as const;
const SOMEBODY = '00000000-0000-4000-8000-000000000013';

/** No code at all: whoever is asked about by it asks for nothing and is told nothing. */
const NOBODY = '00000-00000';

type At = { readonly version: number };

/** For rights of clients and duties of houses: requests that are right in form, about nobody or on versions that will never be. */
export function ofRights(client: string, AT: At): Request[] {
  const path = `/api/clients/${client}`;
  const nobody = `/api/clients/${NOBODY}`;
  const correction = `/api/corrections/${NOTHING.correction}`;
  const left = {
    outcome: 'stays',
    safety_talk: true,
    belongings_returned: true,
    documents_returned: true,
    transport_arranged: true,
  };
  return [
    { method: 'GET', path: `${path}/rights` },
    { method: 'POST', path: `${nobody}/rights-notices`, body: { form: 'full', language: 'en' } },
    {
      method: 'POST',
      path: `${nobody}/corrections`,
      body: { field: 'client.birth_year', says: 'x', should_say: 'y' },
    },
    { method: 'POST', path: `${nobody}/access-requests`, body: { form: 'paper' } },
    { method: 'POST', path: `${nobody}/leave-wishes` },
    { method: 'POST', path: `/api/leave-wishes/${NOTHING.wish}/answer`, body: left, ...AT },
    { method: 'GET', path: '/api/corrections' },
    { method: 'POST', path: `${correction}/decide`, body: { decision: 'refused', reason: 'x' }, ...AT },
    { method: 'POST', path: `${correction}/apply`, ...AT },
    { method: 'POST', path: `${correction}/statement`, body: { words: 'x' }, ...AT },
    { method: 'GET', path: '/api/access-requests' },
    {
      method: 'POST',
      path: `/api/access-requests/${NOTHING.request}/answer`,
      body: { answer: 'refused', reason: 'x' },
      ...AT,
    },
    ...ofComplaints(AT),
    ...ofDuties(AT),
  ];
}

function ofComplaints(AT: At): Request[] {
  const path = `/api/complaints/${NOTHING.complaint}`;
  const complaint = {
    // No house of the network: right in form, and nothing is filed.
    about: 'NOWHERE',
    about_colleague: SOMEBODY,
    channel: 'box',
    submitter: 'anonymous',
    client: NOBODY,
    category: 'other',
    concerns_minor: false,
    words: 'x',
    about_whom: 'x',
    language: 'en',
    passphrase: 'long enough words',
  };
  return [
    { method: 'GET', path: '/api/complaints?open=true' },
    { method: 'POST', path: '/api/complaints', body: complaint },
    { method: 'GET', path },
    { method: 'POST', path: `${path}/acknowledge`, ...AT },
    { method: 'POST', path: `${path}/investigator`, body: { colleague: 'me' }, ...AT },
    { method: 'POST', path: `${path}/concerned`, body: { colleague: SOMEBODY }, ...AT },
    { method: 'POST', path: `${path}/pass-on`, ...AT },
    { method: 'POST', path: `${path}/messages`, body: { words: 'x' }, ...AT },
    { method: 'POST', path: `${path}/decide`, body: { outcome: 'partly', words: 'x', remedy: 'y' }, ...AT },
    { method: 'POST', path: `${path}/check`, body: { found: 'none', words: 'x' }, ...AT },
  ];
}

function ofDuties(AT: At): Request[] {
  const path = `/api/breaches/${NOTHING.breach}`;
  const breach = {
    kind: 'loss',
    risk: 'unlikely',
    people: 1,
    words: 'x',
    detected_at: inHours(-1),
    // Nobody's code: right in form, and no breach is written down.
    clients: [NOBODY],
  };
  // A permit that ends before it begins: right in form, and never kept.
  const permit = {
    kind: 'health_data',
    number: '1',
    authority: 'A',
    valid_from_on: daysAgo(1),
    valid_until_on: daysAgo(9),
  };
  return [
    { method: 'GET', path: '/api/breaches' },
    { method: 'POST', path: '/api/breaches', body: breach },
    { method: 'POST', path: `${path}/notify`, body: { authority_reference: '1', reason: 'x' }, ...AT },
    { method: 'POST', path: `${path}/tell-clients`, ...AT },
    { method: 'POST', path: `${path}/close`, ...AT },
    { method: 'GET', path: '/api/permits' },
    { method: 'POST', path: '/api/permits', body: permit },
    { method: 'GET', path: '/api/retention' },
    { method: 'POST', path: `/api/retention/${NOBODY}/propose` },
  ];
}

/** For what is told to somebody, what a client shows to a partner and what a client takes along. */
export function ofTellingAndShowing(client: string, AT: At): Request[] {
  const path = `/api/clients/${client}`;
  const nobody = `/api/clients/${NOBODY}`;
  const quiet = { from: '22:00', until: '07:00' };
  const contact = {
    do_not_contact: false,
    channels: ['email'],
    email: 'a@mail.example',
    phone: '+20 100 000 0000',
    hours: quiet,
    leave_message: false,
    say_from: false,
    say_when: false,
    language: 'en',
    phone_read_by: 'only_me',
    note: 'x',
  };
  const device = { endpoint: 'https://push.example/1', p256dh: 'A', auth: 'B' };
  const token = {
    recipient: 'NOWHERE',
    programme: 'microcredit',
    tier: 'a1',
    use: 'once',
    valid_until_on: '2199-01-01',
    consent: SOMEBODY,
  };
  return [
    { method: 'GET', path: '/api/notices' },
    { method: 'GET', path: '/api/notices/unread' },
    { method: 'POST', path: '/api/notices/reading', body: { notice: SOMEBODY } },
    { method: 'GET', path: '/api/notices/preferences' },
    {
      method: 'PUT',
      path: '/api/notices/preferences',
      body: { mode: 'digest', email: 'a@mail.example', quiet },
      ...AT,
    },
    { method: 'POST', path: '/api/notices/devices', body: device },
    { method: 'POST', path: '/api/notices/devices/removal', body: { mark: 'A'.repeat(22) } },
    { method: 'GET', path: `${path}/contact` },
    { method: 'PUT', path: `${nobody}/contact`, body: contact, ...AT },
    // A message nobody sent, and no signature of the gateway.
    { method: 'POST', path: '/api/receipts/sms', body: { id: 'x', state: 'delivered' } },
    { method: 'GET', path: `${path}/eligibility` },
    { method: 'POST', path: `${nobody}/eligibility`, body: token },
    { method: 'POST', path: `/api/eligibility/${NOTHING.reference}/end`, ...AT },
    {
      method: 'POST',
      path: `${nobody}/papers`,
      body: { paper: 'consent', language: 'en', consent: SOMEBODY, asked_how: 'in_person' },
    },
    { method: 'GET', path: `${path}/wishes` },
  ];
}

/** The names the OpenAPI document has for the places of such an address. */
export function nameRightsPlaces(path: string): string {
  return Object.entries(NOTHING).reduce(
    (named, [name, id]) => named.replace(id, `{${name}}`),
    path.replace(`/retention/${NOBODY}/`, '/retention/{client}/'),
  );
}
