import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '../browser/house.tools.js';
import { en } from '../../apps/web/src/words/en.js';
import { settle } from './reading.js';
import { Casting } from './scenes.js';
import { Visit } from './visit.js';

declare global {
  interface Window {
    handrailWatch: () => void;
    handrailFrames: number[];
    handrailTasks: number[];
  }
}

const WHEEL_PX = 240;
const WHEEL_EVERY_MS = 32;
const SCROLL_MS_MAX = 60_000;
/** Two frames of a screen that shows sixty a second: one was left out. */
const DROPPED_FROM_MS = 33;

export interface Scrolling {
  readonly rows: number;
  readonly drawnMax: number;
  readonly frames: number;
  readonly dropped: number;
  readonly longTasks: number;
  readonly longestTaskMs: number;
  readonly seconds: number;
}

const OBSERVE = `
  window.handrailFrames = [];
  window.handrailTasks = [];
  window.handrailWatch = () => {
    let last = performance.now();
    const frame = (now) => { window.handrailFrames.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => window.handrailTasks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type: 'longtask' });
  };`;

/** Fills the work list of a house, loads all of it, and scrolls through it with a wheel. */
export async function scrollWork(house: House, wanted: number): Promise<Scrolling> {
  const cast = await new Casting(house.url).cast({ route: '/', role: 'clinician' }, 'en');
  await house.rows(
    `insert into care.work_item (organisation_id, kind, role, episode_id, client_id, due_at)
     select w.organisation_id, 'client.rehome', 'clinician', w.episode_id, w.client_id,
            clock_timestamp() + make_interval(mins => (row_number() over ())::integer)
       from care.work_item w, generate_series(1, $2) n
      where w.episode_id is not null and w.organisation_id = (select organisation_id from access.account where login = $1) limit $2`,
    [cast.staff.login, wanted],
  );
  const visit = await Visit.open(house.browser, house.url, 'en');
  const { page } = visit;
  await page.addInitScript({ content: OBSERVE });
  await visit.goTo(cast);
  const more = page.getByRole('button', { name: en.app.more, exact: true });
  // Everything is loaded first, so that the network is not what is measured.
  for (let loaded = 0; loaded < wanted && (await more.count()) > 0; loaded += 20) {
    await more.first().click();
    await settle(page);
  }
  const html = page.locator('html');
  await html.evaluate((at) => {
    const view = at.ownerDocument.defaultView!;
    view.scrollTo(0, 0);
    view.handrailWatch();
  });
  await page.mouse.move(700, 500);
  const began = Date.now();
  let drawnMax = 0;
  for (let before = -1, at = 0; at !== before && Date.now() - began < SCROLL_MS_MAX;) {
    for (let turn = 0; turn < 20; turn += 1) {
      await page.mouse.wheel(0, WHEEL_PX);
      await sleep(WHEEL_EVERY_MS);
    }
    before = at;
    const [y, drawn] = (await html.evaluate((element) => [
      element.ownerDocument.defaultView?.scrollY,
      element.querySelectorAll('main [role=row], main tr').length,
    ])) as [number, number];
    at = y;
    drawnMax = Math.max(drawnMax, drawn);
  }
  const seconds = (Date.now() - began) / 1000;
  const { frames, tasks, rows } = (await html.evaluate((at) => ({
    frames: at.ownerDocument.defaultView!.handrailFrames,
    tasks: at.ownerDocument.defaultView!.handrailTasks,
    rows: Math.max(
      ...[...at.querySelectorAll('[role=table], table')].map(
        (table) => Number(table.getAttribute('aria-rowcount')) || table.querySelectorAll('tr').length,
      ),
    ),
  }))) as { frames: number[]; tasks: number[]; rows: number };
  await visit.close();
  return {
    rows,
    drawnMax,
    frames: frames.length,
    dropped: frames.filter((each) => each > DROPPED_FROM_MS).length,
    longTasks: tasks.length,
    longestTaskMs: Math.max(0, ...tasks),
    seconds,
  };
}
