import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CONSENT_CATEGORIES,
  DISCLOSURE_TIERS,
  PACKET_FIELDS,
  type PacketFieldName,
} from '../charter/consent.js';
import { STAGES } from '../charter/pathway.js';
import { disclose, type PacketRequest, type PacketSource } from './disclose.js';

const NOW = new Date('2026-06-15T12:00:00Z');
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const drop = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

/** Everything a record can hold, each block there or not, with marks that would be seen in a packet. */
const aSource = fc
  .record({
    birth_year: maybe(fc.option(fc.integer({ min: 1930, max: 2015 }))),
    language: maybe(fc.constantFrom('en', 'ru', 'ar')),
    care_requirements: maybe(fc.subarray(['interpreter', 'priority_entry'])),
    safety: maybe(fc.constant({ suicide_risk: 'high', medicines: 'MARK-safety' })),
    current_stage: maybe(fc.constantFrom(...STAGES)),
    stage_outcomes: maybe(fc.constant([{ stage: 'treatment', outcome: 'completed' }])),
    diagnoses: maybe(fc.constant([{ code: 'MARK-diagnoses' }])),
    social: maybe(fc.constant({ income_source: 'MARK-social' })),
    employment: maybe(fc.constant({ work_kind: 'MARK-employment' })),
    plan: maybe(fc.constant({ goals_total: 'MARK-plan' })),
  })
  .map((source) => drop(source) as unknown as PacketSource);
const aRequest: fc.Arbitrary<PacketRequest> = fc.record({
  stage: fc.constantFrom(...STAGES),
  urgency: fc.constantFrom('routine', 'urgent'),
  reason: fc.option(fc.constant('MARK-reason')),
});
const categories = fc.subarray([...CONSENT_CATEGORIES]);
const aTier = fc.constantFrom(...DISCLOSURE_TIERS);

describe('disclose', () => {
  it('never gives a field outside its tier or its category, and says truly what it gave', () => {
    fc.assert(
      fc.property(aSource, aRequest, categories, aTier, (source, request, open, tier) => {
        const { body, fields, categories: used } = disclose(source, request, open, tier, NOW);
        expect(Object.keys(body).sort()).toEqual([...fields].sort());
        for (const field of fields) {
          const { from, category } = PACKET_FIELDS[field];
          expect(DISCLOSURE_TIERS.indexOf(from)).toBeLessThanOrEqual(DISCLOSURE_TIERS.indexOf(tier));
          if (category !== null && category !== 'each') expect(open).toContain(category);
        }
        for (const category of used) expect(open).toContain(category);
        for (const [field, { category }] of Object.entries(PACKET_FIELDS)) {
          if (category !== null && category !== 'each' && !open.includes(category)) {
            expect(JSON.stringify(body)).not.toContain(`MARK-${field}`);
          }
        }
      }),
    );
  });

  it('gives no less with a later tier, and no less with more categories; never another value', () => {
    fc.assert(
      fc.property(
        aSource,
        aRequest,
        categories,
        categories,
        aTier,
        aTier,
        (source, request, some, more, one, other) => {
          const [early, late] = [one, other].sort() as [typeof one, typeof one];
          const all = [...new Set([...some, ...more])];
          const less = disclose(source, request, some, early, NOW).body as Record<string, unknown>;
          const full = disclose(source, request, all, late, NOW).body as Record<string, unknown>;
          for (const [field, value] of Object.entries(less)) expect(full[field]).toEqual(value);
        },
      ),
    );
  });

  it('gives everything that is there once everything is open, so that nothing is withheld by mistake', () => {
    fc.assert(
      fc.property(aSource, aRequest, (source, request) => {
        const { fields } = disclose(source, request, CONSENT_CATEGORIES, 'D4', NOW);
        const always: PacketFieldName[] = ['requested_stage', 'urgency', 'age_band', 'identity', 'contact'];
        const there = (Object.keys(source) as (keyof PacketSource)[]).filter(
          (field) => field !== 'birth_year',
        );
        const wanted = [...always, ...there, ...(request.reason === null ? [] : ['reason'])];
        expect([...fields].sort()).toEqual([...new Set(wanted)].sort());
      }),
    );
  });

  it('without any consent gives the card, whatever the tier: a band of age, never a year of birth', () => {
    fc.assert(
      fc.property(aSource, aRequest, aTier, (source, request, tier) => {
        const { body, categories: used } = disclose(source, request, [], tier, NOW);
        expect(used).toEqual([]);
        for (const field of Object.keys(body))
          expect(PACKET_FIELDS[field as PacketFieldName].from).toBe('D1');
        expect(body).not.toHaveProperty('birth_year');
        expect(JSON.stringify(body)).not.toContain('MARK');
      }),
    );
  });

  it('hands out copies: a packet that is changed does not change the record', () => {
    const care_requirements = ['interpreter'] as const;
    const { body } = disclose(
      { care_requirements },
      { stage: 'treatment', urgency: 'routine', reason: null },
      [],
      'D1',
      NOW,
    );
    body.care_requirements?.push('priority_entry');
    expect(care_requirements).toEqual(['interpreter']);
  });
});
