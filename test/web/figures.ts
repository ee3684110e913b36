import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { Command } from 'commander';
import { openHouse, type House } from '../browser/house.tools.js';
import { FIRST_LOAD_BYTES_MAX, ROUTE_BYTES_MAX, weigh, type Weight } from './budget.js';
import { inKilobytes } from './bytes.js';
import { furnish } from './furnish.js';
import { interact, p75, type Interaction } from './interactions.js';
import { scrollWork } from './scrolling.js';

const INTERACTION_MS_MAX = 200;
const PARTS = ['bytes', 'interactions', 'scrolling'] as const;

/** Measures what docs/web.md holds and prints it as Markdown. Nothing fails here: budgets of bytes are a test of their own. */
export async function benchWeb(argv: readonly string[]): Promise<number> {
  const command = new Command('bench:web')
    .description('Bytes, interactions and scrolling of the staff app in Chromium.')
    .option('--only <list>', `of ${PARTS.join(', ')}`)
    .option('--rows <number>', 'of the work list', Number, 2_000);
  command.parse(argv, { from: 'user' });
  const { only, rows } = command.opts<{ only?: string; rows: number }>();
  const isWanted = (part: (typeof PARTS)[number]): boolean => !only || only.split(',').includes(part);
  const house = await openHouse();
  try {
    await furnish(house);
    console.log(machine(house));
    if (isWanted('bytes')) console.log(bytesTable(await weigh(house.browser, house.url, 'ar')));
    if (isWanted('interactions'))
      console.log(interactionTable(await interact(house.browser, house.url, 'ar')));
    if (isWanted('scrolling')) await printScrolling(house, rows);
  } finally {
    await house.close();
  }
  return 0;
}

function machine(house: House): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [first] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, commit ${commit}, ${first?.model ?? 'a processor'}, ${cpus().length} cores, Chromium ${house.browser.version()}.\n`;
}

function bytesTable(weights: readonly Weight[]): string {
  const [most] = [...weights].sort((a, b) => b.first - a.first);
  const rows = weights
    .filter(({ after }) => after > 0)
    .sort((a, b) => b.after - a.after)
    .map(({ route, after }) => `| \`${route}\` | ${inKilobytes(after)} |`);
  return `First load in Arabic: ${inKilobytes(most?.first ?? 0)} (budget ${inKilobytes(FIRST_LOAD_BYTES_MAX)}). The largest files: ${most?.heaviest.join(', ') ?? ''}.

| route, opened after it | compressed (budget ${inKilobytes(ROUTE_BYTES_MAX)}) |
|---|---|
${rows.join('\n')}
`;
}

function interactionTable(all: readonly Interaction[]): string {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const row = (name: string, some: readonly Interaction[]): string =>
    `| ${name} | ${some.length} | ${p75(some)} | ${Math.max(...some.map(({ milliseconds }) => milliseconds))} |`;
  const slow = all
    .filter(({ milliseconds }) => milliseconds > INTERACTION_MS_MAX)
    .map(({ scene, kind, milliseconds }) => `${scene} ${kind} ${milliseconds} ms`);
  return `| interaction, processor slowed down 4 times | number | p75 ms | slowest ms |
|---|---|---|---|
${kinds
  .map((kind) =>
    row(
      kind,
      all.filter((each) => each.kind === kind),
    ),
  )
  .join('\n')}
${row('**all**', all)}

Above ${INTERACTION_MS_MAX} ms: ${slow.join(', ') || 'none'}.
`;
}

async function printScrolling(house: House, wanted: number): Promise<void> {
  const found = await scrollWork(house, wanted);
  const share = ((found.dropped / found.frames) * 100).toFixed(1);
  console.log(`Work list of ${found.rows} rows: at most ${found.drawnMax} rows in the document; scrolled through in ${found.seconds.toFixed(0)} s:
${found.frames} frames, ${found.dropped} of them late (${share} %), ${found.longTasks} tasks above 50 ms, the longest ${found.longestTaskMs.toFixed(0)} ms.
`);
}
