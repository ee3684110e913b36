import { Command, InvalidArgumentError } from 'commander';
import { hasRedis } from '../support/application-process.js';
import { runCampaign, type Outcome } from './campaign.js';
import { House, type Backend } from './house.js';
import { measureSealing } from './sealing.js';

interface Options {
  readonly handoffs: number;
  readonly backend: Backend | 'both';
  readonly seed: number;
  readonly atOnce: number;
  readonly sealing?: number;
}

const SEED_MAX = 1_000_000;

function readOptions(): Options {
  return new Command('faults')
    .description('Sends handoffs through a house that is being hit, and counts what was lost or done twice.')
    .option('--handoffs <number>', 'handoffs on each backend', positive, 5_000)
    .option('--backend <name>', 'postgres, redis or both', backend, 'both')
    .option(
      '--seed <number>',
      'of the walks and of what is done to the house',
      positive,
      Date.now() % SEED_MAX,
    )
    .option('--at-once <number>', 'clients who are walked at the same time', positive, 6)
    .option('--sealing <events>', 'instead: how long messages take while so many events are sealed', positive)
    .parse()
    .opts<Options>();
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1');
  return value;
}

function backend(text: string): string {
  if (!['postgres', 'redis', 'both'].includes(text))
    throw new InvalidArgumentError('postgres, redis or both');
  return text;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints the outcome as a table of Markdown, as docs/reliability.md has it. Answers whether every law held. */
function print(outcome: Outcome): boolean {
  const { blows, findings } = outcome;
  say(`\n### ${outcome.backend}: ${outcome.handoffs} handoffs, ${outcome.messages} messages`);
  say(
    `\nStorm of ${outcome.stormSeconds} s: ${blows.killed + blows.killedAtPoint} workers killed (${blows.killedAtPoint} of them at a named point), ` +
      `queue thrown away ${blows.queueLost} times, worker paused ${blows.paused} times, database restarted ${blows.databaseRestarted} times, ` +
      `${blows.wrongClocks} workers with a wrong clock. At rest ${outcome.calmSeconds} s later. ${outcome.claimedAgain} messages were given to the ` +
      `queue more than once, one of them ${outcome.claimsMax} times; ${outcome.repeatedRequests} requests were answered only when sent again.\n`,
  );
  say('| law | looked at | broken |\n|---|---|---|');
  for (const { law, looked, broken } of findings) say(`| ${law} | ${looked} | ${broken} |`);
  const wrong = findings.filter((one) => one.broken > 0 || one.looked === 0);
  for (const { law, looked, examples } of wrong)
    say(`\nBROKEN: ${law}${looked === 0 ? ' (nothing was looked at)' : ''}: ${examples.join(', ')}`);
  return wrong.length === 0;
}

async function tellSealing(events: number): Promise<void> {
  say(
    `| ${events} events, worker | sealed within | messages meanwhile: p50 / p99 | afterwards |\n|---|---|---|---|`,
  );
  for (const worker of ['runs', 'starts'] as const) {
    const { sealedWithinMs, during, after } = await measureSealing(events, worker);
    say(
      `| ${worker} | ${sealedWithinMs} ms | ${during.p50} / ${during.p99} ms (${during.messages}) | ${after.p50} / ${after.p99} ms |`,
    );
  }
}

async function blow(options: Options): Promise<void> {
  say(`Seed ${options.seed}.`);
  let isWhole = true;
  for (const one of options.backend === 'both' ? (['postgres', 'redis'] as const) : [options.backend]) {
    if (one === 'redis' && !hasRedis()) {
      say('redis-server is not installed: the backend on Redis was not tried.');
      isWhole = false;
      continue;
    }
    const outcome = await runCampaign({
      ...options,
      backend: one,
      restarts: 3,
      longPauses: 3,
      say: (line) => say(`[${one}] ${line}`),
    });
    isWhole = print(outcome) && isWhole;
  }
  say(isWhole ? '\nEvery law held.' : '\nA law was broken, or not everything was tried.');
  process.exitCode = isWhole ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void House.closeAll().finally(() => process.exit(1)));
const options = readOptions();
await (options.sealing === undefined ? blow(options) : tellSealing(options.sealing));
