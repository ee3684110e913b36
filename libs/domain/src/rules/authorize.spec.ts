import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTION_CODES, ACTIONS } from '../charter/actions.js';
import { ROLE_CODES, type Role } from '../charter/roles.js';
import { actionsOf, authorize } from './authorize.js';

const someRoles = fc.subarray([...ROLE_CODES]);
const anAction = fc.constantFrom(...ACTION_CODES);

describe('authorize', () => {
  it('opens every action to every role that is listed, and to no other: each pair, one by one', () => {
    for (const action of ACTION_CODES) {
      const listed: readonly Role[] = ACTIONS[action].roles;
      for (const role of ROLE_CODES) {
        const decision = authorize([role], action);
        expect([action, role, decision]).toEqual([
          action,
          role,
          listed.includes(role) ? { allowed: true, role } : { allowed: false },
        ]);
      }
    }
  });

  it('refuses somebody without a role, and with a role nobody knows', () => {
    for (const action of ACTION_CODES) {
      expect(authorize([], action)).toEqual({ allowed: false });
      for (const stranger of [
        'administrator',
        'Clinician',
        'clinician ',
        '',
        'toString',
        '__proto__',
        'system:*',
      ]) {
        expect(authorize([stranger as Role], action)).toEqual({ allowed: false });
      }
    }
  });

  it('never takes away by adding a role, and names a role that the person holds and that opens the action', () => {
    fc.assert(
      fc.property(someRoles, someRoles, anAction, (roles, more, action) => {
        const [fewer, all] = [authorize(roles, action), authorize([...roles, ...more], action)];
        if (fewer.allowed) expect(all.allowed).toBe(true);
        if (!all.allowed) return;
        expect([...roles, ...more]).toContain(all.role);
        expect(ACTIONS[action].roles as readonly Role[]).toContain(all.role);
      }),
    );
  });

  it('shows in the buttons exactly what it would allow', () => {
    fc.assert(
      fc.property(someRoles, anAction, (roles, action) => {
        expect(actionsOf(roles).includes(action)).toBe(authorize(roles, action).allowed);
      }),
    );
  });
});
