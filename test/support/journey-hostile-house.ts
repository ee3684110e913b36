import { daysAgo, inHours } from './journey.js';
import type { Request } from './staff.js';

/** What exists of a house beside its clients: a member of staff, a review and one of its items, a turn of duty. */
export interface HouseTargets {
  readonly colleague: string;
  readonly review: string;
  readonly item: string;
  readonly turn: string;
}

/** For what keeps a house in order and what checks it: requests that are right in form, on versions that will never be. */
export function ofTheKeepers(
  { colleague, review, item, turn }: HouseTargets,
  AT: { readonly version: number },
): Request[] {
  const staff = `/api/staff/${colleague}`;
  const reviewed = `/api/reviews/${review}`;
  const period = `from_on=${daysAgo(30)}&until_on=${daysAgo(1)}`;
  const answers = { custody_without_gap: 'yes' };
  return [
    { method: 'GET', path: '/api/staff?state=active' },
    {
      method: 'POST',
      path: '/api/staff',
      body: { login: 'new@detox.eg.demo', display_name: 'A', roles: ['clinician'], language: 'en' },
    },
    { method: 'POST', path: `${staff}/invitation` },
    { method: 'PUT', path: staff, body: { display_name: 'A', roles: ['clinician'] }, ...AT },
    // Nobody follows themselves: right in form, and nobody leaves.
    { method: 'POST', path: `${staff}/leave`, body: { successor: colleague } },
    {
      method: 'POST',
      path: '/api/join',
      body: { login: 'nobody@detox.eg.demo', code: '00000-00000', password: 'a long enough password' },
    },
    { method: 'GET', path: '/api/sites' },
    {
      method: 'PUT',
      path: '/api/sites/MAIN',
      body: {
        names: { en: 'A', ru: 'А', ar: 'أ' },
        weekend_days: [5, 6],
        opens: '08:00',
        closes: '20:00',
      },
      ...AT,
    },
    { method: 'GET', path: `/api/duty?${period}` },
    {
      method: 'POST',
      path: '/api/duty/turns',
      body: { site: 'NOWHERE', level: 'duty', colleague, from_at: inHours(3), until_at: inHours(9) },
    },
    { method: 'POST', path: `/api/duty/turns/${turn}/cancel`, ...AT },
    { method: 'POST', path: `/api/duty/turns/${turn}/substitute`, body: { colleague }, ...AT },
    { method: 'GET', path: '/api/pack' },
    { method: 'GET', path: '/api/queue' },
    { method: 'GET', path: `/api/exceptions?${period}` },
    { method: 'GET', path: `/api/exceptions/declined?${period}` },
    { method: 'GET', path: '/api/reviews' },
    {
      method: 'POST',
      path: '/api/reviews',
      body: { title: 'A', from_on: daysAgo(9), until_on: daysAgo(1), size: 3, seed: 1 },
    },
    { method: 'GET', path: reviewed },
    { method: 'POST', path: `${reviewed}/items/${item}/find`, body: { answers, finding: 'x' }, ...AT },
    { method: 'POST', path: `${reviewed}/items/${item}/reply`, body: { reply: 'x' }, ...AT },
    { method: 'POST', path: `${reviewed}/items/${item}/close`, body: { note: 'x' }, ...AT },
    { method: 'POST', path: `${reviewed}/close`, body: { note: 'x' }, ...AT },
  ];
}

/** The names the OpenAPI document has for the places of such an address. */
export function nameHousePlaces(path: string, { colleague, review, item, turn }: HouseTargets): string {
  return path
    .replace(colleague, '{colleague}')
    .replace(review, '{review}')
    .replace(item, '{item}')
    .replace(turn, '{id}')
    .replace('/sites/MAIN', '/sites/{code}')
    .replace('/exceptions/declined', '/exceptions/{kind}');
}
