import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { openHouse } from '../browser/house.tools.js';
import { layoutFaults } from './layout.js';
import { furnish } from './furnish.js';
import { languageFaults, settle } from './reading.js';
import { Casting, nameOf, scenes, type Scene } from './scenes.js';
import { contactSheet, type Picture } from './sheet.js';
import { LANGUAGES, THEMES, Visit, type Theme } from './visit.js';

const WIDTHS = [1440, 768, 390] as const;
const HEIGHTS: Readonly<Record<number, number>> = { 1440: 900, 768: 1024, 390: 844 };
const QUALITY = 62;

interface Options {
  readonly routes?: string;
  readonly languages?: string;
  readonly themes?: string;
  readonly widths?: string;
  readonly out: string;
}

/**
 * Takes a picture of every route in every language, theme and width from a house with the demo network, and lays them out
 * on one page with what a script can see to be wrong at its top. Answers 1 if there is anything.
 */
export async function takeScreens(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  mkdirSync(options.out, { recursive: true });
  const house = await openHouse();
  const pictures: Picture[] = [];
  try {
    process.stderr.write('Planting the demo network …\n');
    await furnish(house);
    const casting = new Casting(house.url);
    for (const language of chosen(LANGUAGES, options.languages)) {
      const visit = await Visit.open(house.browser, house.url, language);
      for (const scene of scenes().filter((each) => isWanted(each, options.routes)))
        pictures.push(...(await picturesOf(scene, visit, casting, options)));
      await visit.close();
    }
  } finally {
    await house.close();
  }
  const sheet = path.join(options.out, 'index.html');
  writeFileSync(sheet, contactSheet(pictures));
  const faults = pictures.flatMap(({ name, faults: all }) => all.map((fault) => `${name}: ${fault}`));
  for (const fault of faults) console.log(fault);
  console.log(`${pictures.length} pictures, ${faults.length} faults: ${sheet}`);
  return faults.length > 0 ? 1 : 0;
}

function readOptions(argv: readonly string[]): Options {
  const command = new Command('screens')
    .description('Pictures of every route, language, theme and width, on one page.')
    .option('--routes <list>', 'only routes whose name holds one of these')
    .option('--languages <list>', `of ${LANGUAGES.join(', ')}`)
    .option('--themes <list>', `of ${THEMES.join(', ')}`)
    .option('--widths <list>', `of ${WIDTHS.join(', ')}`)
    .option('--out <folder>', 'where they go', path.resolve('.data', 'screens'));
  command.parse(argv, { from: 'user' });
  return command.opts<Options>();
}

const chosen = <T extends string | number>(all: readonly T[], wanted: string | undefined): T[] =>
  all.filter((each) => wanted === undefined || wanted.split(',').includes(String(each)));

const isWanted = (scene: Scene, routes: string | undefined): boolean =>
  routes === undefined ||
  routes.split(',').some((wanted) => nameOf(scene).includes(wanted) || scene.route === wanted);

/** One page load; themes and widths change under it. */
async function picturesOf(
  scene: Scene,
  visit: Visit,
  casting: Casting,
  options: Options,
): Promise<Picture[]> {
  const { language, page } = visit;
  const base = { route: scene.route, role: scene.role, language };
  const name = `${nameOf(scene)}.${language}`;
  try {
    await visit.see(await casting.cast(scene, language));
  } catch (error) {
    return [{ ...base, name, theme: 'light', width: 0, file: null, faults: [(error as Error).message] }];
  }
  const taken: Picture[] = [];
  for (const theme of chosen<Theme>(THEMES, options.themes)) {
    await visit.wear(theme);
    for (const width of chosen<number>(WIDTHS, options.widths)) {
      await page.setViewportSize({ width, height: HEIGHTS[width] ?? 900 });
      await settle(page);
      const file = `${name}.${theme}.${width}.jpg`;
      const faults = [...(await layoutFaults(page)), ...(await languageFaults(page, language))];
      await page.screenshot({
        path: path.join(options.out, file),
        fullPage: true,
        type: 'jpeg',
        quality: QUALITY,
      });
      taken.push({ ...base, name: `${name} ${theme} ${width}`, theme, width, file, faults });
    }
  }
  process.stderr.write(`${name}: ${taken.length} pictures\n`);
  return taken;
}
