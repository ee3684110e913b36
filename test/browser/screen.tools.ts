import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Language } from '#domain/charter/code-lists.js';
import type { Desk } from './desk.tools.js';

const SCREENSHOTS = path.resolve('test', 'browser', 'screenshots');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDTHS = [768, 1280] as const;
const HEIGHT = 900;
const SETTLE_MS_MAX = 10_000;

/** Remembers what a person would not see but an operator would: errors, refused content, foreign addresses. */
export async function watch({ page, house, complaints, expected }: Desk): Promise<void> {
  page.on('console', (message) => {
    // What the network answered is judged below, by status and path.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && origin !== house.url)
      complaints.push(`request to another origin: ${request.url()}`);
  });
  page.on('response', (response) => {
    const answered = `${response.status()} ${new URL(response.url()).pathname}`;
    if (response.status() >= 400 && !expected.some((pattern) => pattern.test(answered)))
      complaints.push(`answer: ${answered}`);
  });
  await page.exposeFunction('tellOfViolation', (what: string) => void complaints.push(what));
  await page.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (event) =>
      window.tellOfViolation('content security policy: ' + event.violatedDirective + ' ' + event.blockedURI));`,
  });
}

/** Everything on a screen that should not be there, in words. */
export async function faultsOf(desk: Desk, name: string): Promise<string[]> {
  const { page, language } = desk;
  await settle(page);
  const faults = [...(await languageFaults(page, language)), ...(await accessibilityFaults(page))];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await settle(page);
    await page.locator('html').evaluate((html) => html.ownerDocument.defaultView.scrollTo(0, 0));
    const wider = await page
      .locator('html')
      .evaluate((html) => html.scrollWidth - html.ownerDocument.documentElement.clientWidth);
    if (wider > 0) faults.push(`${wider} px wider than a window of ${width} px`);
    await keepPicture(page, `${language}-${name}-${width}`);
  }
  return [...faults, ...desk.complaints.splice(0)];
}

/** For a person to look at; the folder is not part of the repository. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

/** Until nothing loads, moves or fades any more. The page forbids evaluating strings, so it is asked from here. */
export async function settle(page: Page): Promise<void> {
  const deadline = Date.now() + SETTLE_MS_MAX;
  for (;;) {
    const isCalm = await page.locator('html').evaluate((html) => {
      const document = html.ownerDocument;
      return (
        document.readyState === 'complete' &&
        document.fonts.status === 'loaded' &&
        document.querySelector('[role=status][aria-label]') === null &&
        document
          .getAnimations()
          .every((animation: { playState: string }) => animation.playState !== 'running')
      );
    });
    if (isCalm) return;
    if (Date.now() > deadline) throw new Error(`the screen does not settle: ${page.url()}`);
    await sleep(30);
  }
}

async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe ${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

interface Reading {
  readonly lang: string;
  readonly dir: string;
  /** Everything that is written or said, data of people included. */
  readonly all: string[];
  /** What the product itself says: without what people have written, and without codes. */
  readonly own: string[];
}

/** Reads the screen like a person and a screen reader: visible text, names, hints, the title of the window. */
async function readScreen(page: Page): Promise<Reading> {
  return (await page.locator('html').evaluate((html) => {
    const document = html.ownerDocument;
    const all: string[] = [document.title];
    const own: string[] = [document.title];
    const take = (text: string | null, isOwn: boolean): void => {
      const tidy = (text ?? '').replace(/\s+/g, ' ').trim();
      if (tidy === '') return;
      all.push(tidy);
      if (isOwn) own.push(tidy);
    };
    for (const element of html.querySelectorAll('body *')) {
      if (/^(SCRIPT|STYLE|TEXTAREA)$/.test(element.tagName)) continue;
      if (element.tagName !== 'OPTION' && !element.checkVisibility()) continue;
      const isOwn = element.closest('bdi') === null;
      for (const node of element.childNodes) if (node.nodeType === 3) take(node.data, isOwn);
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
        take(element.getAttribute(name), isOwn);
    }
    return { lang: html.lang, dir: html.dir, all, own };
  })) as Reading;
}

/** Names of the catalogue's parts: a phrase that was not found shows itself under its full name. */
const KEY =
  /\b(app|problem|session|inbox|clients|walk_in|safety|client|move|record|consent|compose|handoffs|handoff|absent|coordination|places|separation|emergency|loop|audit|codes)\.[a-z_]{2,}/;
const BROKEN = /undefined|\bNaN\b|\[object|Invalid Date|\{\{|\bnull\b/;

/** Letters that a screen in this language has no use for, outside of what people have written. */
const FOREIGN: Readonly<Record<Language, RegExp>> = {
  en: /[\p{Script=Cyrillic}\p{Script=Arabic}]{2,}/u,
  ru: /[a-z]{3,}|\p{Script=Arabic}{2,}/u,
  ar: /[a-z]{3,}|\p{Script=Cyrillic}{2,}/u,
};
/** The name of the product, and every language under its own name. */
const AT_HOME_EVERYWHERE = /Handrail|English|Русский|العربية/g;

async function languageFaults(page: Page, language: Language): Promise<string[]> {
  const { lang, dir, all, own } = await readScreen(page);
  const faults: string[] = [];
  if (lang !== language) faults.push(`lang is ${lang}`);
  if (dir !== (language === 'ar' ? 'rtl' : 'ltr')) faults.push(`dir is ${dir}`);
  for (const text of all) if (BROKEN.test(text)) faults.push(`broken text: ${text}`);
  for (const text of own) {
    if (KEY.test(text)) faults.push(`untranslated key: ${text}`);
    if (FOREIGN[language].test(text.replace(AT_HOME_EVERYWHERE, '')))
      faults.push(`not in ${language}: ${text}`);
  }
  return [...new Set(faults)];
}
