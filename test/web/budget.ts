import type { Browser } from 'playwright-core';
import type { Language } from '#domain/charter/code-lists.js';
import { Bytes } from './bytes.js';
import { Casting, nameOf, scenes, type Scene } from './scenes.js';
import { Visit } from './visit.js';

/** Compressed bytes of the app: the first screen of somebody signed in, and each screen that is opened after it. */
export const FIRST_LOAD_BYTES_MAX = 250_000;
export const ROUTE_BYTES_MAX = 60_000;

/** Files named beside a weight, for whoever must find out why. */
const HEAVIEST = 10;

export interface Weight {
  readonly scene: string;
  readonly route: string;
  readonly first: number;
  readonly after: number;
  readonly heaviest: readonly string[];
}

/** What each route costs in a browser that has never been here: first the home of the role, then the route from there. */
export async function weigh(
  browser: Browser,
  url: string,
  language: Language,
  wanted: readonly Scene[] = onePerRoute(),
): Promise<Weight[]> {
  const casting = new Casting(url);
  const weights: Weight[] = [];
  for (const scene of wanted) {
    const visit = await Visit.open(browser, url, language);
    const bytes = new Bytes(visit.page);
    const cast = await casting.cast(scene, language);
    await visit.goTo({ ...cast, address: '/' });
    const first = await bytes.take();
    const heaviest = bytes.heaviest(HEAVIEST);
    await visit.follow(cast.address);
    const after = await bytes.take();
    weights.push({
      scene: nameOf(scene),
      route: scene.route,
      first,
      after,
      heaviest: after > ROUTE_BYTES_MAX ? bytes.heaviest(HEAVIEST) : heaviest,
    });
    await visit.close();
  }
  return weights;
}

/** The screens of a route differ by role in their data, hardly in their scripts. */
function onePerRoute(): Scene[] {
  const all = scenes();
  return all.filter((scene, place) => all.findIndex(({ route }) => route === scene.route) === place);
}
