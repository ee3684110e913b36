import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks } from '../support/journey-desks.js';
import { admitNamed } from '../support/journey.js';
import { giveCode, PASSPHRASE, WindowGuest, type GuestPage } from '../support/window-guest.js';

/** Every way in which a script or a service worker could keep something on a device. */
const KEEPS =
  /localStorage|sessionStorage|indexedDB|caches\b|CacheStorage|document\.cookie|navigator\.storage|showSaveFilePicker|addEventListener\('fetch'/;

describe('The device of a client', () => {
  let house: TestApplication;
  let by: WindowGuest;
  let pages: GuestPage[];

  beforeAll(async () => {
    house = await startApplication();
    const { clinician } = await signInDesks(house);
    const code = await giveCode(clinician, await admitNamed(clinician));
    by = new WindowGuest(house.url);
    pages = await everyPage(await by.enter(code, PASSPHRASE));
  }, 180_000);
  afterAll(() => house?.close(), 60_000);

  /** Every page of the window that links lead to, from where the client comes in. */
  async function everyPage(first: GuestPage): Promise<GuestPage[]> {
    const found = new Map([['/window', first]]);
    // The way out is taken last.
    found.set('/window/leave', first);
    const todo = [first];
    for (let page = todo.pop(); page; page = todo.pop())
      for (const [, to = ''] of page.html.matchAll(/href="(\/window[^"?#]*)/g)) {
        if (found.has(to)) continue;
        const next = await by.open(to);
        found.set(to, next);
        if (next.headers.get('content-type')?.startsWith('text/html')) todo.push(next);
      }
    return [...new Set(found.values())];
  }

  it('keeps no page, no paper and no copy of the window: there is nothing to encrypt and nothing to wipe', () => {
    expect(pages.length).toBeGreaterThan(8);
    // They are the pages behind the door, not the door.
    for (const page of pages) expect([page.path, page.status]).toEqual([page.path, 200]);
    expect(pages.filter(({ html }) => html.includes('action="/window/enter"'))).toEqual([]);
    for (const page of pages)
      expect([page.path, page.headers.get('cache-control')]).toEqual([page.path, 'no-store']);
    // What the browser holds is the name of a session, and a session is over within the hour.
    for (const value of by.cookies.values()) expect(value).toMatch(/^[\w.%-]{2,200}$/);
  });

  it('runs no script that could keep something there, and no service worker that stands between a page and the house', async () => {
    const scripts = new Set(
      pages.flatMap(({ html }) => [...html.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src]) => src!)),
    );
    expect(scripts.size).toBeGreaterThan(0);
    for (const path of [...scripts, '/pages/told/window.js']) {
      const text = await (await fetch(`${house.url}${path}`)).text();
      expect([path, text.length > 100, KEEPS.exec(text)?.[0]]).toEqual([path, true, undefined]);
    }
    for (const { html, path } of pages) expect([path, /rel="manifest"/.test(html)]).toEqual([path, false]);
  });

  it('is told to forget what it has when the client goes', async () => {
    const left = await by.send('GET', '/window/leave');
    expect([left.status, left.headers.get('location')]).toEqual([303, '/today']);
    expect(left.headers.get('clear-site-data')).toContain('"cache"');
    // Of what it held it keeps at most the language of the pages.
    expect([...by.cookies.keys()].filter((name) => !name.endsWith('language'))).toEqual([]);
    expect((await by.open('/window')).html).toContain('action="/window/enter"');
  });
});
