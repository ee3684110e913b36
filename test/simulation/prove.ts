import { Command, InvalidArgumentError } from 'commander';
import { runCampaign, type CampaignReport } from './campaign.js';
import { scanJoins } from '../support/join-scan.js';
import { measureMatching, type MatchingOptions } from '../matching/campaign.js';
import {
  MATCHING,
  RECALL_MIN,
  matchingTables,
  recallOf,
  tellMissed,
  writeFigures,
} from '../matching/report.js';
import { proveDemo } from './demo.js';
import { runDrills, type Drill } from './restore-drills.js';
import { addKeyProofs } from './prove-keys.js';

/** Enough that a new database is a small part of the time, few enough that the laws are asked of small tables. */
const TOURS_PER_DATABASE = 40;

/** `npm run prove`: campaigns too long for every run of the tests, with the same code. Ends with 1 where a law was broken. */
export async function prove(argv: readonly string[]): Promise<number> {
  const command = new Command('prove').description('Long campaigns of what the tests do in short.');
  let code = 0;
  command
    .command('handoffs')
    .description('Drives handoffs through the machine by chance and checks every law.')
    .option('--count <number>', 'handoffs, at least', whole, 100_000)
    .option(
      '--seed <number>',
      'of chance; the same seed does the same again',
      whole,
      Math.floor(Math.random() * 1_000_000),
    )
    .option('--lanes <number>', 'towns that live at the same time', whole, 4)
    .option('--tours <number>', 'towns that share a database', whole, TOURS_PER_DATABASE)
    .option('--tour <number>', 'only this tour of the seed, to replay it', whole)
    .option('--go-on', 'does not stop at the first law that is broken')
    .action(async (given: HandoffOptions) => {
      say(`seed ${given.seed}`);
      const { tours: toursPerHouse, ...rest } = given;
      // Ctrl-C ends with the towns that live now and tells what was found so far.
      const stop = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
      const report = await runCampaign({ ...rest, toursPerHouse, say, signal: stop.signal });
      tellReport(report, given.seed);
      code = report.violations.length > 0 ? 1 : 0;
    });
  command
    .command('restore')
    .description('Brings a living database back to instants chosen at random and compares every row.')
    .option('--count <number>', 'drills', whole, 20)
    .option('--seed <number>', 'of chance', whole, Math.floor(Math.random() * 1_000_000))
    .action(async ({ count, seed }: { count: number; seed: number }) => {
      say(`seed ${seed}`);
      const drills = await runDrills({ count, seed, say });
      code = tellDrills(drills);
    });
  command
    .command('demo')
    .description('Brings every invented client of the demonstration in and checks every law.')
    .action(async () => {
      const wrong = await proveDemo(say);
      for (const one of wrong) say(`wrong: ${one}`);
      code = wrong.length > 0 ? 1 : 0;
    });
  command
    .command('join-scan')
    .description(
      'Brings people to two houses and intersects every column of what both export: nobody may be found.',
    )
    .option('--people <number>', 'who are known to both', whole, 10_000)
    .action(async ({ people }: { readonly people: number }) => {
      const { joins, columns, pairs, values, controls } = await scanJoins(people, say);
      for (const one of joins) say(`join: ${one}`);
      say(
        `${people} people, ${columns.join(' and ')} columns, ${pairs} pairs of columns, ${values} values: ${joins.length} joins (control: ${controls})`,
      );
      code = joins.length > 0 || controls < people ? 1 : 0;
    });
  addMatching(command, (ended) => (code = ended));
  addKeyProofs(command, (ended) => (code = ended));
  await command.parseAsync(argv, { from: 'user' });
  return code;
}

function addMatching(command: Command, end: (code: number) => void): void {
  command
    .command('matching')
    .description(
      'Asks for invented people of three scripts with every kind of mistake, and counts who is found.',
    )
    .option('--people <number>', 'people written down', whole, MATCHING.people)
    .option('--strangers <number>', 'searches for people who are not there', whole, MATCHING.strangers)
    .option('--seed <number>', 'of chance; the same seed does the same again', whole, MATCHING.seed)
    .option('--misses', 'shows some of those who were not found')
    .option('--write', 'writes the figures into docs/identity-matching.md')
    .action((given: MatchingOptions & { misses?: boolean; write?: boolean }) => {
      const report = measureMatching(given);
      for (const line of matchingTables(report)) say(line);
      if (given.misses) for (const one of report.missed) say(tellMissed(one));
      if (given.write) writeFigures(report);
      end(recallOf(report) >= RECALL_MIN ? 0 : 1);
    });
}

interface HandoffOptions {
  readonly count: number;
  readonly seed: number;
  readonly lanes: number;
  readonly tours: number;
  readonly tour?: number;
  readonly goOn?: boolean;
}

function tellDrills(drills: readonly Drill[]): number {
  const wrong = drills.filter((drill) => drill.wrong.length > 0).length;
  const seconds = drills.map((drill) => drill.restoreSeconds + drill.releaseSeconds).sort((a, b) => a - b);
  const total = (of: (drill: Drill) => number): number => drills.reduce((sum, drill) => sum + of(drill), 0);
  say('');
  say(
    `${drills.length} drills, ${wrong} not exact; ${total((one) => one.rows)} rows, ${total((one) => one.events)} events and ${total((one) => one.identities)} ciphertexts compared, ` +
      `${total((one) => one.erasuresReplayed)} erasures done again, ${total((one) => one.messages)} messages requeued`,
  );
  say(
    `from the command to the first sign-in: median ${seconds[Math.floor(seconds.length / 2)]?.toFixed(1)} s, longest ${seconds.at(-1)?.toFixed(1)} s, ` +
      `of ${((drills.at(-1)?.bytes ?? 0) / 1_048_576).toFixed(0)} MiB`,
  );
  return wrong === 0 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tellReport({ tally, violations, seconds, tours, audited }: CampaignReport, seed: number): void {
  const { handoffs, commands, races, repeats, busy, deadlocks } = tally;
  say('');
  tellCounts('transitions', tally.transitions);
  tellCounts('refusals', tally.refusals);
  tellCounts('done', tally.commandsDone);
  say(`never walked: ${tally.neverWalked.join(', ') || 'none'}`);
  say('');
  say(
    `seed ${seed}, ${tours} towns, ${commands} commands, ${races} races, ${repeats} repeats, ${audited} audit events verified, ${deadlocks} deadlocks run again, busy ${busy} times`,
  );
  say(`${seconds.toFixed(0)} s, ${(handoffs / seconds).toFixed(1)} handoffs/s`);
  for (const { tour, what } of violations) {
    say('');
    say(
      `violation in tour ${tour ?? 'unknown'}; again: npm run prove -- handoffs --seed ${seed}${tour === null ? '' : ` --tour ${tour}`}`,
    );
    say(what);
  }
  say(`${handoffs} handoffs, ${violations.length} violations`);
}

function tellCounts(what: string, counts: Readonly<Record<string, number>>): void {
  say(`${what}:`);
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  for (const [name, times] of sorted) say(`  ${String(times).padStart(8)}  ${name}`);
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is needed.');
  return value;
}
