import { describe, expect, it } from '@jest/globals';
import { readRequirements, requirementFaults, type JestReport } from '../../scripts/requirements.mjs';
import { readSources, readText } from '../support/sources.js';
import { testNames } from '../support/test-titles.js';

/**
 * The numbered requirements of privacy and law that the product was asked to meet (domain 05, section 5.7): consent,
 * disclosure, pseudonymity, access, life cycle, and fellowships of peers.
 */
const NUMBERED = { 'R-C': 12, 'R-D': 12, 'R-P': 7, 'R-A': 9, 'R-L': 8, 'R-N': 5 };
const IDS = Object.entries(NUMBERED).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`),
);
const TESTED_MIN = 45;

const rows = readRequirements(readText('docs/requirements.csv'));
const known = new Set(
  readSources(['test', 'libs', 'apps'], /\.spec\.tsx?$/).flatMap((file) => testNames(file)),
);

describe('docs/requirements.csv', () => {
  it('has a row for each of the 53 numbered requirements, in their order, and no other', () => {
    expect(IDS).toHaveLength(53);
    expect(rows.map(({ id }) => id)).toEqual(IDS);
    expect(rows.filter(({ requirement }) => requirement.trim().length < 20)).toEqual([]);
  });

  it('names tests that are there, each by file, describe and title', () => {
    expect(known.size).toBeGreaterThan(1_000);
    expect(
      rows.flatMap(({ id, tests }) => tests.filter((one) => !known.has(one)).map((one) => `${id} ${one}`)),
    ).toEqual([]);
  });

  it('says of each requirement by which tests it is shown, or why it is not', () => {
    const wrong = rows.filter(({ state, tests, reason }) =>
      state === 'tested' ? tests.length === 0 : state !== 'not tested' || reason.trim().length < 20,
    );
    expect(wrong).toEqual([]);
  });

  it('shows at least 45 of them by a test', () => {
    expect(rows.filter(({ state }) => state === 'tested').length).toBeGreaterThanOrEqual(TESTED_MIN);
  });
});

describe('what ran', () => {
  const one = (title: string, status: string, file = 'test/tidy/a.spec.ts'): JestReport => ({
    testResults: [{ name: `/house/${file}`, assertionResults: [{ ancestorTitles: ['A'], title, status }] }],
  });
  const faults = (report: JestReport, isWhole: boolean, test: string): string[] =>
    requirementFaults(
      [{ id: 'R-C01', requirement: '', state: 'tested', tests: [test], reason: '' }],
      report,
      {
        root: '/house',
        isWhole,
        skipped: ['test/browser/'],
      },
    );
  const NAME = 'test/tidy/a.spec.ts > A > holds';

  it('is compared with what is named: a test that passed is no fault, whole or in part', () => {
    for (const isWhole of [true, false]) expect(faults(one('holds', 'passed'), isWhole, NAME)).toEqual([]);
  });

  it('finds a name that is not there, was not executed, was skipped or failed', () => {
    expect(faults(one('holds not', 'passed'), false, NAME)).toEqual([
      `R-C01: there is no such test: ${NAME}`,
    ]);
    expect(faults(one('holds', 'passed', 'test/tidy/b.spec.ts'), true, NAME)).toEqual([
      `R-C01: was not executed: ${NAME}`,
    ]);
    expect(faults(one('holds', 'pending'), true, NAME)).toEqual([`R-C01: pending: ${NAME}`]);
    expect(faults(one('holds', 'failed'), false, NAME)).toEqual([`R-C01: failed: ${NAME}`]);
  });

  it('asks of a part of the tests nothing about the rest, and of a house without a browser nothing of its tier', () => {
    expect(faults(one('holds', 'passed', 'test/tidy/b.spec.ts'), false, NAME)).toEqual([]);
    expect(faults(one('holds', 'pending'), false, NAME)).toEqual([]);
    expect(faults(one('holds', 'passed'), true, 'test/browser/a.spec.ts > A > holds')).toEqual([]);
  });

  it('takes a title that runs over a table for every line of it', () => {
    const report = one('as a guest, holds (3)', 'passed');
    expect(faults(report, true, 'test/tidy/a.spec.ts > A > as %s, holds (%d)')).toEqual([]);
    expect(faults(report, true, 'test/tidy/a.spec.ts > A > as %s, holds [%d]')).toHaveLength(1);
  });

  it('reads quoted fields, and refuses a row that lacks one', () => {
    const head = 'id,requirement,state,test or reason\n';
    expect(
      readRequirements(`${head}R-C01,"says ""no"", twice",tested,"test/a > b; c; libs/d > e"\n`),
    ).toEqual([
      {
        id: 'R-C01',
        requirement: 'says "no", twice',
        state: 'tested',
        tests: ['test/a > b; c', 'libs/d > e'],
        reason: '',
      },
    ]);
    expect(() => readRequirements(`${head}R-C01,says,tested\n`)).toThrow('3 fields');
    expect(() => readRequirements('id,state\n')).toThrow('begins with');
  });
});
