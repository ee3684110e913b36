// Runs the tiers and ends with one line, "N passed, N failed", from what jest reports. Further arguments go to jest:
//   npm test -- --selectProjects unit      npm test -- handoff
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sweepClusters } from '../test/support/cluster-folder.mjs';
import { findChromium } from './chromium.mjs';
import { readRequirements, requirementFaults } from './requirements.mjs';
import { filesToRepeat, withSecondLook } from './second-look.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const passed = process.argv.slice(2);
const isCi = process.env.CI === 'true' || process.env.CI === '1';
const chromium = findChromium();
/** Arguments that say how the tests run, not which of them. */
const HOW_ALONE =
  /^(--(ci|runInBand|verbose|silent|colors|forceExit|detectOpenHandles|maxWorkers=.+)|-i|-w=.+)$/;

/** Arguments that leave the browser tier out, unless the caller chooses the tiers. */
function tierArguments() {
  if (chromium || passed.some((argument) => /^--(select|ignore)Projects/.test(argument))) return [];
  return ['--ignoreProjects', 'browser'];
}

function announce() {
  if (chromium) return;
  process.stdout.write(
    'The browser tier is skipped: there is no Chromium on this machine. Install one (Debian: apt-get install chromium) ' +
      'or set HANDRAIL_CHROMIUM to its path.\n',
  );
  if (isCi)
    process.stdout.write('On continuous integration nothing may be skipped, so this counts as a failure.\n');
}

async function runJest(results, ...chosen) {
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const report = ['--json', `--outputFile=${results}`];
  const child = spawn(
    process.execPath,
    [...flags, jest, ...report, ...passed, ...tierArguments(), ...chosen],
    {
      cwd: root,
      // jest prints its progress on the error output and the JSON, which we have in the file, on the other.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...(chromium ? { HANDRAIL_CHROMIUM: chromium } : {}) },
    },
  );
  // Ctrl-C ends jest without its teardown; we stay to stop the database.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((done) => child.once('error', () => done(1)).once('close', (code) => done(code ?? 1)));
}

const isWhole = passed.every((argument) => HOW_ALONE.test(argument));

/** Jest's own report, or nothing where it ended before it wrote one. */
function readReport(results) {
  try {
    return JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs the tests, and what failed of a whole run once more by itself; answers the report and the files that were unsteady. */
async function runTests(folder) {
  const first = path.join(folder, 'first.json');
  const code = await runJest(first);
  const report = readReport(first);
  const files = report ? filesToRepeat(report, { isWhole }) : [];
  if (files.length === 0) return { report, code, unsteady: [] };
  const second = path.join(folder, 'second.json');
  const codeAgain = await runJest(second, '--runInBand', '--runTestsByPath', ...files);
  const again = readReport(second);
  if (!again) return { report, code, unsteady: [] };
  const passedNow = again.testResults.filter(({ status }) => status === 'passed').map(({ name }) => name);
  return { report: withSecondLook(report, again), code: codeAgain, unsteady: passedNow };
}

/** A test file that could not even be loaded has no tests that failed, so it counts as one. */
function count(report, code) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Requirements whose tests are not there, did not run or did not pass; each counts as a failure. */
function checkRequirements(report) {
  if (!report) return [];
  try {
    const rows = readRequirements(readFileSync(path.join(root, 'docs', 'requirements.csv'), 'utf8'));
    const skipped = chromium ? [] : ['test/browser/'];
    return requirementFaults(rows, report, { root, isWhole, skipped });
  } catch (error) {
    return [`docs/requirements.csv: ${error.message}`];
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'handrail-results-'));
const { report, code, unsteady } = await runTests(folder);
const total = count(report, code);
const faults = checkRequirements(report);
rmSync(folder, { recursive: true });
await sweepClusters();
announce();
for (const fault of faults) process.stdout.write(`docs/requirements.csv: ${fault}\n`);
total.failed += faults.length;
if (!chromium && isCi) total.failed += 1;
for (const file of unsteady)
  process.stdout.write(
    `Unsteady: ${path.relative(root, file)} failed among the others and passed alone. Find out why.\n`,
  );
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
