import { RotationHouse } from '../support/rotation-house.js';

export interface RotationOptions {
  readonly rounds: number;
  readonly lanes: number;
  readonly apis: number;
  readonly workers: number;
  readonly people: number;
  readonly say: (line: string) => void;
}

export interface RotationReport {
  readonly requests: number;
  readonly people: number;
  readonly rotations: number;
  readonly kills: number;
  readonly seconds: number;
  readonly failed: number;
  /** The first of them. */
  readonly failures: readonly string[];
}

/** Everybody is read once more at the end. */
const PEOPLE_MAX = 5_000;

/** The places at which a command of an operator is killed, and the command that is killed there. */
export const KILLED_AT: readonly (readonly [command: string, point: string])[] = [
  ['rotate-epoch', 'keys.after_write:keys.announce'],
  ['rotate-epoch', 'keys.after_confirm:keys.announce'],
  ['rotate-epoch', 'keys.after_write:keys.turn'],
  ['rotate-epoch', 'keys.after_confirm:keys.turn'],
  ['rotate-index', 'keys.after_write:keys.announce'],
  ['rotate-index', 'keys.after_write:keys.turn'],
  ['rotate-root', 'keys.after_write:keys.rotate_root'],
  ['rotate-root', 'keys.after_confirm:keys.rotate_root'],
];

/**
 * Rotates every key again and again while people work at several processes, kills the commands and the workers in the
 * middle, and counts what went wrong for those who worked: it must be nothing.
 */
export async function proveRotation(options: RotationOptions): Promise<RotationReport> {
  const { say } = options;
  const began = performance.now();
  const house = await RotationHouse.open(options.apis, options.workers, PEOPLE_MAX);
  const counts = { rotations: 0, kills: 0 };
  try {
    house.work(options.lanes);
    while (house.people < options.people && house.failed === 0) await pause(200);
    say(`${house.people} people; every key is rotated ${options.rounds} times`);
    for (let round = 1; round <= options.rounds; round += 1) {
      await rotateAll(house, counts, options.workers);
      say(`round ${round}: ${house.requests} requests, ${house.failed} failed, ${house.people} people`);
    }
    await house.endWork();
    for (const one of house.failures) say(`failed: ${one}`);
    say('everybody is read once more');
    await checkEnd(house);
    const { requests, people, failed, failures } = house;
    return { requests, people, failed, failures, ...counts, seconds: (performance.now() - began) / 1000 };
  } finally {
    await house.close();
  }
}

/** One round: each command is killed at each of its points and run again, a worker is killed while it takes people along. */
async function rotateAll(
  house: RotationHouse,
  counts: { rotations: number; kills: number },
  workers: number,
): Promise<void> {
  for (const [command, point] of KILLED_AT) {
    const killed = await house.handrail(['keys', command], point);
    if (killed.signal !== 'SIGKILL')
      throw new Error(`${command} was to be killed at ${point}:\n${killed.output}`);
    counts.kills += 1;
    await house.succeed('keys', 'check');
    await house.succeed('keys', command);
    counts.rotations += 1;
  }
  for (const command of ['rotate-epoch', 'rotate-index']) {
    await house.succeed('keys', command, '--leave-to-worker');
    counts.rotations += 1;
    for (let number = 0; number < workers; number += 1) {
      await pause(300);
      await house.killWorker(number);
      house.startWorker(number);
      counts.kills += 1;
    }
  }
  const { keys } = await house.everybodyTakenAlong();
  for (const { number } of keys.filter(({ kind, state }) => kind === 'epoch' && state === 'kept'))
    await house.succeed('keys', 'destroy-epoch', String(number), '--yes');
}

/** What must be true of the database when all is done. */
async function checkEnd(house: RotationHouse): Promise<void> {
  const { keys } = await house.everybodyTakenAlong();
  await house.readEverybody();
  const current = (kind: string) => keys.find((key) => key.kind === kind && key.state === 'current')?.number;
  const stray = await house.rows(
    `select client_id from vault.person where epoch <> ${current('epoch')} or index_version <> ${current('index')}
     union all select client_id from vault.blind_index where key_version <> ${current('index')}`,
  );
  if (stray.length > 0) house.fail(`${stray.length} rows are under a former key`);
  const audit = await house.handrail(['audit', 'verify']);
  if (audit.code !== 0) house.fail(`the audit does not verify:\n${audit.output}`);
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
