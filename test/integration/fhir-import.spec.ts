import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import {
  FhirBulkService,
  type ImportSummary,
  type UnusableRecord,
} from '#casework/import/fhir-bulk.service.js';
import { ImportModule } from '#casework/import/import.module.js';
import { openIdentity, type Identity, type SealedField } from '#platform/vault/identity.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { loadPacks } from '#platform/packs/packs.js';
import { withCasework } from '../../apps/cli/src/casework.js';
import { contextOf } from '../../apps/cli/src/context.js';
import { createTestDatabase, withClient, type TestDatabase } from '../support/database.js';

const SYNTHEA = path.resolve('test/fixtures/fhir-bulk-synthea-10');
const COMMAND = path.resolve('dist/apps/cli/src/main.js');
/** The same in every database of this file, because which record was taken is kept as a hash that names the organisation. */
const CENTRE = '01900000-0000-7000-8000-000000000001';
const OTHER = '01900000-0000-7000-8000-000000000002';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'handrail-fhir-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function databaseWithCentres(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  const names = JSON.stringify({ en: 'Centre', ru: 'Центр', ar: 'مركز' });
  await withClient(database.ownerUrl, async (client) => {
    await client.query(`insert into care.legal_entity (code, names) values ('ENTITY', $1)`, [names]);
    await client.query(
      `insert into care.organisation (id, legal_entity_id, code, names, jurisdiction, time_zone, stages)
       select given.id, e.id, given.code, $1, 'RU-SVE', 'Asia/Yekaterinburg', given.stages
         from care.legal_entity e, (values ('${CENTRE}'::uuid, 'CENTRE', array['contact','assessment','treatment']),
           ('${OTHER}'::uuid, 'OTHER', array['assessment','rehabilitation']), (uuidv7(), 'OFFICE', '{}')) as given(id, code, stages)`,
      [names],
    );
  });
  return database;
}

interface Imported {
  readonly summary: ImportSummary;
  readonly unusable: UnusableRecord[];
}

async function importInto(
  database: TestDatabase,
  directory: string,
  organisation = 'CENTRE',
): Promise<Imported> {
  const context = contextOf(database.config, database.keys, () => undefined);
  return await withCasework(context, loadPacks(), ImportModule, FhirBulkService, async (imports) => {
    const unusable: UnusableRecord[] = [];
    const summary = await imports.run(directory, organisation, {
      unusable: (record) => void unusable.push(record),
      progress: () => undefined,
    });
    return { summary, unusable };
  });
}

const look = <T extends pg.QueryResultRow>(database: TestDatabase, sql: string): Promise<T[]> =>
  withClient(database.superuserUrl, async (client) => (await client.query<T>(sql)).rows);

/** Everything an import writes, without what differs by chance: ids, codes, keys, times. */
async function contents(database: TestDatabase): Promise<Record<string, unknown>[]> {
  return await look(
    database,
    `select 'person' as what, encode(r.source_hmac, 'hex') as source, c.birth_year::text as a, c.language as b, c.anonymous::text as c,
        (select count(*) from care.client_code k where k.client_id = c.id)::text as codes,
        (select count(*) from care.episode e where e.client_id = c.id and e.closed_at is null)::text as episodes,
        (select string_agg(u.basis || u.organisation_id, ',') from care.custody u where u.client_id = c.id and u.until_at is null) as custody,
        (select string_agg(x.basis || x.scope || x.organisation_id, ',') from care.episode_access x where x.client_id = c.id) as access,
        (select string_agg(s.stage, ',') from care.stage_spell s join care.episode e on e.id = s.episode_id where e.client_id = c.id) as stages,
        (select string_agg(f.field, ',' order by f.field) from vault.identity_field f where f.client_id = c.id) as fields,
        (select string_agg(b.index || encode(b.token, 'hex'), ',' order by b.index, b.token) from vault.blind_index b where b.client_id = c.id) as tokens
       from vault.source_record r join care.client c on c.id = r.client_id
     union all
     select 'condition', encode(d.source_sha256, 'hex'), d.code_system, d.code, d.display, d.clinical_status, d.onset_on::text,
        encode(min(r.source_hmac), 'hex'), null, null, null, null
       from care.condition d join care.episode e on e.id = d.episode_id join vault.source_record r on r.client_id = e.client_id
       group by d.id
     union all
     select 'rows', t.name, t.rows::text, null, null, null, null, null, null, null, null, null from (
       select 'client' as name, count(*) as rows from care.client union all select 'code', count(*) from care.client_code
       union all select 'episode', count(*) from care.episode union all select 'custody', count(*) from care.custody
       union all select 'access', count(*) from care.episode_access union all select 'spell', count(*) from care.stage_spell
       union all select 'condition', count(*) from care.condition union all select 'person', count(*) from vault.person
       union all select 'known_to', count(*) from vault.known_to union all select 'source', count(*) from vault.source_record) t
     order by 1, 2`,
  );
}

async function identities(database: TestDatabase): Promise<Identity[]> {
  const keys = new VaultKeys(database.keys.root);
  const people = await look<{
    client_id: string;
    epoch: number;
    wrapped_key: Buffer;
    fields: { field: SealedField['field']; ciphertext: string }[];
  }>(
    database,
    `select p.client_id, p.epoch, p.wrapped_key, (select jsonb_agg(jsonb_build_object('field', f.field, 'ciphertext', encode(f.ciphertext, 'base64')))
       from vault.identity_field f where f.client_id = p.client_id) as fields from vault.person p`,
  );
  return people.map(({ fields, epoch, wrapped_key, client_id }) => {
    const sealed = fields.map(({ field, ciphertext }) => ({
      field,
      ciphertext: Buffer.from(ciphertext, 'base64'),
    }));
    return openIdentity({ epoch, wrappedKey: wrapped_key, fields: sealed }, client_id, keys);
  });
}

const readLines = (file: string): Record<string, unknown>[] =>
  readFileSync(path.join(SYNTHEA, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

function write(name: string, files: Record<string, string | Buffer>): string {
  const directory = mkdtempSync(path.join(folder, `${name}-`));
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(directory, file), content);
  return directory;
}

const ndjson = (records: object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe("Synthea's patients", () => {
  let database: TestDatabase;
  let first: Imported;
  let before: Record<string, unknown>[];
  beforeAll(async () => {
    database = await databaseWithCentres();
    first = await importInto(database, SYNTHEA);
    before = await contents(database);
  });
  afterAll(() => database.drop());

  const patients = readLines('Patient.000.ndjson');
  const living = new Set(
    patients.filter((patient) => !patient['deceasedDateTime']).map(({ id }) => `Patient/${String(id)}`),
  );
  const subjectOf = (condition: Record<string, unknown>): string =>
    (condition['subject'] as { reference: string }).reference;
  const ofLiving = readLines('Condition.000.ndjson').filter((condition) => living.has(subjectOf(condition)));

  it('who live are taken over, those who died are named by line, and so are the conditions without a client', () => {
    expect(first.summary).toEqual({
      Patient: { taken: living.size, known: 0, skipped: 13 - living.size },
      Condition: { taken: ofLiving.length, known: 0, skipped: 555 - ofLiving.length },
    });
    const deceased = patients.flatMap((patient, at) => (patient['deceasedDateTime'] ? [at + 1] : []));
    expect(
      first.unusable.filter(({ resource }) => resource === 'Patient').map(({ line, code }) => [line, code]),
    ).toEqual(deceased.map((line) => [line, 'deceased']));
    expect(
      new Set(first.unusable.filter(({ resource }) => resource === 'Condition').map(({ code }) => code)),
    ).toEqual(new Set(['subject_unknown']));
  });

  it('are each in the custody of the organisation, in treatment, under a code of its own', async () => {
    const people = before.filter(({ what, source }) => what === 'person' && source !== undefined);
    for (const person of people) {
      expect(person).toMatchObject({
        codes: '1',
        episodes: '1',
        custody: `import${CENTRE}`,
        access: `importfull${CENTRE}`,
        stages: 'treatment',
      });
    }
    expect(before.find(({ what, source }) => what === 'rows' && source === 'client')).toMatchObject({
      a: String(living.size),
    });
  });

  it('are who they were in the export, and only in the vault', async () => {
    const wanted = patients
      .filter(({ id }) => living.has(`Patient/${String(id)}`))
      .map((patient) => (patient['name'] as { family: string; given: string[] }[])[0]);
    const found = await identities(database);
    expect(found.map(({ familyName, givenName }) => `${givenName} ${familyName}`).sort()).toEqual(
      wanted.map((name) => `${name?.given[0]} ${name?.family}`).sort(),
    );
    expect(found.every(({ documents }) => documents?.some(({ kind }) => kind === 'medical_record'))).toBe(
      true,
    );
    const [row] = await look<{ everything: string }>(
      database,
      `select concat_ws(' ', (select jsonb_agg(to_jsonb(c)) from care.client c), (select jsonb_agg(to_jsonb(d)) from care.condition d),
         (select jsonb_agg(to_jsonb(e)) from audit.event e), (select jsonb_agg(to_jsonb(o)) from bus.outbox o)) as everything`,
    );
    for (const name of wanted) expect(row?.everything).not.toContain(name?.family);
    for (const { id } of patients) expect(row?.everything).not.toContain(String(id));
  });

  it('change nothing when they are imported again', async () => {
    const again = await importInto(database, SYNTHEA);
    expect(again.summary).toEqual({
      Patient: { taken: 0, known: living.size, skipped: 13 - living.size },
      Condition: { taken: 0, known: ofLiving.length, skipped: 555 - ofLiving.length },
    });
    expect(await contents(database)).toEqual(before);
  });

  it('become other clients at another organisation, and no stored value tells that they are the same', async () => {
    const other = await importInto(database, SYNTHEA, 'OTHER');
    expect(other.summary.Patient.taken).toBe(living.size);
    const shared = await look(
      database,
      `select a.source_sha256 from care.condition a join care.condition b on a.source_sha256 = b.source_sha256 and a.organisation_id <> b.organisation_id`,
    );
    expect(shared).toEqual([]);
    const stages = await look(
      database,
      `select distinct stage from care.stage_spell where organisation_id = '${OTHER}'`,
    );
    expect(stages).toEqual([{ stage: 'assessment' }]);
  });
});

describe('an import that is killed', () => {
  it('and run again leaves what one that was not killed leaves', async () => {
    const copies = 30;
    const copyId = (text: string, copy: number): string =>
      text.replace(/[0-9a-f]{4}(?=-[0-9a-f]{12})/g, copy.toString(16).padStart(4, '0'));
    const copied = (file: string): string =>
      Array.from({ length: copies }, (_, copy) =>
        copyId(readFileSync(path.join(SYNTHEA, file), 'utf8'), copy),
      ).join('');
    const directory = write('many', {
      'Patient.000.ndjson': copied('Patient.000.ndjson'),
      'Condition.000.ndjson': copied('Condition.000.ndjson'),
    });
    const [whole, killed] = [await databaseWithCentres(), await databaseWithCentres()];
    try {
      await importInto(whole, directory);
      const kills = [
        await killWhen(killed, directory, 'select count(*)::int as rows from care.client', 40),
        await killWhen(killed, directory, 'select count(*)::int as rows from care.client', 150),
        await killWhen(killed, directory, 'select count(*)::int as rows from care.condition', 900),
      ];
      expect(kills).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
      const partial = await contents(killed);
      const complete = await contents(whole);
      expect(partial.length).toBeLessThan(complete.length);
      await importInto(killed, directory);
      expect(await contents(killed)).toEqual(complete);
    } finally {
      await Promise.all([whole.drop(), killed.drop()]);
    }
  }, 120_000);

  /** Runs the real command in a process of its own and kills it as soon as so many rows are there. */
  async function killWhen(
    database: TestDatabase,
    directory: string,
    count: string,
    rowsMin: number,
  ): Promise<string | null> {
    const child = spawn(
      process.execPath,
      [COMMAND, 'import', 'fhir-bulk', directory, '--organisation', 'CENTRE'],
      {
        env: {
          PATH: process.env['PATH'],
          DATABASE_URL: database.ownerUrl,
          HANDRAIL_DATA: database.config.dataDirectory,
        },
        stdio: 'ignore',
      },
    );
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
    await withClient(database.superuserUrl, async (client) => {
      while (child.exitCode === null && child.signalCode === null) {
        const { rows } = await client.query<{ rows: number }>(count);
        if ((rows[0]?.rows ?? 0) >= rowsMin) child.kill('SIGKILL');
        await sleep(5);
      }
    });
    return (await ended)[1];
  }
});

describe('what cannot be used', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await databaseWithCentres();
  });
  afterAll(() => database.drop());

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
    const directory = write('mixed', {
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
    const later = write('later', {
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
    const directory = write('stops', {
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
    const directory = write('moved', {
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

describe('the command', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await databaseWithCentres();
  });
  afterAll(() => database.drop());

  async function run(...options: string[]): Promise<{ code: number | null; out: string; error: string }> {
    const child = spawn(process.execPath, [COMMAND, 'import', 'fhir-bulk', ...options], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: database.ownerUrl,
        HANDRAIL_DATA: database.config.dataDirectory,
      },
    });
    let [out, error] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, error };
  }

  it('answers 0 with one line per record left out and the sums, and 1 with one sentence when it cannot begin', async () => {
    const done = await run(SYNTHEA, '--organisation', 'CENTRE');
    expect(done.code).toBe(0);
    const lines = done.out.trim().split('\n');
    expect(lines[0]).toBe('Patient.000.ndjson:1: deceased: The patient has died; nothing is taken over.');
    expect(lines.slice(-2)).toEqual([
      'Patients: 10 imported, 0 already there, 3 left out.',
      expect.stringMatching(/^Conditions: \d+ imported, 0 already there, \d+ left out\.$/),
    ]);
    const none = await run(path.join(folder, 'nowhere'), '--organisation', 'CENTRE');
    expect([none.code, none.error]).toEqual([1, expect.stringContaining('does not exist')]);
    const unknown = await run(SYNTHEA, '--organisation', 'NOWHERE');
    expect([unknown.code, unknown.error]).toEqual([
      1,
      expect.stringContaining('There is no organisation with the code NOWHERE'),
    ]);
  });
});
