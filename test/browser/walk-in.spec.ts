import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { CODE_RANDOM_BYTES, encodeClientCode } from '#domain/rules/client-code.js';
import { DEMO_PASSWORD } from '#platform/packs/demo-network.js';
import { admitNamed } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const STEPS_MAX = 80;

/** A person without a mouse. Every step is a key; nothing is focused by the test. */
class Keys {
  pressed = 0;

  constructor(private readonly desk: Desk) {}

  async press(key: string): Promise<void> {
    this.pressed += 1;
    await this.desk.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.pressed += text.length;
    await this.desk.page.keyboard.type(text);
  }

  private isOn(target: Locator): Promise<boolean> {
    return target.evaluate((element) => element === element.ownerDocument.activeElement);
  }

  /** Tab until the focus is there. A control that the keyboard does not reach fails here. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor({ state: 'attached' });
    for (let step = 0; step < STEPS_MAX; step += 1) {
      if (await this.isOn(target)) return;
      await this.press('Tab');
    }
    throw new Error(`not reached by Tab: ${String(target)}`);
  }

  async write(name: string, text: string): Promise<void> {
    await this.tabTo(this.desk.field(name));
    await this.type(text);
  }

  /** Tab into a group of answers, then along it with the arrows. */
  async choose(group: string, name: string): Promise<void> {
    const answers = this.desk.page.getByRole('radiogroup', { name: group, exact: true }).getByRole('radio');
    const wanted = this.desk.option(group, name);
    await wanted.waitFor();
    const isInside = async (): Promise<boolean> =>
      (await answers.evaluateAll((all) =>
        all.some((element) => element === element.ownerDocument.activeElement),
      )) as boolean;
    for (let step = 0; step < STEPS_MAX && !(await isInside()); step += 1) await this.press('Tab');
    for (let step = 0; step < STEPS_MAX && !(await this.isOn(wanted)); step += 1)
      await this.press('ArrowDown');
    if (!(await wanted.isChecked())) await this.press('Space');
    expect(await wanted.isChecked()).toBe(true);
  }
}

describe('walk-in', () => {
  it('is done by keyboard alone, with a candidate for the same person looked at and turned down', async () => {
    const staff = await Staff.signIn(house.url, 'intake-officer@detox.eg.demo');
    const identity = {
      given_name: 'Nadia',
      family_name: 'Halabi',
      birth_on: '1991-05-04',
      phones: ['+20 10 5550 1234'],
    };
    const known = await admitNamed(staff, { identity, language: 'en' });

    const desk = await Desk.open(house, 'en');
    await desk.chooseLanguage();
    const keys = new Keys(desk);
    const { words } = desk;
    await keys.write(words.session.login, 'intake-officer@detox.eg.demo');
    await keys.tabTo(desk.page.getByLabel(words.session.password, { exact: true }));
    await keys.type(DEMO_PASSWORD);
    await keys.press('Enter');
    await desk.heading(words.app.inbox).waitFor();

    const began = Date.now();
    await keys.tabTo(desk.link(words.app.new_client));
    await keys.press('Enter');
    await desk.heading(words.walk_in.title).waitFor();
    await keys.write(words.client.given_name, 'Nadya');
    await keys.write(words.client.family_name, 'Halaby');
    await keys.write(words.walk_in.birth_on, '4.5.91');
    await keys.write(words.walk_in.phone, '+201055501234');
    await keys.press('Tab'); // the field is left: now it is asked
    const same = desk.page
      .getByRole('radiogroup', { name: words.walk_in.duplicates_title, exact: true })
      .getByRole('radio');
    await same.first().waitFor();
    expect(await same.count()).toBe(2);
    await desk.expectSound('40-walk-in-candidate');

    await keys.tabTo(desk.page.getByRole('combobox', { name: words.walk_in.substance, exact: true }));
    await keys.type('Opioids');
    await keys.choose(words.walk_in.stage, desk.stage('assessment'));
    await keys.tabTo(desk.tick(words.codes.care_requirement.interpreter));
    await keys.press('Space');
    await keys.choose(words.safety.suicide_risk, words.codes.suicide_risk.moderate);
    await keys.write(words.safety.allergies, 'penicillin');
    await keys.tabTo(desk.button(words.walk_in.submit));
    await keys.press('Enter');

    // The question about the same person is still open: the summary takes the focus and leads there.
    const summary = desk.page.getByRole('alert').filter({ hasText: words.walk_in.duplicates_choose }).first();
    await summary.waitFor();
    await desk.expectSound('41-walk-in-undecided');
    await keys.tabTo(summary.getByRole('link'));
    await keys.press('Enter');
    await keys.press('Space');
    await desk.link(words.walk_in.open_client).waitFor();
    expect(await desk.link(words.walk_in.open_client).getAttribute('href')).toBe(`/clients/${known}`);
    await keys.choose(words.walk_in.duplicates_title, words.walk_in.none_of_these);
    await keys.tabTo(desk.button(words.walk_in.submit));
    await keys.press('Enter');

    const code = await desk.addressEnd(/^\/clients\/(?!new$)[^/]+$/);
    await desk.region(`${words.client.stage_title}: ${desk.stage('assessment')}`).waitFor();
    expect(code).not.toBe(known);
    const banner = desk.region(words.client.title);
    await banner.getByText('penicillin').waitFor();
    await banner.getByText(words.codes.suicide_risk.moderate).waitFor();
    expect((Date.now() - began) / 1000).toBeLessThan(90);
    expect(keys.pressed).toBeLessThan(300);
    await desk.expectSound('42-walk-in-done');
    await desk.close();
  }, 120_000);

  it('lets a person stay anonymous, in Arabic', async () => {
    const desk = await Desk.of(house, 'ar', 'intake-officer@detox.eg.demo');
    const { words } = desk;
    await desk.follow(words.app.new_client);
    await desk.tick(words.walk_in.anonymous).check();
    await desk.write(words.walk_in.birth_year, '1995');
    await desk.choose(words.walk_in.stage, desk.stage('contact'));
    await desk.press(words.walk_in.submit);
    await desk.page.getByRole('alert').filter({ hasText: words.safety.suicide_risk }).first().waitFor();
    await desk.expectSound('43-anonymous-without-risk');
    await desk.choose(words.safety.suicide_risk, words.codes.suicide_risk.not_assessed);
    await desk.expectSound('44-anonymous');
    await desk.press(words.walk_in.submit);
    const code = await desk.addressEnd(/^\/clients\/(?!new$)[^/]+$/);
    const banner = desk.region(words.client.title);
    await banner.getByText(words.client.anonymous, { exact: true }).waitFor();
    expect(await desk.button(words.client.show_name).count()).toBe(0);
    await desk.expectSound('45-anonymous-client');
    const vault = await house.rows(
      `select p.client_id from vault.person p join care.client_code k on k.client_id = p.client_id where k.code = $1`,
      [code],
    );
    expect(vault).toEqual([]);
    await desk.close();
  }, 60_000);

  it.each(['ru', 'ar'] as const)(
    'looks sound in %s too, and so does an address that leads nowhere',
    async (language) => {
      const desk = await Desk.of(house, language, 'clinician@detox.ru-sve.demo');
      const { words } = desk;
      await desk.follow(words.app.new_client);
      await desk.heading(words.walk_in.title).waitFor();
      await desk.expectSound('46-walk-in');
      await desk.goTo('/nowhere');
      await desk.heading(words.problem.not_found_title).waitFor();
      await desk.expectSound('47-nowhere');
      desk.expected.push(/^404 \/api\/clients\//);
      await desk.goTo(`/clients/${encodeClientCode(randomBytes(CODE_RANDOM_BYTES))}`);
      await desk.page.getByRole('alert').waitFor();
      await desk.expectSound('48-no-such-client');
      await desk.follow(words.problem.go_home);
      await desk.heading(words.app.inbox).waitFor();
      expect(new URL(desk.page.url()).pathname).toBe('/');
      await desk.close();
    },
    60_000,
  );
});
