import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SafetyScreen } from '../wire/client.js';
import { flagsOf } from './safety-flags.js';

const answer = fc.constantFrom(true, false, null);
const screens: fc.Arbitrary<SafetyScreen> = fc.record({
  suicide_risk: fc.constantFrom('none', 'low', 'moderate', 'high', 'not_assessed'),
  overdose_within_12_months: answer,
  withdrawal_seizures_or_delirium: answer,
  weeks_of_pregnancy: fc.option(fc.integer({ min: 0, max: 42 })),
  violence_risk: answer,
  infectious_tuberculosis: answer,
  allergies: fc.option(fc.string()),
  medicines: fc.option(fc.string()),
});

describe('what must be seen at a glance', () => {
  it('is said when nobody has asked, and then alone', () => {
    expect(flagsOf(null)).toEqual(['not_screened']);
  });

  it('holds exactly what was answered with yes: what is not known is no flag', () => {
    fc.assert(
      fc.property(screens, (screen) => {
        const flags = new Set(flagsOf(screen));
        expect(flags.has('overdose')).toBe(screen.overdose_within_12_months === true);
        expect(flags.has('seizures')).toBe(screen.withdrawal_seizures_or_delirium === true);
        expect(flags.has('violence')).toBe(screen.violence_risk === true);
        expect(flags.has('tuberculosis')).toBe(screen.infectious_tuberculosis === true);
        expect(flags.has('pregnancy')).toBe(
          screen.weeks_of_pregnancy !== null && screen.weeks_of_pregnancy > 0,
        );
        expect(flags.has('allergies')).toBe(screen.allergies !== null && /\S/.test(screen.allergies));
        expect(flags.has('not_screened')).toBe(false);
      }),
    );
  });
});
