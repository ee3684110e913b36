import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS } from '../charter/eligibility.js';
import { STAFF_ROLES } from '../charter/roles.js';
import { isOutside } from './partner-desk.js';

describe('Who stands outside care', () => {
  it('is whoever lends or employs, in any house and whatever else they hold, and who trains outside a house of care', () => {
    for (const kind of ORGANISATION_KINDS) {
      expect(isOutside(kind, ['bank_officer', 'clinician'])).toBe(true);
      expect(isOutside(kind, ['org_admin', 'employer'])).toBe(true);
      expect(isOutside(kind, ['trainer'])).toBe(kind !== 'care');
    }
  });

  it('is nobody else', () => {
    const inside = STAFF_ROLES.filter((role) => !['bank_officer', 'employer', 'trainer'].includes(role));
    for (const kind of ORGANISATION_KINDS) expect(isOutside(kind, inside)).toBe(false);
    expect(isOutside('care', [])).toBe(false);
  });
});
