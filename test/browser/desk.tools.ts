import { expect } from '@jest/globals';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Language, WorkItemKind } from '#domain/charter/code-lists.js';
import type { Criterion, Stage } from '#domain/charter/pathway.js';
import { CRITERION_WORDS, STAGE_WORDS } from '#domain/words/terms.js';
import { DEMO_PASSWORD } from '#platform/packs/demo-network.js';
import { ar } from '../../apps/web/src/words/ar.js';
import { en } from '../../apps/web/src/words/en.js';
import { ru } from '../../apps/web/src/words/ru.js';
import type { House } from './house.tools.js';
import { faultsOf, keepPicture, watch } from './screen.tools.js';

export type Words = typeof en;

/** Counted phrases apart, which no control is named by, the catalogues have one shape. */
export const WORDS: Readonly<Record<Language, Words>> = {
  en,
  ru: ru as unknown as Words,
  ar: ar as unknown as Words,
};

/** A browser that prefers another language than the one under test, so that the switch has something to do. */
const BROWSER_LOCALES: Readonly<Record<Language, string>> = { en: 'ru-RU', ru: 'ar-EG', ar: 'en-GB' };

export const WIDE = { width: 1280, height: 900 } as const;
/** How long a person would wait before wondering; a locator that is not there by then fails the test. */
const PATIENCE_MS = 15_000;

type Scope = Page | Locator;

const AT_WORK = new Set<Desk>();

/** After a test: a desk that is still open belongs to a test that failed; a picture of it is kept. */
export async function leaveDesks(): Promise<void> {
  for (const [place, desk] of [...AT_WORK].entries()) {
    AT_WORK.delete(desk);
    await keepPicture(desk.page, `failed-${desk.language}-${place}-${Date.now()}`);
    await desk.context.close();
  }
}

/** A member of staff at a browser of their own: what they look for by role and name, in the language they read. */
export class Desk {
  readonly words: Words;
  /** What went wrong behind the screen since the desk was opened; must stay empty. */
  readonly complaints: string[] = [];
  /** Answers with an error that the test has caused on purpose, as `status path`. */
  readonly expected: RegExp[] = [/^401 \/api\/session$/];

  private constructor(
    readonly house: House,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly language: Language,
  ) {
    this.words = WORDS[language];
  }

  static async open(house: House, language: Language): Promise<Desk> {
    const context = await house.browser.newContext({
      baseURL: house.url,
      viewport: WIDE,
      locale: BROWSER_LOCALES[language],
      reducedMotion: 'reduce',
      colorScheme: 'light',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const desk = new Desk(house, context, page, language);
    AT_WORK.add(desk);
    await watch(desk);
    await page.goto('/');
    return desk;
  }

  /** A desk with somebody signed in, the language having been chosen on the sign-in screen. */
  static async of(house: House, language: Language, login: string): Promise<Desk> {
    const desk = await Desk.open(house, language);
    await desk.chooseLanguage();
    await desk.signIn(login);
    return desk;
  }

  /** The switch is found by its name in the language that the screen still speaks. */
  async chooseLanguage(): Promise<void> {
    const names = new RegExp(
      `^(${Object.values(WORDS)
        .map(({ app }) => app.language)
        .join('|')})$`,
    );
    await this.page.getByRole('combobox', { name: names }).selectOption(this.language);
    await this.page.locator(`html[lang=${this.language}]`).waitFor();
  }

  async signIn(login: string, password = DEMO_PASSWORD): Promise<void> {
    const { session } = this.words;
    await this.write(session.login, login);
    await this.page.getByLabel(session.password, { exact: true }).fill(password);
    await this.press(session.submit);
    await this.page.getByRole('navigation', { name: this.words.app.navigation }).waitFor();
  }

  async goTo(address: string): Promise<void> {
    await this.page.goto(address);
  }

  async close(): Promise<void> {
    AT_WORK.delete(this);
    await this.context.close();
    expect(this.complaints).toEqual([]);
  }

  stage = (stage: Stage): string => STAGE_WORDS[stage][this.language];
  criterion = (criterion: Criterion): string => CRITERION_WORDS[criterion][this.language];

  heading = (name: string): Locator => this.page.getByRole('heading', { name, exact: true, level: 1 });
  region = (name: string): Locator => this.page.getByRole('region', { name, exact: true });
  dialog = (name: string): Locator => this.page.getByRole('dialog', { name, exact: true });
  list = (name: string): Locator => this.page.getByRole('list', { name, exact: true });
  table = (name: string): Locator => this.page.getByRole('table', { name, exact: true });
  button = (name: string, within: Scope = this.page): Locator =>
    within.getByRole('button', { name, exact: true });
  link = (name: string, within: Scope = this.page): Locator =>
    within.getByRole('link', { name, exact: true });
  field = (name: string, within: Scope = this.page): Locator =>
    within.getByRole('textbox', { name, exact: true });
  option = (group: string, name: string, within: Scope = this.page): Locator =>
    within.getByRole('radiogroup', { name: group, exact: true }).getByRole('radio', { name, exact: true });
  tick = (name: string, within: Scope = this.page): Locator =>
    within.getByRole('checkbox', { name, exact: true });

  async press(name: string, within: Scope = this.page): Promise<void> {
    await this.button(name, within).click();
  }

  async follow(name: string, within: Scope = this.page): Promise<void> {
    await this.link(name, within).first().click();
  }

  async write(name: string, text: string, within: Scope = this.page): Promise<void> {
    await this.field(name, within).fill(text);
  }

  async choose(group: string, name: string, within: Scope = this.page): Promise<void> {
    await this.option(group, name, within).check();
  }

  /** A move of a handoff that is in the menu, because it is rare. */
  async chooseRare(name: string): Promise<void> {
    await this.press(this.words.handoff.more);
    await this.page.getByRole('menuitem', { name, exact: true }).click();
  }

  async select(name: string, value: string, within: Scope = this.page): Promise<void> {
    await within.getByRole('combobox', { name, exact: true }).selectOption(value);
  }

  /** The row of a task in the inbox, by its kind. */
  task = (kind: WorkItemKind): Locator =>
    this.table(this.words.app.inbox)
      .getByRole('row')
      .filter({ hasText: this.words.codes.work_item[kind] })
      .first();

  /** Reads a task beside the list; answers the part of the screen where it is open. */
  async readTask(kind: WorkItemKind): Promise<Locator> {
    await this.task(kind).click();
    const pane = this.region(this.words.day.pane);
    await pane.getByRole('heading', { name: this.words.codes.work_item[kind], exact: true }).waitFor();
    return pane;
  }

  /** Opens what a task is about on a page of its own. */
  async openTask(kind: WorkItemKind): Promise<void> {
    await this.follow(this.words.day.open_whole, await this.readTask(kind));
    // Until the page is there, the buttons beside the list are those of the list.
    await this.region(this.words.day.pane).waitFor({ state: 'detached' });
  }

  /** Goes to a screen by the top row. */
  async open(
    screen: 'inbox' | 'handoffs' | 'absent' | 'clients' | 'coordination' | 'places' | 'loop' | 'audit',
  ): Promise<void> {
    const navigation = this.page.getByRole('navigation', { name: this.words.app.navigation, exact: true });
    await this.link(this.words.app[screen], navigation).click();
    await this.heading(this.words.app[screen]).waitFor();
  }

  /** The notice that something was kept. */
  async saved(): Promise<void> {
    await this.page.getByText(this.words.app.saved, { exact: true }).first().waitFor();
  }

  /** The last part of the address: the code of a client or the reference of a handoff. */
  async addressEnd(path: RegExp): Promise<string> {
    await this.page.waitForURL((url) => path.test(url.pathname));
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
  }

  /** Looks the whole screen over: accessibility, language, direction, width, faults behind it; and keeps a picture. */
  async expectSound(name: string): Promise<void> {
    expect({ screen: name, faults: await faultsOf(this, name) }).toEqual({ screen: name, faults: [] });
  }
}
