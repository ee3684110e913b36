import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { languageFaults, settle } from '../web/reading.js';
import type { Desk } from './desk.tools.js';

const SCREENSHOTS = path.resolve('test', 'browser', 'screenshots');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDTHS = [768, 1280] as const;
const HEIGHT = 900;

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
    await page.locator('html').evaluate((html) => html.ownerDocument.defaultView?.scrollTo(0, 0));
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

async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe ${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
