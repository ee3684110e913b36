import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CONSENT_CATEGORIES,
  DATA_CATEGORIES,
  DISCLOSURE_TIERS,
  PACKET_FIELDS,
  ROLE_MINIMUM,
} from '../charter/consent.js';
import { CORRECTION_FIELDS } from '../charter/rights.js';
import { ROLE_CODES } from '../charter/roles.js';
import { STATEMENT_BESIDE } from '../charter/statements.js';
import type { ClientStatement, PacketStatement } from '../wire/handoff.js';
import { disclose, readable } from './disclose.js';
import { categoriesOfStatement } from './statements.js';

const NOW = new Date('2026-06-15T12:00:00Z');
const REQUEST = { stage: 'rehabilitation', urgency: 'routine', reason: null } as const;
const SAID = ['This is not true.', 'I never had hepatitis.', 'Я не беременна.', 'لم أُسجن قط.', 'No Truvada.'];

const aStatement: fc.Arbitrary<ClientStatement> = fc.record({
  about: fc.constantFrom(...CORRECTION_FIELDS),
  words: fc.constantFrom(...SAID),
  said_on: fc.constant('2026-06-01'),
});
const statements = fc.array(aStatement, { maxLength: 6 });
const categories = fc.subarray([...DATA_CATEGORIES]);
const aTier = fc.constantFrom(...DISCLOSURE_TIERS);
const roles = fc.subarray(ROLE_CODES, { maxLength: 3 });
const saidIn = (body: { statements?: PacketStatement[] }): PacketStatement[] => body.statements ?? [];

describe('A client’s words beside what was not corrected', () => {
  it('travel only where the consent, the tier and the role open everything they stand beside', () => {
    fc.assert(
      fc.property(statements, categories, aTier, roles, (all, open, tier, reading) => {
        const { body, fields, categories: used } = disclose({ statements: all }, REQUEST, open, tier, NOW);
        expect(fields.includes('statements')).toBe(saidIn(body).length > 0);
        const needed = new Set(reading.flatMap((role) => ROLE_MINIMUM[role] ?? []));
        for (const one of saidIn(body)) {
          for (const beside of STATEMENT_BESIDE[one.about]) {
            const { from, category } = PACKET_FIELDS[beside];
            expect(open).toContain(category);
            expect(used).toContain(category);
            expect(DISCLOSURE_TIERS.indexOf(from)).toBeLessThanOrEqual(DISCLOSURE_TIERS.indexOf(tier));
          }
        }
        for (const one of saidIn(readable(body, open, reading))) {
          expect(saidIn(body)).toContainEqual(one);
          for (const category of categoriesOfStatement(one)) expect([...needed]).toContain(category);
        }
      }),
    );
  });

  it('are never more after a consent was narrowed or for fewer roles, nor fewer with a later tier', () => {
    fc.assert(
      fc.property(statements, categories, categories, aTier, aTier, (all, had, kept, one, other) => {
        const left = had.filter((category) => kept.includes(category));
        const [early, late] = [one, other].sort() as [typeof one, typeof one];
        const before = saidIn(disclose({ statements: all }, REQUEST, had, late, NOW).body);
        for (const said of [
          ...saidIn(disclose({ statements: all }, REQUEST, left, late, NOW).body),
          ...saidIn(disclose({ statements: all }, REQUEST, had, early, NOW).body),
        ])
          expect(before).toContainEqual(said);
      }),
    );
  });

  it.each([
    ['I never had hepatitis.', 'bbv'],
    ['No Truvada.', 'bbv'],
    ['They gave me aciclovir and tenofovir', 'bbv'],
    ['Я не беременна.', 'pregnancy'],
    ['لم أُحكم، والسجن خطأ', 'legal_status'],
  ] as const)('that name what is asked for apart need that too: %s', (words, category) => {
    const said = { about: 'safety.screen', words, said_on: '2026-06-01' } as const;
    const ordinary = disclose({ statements: [said] }, REQUEST, CONSENT_CATEGORIES, 'D4', NOW);
    expect(saidIn(ordinary.body)).toEqual([]);
    const open = disclose({ statements: [said] }, REQUEST, DATA_CATEGORIES, 'D4', NOW);
    expect(saidIn(open.body)).toMatchObject([said]);
    expect(open.categories).toContain(category);
  });

  it('go wherever everything ordinary goes, once nothing in them is asked for apart', () => {
    for (const about of CORRECTION_FIELDS) {
      const said = { about, words: 'This is not true.', said_on: '2026-06-01' };
      const { body } = disclose({ statements: [said] }, REQUEST, CONSENT_CATEGORIES, 'D4', NOW);
      expect(saidIn(body)).toMatchObject([said]);
    }
  });
});
