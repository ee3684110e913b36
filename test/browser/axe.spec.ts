import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { furnish } from '../web/furnish.js';
import { layoutFaults } from '../web/layout.js';
import { languageFaults, settle } from '../web/reading.js';
import { routesOf } from '../web/routes.js';
import { Casting, nameOf, scenes } from '../web/scenes.js';
import { LANGUAGES, THEMES, Visit } from '../web/visit.js';
import { launchChromium, openHouse, type House } from './house.tools.js';

/** What the law asks for, and what axe's authors hold to be good practice beside it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** A theme changes colours and nothing else, so these alone are asked again in each further one. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const SCENES = scenes();

async function violations(page: Page, where: string, asked: 'all' | 'colours' = 'all'): Promise<string[]> {
  await settle(page);
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const found = await (asked === 'all' ? axe.withTags(RULES) : axe.withRules(COLOUR_RULES)).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${where}: ${id}: ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}

describe('every screen', () => {
  let house: House;
  let casting: Casting;

  beforeAll(async () => {
    house = await openHouse();
    await furnish(house);
    casting = new Casting(house.url);
  }, 240_000);
  afterAll(() => house?.close(), 30_000);

  it('is a route of the router, and the other way round', () => {
    expect(routesOf().length).toBeGreaterThan(10);
    expect([...new Set(SCENES.map(({ route }) => route))].sort()).toEqual(routesOf());
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    let visit: Visit;
    beforeAll(async () => {
      visit = await Visit.open(house.browser, house.url, language);
    });
    afterAll(() => visit.close());

    it.each(SCENES.map((scene) => [nameOf(scene), scene] as const))(
      '%s is open to everybody in every theme, and whole',
      async (_, scene) => {
        const { page } = visit;
        const cast = await casting.cast(scene, language);
        await visit.see(cast);
        const faults = [...(await layoutFaults(page)), ...(await languageFaults(page, language))];
        for (const [place, theme] of THEMES.entries()) {
          await visit.wear(theme);
          faults.push(...(await violations(page, theme, place === 0 ? 'all' : 'colours')));
        }
        // A dialog holds the same controls in every language; its words are read with the screens.
        if (language === 'ar') faults.push(...(await dialogFaults(visit, () => visit.goTo(cast))));
        expect(faults).toEqual([]);
      },
      120_000,
    );
  });
});

const BUTTONS_MAX = 12;
/** A button that opens nothing within this time opens nothing. */
const OPENS_MS = 1_500;

/** Opens what each button of the screen opens and looks at it; no change reaches the server. */
async function dialogFaults({ page }: Visit, again: () => Promise<void>): Promise<string[]> {
  const faults: string[] = [];
  await page.route('**/api/**', (route) =>
    route.request().method() === 'GET' ? route.continue() : route.abort(),
  );
  const buttons = page.locator('main button:visible:enabled:not([type=submit]):not([aria-hidden=true])');
  const count = Math.min(await buttons.count(), BUTTONS_MAX);
  const seen = new Set<string>();
  for (let place = 0; place < count; place += 1) {
    const address = page.url();
    const button = buttons.nth(place);
    if (!(await button.isVisible())) continue;
    const name = (await button.getAttribute('aria-label')) ?? (await button.innerText()).trim();
    if (seen.has(name)) continue;
    seen.add(name);
    await button.click();
    const dialog = page.getByRole('dialog').first();
    const menu = page.getByRole('menu').first();
    // What a button opens is loaded with its first use.
    await dialog
      .or(menu)
      .first()
      .waitFor({ timeout: OPENS_MS })
      .catch(() => undefined);
    await settle(page);
    if (await dialog.isVisible()) {
      faults.push(...(await violations(page, `dialog of “${name}”`)), ...(await layoutFaults(page)));
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    } else if (await menu.isVisible()) {
      await page.keyboard.press('Escape');
      await menu.waitFor({ state: 'hidden' });
    } else if (page.url() !== address) await again();
  }
  await page.unroute('**/api/**');
  return faults;
}

describe('what looks at the screens', () => {
  it('sees what is too wide, cut off, on top of each other, untranslated, and turned the wrong way', async () => {
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 400, height: 400 } });
    await page.setContent(`<!doctype html><html lang="ru" dir="ltr"><title>Пробный лист</title><body>
      <p style="width: 50px; overflow: hidden; white-space: nowrap">Длинное предложение целиком</p>
      <div style="width: 60px; overflow: hidden"><p style="width: 300px; white-space: nowrap">Обрезано снаружи</p></div>
      <div style="position: relative; height: 30px"><b style="position: absolute; top: 0">Один</b>
        <i style="position: absolute; top: 2px">Другой</i></div>
      <p>app.lock</p><p>undefined</p><p>Hello there</p><p><bdi>Nadia</bdi></p>
      <div style="width: 500px">Широко</div></body></html>`);
    expect(await layoutFaults(page)).toEqual([
      'the page is 108 px wider than its window',
      'cut off: Длинное предложение целиком',
      'cut off by what is around it: Обрезано снаружи',
      'on top of each other: Один | Другой',
    ]);
    expect(await languageFaults(page, 'ru')).toEqual([
      'broken text: undefined',
      'untranslated key: app.lock',
      'not in ru: app.lock',
      'not in ru: undefined',
      'not in ru: Hello there',
    ]);
    expect(await languageFaults(page, 'ar')).toContain('dir is ltr');
    await browser.close();
  }, 60_000);
});
