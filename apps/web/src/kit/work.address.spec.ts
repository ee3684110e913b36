import { describe, expect, it } from '@jest/globals';
import type { Action } from '#domain/charter/actions.js';
import { STAFF_ROLES } from '#domain/charter/roles.js';
import { actionsOf } from '#domain/rules/authorize.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { workAddress } from './work.address.js';

type About = Pick<WorkItemView, 'handoff' | 'client' | 'kind'>;
const REFERENCE = '4Q7RM2T9X0';
const of = (side: 'sender' | 'receiver' | 'coordinator', client: string | null = null): About => ({
  client,
  kind: 'handoff.answer',
  handoff: { reference: REFERENCE, side } as NonNullable<WorkItemView['handoff']>,
});
const ABOUT: readonly About[] = [
  of('sender', '7K3M9QXRT4'),
  of('receiver'),
  of('receiver', '7K3M9QXRT4'),
  of('coordinator'),
  { client: '7K3M9QXRT4', handoff: null, kind: 'contact.risk' },
  { client: '7K3M9QXRT4', handoff: null, kind: 'plan.review' },
  { client: null, handoff: null, kind: 'message.dead' },
];
/** What reading each page asks for. */
const PAGES: readonly (readonly [string, Action])[] = [
  ['/handoffs/', 'handoff.view'],
  ['/coordination/', 'envelope.view'],
  ['/clients/', 'client.view'],
];

describe('The way from a task to its page', () => {
  it.each(STAFF_ROLES)('is shown to a %s only where the page opens', (role) => {
    const actions = actionsOf([role]);
    for (const about of ABOUT) {
      const address = workAddress(about, (action) => actions.includes(action));
      const needed = PAGES.find(([page]) => address?.startsWith(page))?.[1];
      expect([about, address === null || (needed !== undefined && actions.includes(needed))]).toEqual([
        about,
        true,
      ]);
    }
  });

  it('leads those who look after people to the handoff or the client, and the office to the envelope', () => {
    const as = (role: 'clinician' | 'coordinator' | 'org_admin', about: About) =>
      workAddress(about, (action) => actionsOf([role]).includes(action));
    expect(as('clinician', of('sender', 'A'))).toBe(`/handoffs/${REFERENCE}`);
    expect(as('clinician', { client: 'A', handoff: null, kind: 'contact.risk' })).toBe('/clients/A');
    expect(as('clinician', { client: 'A', handoff: null, kind: 'plan.review' })).toBe('/clients/A/plan');
    expect(as('coordinator', of('coordinator'))).toBe(`/coordination/${REFERENCE}`);
    expect(ABOUT.map((about) => as('org_admin', about))).toEqual(ABOUT.map(() => null));
  });
});
