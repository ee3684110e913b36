// A spec that failed in a whole run is looked at a second time, alone on the machine: what passes then is named as unsteady,
// what fails again has failed. Nothing is looked at a third time.

/** More failed files than this are no accident of a busy machine. */
const FILES_MAX = 3;

/** The files of jest's report that deserve a second look; none after a run of some files only, or when too many failed. */
export function filesToRepeat(report, { isWhole }) {
  const failed = report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  return isWhole && failed.length <= FILES_MAX ? failed : [];
}

/** The first report with the files of the second in the place of their own, counted anew; a file that is missing from the second keeps its first result. */
export function withSecondLook(first, second) {
  const again = new Map(second.testResults.map((result) => [result.name, result]));
  const testResults = first.testResults.map((result) => again.get(result.name) ?? result);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;
  return {
    ...first,
    testResults,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending', 'skipped', 'disabled'),
    numTodoTests: count('todo'),
    numRuntimeErrorTestSuites: testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
    ).length,
  };
}
