import type { Request } from './staff.js';

/** Ids of things that are not there: what goes there is right in form and changes nothing. */
const NOTHING = {
  opening: '00000000-0000-4000-8000-000000000001',
  merge: '00000000-0000-4000-8000-000000000002',
  request: '00000000-0000-4000-8000-000000000003',
  alert: '00000000-0000-4000-8000-000000000004',
} as const;

/** No code at all: an emergency that is right in everything else would open a card. */
const NOBODY = '00000-00000';

/** The smallest JPEG there is: one grey point. */
const POINT = Buffer.from(
  'ffd8ffdb000300ffc0000b080001000101011100ffc4000300ffda0008010100003f0012ffd9',
  'hex',
).toString('base64');

/** For what is about who somebody is: requests that are right in form, about nobody or on versions that will never be. */
export function ofIdentities(client: string, AT: { readonly version: number }): Request[] {
  const path = `/api/clients/${client}`;
  const nobody = `/api/clients/${NOBODY}`;
  const opening = `/api/openings/${NOTHING.opening}`;
  const identity = { given_name: 'A', family_name: 'B', birth_on: '1990-01-01' };
  const wish = { given_how: 'witnessed_oral' };
  const register = {
    authority: 'police',
    basis: 'court_order',
    asked_by: 'A',
    document: 'B',
    about: 'C',
    language: 'en',
  };
  const asked = {
    reason: 'complaint',
    words: 'Too short.',
    fields: ['name'],
    minutes: 30,
  };
  return [
    { method: 'POST', path: '/api/clients/returning', body: { return_code: 'A', passphrase: 'not the one' } },
    { method: 'GET', path: `${path}/standing` },
    { method: 'POST', path: `${path}/identity`, body: { mode: 'identified', identity, ...wish }, ...AT },
    { method: 'POST', path: `${path}/identity/undo`, body: wish, ...AT },
    { method: 'GET', path: `${path}/photo` },
    { method: 'PUT', path: `${path}/photo`, body: { type: 'image/jpeg', content: POINT }, ...AT },
    { method: 'POST', path: `${path}/photo/remove`, ...AT },
    { method: 'POST', path: `${path}/return-key`, body: { passphrase: 'long enough words' }, ...AT },
    { method: 'POST', path: `${nobody}/emergency-card`, body: { reason: 'overdose', issuer: 'NOWHERE' } },
    { method: 'GET', path: `${path}/openings` },
    { method: 'POST', path: `${nobody}/openings`, body: asked },
    { method: 'GET', path: '/api/openings?view=all' },
    { method: 'GET', path: `${opening}/card` },
    { method: 'POST', path: `${opening}/decide`, body: { open: true, fields: ['name'], minutes: 5 }, ...AT },
    { method: 'POST', path: `${opening}/close` },
    {
      method: 'POST',
      path: `${opening}/review`,
      body: { verdict: 'justified', words: 'x', client_told: 'told' },
      ...AT,
    },
    { method: 'POST', path: `${opening}/tell`, body: { client_told: 'told' } },
    { method: 'GET', path: '/api/merges' },
    { method: 'POST', path: '/api/merges', body: { keep: NOBODY, join: NOBODY, ground: 'entered_twice' } },
    { method: 'POST', path: `/api/merges/${NOTHING.merge}/decide`, body: { merge: true }, ...AT },
    { method: 'POST', path: `/api/merges/${NOTHING.merge}/undo`, ...AT },
    {
      method: 'PUT',
      path: `${nobody}/protection`,
      body: { kind: 'minor', self: NOTHING.alert, team: [NOTHING.alert] },
    },
    { method: 'POST', path: `${nobody}/protection/end` },
    { method: 'GET', path: '/api/protected' },
    { method: 'GET', path: '/api/protected/alerts' },
    { method: 'POST', path: `/api/protected/alerts/${NOTHING.alert}/seen` },
    { method: 'GET', path: '/api/data-requests' },
    { method: 'POST', path: '/api/data-requests', body: register },
    {
      method: 'POST',
      path: `/api/data-requests/${NOTHING.request}/decide`,
      body: { decision: 'neither', words: 'x' },
      ...AT,
    },
    { method: 'POST', path: `/api/data-requests/${NOTHING.request}/answer`, ...AT },
  ];
}

/** The names the OpenAPI document has for the places of such an address. */
export function nameIdentityPlaces(path: string): string {
  return Object.entries(NOTHING).reduce(
    (named, [name, id]) => named.replace(id, `{${name}}`),
    path.replace(`/clients/${NOBODY}/`, '/clients/{client}/'),
  );
}
