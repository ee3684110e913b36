import { createInterface } from 'node:readline/promises';
import { readConfig } from '#platform/config/config.js';
import { adoptOldRootKey } from '#platform/keys/adopt.js';
import { epochsDue } from '#platform/erasure/epochs-due.js';
import { ErasureLedger } from '#platform/erasure/erasure-ledger.js';
import { armFailPoint } from '#platform/process/fail-point.js';
import { Keeper } from '#platform/keys/keeper.js';
import { KeyRotation } from '#platform/keys/key-rotation.js';
import { KeyWork, type KeyWorkDone } from '#platform/keys/key-work.js';
import { KEY_KINDS, type KeyKind } from '#platform/keys/keyring-contents.js';
import { keyringFileOf } from '#platform/keys/load-keys.js';
import { StartupError } from '#platform/process/startup-error.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import type { CliContext } from './context.js';

const TELL_EVERY_PEOPLE = 5_000;
const NAMES: Readonly<Record<KeyKind, string>> = { epochs: 'epoch', indexes: 'index' };

/** `handrail keys show`: which keys there are, where each stands, and how many people hang on it. No key is printed. */
export async function show(context: CliContext, options: { readonly json: boolean }): Promise<number> {
  return await withRoom(context, async ({ keeper }) => {
    const { contents, root } = keyringFileOf(context.config).read()!;
    const counts = await keeper.query<{ kind: KeyKind; number: number; people: string }>(
      'select * from vault.people_by_key()',
    );
    const people = (kind: KeyKind, number: number): number =>
      Number(counts.find((one) => one.kind === kind && one.number === number)?.people ?? 0);
    const keys = KEY_KINDS.flatMap((kind) =>
      contents[kind].map(({ number, state, madeAt, destroyedAt = null }) => ({
        kind: NAMES[kind],
        number,
        state,
        made_at: madeAt,
        destroyed_at: destroyedAt,
        people: people(kind, number),
      })),
    );
    const due = epochsDue(contents.epochs, ErasureLedger.of(context.keys).read());
    const { id, generation } = contents;
    const about = { keyring: id, generation, root: root.id, directory: context.keys.directory, keys, due };
    if (options.json) process.stdout.write(`${JSON.stringify(about, null, 2)}\n`);
    else {
      process.stdout.write(
        `keyring  ${id}, generation ${generation}, in ${about.directory}\nroot     ${root.id}\n`,
      );
      for (const key of keys)
        process.stdout.write(
          `${key.kind.padEnd(8)} ${String(key.number).padEnd(4)} ${key.state.padEnd(9)}  since ${key.made_at.slice(0, 10)}  ${key.people} people\n`,
        );
      for (const { epoch, erasures, due_at } of due)
        process.stdout.write(
          `Epoch ${epoch} has to be destroyed by ${due_at.slice(0, 10)}: certificates of ${erasures} people who were erased say so (docs/backup.md).\n`,
        );
      const waiting = people('indexes', 0);
      if (waiting > 0)
        process.stdout.write(`${waiting} people are in no index yet; the worker takes them along.\n`);
    }
    return 0;
  });
}

/**
 * `handrail keys check`: whether the keyring is whole, opens and belongs to the database; what a process that was killed
 * left half done is completed. Whatever does not fit is refused by name, and nothing is written then.
 */
export async function check(context: CliContext): Promise<number> {
  return await withRoom(context, async ({ rotation }) => {
    const { generation } = await rotation.settle();
    context.log(
      `The keyring in ${context.keys.directory} is whole and belongs to the database (generation ${generation}).`,
    );
    return 0;
  });
}

/** `handrail keys rotate-root`: the keyring is wrapped under another root key; nothing that it holds changes. */
export async function rotateRoot(context: CliContext): Promise<number> {
  return await withRoom(context, async ({ rotation }) => {
    const { from, to } = await rotation.rotateRoot();
    context.log(
      `The keyring is wrapped under ${to}; ${from} opens nothing any more. Copy keyring and root key to where you keep them.`,
    );
    return 0;
  });
}

/** `handrail keys rotate-epoch` and `rotate-index`: a new key from now on, and everybody taken along. */
export async function rotate(context: CliContext, kind: KeyKind, leaveToWorker: boolean): Promise<number> {
  return await withRoom(context, async ({ rotation, work }) => {
    const number = await rotation.rotate(kind);
    context.log(`The ${NAMES[kind]} is ${number} now. Copy the keyring to where you keep it.`);
    if (leaveToWorker) return 0;
    return tell(context, await work.run(optionsFor(context)));
  });
}

/** `handrail keys destroy-epoch`: no backup from that epoch is readable afterwards, so a person is asked. */
export async function destroyEpoch(context: CliContext, text: string, isSure: boolean): Promise<number> {
  const epoch = Number(text);
  if (!/^\d{1,9}$/.test(text))
    throw new StartupError(
      `"${text}" is no number of an epoch.`,
      'See "handrail keys show" for those there are.',
    );
  return await withRoom(context, async ({ rotation }) => {
    if (!isSure && !(await isWanted(epoch))) {
      context.log('Nothing was changed.');
      return 1;
    }
    await rotation.destroyEpoch(epoch);
    context.log(
      `The key of epoch ${epoch} is destroyed. Destroy the copies of the keyring that still hold it, too.`,
    );
    return 0;
  });
}

/** `handrail keys adopt`: a deployment from before keyrings keeps its data; its root key leaves the data folder. */
export async function adopt(): Promise<number> {
  const config = readConfig();
  const { directory } = adoptOldRootKey(config);
  process.stderr.write(
    `The keyring is in ${directory}, and the root key was taken out of ${config.dataDirectory}. Start Handrail, then run "handrail keys rotate-root", "rotate-epoch" and "rotate-index": copies of the old key open nothing new afterwards.\n`,
  );
  return await Promise.resolve(0);
}

interface Room {
  readonly keeper: Keeper;
  readonly rotation: KeyRotation;
  readonly work: KeyWork;
}

async function withRoom(context: CliContext, work: (room: Room) => Promise<number>): Promise<number> {
  armFailPoint(context.config.failAt);
  const keeper = new Keeper(context.config, context.keys);
  const rotation = new KeyRotation(keyringFileOf(context.config), keeper);
  try {
    await keeper.assertSafe();
    return await work({
      keeper,
      rotation,
      work: new KeyWork(keeper, new VaultKeys(context.keys.ring), rotation),
    });
  } finally {
    await keeper.end();
  }
}

function optionsFor(context: CliContext): Parameters<KeyWork['run']>[0] {
  let told = 0;
  return {
    isStopping: () => false,
    onProgress: ({ wrapped, indexed }) => {
      if (wrapped + indexed < told + TELL_EVERY_PEOPLE) return;
      told = wrapped + indexed;
      context.log(`  ${told} people so far; the command may be broken off, the worker goes on.`);
    },
  };
}

function tell(context: CliContext, { wrapped, indexed, failed }: KeyWorkDone): number {
  context.log(`${wrapped} people were wrapped again, ${indexed} were indexed again.`);
  if (failed === 0) return 0;
  context.log(
    `${failed} people do not open with their keys and were left as they are: their rows were changed by something other than Handrail.`,
  );
  return 1;
}

async function isWanted(epoch: number): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new StartupError(
      'Destroying a key cannot be undone, and there is nobody to ask.',
      'Add --yes if you are sure.',
    );
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await ask.question(
      `Backups made while epoch ${epoch} was in use can never be read again. Type the number of the epoch to go on: `,
    );
    return answer.trim() === String(epoch);
  } finally {
    ask.close();
  }
}
