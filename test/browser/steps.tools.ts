import { expect } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { Language } from '#domain/charter/code-lists.js';
import { loadPacks } from '#platform/packs/packs.js';
import type { Desk } from './desk.tools.js';
import { daysAgo } from '../support/journey.js';

/** What an organisation of the demo network is called in a language. */
export const nameOf = (code: string, language: Language): string => {
  const organisations = loadPacks().all.flatMap(({ demo }) => demo.organisations);
  const found = organisations.find((organisation) => organisation.code === code);
  if (!found) throw new Error(`no such organisation: ${code}`);
  return found.names[language];
};

/** A day that many days back, as people write it. */
export function daysBack(days: number): string {
  const [year, month, day] = daysAgo(days).split('-');
  return `${day}.${month}.${year}`;
}

/** The evidence of a settled withdrawal: two low readings more than a day apart, and no new medicine between them. */
export async function recordTreatment(desk: Desk): Promise<void> {
  const { record, app } = desk.words;
  const { page } = desk;
  await desk.select(record.substance, 'opioids');
  await desk.select(record.withdrawal_scale, 'cows');
  await desk.write(record.previous_score, '4');
  await desk.write(record.previous_score_at, daysBack(3));
  await page.getByLabel(`${record.previous_score_at}: ${app.time}`, { exact: true }).fill('09:00');
  await desk.write(record.last_score, '2');
  await desk.write(record.last_score_at, daysBack(1));
  await page.getByLabel(`${record.last_score_at}: ${app.time}`, { exact: true }).fill('10:30');
  await desk.choose(record.new_dosing_between, app.no);
  await desk.choose(record.medically_stable, app.yes);
  await desk.write(record.overdose_risk_talk_on, daysBack(1));
  await desk.press(record.save, desk.region(`${desk.words.client.stage_title}: ${desk.stage('treatment')}`));
  await desk.saved();
}

/** A safety screen with nothing that would hold the client back; in the section of the client's page. */
export async function screenSafety(desk: Desk): Promise<void> {
  const { safety, codes, app } = desk.words;
  const region = desk.region(safety.title);
  await desk.press(safety.edit, region);
  await desk.choose(safety.suicide_risk, codes.suicide_risk.low, region);
  await desk.choose(safety.overdose_within_12_months, app.no, region);
  await desk.choose(safety.withdrawal_seizures_or_delirium, app.no, region);
  await desk.write(safety.allergies, ALLERGY, region);
}

/** Written by people, so the same in every language. */
export const ALLERGY = 'penicillin';
export const MESSAGE = 'Ready to go on. 42';

/** Every criterion of the stage, with what the screen says about it. */
export async function expectCriteria(desk: Desk, met: readonly boolean[]): Promise<void> {
  const { client } = desk.words;
  // Under each stand the fields it was decided from; the criteria themselves are one level up.
  const items = desk.list(client.criteria).locator('> li');
  const words = (
    ['withdrawal_settled', 'medically_stable', 'no_unmet_suicide_risk', 'overdose_risk_talk_held'] as const
  ).map((criterion, place) => `${desk.criterion(criterion)}: ${met[place] ? client.met : client.unmet}`);
  for (const line of words) await items.filter({ hasText: line }).waitFor();
  const said = (await items.allInnerTexts()).map(tidy);
  expect(said.map((text, place) => text.startsWith(words[place] ?? '?'))).toEqual(met.map(() => true));
}

export const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a region says, line by line, without its heading lines. */
export async function linesOf(region: Locator, headingLines: number): Promise<string[]> {
  const text = await region.innerText();
  return text
    .split('\n')
    .map(tidy)
    .filter((line) => line !== '')
    .slice(headingLines);
}

/** Everything but the plan of the individual and work: so something is shared and something is withheld. */
export const SHARED = ['identity', 'contact', 'diagnosis', 'treatment'] as const;
export const WITHHELD = ['plan', 'social', 'employment'] as const;

/** Fills in the request to a partner up to the preview, with a new consent; sends nothing. */
export async function composeHandoff(desk: Desk, partner: string): Promise<void> {
  const { compose, codes, client, consents } = desk.words;
  await desk.follow(client.send);
  await desk.heading(compose.title).waitFor();
  await desk.choose(compose.step_stage, desk.stage('rehabilitation'));
  await choosePartner(desk, partner);
  await desk.write(compose.message, MESSAGE);
  for (const category of SHARED) await desk.tick(codes.category[category]).check();
  await desk.choose(consents.safety, consents.safety_yes);
}

/** The likeliest partners are shown at once, the others on demand. */
export async function choosePartner(desk: Desk, partner: string): Promise<void> {
  const { compose } = desk.words;
  const step = desk.page.getByRole('group', { name: `2. ${compose.step_partner}`, exact: true });
  await pickPartner(desk, step, compose.step_partner, partner);
}

/** The same in the window of an emergency. */
export async function chooseEmergencyPartner(desk: Desk, window: Locator, partner: string): Promise<void> {
  await pickPartner(desk, window, desk.words.emergency.where, partner);
}

async function pickPartner(desk: Desk, within: Locator, question: string, partner: string): Promise<void> {
  await within.getByRole('radio').first().waitFor();
  const wanted = desk.option(question, partner, within);
  const more = within.getByRole('button', { name: /[0-9]/ });
  if ((await wanted.count()) === 0) await more.click();
  await wanted.check();
}

const TIERS = ['D1', 'D2', 'D3', 'D4'] as const;

/** The preview, tier by tier, once the server has answered to what is filled in now. */
export async function readPreview(desk: Desk): Promise<Record<string, string[]>> {
  const { codes, kit } = desk.words;
  const preview = desk.table(kit.partner_sees);
  await preview.getByText(MESSAGE, { exact: true }).waitFor();
  await preview.getByText(ALLERGY, { exact: true }).waitFor();
  for (const category of WITHHELD)
    await preview
      .getByRole('row')
      .filter({ has: desk.page.getByRole('rowheader', { name: codes.category[category], exact: true }) })
      .filter({ hasText: kit.not_seen })
      .waitFor();
  const tiers: Record<string, string[]> = { D1: [], D2: [], D3: [], D4: [] };
  for (const row of await preview.locator('tbody tr:not([data-withheld])').all()) {
    const name = tidy(await row.getByRole('rowheader').innerText());
    const [value, when] = await row.getByRole('cell').all();
    const said = tidy((await when?.innerText()) ?? '');
    const tier = TIERS.find((each) => codes.tier[each] === said);
    expect({ said, tier: tier !== undefined }).toEqual({ said, tier: true });
    const lines = ((await value?.innerText()) ?? '').split('\n').map(tidy);
    if (tier) tiers[tier]?.push(name, ...lines.filter((line) => line !== ''));
  }
  return tiers;
}

/** The same on the partner's page of the handoff. */
export async function readPackets(desk: Desk): Promise<Record<string, string[]>> {
  const { codes, compose } = desk.words;
  const tiers: Record<string, string[]> = {};
  for (const tier of TIERS) {
    const region = desk.region(codes.received_tier[tier]);
    if ((await region.count()) === 0) continue;
    // The heading, and the line that says since when and why it is shared. A tier that adds nothing says so; in the preview it has no row.
    const lines = await linesOf(region, 2);
    tiers[tier] = lines.filter((line) => line !== compose.nothing_new);
  }
  return tiers;
}

/** Looks for a row as somebody does who scrolls down a long list: of a long one only what is in sight is there. */
export async function findInList(desk: Desk, wanted: Locator): Promise<void> {
  const { page } = desk;
  const more = desk.button(desk.words.app.more);
  await page.getByRole('row').nth(1).waitFor();
  const isAtEnd = (): Promise<boolean> =>
    page.locator('html').evaluate((html) => html.scrollTop + html.clientHeight >= html.scrollHeight - 2);
  while ((await wanted.count()) === 0) {
    if (!(await isAtEnd())) await page.mouse.wheel(0, 700);
    else if ((await more.count()) > 0) await more.click();
    else break;
    await page.waitForTimeout(100);
  }
  await wanted.first().waitFor();
}
