import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { NOTICE_WORDS } from '#domain/words/notices.js';
import { WINDOW_WORDS } from '#domain/words/window.js';
import { admitNamed } from '../support/journey.js';
import { ToldClients } from '../support/told-clients.js';
import { giveCode, PASSPHRASE } from '../support/window-guest.js';
import { launchChromium } from './house.tools.js';
import { shownAfter, withPushService } from './push.tools.js';
import { keepPicture } from './screen.tools.js';

const PHONE = { width: 360, height: 740 };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let told: ToldClients;
let browser: Browser;

beforeAll(async () => {
  told = await ToldClients.open();
  browser = await launchChromium();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await told?.telling.close();
}, 60_000);

async function enter(context: BrowserContext, client: string, language: Language): Promise<Page> {
  const page = await context.newPage();
  const code = await giveCode(told.manager, client);
  await page.goto(`${told.house.url}/window?language=${language}`);
  await page.fill('#code', code);
  await page.fill('#passphrase', PASSPHRASE);
  await page.getByRole('button', { name: WINDOW_WORDS[language].enter.submit, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: WINDOW_WORDS[language].home }).waitFor();
  await page.goto(`${told.house.url}/window/messages`);
  return page;
}

describe('A client on their telephone', () => {
  it.each(LANGUAGES)(
    'in %s lets this browser show a line, which says nothing else, and takes it back',
    async (language) => {
      const client = await admitNamed(told.manager, { language });
      const context = await browser.newContext({ viewport: PHONE });
      const name = await withPushService(context, told.telling.push, told.house.url);
      const page = await enter(context, client, language);
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      const say = WINDOW_WORDS[language].messages.device;
      const button = (words: string) => page.getByRole('button', { name: words, exact: true });
      await button(say.on).waitFor();
      expect((await new AxeBuilder({ page }).withTags(RULES).analyze()).violations).toEqual([]);
      await keepPicture(page, `told-${language}-before`);
      await button(say.on).click();
      await page.getByText(say.is_on).waitFor();
      expect(await button(say.on).isVisible()).toBe(false);
      await keepPicture(page, `told-${language}-after`);

      await told.appoint(client);
      await told.settled(client, 'sent');
      const opened = told.telling.push.opened.filter((one) => one.browser === name);
      expect(opened.map(({ text }) => JSON.parse(text) as unknown)).toEqual([{ language }]);
      const shown = await shownAfter(page, '/pages/told/window.js', opened[0]!.text);
      const line = { title: NOTICE_WORDS[language].client.subject, body: '', lang: language, icon: '' };
      expect(shown).toEqual([{ ...line, dir: language === 'ar' ? 'rtl' : 'ltr' }]);

      // Leaving the window ends the session, and not what was asked for on purpose.
      await page.goto(`${told.house.url}/window/leave`);
      const back = await enter(context, client, language);
      await back.getByText(say.is_on).waitFor();
      await back.getByRole('button', { name: say.off, exact: true }).click();
      await back.getByRole('button', { name: say.on, exact: true }).waitFor();
      expect(complaints).toEqual([]);
      await context.close();
    },
    120_000,
  );

  it('without scripts sees nothing of it, and where the browser says no is told where to find everything, and may try again', async () => {
    const client = await admitNamed(told.manager);
    const say = WINDOW_WORDS.en.messages.device;
    const plain = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const page = await enter(plain, client, 'en');
    expect(await page.getByText(say.title, { exact: true }).isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: say.on }).count()).toBe(0);
    await plain.close();
    const refusing = await browser.newContext({ viewport: PHONE });
    await refusing.addInitScript({
      content: `PushManager.prototype.subscribe = () => Promise.reject(new DOMException('no', 'NotAllowedError'));`,
    });
    const other = await enter(refusing, client, 'en');
    await other.getByRole('button', { name: say.on, exact: true }).click();
    await other.getByText(say.failed).waitFor();
    expect(await other.getByRole('button', { name: say.on, exact: true }).isEnabled()).toBe(true);
    await refusing.close();
  }, 120_000);
});
