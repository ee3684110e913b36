import type { Locator, Page } from 'playwright-core';
import type { Language } from '#domain/charter/code-lists.js';
import type { Browser } from 'playwright-core';
import { settle } from './reading.js';
import { Casting, nameOf, scenes } from './scenes.js';
import { Visit } from './visit.js';

declare global {
  interface Window {
    /** What the page counts for us: the slowest of each interaction, in milliseconds. */
    handrailInteractions: Map<unknown, number>;
  }
}

/** An old ward computer against the machine that measures. */
const SLOWDOWN = 4;
/** Events below this many milliseconds are not reported; an interaction without a report took at most that. */
const REPORTED_FROM_MS = 16;
const TYPED = 'Nadia 1991';
const BUTTONS_MAX = 3;
const WAIT_MS = 8_000;

export interface Interaction {
  readonly scene: string;
  readonly kind: 'open' | 'button' | 'type' | 'tick' | 'tab';
  /** From the key or the pointer to the next frame that was drawn. */
  readonly milliseconds: number;
}

/** Remembers the longest event of each interaction, as Interaction to Next Paint is defined. */
const OBSERVE = `
  window.handrailInteractions = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId)
        window.handrailInteractions.set(interactionId, Math.max(duration, window.handrailInteractions.get(interactionId) ?? 0));
  }).observe({ type: 'event', durationThreshold: ${REPORTED_FROM_MS}, buffered: true });`;

/** Uses every screen as a person does, with real keys and a real pointer, on a processor slowed down four times. */
export async function interact(browser: Browser, url: string, language: Language): Promise<Interaction[]> {
  const casting = new Casting(url);
  const all: Interaction[] = [];
  for (const scene of scenes()) {
    const visit = await Visit.open(browser, url, language);
    const { page } = visit;
    visit.context.setDefaultTimeout(WAIT_MS);
    await page.addInitScript({ content: OBSERVE });
    // Only what the screen does is measured, so nothing is changed on the server.
    await page.route('**/api/**', (route) =>
      route.request().method() === 'GET' ? route.continue() : route.abort(),
    );
    const cast = await casting.cast(scene, language);
    await visit.goTo({ ...cast, address: '/' });
    const session = await visit.context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    const hand = new Hand(page, nameOf(scene));
    await hand.openByLink(cast.address);
    await visit.follow(cast.address);
    await hand.tabs();
    await hand.ticks();
    await hand.types();
    await hand.buttons();
    all.push(...hand.done);
    await visit.close();
  }
  return all;
}

class Hand {
  readonly done: Interaction[] = [];

  constructor(
    private readonly page: Page,
    private readonly scene: string,
  ) {}

  /** Does something, waits for the frame after it, and takes down how long that took. */
  private async time(kind: Interaction['kind'], act: () => Promise<void>): Promise<void> {
    await this.read();
    try {
      await act();
    } catch {
      // What came before took it away, or lies over it: nobody could have done this just now.
      return;
    }
    await settle(this.page);
    const durations = await this.read();
    const milliseconds = durations.length === 0 ? REPORTED_FROM_MS : Math.max(...durations);
    this.done.push({ scene: this.scene, kind, milliseconds });
  }

  private async read(): Promise<number[]> {
    return (await this.page.locator('html').evaluate(async (html) => {
      const view = html.ownerDocument.defaultView!;
      await new Promise((resolve) => view.requestAnimationFrame(() => view.setTimeout(resolve, 60)));
      const found = [...view.handrailInteractions.values()];
      view.handrailInteractions.clear();
      return found;
    })) as number[];
  }

  private async few(locator: Locator, most: number): Promise<Locator[]> {
    const all: Locator[] = [];
    for (const one of (await locator.all()).slice(0, most * 3))
      if (all.length < most && (await one.isVisible()) && (await one.isEnabled())) all.push(one);
    return all;
  }

  /** Only where the navigation leads there: other screens are opened from lists. */
  async openByLink(address: string): Promise<void> {
    const [link] = await this.few(this.page.locator(`nav a[href="${address.split('?')[0]}"]`), 1);
    if (link) await this.time('open', () => link.click());
  }

  async tabs(): Promise<void> {
    for (const tab of await this.few(this.page.locator('main [role=tab], main [role=radio]'), BUTTONS_MAX))
      await this.time('tab', () => tab.click({ force: true }));
  }

  async ticks(): Promise<void> {
    for (const box of await this.few(this.page.locator('main input[type=checkbox]'), BUTTONS_MAX))
      await this.time('tick', () => box.click({ force: true }));
  }

  async types(): Promise<void> {
    const [field] = await this.few(this.page.locator('main input[type=text], main textarea'), 1);
    if (!field) return;
    await field.focus();
    for (const sign of TYPED)
      await this.time('type', () => this.page.keyboard.press(sign === ' ' ? 'Space' : sign));
    await field.fill('');
  }

  /** Buttons that open something on the same screen; it is closed again by Escape, which counts too. */
  async buttons(): Promise<void> {
    for (const button of await this.few(
      this.page.locator('main button:not([type=submit]):not([role=tab]):not([aria-hidden=true])'),
      BUTTONS_MAX,
    )) {
      const before = this.page.url();
      if (!(await button.isVisible()) || !(await button.isEnabled())) continue;
      await this.time('button', () => button.click());
      if (this.page.url() !== before) return;
      if (await this.page.getByRole('dialog').first().isVisible())
        await this.time('button', () => this.page.keyboard.press('Escape'));
    }
  }
}

/** The value that three quarters of all interactions do not exceed. */
export function p75(all: readonly Interaction[]): number {
  const sorted = all.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.75) - 1] ?? 0;
}
