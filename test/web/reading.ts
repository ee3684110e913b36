import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Language } from '#domain/charter/code-lists.js';
import { en } from '../../apps/web/src/words/en.js';

const SETTLE_MS_MAX = 10_000;

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

interface Reading {
  readonly lang: string;
  readonly dir: string;
  /** Everything that is written or said, data of people included. */
  readonly all: string[];
  /** What the product itself says: without what people have written, and without codes. */
  readonly own: string[];
  /** What is said on purpose in another language than the screen's, as its element says: the words of a form that has no translation. */
  readonly marked: { readonly lang: string; readonly text: string }[];
}

/** Reads the screen like a person and a screen reader: visible text, names, hints, the title of the window. */
async function readScreen(page: Page): Promise<Reading> {
  return (await page.locator('html').evaluate((html) => {
    const document = html.ownerDocument;
    const all: string[] = [document.title];
    const own: string[] = [document.title];
    const marked: { lang: string; text: string }[] = [];
    const take = (text: string | null, isOwn: boolean, spoken: string): void => {
      const tidy = (text ?? '').replace(/\s+/g, ' ').trim();
      if (tidy === '') return;
      all.push(tidy);
      // Between marks of isolation stands what people have written, where no element can say so.
      if (!isOwn) return;
      const ours = tidy.replace(/\u2068[^\u2069]*\u2069/g, '');
      if (spoken === (html as HTMLElement).lang) own.push(ours);
      else marked.push({ lang: spoken, text: ours });
    };
    for (const element of html.querySelectorAll('body *')) {
      if (/^(SCRIPT|STYLE|TEXTAREA)$/.test(element.tagName)) continue;
      if (element.tagName !== 'OPTION' && !element.checkVisibility()) continue;
      const isOwn = element.closest('bdi, kbd, [translate=no]') === null;
      const spoken = element.closest('[lang]')?.getAttribute('lang') ?? '';
      for (const node of element.childNodes)
        if (node.nodeType === 3) take((node as Text).data, isOwn, spoken);
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
        take(element.getAttribute(name), isOwn, spoken);
    }
    const { lang, dir } = html as HTMLElement;
    return { lang, dir, all, own, marked };
  })) as Reading;
}

/** A phrase that was not found shows itself under its full name, which begins with a part of the catalogue. */
const KEY = new RegExp(`\\b(${Object.keys(en).join('|')})\\.[a-z_]{2,}`);
const BROKEN = /undefined|\bNaN\b|\[object|Invalid Date|\{\{|\bnull\b/;

/** Letters that a screen in this language has no use for, outside of what people have written. */
const FOREIGN: Readonly<Record<Language, RegExp>> = {
  en: /[\p{Script=Cyrillic}\p{Script=Arabic}]{2,}/u,
  ru: /[a-z]{3,}|\p{Script=Arabic}{2,}/u,
  ar: /[a-z]{3,}|\p{Script=Cyrillic}{2,}/u,
};
/** The name of the product, and every language under its own name. */
const AT_HOME_EVERYWHERE = /Handrail|English|Русский|العربية/g;

/** What is not in the language of the screen, has no direction, or shows that something is missing. */
export async function languageFaults(page: Page, language: Language): Promise<string[]> {
  const { lang, dir, all, own, marked } = await readScreen(page);
  const faults: string[] = [];
  if (lang !== language) faults.push(`lang is ${lang}`);
  if (dir !== (language === 'ar' ? 'rtl' : 'ltr')) faults.push(`dir is ${dir}`);
  for (const text of all) if (BROKEN.test(text)) faults.push(`broken text: ${text}`);
  for (const text of own) {
    if (KEY.test(text)) faults.push(`untranslated key: ${text}`);
    if (FOREIGN[language].test(text.replace(AT_HOME_EVERYWHERE, '')))
      faults.push(`not in ${language}: ${text}`);
  }
  for (const { lang: spoken, text } of marked)
    if (!isLanguage(spoken) || FOREIGN[spoken].test(text.replace(AT_HOME_EVERYWHERE, '')))
      faults.push(`not in ${spoken}: ${text}`);
  return [...new Set(faults)];
}

const isLanguage = (lang: string): lang is Language => Object.hasOwn(FOREIGN, lang);
