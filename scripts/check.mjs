// Everything that is wrong with the text of the project and can be seen without running it. Prints each step.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** @type {readonly [string, string, string[]][]} */
const STEPS = [
  ['build', process.execPath, ['scripts/bootstrap.mjs']],
  ['format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['types of the domain, alone', 'tsc', ['-p', 'libs/domain/tsconfig.json']],
  ['types of the web app', 'tsc', ['--noEmit', '-p', 'apps/web/tsconfig.json']],
  ['words', process.execPath, ['scripts/check-words.mjs']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['floors', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'migrations', 'test']],
  ['dead code', 'knip', ['--no-progress']],
];

/** Programs of packages are run with this very Node, so that no shell stands between. */
function run(command, args) {
  const isOurs = command !== process.execPath;
  const program = isOurs ? path.join(root, 'node_modules', '.bin', command) : command;
  return spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
}

const failed = [];
for (const [name, command, args] of STEPS) {
  const began = Date.now();
  const { status, signal, error } = run(command, args);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  // A step that was killed, or never began, has printed no fault of its own.
  const end = error ? `, ${error.message}` : signal ? `, ended by ${signal}` : '';
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s${end})`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.log(`\nTo be mended: ${failed.join(', ')}. "npm run format" mends the format.`);
  process.exitCode = 1;
}
