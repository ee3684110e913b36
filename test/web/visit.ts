import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import type { Language } from '#domain/charter/code-lists.js';
import type { Cast } from './scenes.js';
import { settle } from './reading.js';

export const LANGUAGES = ['en', 'ru', 'ar'] as const satisfies readonly Language[];
export const THEMES = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', ru: 'ru-RU', ar: 'ar-EG' };
const PATIENCE_MS = 20_000;
const CALM_MS = 200;
const POLL_MS = 40;

/** A browser window of one language; who sits before it changes from scene to scene. */
export class Visit {
  private readonly underWay = new Set<Request>();

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly language: Language,
    private readonly url: string,
  ) {
    page.on('request', (request) => {
      // The stream of hints stays open as long as the page.
      if (!request.url().endsWith('/api/hints')) this.underWay.add(request);
    });
    for (const end of ['requestfinished', 'requestfailed'] as const)
      page.on(end as 'requestfinished', (request) => this.underWay.delete(request));
  }

  static async open(
    browser: Browser,
    url: string,
    language: Language,
    viewport = { width: 1440, height: 900 },
  ): Promise<Visit> {
    const context = await browser.newContext({
      baseURL: url,
      viewport,
      locale: LOCALES[language],
      reducedMotion: 'reduce',
      colorScheme: 'light',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript({ content: `localStorage.setItem('handrail.language', '${language}')` });
    return new Visit(context, await context.newPage(), language, url);
  }

  /** Takes the seat of somebody and goes to an address; comes back when everything is there. */
  async goTo({ staff, address }: Cast): Promise<void> {
    const [name = '', value = ''] = (staff.cookie ?? '').split('=');
    await this.context.clearCookies();
    await this.context.addCookies([{ name, value, url: this.url, httpOnly: true, sameSite: 'Strict' }]);
    await this.wear('light');
    await this.page.goto(address);
    await this.page.locator(`html[lang=${this.language}] #content`).waitFor();
    await this.quiet();
    await settle(this.page);
  }

  /** Goes to an address, and does what is done there before it shows anything. */
  async see(cast: Cast): Promise<void> {
    await this.goTo(cast);
    if (!cast.act) return;
    await cast.act(this.page);
    await settle(this.page);
  }

  /** Goes on within the app, as a link does: nothing that is there already is loaded again. */
  async follow(address: string): Promise<void> {
    await this.page.locator('html').evaluate((html, to) => {
      const view = html.ownerDocument.defaultView as Window & typeof globalThis;
      view.history.pushState({}, '', to);
      view.dispatchEvent(new view.PopStateEvent('popstate'));
    }, address);
    await this.page.waitForURL((url) => `${url.pathname}${url.search}` === address);
    await this.quiet();
    await settle(this.page);
  }

  /** Until nothing has been asked for a while. */
  private async quiet(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let calm = 0; calm < CALM_MS && Date.now() < deadline; calm += POLL_MS) {
      await sleep(POLL_MS);
      if (this.underWay.size > 0) calm = 0;
    }
  }

  /** What the system asks for, as the screens follow it unless an account says otherwise. */
  async wear(theme: Theme): Promise<void> {
    await this.page.emulateMedia({
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      contrast: theme === 'contrast' ? 'more' : 'no-preference',
    });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
