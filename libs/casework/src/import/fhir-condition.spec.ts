import { describe, expect, it } from '@jest/globals';
import { readCondition } from './fhir-condition.js';
import type { UnusableCode } from './fhir-record.js';

const TODAY = '2026-05-01';
const clinical = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }],
});
const verification = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code }],
});
const BASE = {
  resourceType: 'Condition',
  id: 'c1',
  subject: { reference: 'Patient/p1' },
  clinicalStatus: clinical('active'),
  verificationStatus: verification('confirmed'),
  code: { coding: [{ system: 'http://snomed.info/sct', code: '5602001', display: 'Opioid use disorder' }] },
  onsetDateTime: '2020-02-03T10:00:00+05:00',
};

function read(more: object) {
  const reading = readCondition({ ...BASE, ...more }, TODAY);
  return reading.ok ? reading.value : reading.why;
}

describe('a condition', () => {
  it('is taken over with its code, status and day of onset', () => {
    expect(read({})).toEqual({
      id: 'c1',
      patient_id: 'p1',
      code_system: 'http://snomed.info/sct',
      code: '5602001',
      display: 'Opioid use disorder',
      clinical_status: 'active',
      onset_on: '2020-02-03',
    });
  });

  it('may lack status, display and onset, and never gets a day that nobody stated', () => {
    const bare = {
      clinicalStatus: undefined,
      onsetDateTime: undefined,
      code: { coding: [{ system: 's', code: 'c' }] },
    };
    expect(read(bare)).toMatchObject({ clinical_status: null, display: null, onset_on: null });
    expect(read({ onsetDateTime: '2020-02' })).toMatchObject({ onset_on: null });
    expect(read({ onsetDateTime: undefined, onsetPeriod: { start: '2019-12-31' } })).toMatchObject({
      onset_on: '2019-12-31',
    });
    expect(read({ onsetDateTime: undefined, onsetString: 'last spring' })).toMatchObject({ onset_on: null });
  });

  it.each([
    ['Patient/p1', 'p1'],
    ['https://example.org/fhir/Patient/p1', 'p1'],
    ['https://example.org/fhir/Patient/p1/_history/3', 'p1'],
    ['urn:uuid:129c6ac7-8d06-89de-ad63-0204a93e76c3', '129c6ac7-8d06-89de-ad63-0204a93e76c3'],
  ])('finds its patient behind %s', (reference, patient_id) => {
    expect(read({ subject: { reference } })).toMatchObject({ patient_id });
  });

  const refused: [what: string, record: object, code: UnusableCode][] = [
    ['another resource', { resourceType: 'Patient' }, 'other_type'],
    ['a plain status (DSTU2, STU3)', { clinicalStatus: 'active' }, 'older_fhir'],
    ['a plain verification (DSTU2, STU3)', { verificationStatus: 'confirmed' }, 'older_fhir'],
    ['a patient instead of a subject (DSTU2)', { patient: { reference: 'Patient/p1' } }, 'older_fhir'],
    ['an assertion date (STU3)', { assertedDate: '2020-01-01' }, 'older_fhir'],
    ['participants (R5)', { participant: [{ actor: {} }] }, 'newer_fhir'],
    ['an entry made in error', { verificationStatus: verification('entered-in-error') }, 'entered_in_error'],
    ['an entry that was refuted', { verificationStatus: verification('refuted') }, 'refuted'],
    ['no subject', { subject: undefined }, 'subject_missing'],
    ['a subject by name only', { subject: { display: 'somebody' } }, 'subject_missing'],
    ['a group', { subject: { reference: 'Group/1' } }, 'subject_not_patient'],
    [
      'a patient inside the record',
      { subject: { reference: '#p' }, contained: [{ resourceType: 'Patient', id: 'p' }] },
      'subject_contained',
    ],
    ['a search for a patient', { subject: { reference: 'Patient?identifier=1' } }, 'subject_not_resolved'],
    ['an identifier of a patient', { subject: { identifier: { value: '1' } } }, 'subject_not_resolved'],
    [
      'a reference that leads out of the type',
      { subject: { reference: 'Patient/../../x' } },
      'subject_not_resolved',
    ],
    ['a status of no list', { clinicalStatus: clinical('worse') }, 'status_invalid'],
    [
      'a status of another system',
      { clinicalStatus: { coding: [{ system: 'x', code: 'active' }] } },
      'status_invalid',
    ],
    ['no code', { code: { text: 'words about somebody' } }, 'code_missing'],
    ['a code without a system', { code: { coding: [{ code: '1' }] } }, 'code_missing'],
    ['an onset to come', { onsetDateTime: '2026-05-02' }, 'onset_invalid'],
    ['an onset that is no date', { onsetDateTime: 'spring' }, 'onset_invalid'],
    ['no id', { id: '' }, 'id_missing'],
  ];
  it.each(refused)('is refused by name for %s', (_what, record, code) => expect(read(record)).toBe(code));
});
