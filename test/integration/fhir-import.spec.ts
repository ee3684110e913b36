import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase } from '../support/database.js';
import { withClient } from '../support/client.js';
import {
  CENTRE,
  OTHER,
  SYNTHEA,
  contents,
  databaseWithCentres,
  folderWith,
  identities,
  importInto,
  look,
  type Imported,
} from './fhir-import.tools.js';

const COMMAND = path.resolve('dist/apps/cli/src/main.js');

const readLines = (file: string): Record<string, unknown>[] =>
  readFileSync(path.join(SYNTHEA, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

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
    const directory = folderWith({
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
      rmSync(directory, { recursive: true });
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
    const none = await run(path.resolve('test/fixtures/nowhere'), '--organisation', 'CENTRE');
    expect([none.code, none.error]).toEqual([1, expect.stringContaining('does not exist')]);
    const unknown = await run(SYNTHEA, '--organisation', 'NOWHERE');
    expect([unknown.code, unknown.error]).toEqual([
      1,
      expect.stringContaining('There is no organisation with the code NOWHERE'),
    ]);
  });
});
