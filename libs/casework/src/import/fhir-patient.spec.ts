import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPatient, type TakenPatient } from './fhir-patient.js';
import type { UnusableCode } from './fhir-record.js';

const TODAY = '2026-05-01';
const BASE = { resourceType: 'Patient', id: 'p1' };

function taken(more: object): TakenPatient {
  const reading = readPatient({ ...BASE, ...more }, TODAY);
  if (!reading.ok) throw new Error(reading.why);
  return reading.value;
}

function why(more: object): UnusableCode | 'usable' {
  const reading = readPatient({ ...BASE, ...more }, TODAY);
  return reading.ok ? 'usable' : reading.why;
}

const type = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code }],
});

describe('a patient of another version of FHIR', () => {
  const others: [what: string, record: object, code: UnusableCode][] = [
    ['an animal (DSTU2, STU3)', { animal: { species: {} } }, 'older_fhir'],
    ['a family name as a list (DSTU2)', { name: [{ family: ['Doe'], given: ['Jo'] }] }, 'older_fhir'],
    ['a care provider (DSTU2)', { careProvider: [{ reference: 'Organization/1' }] }, 'older_fhir'],
    ['a gender as a concept (DSTU1)', { gender: { coding: [{ code: 'M' }] } }, 'older_fhir'],
    [
      'a profile of STU3',
      { meta: { profile: ['http://hl7.org/fhir/STU3/StructureDefinition/patient'] } },
      'older_fhir',
    ],
    [
      'a profile of Argonaut',
      { meta: { profile: ['http://fhir.org/guides/argonaut/StructureDefinition/argo-patient'] } },
      'older_fhir',
    ],
    [
      'a profile of R5',
      { meta: { profile: ['http://hl7.org/fhir/5.0/StructureDefinition/Patient'] } },
      'newer_fhir',
    ],
  ];
  it.each(others)('is named for %s', (_what, record, code) => expect(why(record)).toBe(code));

  it('is named for code systems that only STU3 kept under hl7.org/fhir, and not for a single slip', () => {
    const identifier = [
      { type: { coding: [{ system: 'http://hl7.org/fhir/v2/0203', code: 'MR' }] }, value: '1' },
    ];
    const maritalStatus = { coding: [{ system: 'http://hl7.org/fhir/v3/MaritalStatus', code: 'M' }] };
    expect(why({ identifier, maritalStatus })).toBe('older_fhir');
    expect(why({ identifier })).toBe('usable');
    expect(why({ maritalStatus })).toBe('usable');
  });

  it('is not suspected for the version of a guide', () => {
    expect(
      why({ meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient|3.1.1'] } }),
    ).toBe('usable');
  });
});

describe('a patient that cannot be used', () => {
  const records: [what: string, record: object, code: UnusableCode][] = [
    ['another resource', { resourceType: 'Observation' }, 'other_type'],
    ['no id', { id: undefined }, 'id_missing'],
    ['an id that is a number', { id: 7 }, 'id_missing'],
    ['an id with a slash', { id: 'a/b' }, 'id_invalid'],
    ['an id too long', { id: 'a'.repeat(65) }, 'id_invalid'],
    ['a death', { deceasedBoolean: true }, 'deceased'],
    ['a date of death', { deceasedDateTime: '2020-01-01' }, 'deceased'],
    ['a record out of use', { active: false }, 'not_active'],
    ['a record that another one replaces', { link: [{ type: 'replaced-by', other: {} }] }, 'not_active'],
    ['a birth tomorrow', { birthDate: '2026-05-02' }, 'birth_in_future'],
    ['a birth next year, the year alone', { birthDate: '2027' }, 'birth_in_future'],
    ['a birth 121 years ago', { birthDate: '1905-01-01' }, 'birth_too_early'],
    ['a day that no month has', { birthDate: '1990-02-30' }, 'birth_invalid'],
    ['a date as people write it', { birthDate: '01/02/1990' }, 'birth_invalid'],
    ['a date that is a number', { birthDate: 19900101 }, 'birth_invalid'],
    ['a gender nobody listed', { gender: 'M' }, 'gender_invalid'],
    [
      'a modifier',
      { modifierExtension: [{ url: 'http://example.org/not-a-person', valueBoolean: true }] },
      'modifier',
    ],
    ['implicit rules', { implicitRules: 'http://example.org/rules' }, 'modifier'],
  ];
  it.each(records)('is refused by name for %s', (_what, record, code) => expect(why(record)).toBe(code));

  it('is not one who is alive, in use, or born in a month that has begun', () => {
    expect(why({ deceasedBoolean: false, active: true, birthDate: '2026-05' })).toBe('usable');
    expect(why({ link: [{ type: 'seealso', other: {} }], birthDate: '1990' })).toBe('usable');
  });
});

describe('who a patient is', () => {
  it('is the official name, with the other names beside it', () => {
    const { identity } = taken({
      name: [
        { use: 'maiden', family: 'Maidenova', given: ['Anna'] },
        { use: 'official', family: 'Testova', given: ['Anna', 'Petrovna'] },
      ],
    });
    expect(identity).toMatchObject({
      givenName: 'Anna',
      familyName: 'Testova',
      otherNames: 'Petrovna; Anna Maidenova',
    });
  });

  it.each([
    ['Testova, Anna Petrovna', 'Anna', 'Testova', 'Petrovna'],
    ['Образцов Иван Петрович', 'Иван', 'Образцов', 'Петрович'],
    ['محمد أحمد النموذجي', 'محمد', 'النموذجي', 'أحمد'],
    ['Anna Testova', 'Anna', 'Testova', undefined],
    ['Madonna', 'Madonna', '', undefined],
  ])('is read from a text alone: %s', (text, given, family, others) => {
    const { identity } = taken({ name: [{ text }] });
    expect(identity).toEqual({
      givenName: given,
      familyName: family,
      ...(others ? { otherNames: others } : {}),
    });
  });

  it('is nobody where the export says nothing: then the client is anonymous', () => {
    const patient = taken({ birthDate: '1990-05', gender: 'female' });
    expect(patient).toMatchObject({ identity: null, birth_year: 1990 });
  });

  it('has phones that can be rung, the home address in one line, and documents by their type', () => {
    const { identity } = taken({
      birthDate: '1990-05-01',
      gender: 'male',
      telecom: [
        { system: 'phone', value: ' 555-1 ' },
        { system: 'email', value: 'a@b.c' },
        { system: 'phone', use: 'old', value: '555-2' },
        { system: 'phone', value: '555-1' },
      ],
      address: [
        { use: 'work', city: 'Elsewhere' },
        { use: 'home', line: ['1 Road', 'Flat 2'], city: 'Town', postalCode: '1', country: 'XX' },
      ],
      identifier: [
        { system: 'https://example.org', value: 'p1' },
        { type: type('PPN'), value: 'X1' },
        { type: type('SS'), value: '999-1' },
        { type: type('EN'), value: 'E1' },
        { type: type('DL'), value: 12345 },
        { type: type('DL'), use: 'old', value: 'D1' },
      ],
    });
    expect(identity).toEqual({
      givenName: '',
      familyName: '',
      birthDate: '1990-05-01',
      sex: 'male',
      phones: ['555-1'],
      addressLine: '1 Road, Flat 2, Town, 1, XX',
      documents: [
        { kind: 'passport', number: 'X1' },
        { kind: 'national_id', number: '999-1' },
        { kind: 'other', number: 'E1' },
      ],
    });
  });

  it('never keeps control characters, halves of letters or endless text', () => {
    const { identity } = taken({
      name: [{ family: `A\u0000B\ud800\n${'x'.repeat(5_000)}`, given: ['\u0007'] }],
    });
    expect(identity?.familyName).toMatch(/^A B x{116}$/);
    expect(identity?.givenName).toBe('');
  });
});

describe('the language of a patient', () => {
  const speaks = (code: string, preferred?: boolean) => ({
    language: { coding: [{ system: 'urn:ietf:bcp:47', code }] },
    ...(preferred ? { preferred } : {}),
  });

  it('is the preferred one among ours, else unknown', () => {
    expect(taken({ communication: [speaks('en-US'), speaks('ar-EG', true)] }).language).toBe('ar');
    expect(taken({ communication: [speaks('fr'), speaks('ru')] }).language).toBe('ru');
    expect(taken({ communication: [speaks('fr')] }).language).toBeNull();
    expect(taken({}).language).toBeNull();
  });
});

it('reads anything that JSON can say without breaking', () => {
  const keys = fc.constantFrom(
    'name',
    'telecom',
    'address',
    'identifier',
    'communication',
    'birthDate',
    'gender',
    'meta',
    'link',
    'active',
    'deceasedBoolean',
    'modifierExtension',
  );
  const inner = fc.constantFrom(
    'family',
    'given',
    'text',
    'use',
    'system',
    'value',
    'type',
    'coding',
    'line',
    'language',
    'preferred',
    'profile',
  );
  const value = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(inner, fc.jsonValue()),
    fc.array(fc.dictionary(inner, fc.jsonValue())),
  );
  fc.assert(
    fc.property(fc.dictionary(keys, value), (more) => {
      const reading = readPatient({ ...BASE, ...more }, TODAY);
      if (!reading.ok) return;
      const { identity } = reading.value;
      for (const text of [
        identity?.givenName,
        identity?.familyName,
        identity?.otherNames ?? '',
        identity?.addressLine ?? '',
      ]) {
        expect(text ?? '').not.toMatch(/\p{Cc}/u);
        expect((text ?? '').length).toBeLessThanOrEqual(600);
      }
    }),
    { numRuns: 500 },
  );
});
