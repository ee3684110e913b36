import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CDPSession } from 'playwright-core';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { eventually } from '../support/application.js';
import { admitAnonymous, daysAgo, granted, inHours, move, sendOn } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

const ITEMS = 20;

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 180_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const PLACE = {
  en: { domain: 'eg.demo', rehab: 'rehab2', code: 'EG-REHAB-2' },
  ru: { domain: 'ru-sve.demo', rehab: 'rehab2', code: 'RU-REHAB-2' },
  ar: { domain: 'eg.demo', rehab: 'rehab1', code: 'EG-REHAB-1' },
} as const satisfies Record<Language, unknown>;

/** What the letters write on the keyboards people sit at; the key itself is the same everywhere. */
const WRITES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { A: 'a', D: 'd', J: 'j', K: 'k', Q: 'q', S: 's', T: 't', U: 'u', W: 'w' },
  ru: { A: 'ф', D: 'в', J: 'о', K: 'л', Q: 'й', S: 'ы', T: 'е', U: 'г', W: 'ц' },
  ar: { A: 'ش', D: 'ي', J: 'ت', K: 'ن', Q: 'ض', S: 'س', T: 'ف', U: 'ع', W: 'ص' },
};

/** Hands that have a keyboard of their language and no mouse. */
class Keyboard {
  private constructor(
    private readonly desk: Desk,
    private readonly devtools: CDPSession,
  ) {}

  static async of(desk: Desk): Promise<Keyboard> {
    const html = desk.page.locator('html');
    await html.evaluate((element) => {
      const document = element.ownerDocument;
      for (const kind of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
        document.addEventListener(kind, () => element.setAttribute('data-mouse', kind), true);
    });
    return new Keyboard(desk, await desk.context.newCDPSession(desk.page));
  }

  async letter(letter: string): Promise<void> {
    const key = WRITES[this.desk.language][letter] ?? letter;
    const code = `Key${letter}`;
    const pressed = { code, key, windowsVirtualKeyCode: letter.charCodeAt(0) };
    await this.devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, ...pressed });
    await this.devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed });
  }

  /** Presses a letter until its window is there, writes into its first question where something is to be written, and sends it. */
  async answer(letter: string, title: string, write?: string): Promise<void> {
    await this.letter(letter);
    const dialog = this.desk.dialog(title);
    await dialog.locator('form').waitFor();
    // The first question has the focus, or the one button; a form that has just opened needs a moment for it.
    await dialog.locator('form :focus').waitFor();
    if (write !== undefined) await this.desk.page.keyboard.insertText(write);
    await this.desk.page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
  }

  async expectNoMouse(): Promise<void> {
    expect(await this.desk.page.locator('html').getAttribute('data-mouse')).toBeNull();
  }
}

async function fillInbox(language: Language): Promise<void> {
  const { domain, code } = PLACE[language];
  const clinician = await Staff.signIn(house.url, `clinician@detox.${domain}`);
  for (let sent = 0; sent < ITEMS; sent += 1) {
    const client = await admitAnonymous(clinician, { language });
    await sendOn(clinician, client, { receiver: code });
  }
}

const openTasks = async (staff: Staff): Promise<WorkItemView[]> =>
  granted(await staff.get<{ items: WorkItemView[] }>('/api/work-items?limit=50')).items;

const nameOf = async (staff: Staff): Promise<string> =>
  granted(await staff.get<{ display_name: string }>('/api/session')).display_name;

/** A day some time ahead, as people write it. */
const ahead = (days: number): string => daysAgo(-days).split('-').reverse().join('.');

describe('the inbox of an organisation', () => {
  it.each(LANGUAGES)(
    'twenty requests are cleared by the keyboard alone, the next opening by itself, in %s',
    async (language) => {
      const { domain, rehab } = PLACE[language];
      await fillInbox(language);
      const login = `intake-officer@${rehab}.${domain}`;
      const staff = await Staff.signIn(house.url, login);
      granted(await staff.put('/api/capacity/rehabilitation', { free: 40 }));
      // A request reaches the other house by the queue: the last of them may still be on its way.
      await eventually(async () => (await openTasks(staff)).length === ITEMS, 'all requests have arrived');
      const desk = await Desk.of(house, language, login);
      const { words } = desk;
      // What is accepted comes back as an arrival to be recorded; the requests alone are to be cleared.
      await desk.goTo('/?kind=handoff.answer');
      const rows = desk.table(words.app.inbox).locator('[data-row]');
      const pane = desk.region(words.day.pane);
      await pane.waitFor();
      expect(await rows.count()).toBe(ITEMS);
      const keys = await Keyboard.of(desk);
      await desk.expectSound('100-inbox-twenty');

      // Taken first: the request opens further, it is mine, and it stays open.
      const taken = await pane.locator('.code').first().textContent();
      await keys.letter('T');
      await pane.getByText(words.day.has_you, { exact: true }).waitFor();
      await pane.getByText(words.codes.state['under-review'], { exact: true }).waitFor();
      expect(await pane.locator('.code').first().textContent()).toBe(taken);
      await desk.expectSound('101-inbox-taken');

      // Put off, and taken back at once: nothing is gone by a slip.
      await keys.letter('J');
      await keys.answer('S', words.day.snooze);
      await expectRows(desk, ITEMS - 1);
      await keys.letter('U');
      await expectRows(desk, ITEMS);

      const answers: Record<string, () => Promise<void>> = {
        A: () => keys.answer('A', words.codes.move.accept),
        D: () => keys.answer('D', words.codes.move.decline),
        Q: () => keys.answer('Q', words.codes.move.ask, '42?'),
        W: async () => {
          await keys.letter('W');
          const dialog = desk.dialog(words.codes.move.waitlist);
          await dialog.locator('form :focus').waitFor();
          await desk.page.keyboard.press('Tab');
          await desk.page.keyboard.insertText(ahead(12));
          await desk.page.keyboard.press('Enter');
          await dialog.waitFor({ state: 'detached' });
        },
      };
      const order = 'ADQWAADAAQDAAWADAADA';
      expect(order).toHaveLength(ITEMS);
      for (const [place, letter] of [...order].entries()) {
        const before = await pane.locator('.code').first().textContent();
        await answers[letter]?.();
        await expectRows(desk, ITEMS - place - 1);
        if (place < ITEMS - 1) expect(await pane.locator('.code').first().textContent()).not.toBe(before);
      }
      await desk.page.getByText(words.day.empty_view_title).waitFor();
      await keys.expectNoMouse();
      expect((await openTasks(staff)).filter(({ kind }) => kind === 'handoff.answer')).toEqual([]);
      await desk.expectSound('102-inbox-cleared');
      await desk.close();
    },
    300_000,
  );

  it.each(LANGUAGES)(
    'a social worker is told who was faster, and receives whoever is at the door, in %s',
    async (language) => {
      const { domain, rehab, code } = PLACE[language];
      const clinician = await Staff.signIn(house.url, `clinician@detox.${domain}`);
      const intake = await Staff.signIn(house.url, `intake-officer@${rehab}.${domain}`);
      const sent = await sendOn(clinician, await admitAnonymous(clinician, { language }), { receiver: code });
      const expected = await sendOn(clinician, await admitAnonymous(clinician, { language }), {
        receiver: code,
      });
      granted(await move(intake, expected.reference, 'accept', { appointment_at: inHours(0.05) }));

      const desk = await Desk.of(house, language, `social-worker@${rehab}.${domain}`);
      const { words } = desk;
      const pane = await desk.readTask('handoff.answer');
      const waiting = (await openTasks(intake)).find(({ kind }) => kind === 'handoff.answer');
      granted(await intake.post(`/api/work-items/${waiting?.id ?? ''}/assign`, { colleague: 'me' }));
      desk.expected.push(/^409 \/api\/work-items\/[^/]+\/assign$/, /^422 \/api\/work-items\/[^/]+\/assign$/);
      await desk.press(words.day.take, pane);
      await pane.getByRole('alert').waitFor();
      await pane.getByText(words.kit.taken_by).first().waitFor();
      await pane
        .getByText(await nameOf(intake))
        .first()
        .waitFor();
      await desk.expectSound('103-colleague-was-faster');

      await desk.goTo('/arrivals');
      await desk.heading(words.day.arrivals.title).waitFor();
      await desk.expectSound('104-arrivals');
      const row = desk.table(words.day.arrivals.title).getByRole('row').nth(1);
      await desk.press(words.day.arrivals.arrived_now, row);
      await row.getByRole('button', { name: words.day.arrivals.arrived_now }).waitFor({ state: 'detached' });
      expect(granted(await intake.get<{ state: string }>(`/api/handoffs/${expected.reference}`)).state).toBe(
        'in-progress',
      );

      // Nobody has answered, and the client is here: that is both in one.
      const door = desk.region(words.day.arrivals.at_door);
      await desk.write(words.day.arrivals.reference, sent.reference, door);
      await desk.press(words.day.arrivals.look, door);
      await desk.press(words.codes.move.arrive, door);
      const arriving = desk.dialog(words.codes.move.arrive);
      await desk.expectSound('105-at-the-door');
      await desk.press(words.handoff.arrive_submit, arriving);
      await arriving.waitFor({ state: 'detached' });
      expect(granted(await intake.get<{ state: string }>(`/api/handoffs/${sent.reference}`)).state).toBe(
        'in-progress',
      );

      await desk.goTo('/handoffs?side=receiver');
      await desk.heading(words.handoffs.title).waitFor();
      await desk.expectSound('106-handoffs');
      await desk.goTo('/directory');
      await desk.heading(words.app.directory).waitFor();
      await desk.expectSound('107-directory');
      await desk.goTo('/duty');
      await desk.heading(words.app.duty).waitFor();
      await desk.expectSound('108-duty');
      await desk.close();
    },
    180_000,
  );

  it('a duty manager plans a turn, and the week shows whose it is', async () => {
    const manager = await Desk.of(house, 'en', 'duty-manager@rehab1.eg.demo');
    const { words } = manager;
    await manager.goTo('/duty');
    await manager.page
      .getByRole('main')
      .getByRole('button', { name: words.duty.plan, exact: true })
      .first()
      .click();
    const planning = manager.dialog(words.duty.plan);
    const who = planning.getByRole('combobox', { name: words.duty.who, exact: true });
    await who.locator('option').nth(1).waitFor({ state: 'attached' });
    const [name = ''] = ((await who.locator('option').nth(1).textContent()) ?? '').split(' · ');
    const turns = manager.page.getByRole('main').getByText(name, { exact: true });
    const before = await turns.count();
    await who.selectOption({ index: 1 });
    await manager.write(words.duty.until_date, ahead(1), planning);
    await manager.expectSound('109-duty-plan');
    await manager.press(words.duty.plan, planning);
    await planning.waitFor({ state: 'detached' });
    await turns.nth(before).waitFor();
    expect(await turns.count()).toBeGreaterThan(before);
    await manager.expectSound('110-duty-planned');
    await manager.close();
  }, 90_000);
});

async function expectRows(desk: Desk, count: number): Promise<void> {
  const rows = desk.table(desk.words.app.inbox).locator('[data-row]');
  if (count === 0) await rows.first().waitFor({ state: 'detached' });
  else {
    await rows.nth(count).waitFor({ state: 'detached' });
    await rows.nth(count - 1).waitFor();
  }
}
