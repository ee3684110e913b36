import { describe, expect, it } from '@jest/globals';
import { filesToRepeat, withSecondLook, type CountedReport } from '../../scripts/second-look.mjs';

type Results = Readonly<Record<string, readonly string[]>>;

/** A report as jest writes it: for each file the states of its tests; a file without tests could not be loaded. */
function reportOf(files: Results): CountedReport {
  const testResults = Object.entries(files).map(([name, states]) => ({
    name,
    status: states.length === 0 || states.includes('failed') ? 'failed' : 'passed',
    assertionResults: states.map((status, index) => ({ ancestorTitles: [], title: `${index}`, status })),
  }));
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  return withSecondLook(
    { ...none, testResults, numRuntimeErrorTestSuites: 0 },
    { ...none, testResults: [], numRuntimeErrorTestSuites: 0 },
  );
}

describe('A second look at what failed', () => {
  const first = reportOf({ a: ['passed', 'passed'], b: ['passed', 'failed'], c: [] });

  it('is taken of the few files that failed in a whole run, and of none otherwise', () => {
    expect(filesToRepeat(first, { isWhole: true })).toEqual(['b', 'c']);
    expect(filesToRepeat(first, { isWhole: false })).toEqual([]);
    const many = reportOf({ a: ['failed'], b: ['failed'], c: ['failed'], d: [] });
    expect(filesToRepeat(many, { isWhole: true })).toEqual([]);
  });

  it('counts each test once, by what it did the second time', () => {
    expect(first).toMatchObject({ numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 1 });
    const mended = withSecondLook(first, reportOf({ b: ['passed', 'passed'], c: ['passed', 'pending'] }));
    expect(mended).toMatchObject({
      numPassedTests: 5,
      numFailedTests: 0,
      numPendingTests: 1,
      numRuntimeErrorTestSuites: 0,
    });
  });

  it('leaves failed what fails again, and what the second run did not come to', () => {
    expect(withSecondLook(first, reportOf({ b: ['passed', 'failed'] }))).toMatchObject({
      numPassedTests: 3,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 1,
    });
  });
});
