import { daysAgo } from './journey.js';
import type { Request } from './staff.js';

/** Ids of requests and holds that are not there: what goes there is right in form and changes nothing. */
const ERASURE = '00000000-0000-4000-8000-000000000005';
const HOLD = '00000000-0000-4000-8000-000000000006';
/** No code at all: whoever is asked about by it is never erased. */
const NOBODY = '00000-00000';

/** For what is about being forgotten: requests that are right in form, about nobody or on versions that will never be. */
export function ofErasures(client: string, AT: { readonly version: number }): Request[] {
  const nobody = `/api/clients/${NOBODY}`;
  const erasure = `/api/erasures/${ERASURE}`;
  return [
    { method: 'GET', path: '/api/erasures?open=true' },
    { method: 'GET', path: `/api/clients/${client}/erasure` },
    { method: 'POST', path: `${nobody}/erasures`, body: { asked_on: daysAgo(1), asked_how: 'in_person' } },
    { method: 'POST', path: `${erasure}/decision`, body: { ground: 'objection', note: 'x' }, ...AT },
    { method: 'POST', path: `${erasure}/taking-back`, ...AT },
    { method: 'POST', path: `${erasure}/carrying-out`, ...AT },
    { method: 'GET', path: `${erasure}/certificate` },
    { method: 'POST', path: `${nobody}/holds`, body: { ground: 'court', note: 'x' } },
    { method: 'POST', path: `/api/holds/${HOLD}/lifting` },
  ];
}

/** The names the OpenAPI document has for the places of such an address. */
export function nameErasurePlaces(path: string): string {
  return path.replace(ERASURE, '{reference}').replace(HOLD, '{reference}');
}
