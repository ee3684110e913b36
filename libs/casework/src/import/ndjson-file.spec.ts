import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findBulkFiles, readNdjson } from './ndjson-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'handrail-ndjson-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const patient = (id: string) => JSON.stringify({ resourceType: 'Patient', id });

async function read(content: string | Buffer, name = 'Patient.ndjson'): Promise<[number, string][]> {
  writeFileSync(path.join(folder, name), content);
  const { patients } = await findBulkFiles(folder);
  const lines: [number, string][] = [];
  let bytes = 0;
  for (const file of patients) {
    for await (const { line, record } of readNdjson(file, (more) => (bytes += more))) {
      lines.push([line, record.ok ? String(record.value['id']) : record.why]);
    }
    expect(bytes).toBe(file.bytes);
  }
  return lines;
}

describe('the files of an export', () => {
  it('are found by their names, in order, packed or not', async () => {
    const names = [
      'Patient.001.ndjson',
      'Patient.000.ndjson.gz',
      '1.Condition.ndjson',
      'condition.ndjson',
      'Observation.ndjson',
      'PatientList.ndjson',
      'Patient.json',
    ];
    for (const name of names) writeFileSync(path.join(folder, name), '');
    const { patients, conditions } = await findBulkFiles(folder);
    expect(patients.map(({ name }) => name)).toEqual(['Patient.000.ndjson.gz', 'Patient.001.ndjson']);
    expect(conditions.map(({ name }) => name)).toEqual(['1.Condition.ndjson', 'condition.ndjson']);
  });

  it('are missed by name: no folder, a file, an empty folder, XML, a Bundle, other resources', async () => {
    await expect(findBulkFiles(path.join(folder, 'nowhere'))).rejects.toThrow(/nowhere does not exist/);
    await expect(findBulkFiles(folder)).rejects.toThrow(/It is empty/);
    writeFileSync(path.join(folder, 'Observation.ndjson'), '');
    await expect(findBulkFiles(folder)).rejects.toThrow(/no Patient or Condition files/);
    await expect(findBulkFiles(path.join(folder, 'Observation.ndjson'))).rejects.toThrow(/is a file/);
    writeFileSync(path.join(folder, 'Patient.json'), '{}');
    await expect(findBulkFiles(folder)).rejects.toThrow(/Bundle is not NDJSON/);
    writeFileSync(path.join(folder, 'patient.xml'), '<Patient/>');
    await expect(findBulkFiles(folder)).rejects.toThrow(/XML is not taken/);
    mkdirSync(path.join(folder, 'Patient.ndjson'));
    await expect(findBulkFiles(folder)).rejects.toThrow(/no Patient or Condition files/);
  });
});

describe('reading line by line', () => {
  it('gives the same whatever the line ends, the byte order mark, empty lines and a missing last newline', async () => {
    const expected = [
      [1, 'a'],
      [2, 'b'],
    ];
    expect(await read(`${patient('a')}\n${patient('b')}\n`)).toEqual(expected);
    expect(await read(`${patient('a')}\r\n${patient('b')}\r\n`)).toEqual(expected);
    expect(await read(`\ufeff${patient('a')}\n${patient('b')}`)).toEqual(expected);
    expect(await read(`\n\n${patient('a')}\n \n${patient('b')}\n\n`)).toEqual([
      [3, 'a'],
      [5, 'b'],
    ]);
    expect(await read('')).toEqual([]);
    rmSync(path.join(folder, 'Patient.ndjson'));
    expect(await read(gzipSync(`${patient('a')}\n${patient('b')}\n`), 'Patient.ndjson.gz')).toEqual(expected);
  });

  it('names a bad line and goes on', async () => {
    const lines = [
      patient('a'),
      '{"resourceType":"Pat',
      '[]',
      '{"id":"x"}',
      '"Patient"',
      'null',
      patient('b'),
    ];
    expect(await read(lines.join('\n'))).toEqual([
      [1, 'a'],
      [2, 'not_json'],
      [3, 'not_a_resource'],
      [4, 'not_a_resource'],
      [5, 'not_a_resource'],
      [6, 'not_a_resource'],
      [7, 'b'],
    ]);
    expect(
      await read(
        Buffer.concat([
          Buffer.from(`${patient('a')}\n{"x":"`),
          Buffer.from([0xff, 0xfe]),
          Buffer.from('"}\n'),
        ]),
      ),
    ).toEqual([
      [1, 'a'],
      [2, 'not_utf8'],
    ]);
  });

  it('names a line that is too long without keeping it', async () => {
    const long = JSON.stringify({ resourceType: 'Patient', id: 'long', text: 'x'.repeat(1_000_000) });
    expect(await read(`${patient('a')}\n${long}\n${patient('b')}\n`)).toEqual([
      [1, 'a'],
      [2, 'too_long'],
      [3, 'b'],
    ]);
  });

  it('forgives a bad first line when resources follow', async () => {
    expect(await read(`garbage\n${patient('a')}\n`)).toEqual([
      [1, 'not_json'],
      [2, 'a'],
    ]);
  });

  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ resource: { resourceType: 'Patient', id: 'a' } }],
  };
  const strange: [what: string, content: string | Buffer, line: RegExp][] = [
    ['a Bundle on one line', JSON.stringify(bundle), /is a Bundle, not NDJSON \(line 1\)/],
    ['a Bundle over many lines', JSON.stringify(bundle, null, 2), /not NDJSON.*\(line 1\)/],
    ['a list', JSON.stringify([bundle]), /\(line 1\)/],
    ['XML', '\n<?xml version="1.0"?>\n<Patient xmlns="http://hl7.org/fhir"/>\n', /\(line 2\)/],
    ['CSV', 'id,name\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n', /\(line 1\)/],
    ['UTF-16', Buffer.from(`\ufeff${patient('a')}\n${patient('b')}\n`, 'utf16le'), /\(line 1\)/],
    ['something packed under a plain name', gzipSync(patient('a')), /\(line 1\)/],
    ['one endless line', 'x'.repeat(3_000_000), /\(line 1\)/],
    ['a Bundle behind resources', `${patient('a')}\n${JSON.stringify(bundle)}\n`, /is a Bundle.*\(line 2\)/],
  ];
  it.each(strange)('stops with the line for %s', async (_what, content, line) => {
    await expect(read(content)).rejects.toThrow(line);
  });

  it('stops with the line where a packed file breaks off', async () => {
    const whole = gzipSync(
      Array.from({ length: 2_000 }, (_, at) => patient(`p${at}-${Math.random()}`)).join('\n'),
    );
    await expect(read(whole.subarray(0, whole.length / 2), 'Patient.ndjson.gz')).rejects.toThrow(
      /cannot be read to its end.*\(line \d{2,}\)/,
    );
  });

  it('finds every line, however the bytes are cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { minLength: 1, maxLength: 40 }),
        async (names) => {
          // Longer than one chunk of the file system together, with letters of one to four bytes at every border.
          const lines = names.map((name, at) =>
            JSON.stringify({ resourceType: 'Patient', id: `p${at}`, name: name.repeat(40) }),
          );
          expect(await read(lines.join('\n'))).toEqual(lines.map((_, at) => [at + 1, `p${at}`]));
        },
      ),
      { numRuns: 30 },
    );
  });
});
