import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CONSENT_CATEGORIES,
  DATA_CATEGORIES,
  DISCLOSURE_TIERS,
  PACKET_FIELDS,
  ROLE_MINIMUM,
  SENSITIVE_CATEGORIES,
  type ConsentCategory,
  type PacketFieldName,
} from '../charter/consent.js';
import { ROLE_CODES } from '../charter/roles.js';
import type { PacketBody } from '../wire/handoff.js';
import { disclose, readable, type PacketSource } from './disclose.js';
import { sensitivityOf, withoutRevealing, WITHHELD_MEDICINE } from './sensitive.js';

const NOW = new Date('2026-06-15T12:00:00Z');
const REQUEST = { stage: 'rehabilitation', urgency: 'routine', reason: 'MARK-reason' } as const;
const condition = (code: string, display: string | null) => ({
  code_system: 'icd-10',
  code,
  display,
  clinical_status: 'active',
  onset_on: null,
});
/** A record in which everything is there, with a mark for each category that must not be seen without it. */
const RECORD = {
  birth_year: 1990,
  language: 'ar',
  care_requirements: ['interpreter'],
  safety: {
    suicide_risk: 'low',
    overdose_within_12_months: null,
    withdrawal_seizures_or_delirium: null,
    weeks_of_pregnancy: 23,
    violence_risk: false,
    infectious_tuberculosis: false,
    allergies: 'MARK-safety',
    medicines: 'Biktarvy 1 daily, methadone 60 mg',
  },
  current_stage: 'treatment',
  stage_outcomes: [],
  diagnoses: [
    condition('F11.2', 'MARK-diagnosis'),
    condition('B20', 'MARK-bbv'),
    condition('O09', 'MARK-pregnancy'),
    condition('Z65.1', 'MARK-legal'),
  ],
  social: { income_source: 'MARK-social' },
  employment: { work_kind: 'MARK-employment' },
  plan: { goals_total: 7_777 },
} as unknown as PacketSource;

/** What in a packet shows that a category was opened. */
const SIGNS: readonly (readonly [ConsentCategory, RegExp])[] = [
  ['safety', /MARK-safety/],
  ['treatment', /MARK-reason/],
  ['diagnosis', /MARK-diagnosis/],
  ['social', /MARK-social/],
  ['employment', /MARK-employment/],
  ['plan', /7777/],
  ['bbv', /MARK-bbv|Biktarvy/],
  ['pregnancy', /MARK-pregnancy|weeks_of_pregnancy/],
  ['legal_status', /MARK-legal/],
  ['identity', /"identity":true/],
  ['contact', /"contact":true/],
];

const categories = fc.subarray([...DATA_CATEGORIES]);
const roles = fc.subarray(ROLE_CODES, { maxLength: 3 });
const aTier = fc.constantFrom(...DISCLOSURE_TIERS);
const leaves = (body: PacketBody): string[] =>
  Object.entries(body).map(([field, value]) => `${field}=${JSON.stringify(value)}`);

describe('A packet', () => {
  it('is a subset of min(consent, tier, role, purpose)', () => {
    fc.assert(
      fc.property(categories, aTier, roles, (open, tier, reading) => {
        const { body } = disclose(RECORD, REQUEST, open, tier, NOW);
        const seen = readable(body, open, reading);
        const needed = new Set(reading.flatMap((role) => ROLE_MINIMUM[role] ?? []));
        const text = JSON.stringify(seen);
        for (const [category, sign] of SIGNS)
          if (!open.includes(category) || !needed.has(category))
            expect([category, sign.test(text)]).toEqual([category, false]);
        for (const field of Object.keys(seen) as PacketFieldName[]) {
          expect(DISCLOSURE_TIERS.indexOf(PACKET_FIELDS[field].from)).toBeLessThanOrEqual(
            DISCLOSURE_TIERS.indexOf(tier),
          );
          expect(Object.keys(body)).toContain(field);
        }
      }),
    );
  });

  it('never shows more after a consent was narrowed, ran out or was withdrawn, nor to fewer roles', () => {
    fc.assert(
      fc.property(categories, categories, aTier, roles, roles, (had, kept, tier, many, few) => {
        const left = had.filter((one) => kept.includes(one));
        const role = many.filter((one) => few.includes(one));
        const { body } = disclose(RECORD, REQUEST, had, tier, NOW);
        const [before, after] = [readable(body, had, many), readable(body, left, role)];
        for (const field of Object.keys(after)) expect(Object.keys(before)).toContain(field);
        const text = JSON.stringify(before);
        for (const [category, sign] of SIGNS)
          if (!sign.test(text))
            expect([category, sign.test(JSON.stringify(after))]).toEqual([category, false]);
        expect(readable(body, [], many)).toEqual(readable(body, [], ROLE_CODES));
        // Reading what was narrowed is the same as narrowing what is read: the order of the two cannot be used.
        expect(readable(before, left, role)).toEqual(after);
      }),
    );
  });

  it('keeps what is asked for apart closed while everything ordinary is open', () => {
    const { body, categories: used } = disclose(RECORD, REQUEST, CONSENT_CATEGORIES, 'D4', NOW);
    const text = JSON.stringify(body);
    for (const [category, sign] of SIGNS)
      expect([category, sign.test(text)]).toEqual([
        category,
        !(SENSITIVE_CATEGORIES as readonly string[]).includes(category),
      ]);
    for (const one of SENSITIVE_CATEGORIES) expect(used).not.toContain(one);
    expect(body.safety?.medicines).toBe(`${WITHHELD_MEDICINE}, methadone 60 mg`);
    expect(disclose(RECORD, REQUEST, DATA_CATEGORIES, 'D4', NOW).categories).toEqual(
      expect.arrayContaining(['bbv', 'pregnancy', 'legal_status']),
    );
  });

  it('shows no diagnosis and no treatment to whoever helps with work', () => {
    const { body } = disclose(RECORD, REQUEST, DATA_CATEGORIES, 'D4', NOW);
    const seen = readable(body, DATA_CATEGORIES, ['employment_officer']);
    for (const field of ['diagnoses', 'reason', 'current_stage', 'stage_outcomes', 'safety', 'plan'])
      expect(seen).not.toHaveProperty(field);
    expect(seen).toHaveProperty('employment');
    expect(leaves(readable(body, DATA_CATEGORIES, ['bank_officer']))).toEqual(
      leaves(disclose(RECORD, REQUEST, [], 'D1', NOW).body),
    );
  });

  it('passes on of others only what was opened to the sender', () => {
    const received = {
      ...RECORD,
      safety: { ...RECORD.safety!, passable: [] },
      diagnoses: RECORD.diagnoses!.map((one) => ({ ...one, passable: [] })),
    };
    const text = JSON.stringify(disclose(received, REQUEST, DATA_CATEGORIES, 'D4', NOW).body);
    for (const sign of [
      /MARK-bbv/,
      /Biktarvy/,
      /MARK-pregnancy/,
      /weeks_of_pregnancy/,
      /MARK-legal/,
      /passable/,
    ])
      expect(text).not.toMatch(sign);
  });
});

describe('What is sensitive', () => {
  it.each([
    ['B24', null, 'bbv'],
    ['b18.2', null, 'bbv'],
    ['Z21', 'Asymptomatic', 'bbv'],
    ['1C62', null, 'bbv'],
    ['86406008', null, 'bbv'],
    ['X', 'Хронический гепатит C', 'bbv'],
    ['X', 'فيروس نقص المناعة البشرية', 'bbv'],
    ['O24.4', null, 'pregnancy'],
    ['Z34.0', null, 'pregnancy'],
    ['X', 'Беременность 20 недель', 'pregnancy'],
    ['Z65.1', null, 'legal_status'],
    ['F11.2', 'Opioid dependence', null],
    ['K70.3', 'Alcoholic cirrhosis', null],
    ['J45', 'Asthma', null],
  ] as const)('%s (%s) is %s', (code, display, category) => {
    expect(sensitivityOf({ code, display })).toBe(category);
  });

  it('a medicine against HIV or hepatitis reads as withheld, in every script; the others stay word for word', () => {
    const w = WITHHELD_MEDICINE;
    expect(withoutRevealing('Tenofovir/lamivudine; methadone 60 mg')).toBe(`${w}; methadone 60 mg`);
    expect(withoutRevealing('метадон 60 мг, софосбувир')).toBe(`метадон 60 мг, ${w}`);
    expect(withoutRevealing('ميثادون، دولوتغرافير')).toBe(`ميثادون، ${w}`);
    expect(withoutRevealing('aciclovir cream, diazepam 5 mg')).toBe('aciclovir cream, diazepam 5 mg');
    expect(withoutRevealing('aciclovir and tenofovir')).toBe(w);
    expect(withoutRevealing('ацикловир, софосбувир с ацикловиром')).toBe(`ацикловир, ${w}`);
    expect(withoutRevealing(null)).toBeNull();
  });
});
