import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import net from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { careWordsIn } from '#domain/words/care-words.js';
import { WINDOW_PARTS } from '#domain/words/window.en.js';
import { WINDOW_WORDS } from '#domain/words/window.js';
import { freePort } from '../support/application-process.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitNamed, granted, inHours, move, sendOn } from '../support/journey.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { giveCode, PASSPHRASE } from '../support/window-guest.js';
import { launchChromium } from './house.tools.js';
import { keepPicture } from './screen.tools.js';

const PHONE = { width: 360, height: 740 };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let house: TestApplication;
let desks: Desks;
let browser: Browser;
let front: net.Server;
let url: string;
let client: string;
let code: string;

beforeAll(async () => {
  // Passkeys ask for a name, not a number: the house stands behind a door called localhost.
  const port = await freePort();
  url = `http://localhost:${port}`;
  house = await startApplication({ publicUrl: url });
  const behind = Number(new URL(house.url).port);
  front = net.createServer((socket) => {
    const through = net.connect(behind, '127.0.0.1');
    socket.on('error', () => through.destroy());
    through.on('error', () => socket.destroy());
    socket.pipe(through).pipe(socket);
  });
  await new Promise<void>((resolve) => front.listen(port, resolve));
  desks = await signInDesks(house);
  client = await admitNamed(desks.clinician);
  code = await giveCode(desks.clinician, client);
  const { reference } = await sendOn(desks.manager, client);
  granted(await move(desks.palm, reference, 'take'));
  granted(await move(desks.palm, reference, 'accept', { appointment_at: inHours(30) }));
  browser = await launchChromium();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  front?.close();
  await house?.close();
}, 60_000);

async function visit(language: Language, javaScriptEnabled: boolean): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled });
  const page = await context.newPage();
  await page.goto(`${url}/window?language=${language}`);
  await page.fill('#code', code);
  await page.fill('#passphrase', PASSPHRASE);
  await page.getByRole('button', { name: WINDOW_WORDS[language].enter.submit, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: WINDOW_WORDS[language].home }).waitFor();
  return [context, page];
}

const open = async (page: Page, part: string): Promise<void> => {
  await page.goto(`${url}/window${part === '' ? '' : `/${part}`}`);
};

describe('A client on a telephone 360 px wide, in Arabic, without scripts', () => {
  it('reads every part, asks for another place, corrects, complains, gives and withdraws a consent, and asks to be forgotten', async () => {
    const [context, page] = await visit('ar', false);
    const say = WINDOW_WORDS.ar;
    for (const part of WINDOW_PARTS) {
      await open(page, '');
      await page.getByRole('link', { name: say.parts[part].title }).click();
      await page.getByRole('heading', { level: 1, name: say.parts[part].title }).waitFor();
      expect([part, await page.title()]).toEqual([part, say.tab]);
      expect(careWordsIn(new URL(page.url()).pathname)).toEqual([]);
      await keepPicture(page, `window-ar-${part}`);
    }
    const send = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const isDone = (words: string) => page.getByText(words).waitFor();
    await open(page, 'wish');
    await page.fill('#words', 'أقرب إلى أختي');
    await send(say.send);
    await isDone(say.wish.done);
    await open(page, 'words/correct');
    await page.check('#field-client\\.birth_year');
    await page.fill('#says', '1980');
    await page.fill('#should_say', '1981');
    await send(say.send);
    await isDone(say.words.done);
    await open(page, 'words/tell');
    await page.check('#category-treatment');
    await page.fill('#words', 'لم يستمع إليّ أحد');
    await send(say.send);
    await isDone('لم يستمع إليّ أحد');
    await open(page, 'sharing');
    await page.locator('a[href^="/window/sharing/new/"]').nth(1).click();
    await page.selectOption('#to', 'EG-REHAB-2');
    await page.check('#categories-identity');
    await page.check('#ends-end_of_care');
    await page.check('#how-code');
    await send(say.sharing.next);
    await isDone(say.sharing.read);
    await page.check('#agree-yes');
    await page.fill('#code', code);
    await keepPicture(page, 'window-ar-sign');
    await send(say.sharing.sign);
    await isDone(say.done);
    await page.getByRole('link', { name: say.sharing.open }).first().click();
    await send(say.sharing.withdraw);
    await isDone(say.done);
    await open(page, 'messages');
    await page.check('#channels-email');
    await page.fill('#email', 'me@example.org');
    await send(say.messages.save);
    await isDone(say.messages.done);
    await open(page, 'forget');
    await page.locator('[name="house"]').first().check();
    await page.check('#sure-yes');
    await send(say.forget.submit);
    await isDone(say.forget.done);
    await page.getByRole('link', { name: 'خروج سريع' }).click();
    expect(new URL(page.url()).pathname).toBe('/today');
    await open(page, 'plan');
    expect(new URL(page.url()).pathname).toBe('/window');
    await context.close();
  }, 120_000);
});

describe.each(LANGUAGES)('Every page of the window in %s', (language) => {
  it('can be used by everybody (axe), is no wider than the telephone, and names nothing in title or address', async () => {
    const [context, page] = await visit(language, true);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    for (const part of ['', ...WINDOW_PARTS, 'words/correct', 'words/tell', 'words/mine', 'sharing/new/1']) {
      await open(page, part);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(RULES).analyze();
      for (const { id, nodes } of violations)
        complaints.push(`${part}: ${id}: ${nodes[0]?.failureSummary ?? ''} ${nodes[0]?.html ?? ''}`);
      const wider = await page
        .locator('html')
        .evaluate((html) => html.scrollWidth - html.ownerDocument.documentElement.clientWidth);
      if (wider > 0) complaints.push(`${part}: ${wider} px too wide`);
      expect([part, await page.title()]).toEqual([part, WINDOW_WORDS[language].tab]);
      await keepPicture(page, `window-${language}-${part.replaceAll('/', '-') || 'home'}`);
    }
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);
});

describe('With scripts', () => {
  it('a telephone becomes the key: set up inside, it opens the window without code or passphrase, and Escape thrice leaves', async () => {
    const [context, page] = await visit('en', true);
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await open(page, 'keys');
    // The key outlasts the session, so it takes the card; the code of somebody else is not enough.
    const show = async (shown: string): Promise<void> => {
      await page.fill('#code', shown);
      await page.getByRole('button', { name: WINDOW_WORDS.en.keys.confirm }).click();
    };
    await show('7K3M-9QXR-T4');
    await page.locator('[aria-invalid=true]').waitFor();
    await show(code);
    await page.getByText(WINDOW_WORDS.en.keys.confirmed).waitFor();
    await page.getByRole('button', { name: WINDOW_WORDS.en.keys.add }).click();
    await page.getByText(WINDOW_WORDS.en.keys.never_used).waitFor();
    for (let tap = 0; tap < 3; tap++) await page.keyboard.press('Escape');
    await page.waitForURL(`${url}/today`);
    await open(page, '');
    const seat = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const posting = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: WINDOW_WORDS.en.enter.key }).click();
    const sent = await posting;
    await page.getByRole('heading', { level: 1, name: WINDOW_WORDS.en.home }).waitFor();
    const [row] = await house.rows<{ entered_with: string }>(
      'select entered_with from access.window_session order by created_at desc limit 1',
    );
    expect(row?.entered_with).toBe('passkey');
    // Somebody has kept what went over the line, cookie and all: it was good once.
    const again = await fetch(sent.url(), {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: seat, 'content-type': 'application/x-www-form-urlencoded', origin: url },
      body: sent.postData() ?? '',
    });
    expect([again.status, again.headers.getSetCookie().filter((one) => !/seat|language/.test(one))]).toEqual([
      422,
      [],
    ]);
    // A new card puts out whoever came in with a key, too.
    await giveCode(desks.clinician, client);
    await open(page, '');
    await page.getByRole('button', { name: WINDOW_WORDS.en.enter.key }).click();
    await page.getByRole('alert').waitFor();
    expect(await house.rows('select from access.window_passkey')).toEqual([]);
    await context.close();
  }, 60_000);
});
