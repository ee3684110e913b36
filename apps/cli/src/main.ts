import { Command } from 'commander';
import { LOG_LEVELS, readConfig, readSmsSecret } from '#platform/config/config.js';
import { StartupError } from '#platform/process/startup-error.js';
import { withContext, type CliContext } from './context.js';
import type { RestoreCommand } from './restore.command.js';

/**
 * The `handrail` command. Implementations are loaded when they are called for, so that one does not pay for the others.
 * Exit codes: 0 done, 1 something must be mended (one sentence says what), or what the command answers.
 */
async function main(): Promise<void> {
  const program = new Command('handrail')
    .description('Case management for the road from detox to work.')
    .showHelpAfterError();

  program
    .command('up')
    .description('start everything: database, api, worker and web app')
    .action(() => finish(async () => (await import('./up.js')).up()));

  program
    .command('migrate')
    .description('bring the database up to this version')
    .action(() =>
      finish(() =>
        withContext(async (context) => (await import('./migrate.command.js')).run(context), {
          migrateFirst: false,
        }),
      ),
    );

  program
    .command('import')
    .description('take over records from other systems')
    .command('fhir-bulk')
    .description('Patient and Condition of a FHIR R4 Bulk Data export (NDJSON)')
    .argument('<directory>', 'folder with the .ndjson files')
    .requiredOption('--organisation <code>', 'organisation that takes custody of the clients')
    .option('--report <file>', 'write what could not be used to this file, a JSON line each')
    .action((directory: string, options: { organisation: string; report?: string }) =>
      command(async (context) =>
        (await import('./import-fhir-bulk.command.js')).run(context, {
          directory,
          organisation: options.organisation,
          ...(options.report === undefined ? {} : { report: options.report }),
        }),
      ),
    );

  program
    .command('audit')
    .description('the log of who saw and did what')
    .command('verify')
    .description('check that no entry was edited, deleted, inserted, moved or cut off')
    .option('--json', 'as JSON', false)
    .action((options: { json: boolean }) =>
      command(async (context) => (await import('./audit-verify.command.js')).run(context, options)),
    );

  program
    .command('sms-simulator')
    .description('a gateway for text messages that reaches no telephone, to try notices with')
    .option('--port <number>', 'where it listens on this machine', '4025')
    .action(({ port }: { port: string }) =>
      finish(async () =>
        (await import('./sms-simulator.command.js')).runSmsSimulator(wholeNumber(port), readSmsSecret()),
      ),
    );

  describeBackup(program);
  describeDemo(program);
  describeKeys(program);

  await program.parseAsync();
}

function describeBackup(program: Command): void {
  const load = () => import('./backup.command.js');
  const backup = program
    .command('backup')
    .description('copy the database while it runs, encrypted, with its log to any instant')
    .option('--to <folder>', 'folder for backups, empty at first (else HANDRAIL_BACKUP)')
    .option('--stay', 'go on until it is ended: the log every minute, a whole copy a day', false)
    .action((options: { to?: string; stay: boolean }) => finish(async () => (await load()).take(options)));
  backup
    .command('verify')
    .description('read backups and their log from end to end and check every byte')
    .argument('[folder]')
    .action((folder?: string) => finish(async () => (await load()).verify(folder)));
  backup
    .command('list')
    .description('list which instants can be brought back')
    .argument('[folder]')
    .action((folder?: string) => finish(async () => (await load()).list(folder)));
  const restore = () => import('./restore.command.js');
  program
    .command('restore')
    .description('bring a backup back into a new data directory')
    .option('--from <folder>', 'folder with backups (else HANDRAIL_BACKUP)')
    .option('--to <folder>', 'the new data directory; it must not exist yet')
    .option(
      '--at <instant>',
      'every change up to this instant, such as 2026-03-29T04:12:00Z; else all there is',
    )
    .option('--go-on', 'only what comes before the first sign-in, on the data of HANDRAIL_DATA')
    .action((options: RestoreCommand) => finish(async () => (await restore()).run(options)));
  program
    .command('drill')
    .description('bring a backup back into a folder that is thrown away, and say how long it took')
    .option('--from <folder>', 'folder with backups (else HANDRAIL_BACKUP)')
    .option('--at <instant>', 'to this instant; else all there is')
    .action((options: RestoreCommand) => finish(async () => (await restore()).drill(options)));
}

function describeDemo(program: Command): void {
  program
    .command('seed')
    .description('add the demo network, once')
    .option('--all', 'and every invented client at once, not in the background of "up"', false)
    .option('--clients <number>', 'and so many invented clients, over all networks')
    .action(({ all, clients }: { all: boolean; clients?: string }) =>
      command(async (context) =>
        (await import('./seed.command.js')).run(context, {
          ...(all ? { clients: Infinity } : clients === undefined ? {} : { clients: wholeNumber(clients) }),
        }),
      ),
    );

  program
    .command('demo')
    .description('the demo network')
    .command('accounts')
    .description('list the demo logins')
    .option('--json', 'as JSON', false)
    .action((options: { json: boolean }) =>
      command(async (context) => (await import('./demo-accounts.command.js')).run(context, options)),
    );
}

function describeKeys(program: Command): void {
  const keys = program.command('keys').description('the keyring of the deployment, and keys for machines');
  describeKeyring(keys);
  keys
    .command('issue')
    .description('make a key for a machine and print its token once')
    .requiredOption('--organisation <code>', 'organisation the machine works for')
    .requiredOption('--name <name>', 'what the machine is called in the audit')
    .requiredOption('--role <role...>', 'roles the key opens')
    .option('--days <number>', 'how long it lives, 366 at most', '90')
    .action((options: { organisation: string; name: string; role: string[]; days: string }) =>
      command(async (context) => (await import('./keys.command.js')).issue(context, options)),
    );
  keys
    .command('list')
    .description('list the keys of machines')
    .action(() => command(async (context) => (await import('./keys.command.js')).list(context)));
  keys
    .command('revoke')
    .description('end a key of a machine')
    .argument('<id>')
    .action((id: string) =>
      command(async (context) => (await import('./keys.command.js')).revoke(context, id)),
    );
}

function describeKeyring(keys: Command): void {
  const load = () => import('./keyring.command.js');
  keys
    .command('show')
    .description('the keyring: its keys, and how many people hang on each')
    .option('--json', 'as JSON', false)
    .action((options: { json: boolean }) =>
      command(async (context) => (await load()).show(context, options)),
    );
  keys
    .command('check')
    .description('whether the keyring is whole and belongs to the database; settles what was broken off')
    .action(() => command(async (context) => (await load()).check(context)));
  keys
    .command('rotate-root')
    .description('wrap the keyring under another root key')
    .action(() => command(async (context) => (await load()).rotateRoot(context)));
  for (const [name, kind, what] of [
    ['rotate-epoch', 'epochs', 'wrap the keys of people under a new epoch'],
    ['rotate-index', 'indexes', 'index people under a new key'],
  ] as const) {
    keys
      .command(name)
      .description(`${what}, while everybody works`)
      .option('--leave-to-worker', 'do not wait: the worker takes people along in the background', false)
      .action((options: { leaveToWorker: boolean }) =>
        command(async (context) => (await load()).rotate(context, kind, options.leaveToWorker)),
      );
  }
  keys
    .command('destroy-epoch')
    .description('destroy the key of a former epoch: older backups can then never be read again')
    .argument('<epoch>')
    .option('--yes', 'without asking', false)
    .action((epoch: string, options: { yes: boolean }) =>
      command(async (context) => (await load()).destroyEpoch(context, epoch, options.yes)),
    );
  keys
    .command('adopt')
    .description('make a keyring of the root key of an earlier version')
    .action(() => finish(async () => (await load()).adopt()));
}

function wholeNumber(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new StartupError(`"${text}" is no number of clients.`, 'Give a whole number, such as --clients 60.');
}

function command(work: (context: CliContext) => Promise<number>): Promise<void> {
  return finish(() => withContext(work));
}

async function finish(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.exitCode = 1;
    report(error);
  }
}

/** One clear sentence and what to do; the stack only for those who asked for it. */
function report(error: unknown): void {
  const { message } = error as Error;
  if (error instanceof StartupError) {
    process.stderr.write(`\n${error.problem}\n${error.remedy}\n`);
  } else {
    process.stderr.write(`\nHandrail stopped on an error it did not expect: ${message}\n`);
    process.stderr.write(
      `Run it again with LOG_LEVEL=debug to see where (levels: ${LOG_LEVELS.join(', ')}).\n`,
    );
  }
  if (wantsStack()) process.stderr.write(`${(error as Error).stack ?? ''}\n`);
}

function wantsStack(): boolean {
  try {
    return readConfig().logLevel === 'debug';
  } catch {
    return false; // the configuration itself is what was reported
  }
}

await main();
