// Runs before everything else, on a machine with nothing but Node and npm: so it imports `node:` modules alone.
// Installs when the lock file changed, builds when a source changed, and otherwise takes a fraction of a second.
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const isQuiet = process.argv.includes('--quiet');

const INSTALL_STAMP = path.join(root, 'node_modules', '.handrail-lock-hash');
const BUILD_STAMP = path.join(root, 'dist', '.source-hash');
const LOCK = path.join(root, '.data', 'bootstrap.lock');
/** The holder of the lock touches it every second; one that was killed stops doing so. */
const LOCK_STALE_SECONDS = 10;

/** What the build reads. Generated files are left out, or every start would build again. */
const SOURCES = [
  'apps',
  'libs',
  'migrations',
  'packs',
  'instruments',
  'test/bench',
  'test/faults',
  'test/matching',
  'test/simulation',
  'test/support',
  'test/browser/house.tools.ts',
  'test/web',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
];
const NOT_SOURCES = new Set(['node_modules', 'dist', 'openapi.json', 'openapi.gen.d.ts']);

function say(line) {
  // The standard output belongs to the command that follows.
  if (!isQuiet) process.stderr.write(`${line}\n`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(
    `Handrail needs Node 20.19 or newer; this is ${process.version}.\nInstall a newer one from https://nodejs.org\n`,
  );
  process.exit(1);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const visit = (relative) => {
    const at = path.join(root, relative);
    const stat = statSync(at, { throwIfNoEntry: false });
    if (!stat || NOT_SOURCES.has(path.basename(relative))) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(at).sort()) visit(path.join(relative, name));
    } else if (!/\.spec\.tsx?$/.test(relative)) {
      hash.update(`${relative}\0${stat.size}\0`).update(readFileSync(at));
    }
  };
  for (const each of paths) visit(each);
  return hash.update(process.versions.node.split('.')[0]).digest('hex');
}

function isStamped(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

async function run(what, command, args) {
  const began = Date.now();
  say(`${what} …`);
  const child = spawn(command, args, {
    cwd: root,
    // Output of the steps goes where ours goes; a quiet run shows it only when a step fails.
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  const take = (chunk) => {
    output += chunk;
    if (!isQuiet) process.stderr.write(chunk);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ticker = setInterval(
    () => say(`  still at it after ${Math.round((Date.now() - began) / 1000)} s`),
    15_000,
  );
  const code = await new Promise((done) => child.once('error', () => done(1)).once('close', done));
  clearInterval(ticker);
  if (code !== 0) {
    if (isQuiet) process.stderr.write(output);
    throw new Error(`${what} failed (${command} ${args.join(' ')}, code ${code}). The lines above say why.`);
  }
  say(`  done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

async function withLock(work) {
  mkdirSync(path.dirname(LOCK), { recursive: true, mode: 0o755 });
  const mine = randomUUID();
  let told = false;
  while (!(await tryLock(mine))) {
    if (!told) process.stderr.write('Another start is installing or building here; waiting for it.\n');
    told = true;
    await sleep(300);
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(LOCK, new Date(), new Date());
    } catch {
      // Another start took the lock as left behind; the stamps keep the two apart.
    }
  }, 1000);
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(LOCK, { force: true });
  }
}

async function tryLock(mine) {
  const stat = statSync(LOCK, { throwIfNoEntry: false });
  if (stat && Date.now() - stat.mtimeMs > LOCK_STALE_SECONDS * 1000) rmSync(LOCK, { force: true });
  try {
    writeFileSync(LOCK, mine, { flag: 'wx' });
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  // Two may have found the same stale lock and one removed the other's new one: the file says who has it.
  await sleep(50);
  return existsSync(LOCK) && readFileSync(LOCK, 'utf8') === mine;
}

async function ensure(stamp, hash, work) {
  if (isStamped(stamp, hash)) return;
  rmSync(stamp, { force: true }); // an interrupted step must not look finished
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

async function bootstrap() {
  checkNode();
  const lockHash = hashOf(['package-lock.json']);
  if (isStamped(INSTALL_STAMP, lockHash) && isStamped(BUILD_STAMP, hashOf(SOURCES))) return;
  await withLock(async () => {
    await ensure(INSTALL_STAMP, lockHash, () =>
      run('Installing packages (a minute or two, once)', 'npm', [
        'ci',
        // Whatever the environment says: the build needs its tools, the tests their database.
        '--include=dev',
        '--include=optional',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ]),
    );
    await ensure(BUILD_STAMP, hashOf(SOURCES), () =>
      run('Building (half a minute, after changes)', 'npm', ['run', '-s', 'build']),
    );
  });
}

try {
  await bootstrap();
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
