import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestDatabase } from '../support/database.js';
import { loadPacks, Packs } from '#platform/packs/packs.js';
import {
  CENTRE,
  SYNTHEA,
  databaseWithCentres,
  folderWith,
  importInto,
  look,
  ndjson,
} from './fhir-import.tools.js';

const folders: string[] = [];
function folderOf(files: Record<string, string | Buffer>): string {
  const folder = folderWith(files);
  folders.push(folder);
  return folder;
}

describe('what cannot be used', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await databaseWithCentres();
  });
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true });
    await database.drop();
  });

  const status = (code: string) => ({
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }],
  });
  const code = {
    coding: [{ system: 'http://snomed.info/sct', code: '5602001', display: 'Opioid use disorder' }],
  };
  const person = (id: string, family: string, more: object = {}) => ({
    resourceType: 'Patient',
    id,
    name: [{ family, given: ['Secretname'] }],
    ...more,
  });
  const condition = (id: string, patient: string, more: object = {}) => ({
    resourceType: 'Condition',
    id,
    subject: { reference: `Patient/${patient}` },
    clinicalStatus: status('active'),
    code,
    ...more,
  });

  it('is told line by line without a word about anybody, and everything else is taken', async () => {
    const directory = folderOf({
      'Patient.000.ndjson': [
        JSON.stringify(person('m1', 'Canary')),
        '{"resourceType":"Patient","id":"m2","name":[{"family":"Canary"',
        JSON.stringify(person('m1', 'Canary')),
        JSON.stringify(person('m1', 'Canary-other')),
        JSON.stringify(person('m3', 'Canary', { animal: {} })),
        JSON.stringify(person('m4', 'Canary', { birthDate: '2999-01-01' })),
        JSON.stringify({ resourceType: 'Patient', id: 'm5', birthDate: '1990' }),
      ].join('\r\n'),
      'Patient.001.ndjson.gz': gzipSync(
        ndjson([person('m6', 'Canary'), { ...person('Canary m7', 'Canary') }]),
      ),
      'Condition.ndjson': ndjson([
        condition('k1', 'm1'),
        condition('k1', 'm1'),
        condition('k1', 'm1', { clinicalStatus: status('resolved') }),
        condition('k2', 'nobody'),
        condition('k3', 'nobody'),
        condition('k4', 'm6', { clinicalStatus: 'active' }),
        condition('k5', 'm6', { subject: { reference: '#x', display: 'Canary' } }),
      ]),
    });
    const { summary, unusable } = await importInto(database, directory);
    expect(unusable.map(({ file, line, code: why }) => `${file}:${line} ${why}`)).toEqual([
      'Patient.000.ndjson:2 not_json',
      'Patient.000.ndjson:4 content_differs',
      'Patient.000.ndjson:5 older_fhir',
      'Patient.000.ndjson:6 birth_in_future',
      'Patient.001.ndjson.gz:2 id_invalid',
      'Condition.ndjson:3 content_differs',
      'Condition.ndjson:4 subject_unknown',
      'Condition.ndjson:5 subject_unknown',
      'Condition.ndjson:6 older_fhir',
      'Condition.ndjson:7 subject_contained',
    ]);
    expect(summary).toEqual({
      Patient: { taken: 3, known: 1, skipped: 5 },
      Condition: { taken: 1, known: 1, skipped: 5 },
    });
    expect(JSON.stringify(unusable)).not.toMatch(/Canary|Secretname|m\d/);
    // A question about an unknown patient must not have claimed it: when the patient comes, it is taken.
    const later = folderOf({
      'Patient.ndjson': ndjson([person('nobody', 'Canary')]),
      'Condition.ndjson': ndjson([condition('k2', 'nobody')]),
    });
    expect((await importInto(database, later)).summary).toEqual({
      Patient: { taken: 1, known: 0, skipped: 0 },
      Condition: { taken: 1, known: 0, skipped: 0 },
    });
  });

  it('anonymous where the export says nobody: a client without a row in the vault', async () => {
    const rows = await look(
      database,
      `select anonymous, birth_year, (select count(*)::int from vault.person p where p.client_id = c.id) as people from care.client c where anonymous`,
    );
    expect(rows).toEqual([{ anonymous: true, birth_year: 1990, people: 0 }]);
  });

  it('stops with the line where a file is something else, and keeps what came before', async () => {
    const directory = folderOf({
      'Patient.000.ndjson': ndjson([person('s1', 'Canary')]),
      'Patient.001.ndjson': '<Bundle xmlns="http://hl7.org/fhir">\n',
    });
    await expect(importInto(database, directory)).rejects.toThrow(
      /Patient\.001\.ndjson is not NDJSON.*line 1/,
    );
    rmSync(path.join(directory, 'Patient.001.ndjson'));
    expect((await importInto(database, directory)).summary.Patient).toEqual({
      taken: 0,
      known: 1,
      skipped: 0,
    });
  });

  it('refuses an organisation that is unknown or takes nobody, before anything is written', async () => {
    const count = () => look(database, 'select count(*) from care.client');
    const before = await count();
    await expect(importInto(database, SYNTHEA, 'NOWHERE')).rejects.toMatchObject({
      code: 'import.organisation_unknown',
    });
    await expect(importInto(database, SYNTHEA, 'OFFICE')).rejects.toThrow(/OFFICE offers no stage/);
    expect(await count()).toEqual(before);
  });

  it('is left to the organisation that has the client now: nothing is written where a client moved on', async () => {
    const directory = folderOf({
      'Patient.ndjson': ndjson([person('gone', 'Canary')]),
      'Condition.ndjson': ndjson([condition('g1', 'gone')]),
    });
    await importInto(database, directory);
    const ended = `update care.episode_access set until_at = clock_timestamp() where client_id = (select e.client_id from care.condition d
      join care.episode e on e.id = d.episode_id order by d.recorded_at desc limit 1)`;
    await look(database, ended);
    writeFileSync(path.join(directory, 'Condition.ndjson'), ndjson([condition('g2', 'gone')]));
    expect((await importInto(database, directory)).unusable.map(({ code: why }) => why)).toEqual([
      'subject_moved_on',
    ]);
  });
});

describe('where the law allows no health record without a permit', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await databaseWithCentres();
  });
  afterAll(() => database.drop());

  it('nobody is taken over before one is valid, and the same import takes everybody after', async () => {
    const strict = new Packs(loadPacks().all.map((pack) => ({ ...pack, health_permit_needed: true })));
    const people = `select count(*)::int as n from care.client`;
    const permit = (from: number, until: number) =>
      look(
        database,
        `with gone as (delete from care.permit)
         insert into care.permit (id, organisation_id, kind, number, authority, valid_from_on, valid_until_on, recorded_by)
         values (uuidv7(), '${CENTRE}', 'health_data', 'H-1', 'The ministry', current_date + ${from}, current_date + ${until}, uuidv7())`,
      );
    const take = () => importInto(database, SYNTHEA, 'CENTRE', strict);
    await expect(take()).rejects.toMatchObject({ code: 'permit.needed' });
    await permit(-20, -2);
    await expect(take()).rejects.toMatchObject({ code: 'permit.needed' });
    expect(await look(database, people)).toEqual([{ n: 0 }]);
    await permit(-1, 5);
    const { summary } = await take();
    expect(summary.Patient.taken).toBeGreaterThan(5);
    // What was taken over stays readable, and nothing new comes in, once it is over.
    await permit(-20, -2);
    await expect(take()).rejects.toMatchObject({ code: 'permit.needed' });
    expect(await look(database, people)).toEqual([{ n: summary.Patient.taken }]);
  });
});
