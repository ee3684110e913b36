import { Command, InvalidArgumentError } from 'commander';

/** What a run measures. Sizes are numbers of clients and of episodes that one organisation may see. */
export interface BenchOptions {
  readonly clients: number[];
  readonly visible: number[];
  readonly connections: number[];
  readonly seconds: number;
  readonly pairs: number;
  readonly hops: number;
  /** Clocks that are due at once. */
  readonly clocks: number;
  /** Seconds in which nothing happens. */
  readonly idle: number;
  readonly seed: number;
  readonly json?: string;
  readonly plans?: string;
  readonly data?: string;
  readonly profile?: string;
  readonly only?: string[];
  readonly quick?: boolean;
}

const QUICK = {
  clients: [2_000, 20_000],
  visible: [20, 5_000],
  connections: [10],
  seconds: 1,
  pairs: 1,
  hops: 20,
  clocks: 1_000,
  idle: 10,
};

/** Reads the command line; `--quick` sets small sizes where nothing else was asked for. */
export function readOptions(argv: readonly string[]): BenchOptions {
  const command = new Command('bench')
    .description('Measures the api against a bare node:http + pg server that sends the same statements.')
    .option('--clients <list>', 'clients in each database', numbers, [10_000, 1_000_000])
    .option('--visible <list>', 'episodes that an organisation may see', numbers, [20, 150_000])
    .option('--connections <list>', 'concurrent keep-alive connections', numbers, [1, 10, 50])
    .option('--seconds <number>', 'length of one round', positive, 3)
    .option('--pairs <number>', 'rounds of each server, alternating', positive, 3)
    .option(
      '--hops <number>',
      'requests timed into the inbox, on each backend, alone and under load',
      positive,
      200,
    )
    .option('--clocks <number>', 'clocks that are due at once, to measure the sweeper', positive, 100_000)
    .option(
      '--idle <number>',
      'seconds in which nothing happens, to count what the worker asks',
      positive,
      60,
    )
    .option('--seed <number>', 'of the invented clients', positive, 1)
    .option('--json <file>', 'also write everything as JSON')
    .option('--plans <file>', 'write EXPLAIN (ANALYZE) of the reads as the api sends them')
    .option('--data <folder>', 'keep the databases there and use them again when they fit')
    .option('--profile <folder>', 'write CPU profiles of the api there')
    .option(
      '--only <list>',
      'only these pieces of work: stage, accept, inbox, client, hop, walk, idle, sweep; identity alone: the search for people',
      words,
    )
    .option('--quick', 'small sizes and one short round: shows that it works, measures little');
  command.parse(argv, { from: 'user' });
  const given = command.opts<BenchOptions>();
  if (!given.quick) return given;
  const chosen = Object.keys(QUICK).filter((name) => command.getOptionValueSource(name) === 'cli');
  return {
    ...given,
    ...QUICK,
    ...Object.fromEntries(chosen.map((name) => [name, given[name as keyof BenchOptions]])),
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('a number above zero is needed.');
  return value;
}

function numbers(text: string): number[] {
  return text.split(',').map(positive);
}

function words(text: string): string[] {
  return text.split(',');
}
