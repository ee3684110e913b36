import { describe, expect, it } from '@jest/globals';
import { ACTIONS, type Action, type ActionSpec } from './actions.js';
import { CONSENT_CATEGORIES, DISCLOSURE_TIERS, PACKET_FIELDS } from './consent.js';
import { HANDOFF_MOVES, HANDOFF_STATES, type HandoffMove, type HandoffState } from './handoff.js';
import { CRITERIA, PATHWAY, RECORDED_STAGES, STAGES, type Stage } from './pathway.js';
import { ROLES, STAFF_ROLES, type Role } from './roles.js';

const roads = (stage: Stage): [Stage, { direction: 'onward' | 'return' }][] =>
  Object.entries(PATHWAY[stage]) as [Stage, { direction: 'onward' | 'return' }][];

function reachable<T>(from: T, next: (at: T) => readonly T[]): Set<T> {
  const seen = new Set([from]);
  for (const at of seen) for (const one of next(at)) seen.add(one);
  return seen;
}

describe('the pathway', () => {
  it('leads from the first contact to every stage, and from every stage to follow-up', () => {
    const next = (stage: Stage): Stage[] => roads(stage).map(([to]) => to);
    expect(reachable<Stage>('contact', next)).toEqual(new Set(STAGES));
    for (const stage of STAGES) expect(reachable(stage, next).has('follow_up')).toBe(true);
  });

  it('leads back to treatment from every later stage, in one step', () => {
    for (const stage of ['rehabilitation', 'reintegration', 'employment', 'follow_up'] as const) {
      expect(new Map(roads(stage)).get('treatment')?.direction).toBe('return');
    }
  });

  it('calls a move onward or a return by the order of the stages, and never moves to where one is', () => {
    const place = (stage: Stage): number => STAGES.indexOf(stage);
    for (const from of STAGES) {
      for (const [to, { direction }] of roads(from)) {
        expect([from, to, direction]).toEqual([from, to, place(to) > place(from) ? 'onward' : 'return']);
        expect(to).not.toBe(from);
      }
    }
  });

  it('has criteria for every stage that keeps a record, and for no other', () => {
    expect(new Set(Object.values(CRITERIA).map(({ stage }) => stage))).toEqual(new Set(RECORDED_STAGES));
    for (const stage of RECORDED_STAGES) expect(Object.keys(ACTIONS)).toContain(`${stage}.record`);
  });
});

describe('roles and actions', () => {
  const specs = Object.entries(ACTIONS) as [Action, ActionSpec][];

  it('name known roles, each once, and no action is without a role', () => {
    for (const [action, { roles }] of specs) {
      expect([action, roles.length > 0]).toEqual([action, true]);
      expect(new Set(roles).size).toBe(roles.length);
      for (const role of roles) expect(Object.keys(ROLES)).toContain(role);
    }
  });

  it('are `subject.verb`', () => {
    for (const [action] of specs) expect(action).toMatch(/^[a-z]+\.[a-z]+(_[a-z]+)*$/);
  });

  it('let auditors and privacy officers read, and write nothing but consents, what an auditor finds, who was told or asked, and what is on their own desk', () => {
    const writing = specs.filter(
      ([, { roles, audit, on }]) =>
        audit === 'write' &&
        on !== 'account' &&
        (roles.includes('auditor') || roles.includes('privacy_officer')),
    );
    expect(writing.map(([action]) => action).sort()).toEqual([
      'access.answer',
      'access.request',
      'complaint.decide',
      'complaint.handle',
      'complaint.record',
      'consent.narrow',
      'consent.record',
      'consent.withdraw',
      'correction.decide',
      'correction.request',
      'correction.state',
      'erasure.request',
      'erasure.withdraw',
      'glass.tell',
      'hold.lift',
      'hold.place',
      'inquiry.answer',
      'inquiry.decide',
      'inquiry.record',
      'permit.record',
      'protection.seen',
      'retention.propose',
      'review.close',
      'review.draw',
      'review.find',
    ]);
  });

  it('show no case data to those who must never see a person', () => {
    const blind: readonly Role[] = [
      'bank_officer',
      'employer',
      'commission_member',
      'commission_analyst',
      'public',
      'org_admin',
      'coordinator',
    ];
    const caseData = specs.filter(
      ([, { on, audit }]) => (on === 'client' || on === 'handoff') && audit !== 'security',
    );
    expect(
      caseData
        .filter(([, { roles }]) => roles.some((role) => blind.includes(role)))
        .map(([action]) => action),
    ).toEqual([]);
  });

  it('let the coordination office see envelopes, and nobody else', () => {
    const office = specs.filter(([, { roles }]) => roles.includes('coordinator'));
    expect(new Set(office.map(([, { on }]) => on))).toEqual(
      new Set(['envelope', 'network', 'organisation', 'account']),
    );
    for (const [action, { on, roles, condition }] of specs) {
      if (on === 'envelope')
        expect([action, roles, condition]).toEqual([action, ['coordinator'], 'coordinates']);
    }
  });

  it('keep staff and jobs of the system apart', () => {
    for (const [, { roles }] of specs) {
      const system = roles.filter((role) => role.startsWith('system:'));
      expect([0, roles.length]).toContain(system.length);
    }
    expect(STAFF_ROLES).not.toContain('client');
    expect(STAFF_ROLES.filter((role) => role.startsWith('system:') || role === 'public')).toEqual([]);
  });

  it('ask for a condition wherever case data of one client or one handoff is touched by staff', () => {
    const bare = specs.filter(
      ([, { on, condition, roles }]) =>
        (on === 'client' || on === 'handoff') &&
        condition === undefined &&
        !roles.every((role) => role.startsWith('system:')),
    );
    // Somebody who walks in is nobody's client yet, whoever lies unconscious at the door may be another house's, and whoever
    // stands before the window is known once their code and passphrase are right.
    expect(bare.map(([action]) => action)).toEqual(['client.admit', 'glass.emergency', 'window.enter']);
  });
});

describe('the fields of a packet', () => {
  it('have a known tier and category, and every category opens a field', () => {
    const fields = Object.values(PACKET_FIELDS);
    for (const { from, category } of fields) {
      expect(DISCLOSURE_TIERS).toContain(from);
      if (category !== null && category !== 'each') expect(CONSENT_CATEGORIES).toContain(category);
    }
    expect(
      new Set(fields.map(({ category }) => category).filter((one) => one !== null && one !== 'each')),
    ).toEqual(new Set(CONSENT_CATEGORIES));
  });

  it('say who somebody is from acceptance on and not before, and only under a consent of their own', () => {
    expect(PACKET_FIELDS.identity).toEqual({ from: 'D3', category: 'identity' });
    expect(PACKET_FIELDS.contact).toEqual({ from: 'D3', category: 'contact' });
  });

  it('need no consent only where they come with the request and identify nobody', () => {
    const free = Object.entries(PACKET_FIELDS).filter(([, { category }]) => category === null);
    expect(free.map(([name, { from }]) => `${name} ${from}`)).toEqual([
      'requested_stage D1',
      'urgency D1',
      'age_band D1',
      'language D1',
      'care_requirements D1',
    ]);
  });
});

describe('a misspelt word of the charter', () => {
  it('is no word of it, and does not compile: each line is an error, or this file is', () => {
    // @ts-expect-error a target state that does not exist
    const state: HandoffState = 'recieved';
    // @ts-expect-error a move that does not exist
    const move: HandoffMove = 'tkae';
    // @ts-expect-error an action that is not in the charter
    const action: Action = 'client.veiw';
    // @ts-expect-error a role that is not in the charter
    const role: Role = 'administrator';
    // @ts-expect-error a stage that does not exist
    const stage: Stage = 'detox';
    const words: readonly string[] = [
      ...HANDOFF_STATES,
      ...HANDOFF_MOVES,
      ...Object.keys(ACTIONS),
      ...Object.keys(ROLES),
      ...STAGES,
    ];
    for (const word of [state, move, action, role, stage]) expect(words).not.toContain(word);
  });
});
