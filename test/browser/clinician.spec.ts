import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { WorkTiles } from '#domain/wire/work.js';
import { admitAnonymous, admitNamed, viewClient, viewHandoff } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';
import { chooseEmergencyPartner, expectCriteria, nameOf, recordTreatment, tidy } from './steps.tools.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const JURISDICTION: Readonly<Record<Language, 'EG' | 'RU'>> = { en: 'RU', ru: 'RU', ar: 'EG' };
const DOMAIN = { EG: 'eg.demo', RU: 'ru-sve.demo' } as const;
/** Written by people: the same in every language. */
const WORDS_OF_A_NURSE = 'Aspirin 500, вечером 2 таблетки, والباراسيتامول عند اللزوم';

/** A phrase of the catalogue with its gaps filled. */
const filled = (phrase: string, words: Readonly<Record<string, string>>): string =>
  phrase.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => words[name] ?? '');

describe("a clinician's day", () => {
  it.each(LANGUAGES)(
    'goes from what waits to the ward, the client, the evidence, a partner in three clicks, and an emergency, in %s',
    async (language) => {
      const region = JURISDICTION[language];
      const login = `clinician@detox.${DOMAIN[region]}`;
      const clinician = await Staff.signIn(house.url, login);
      const client = await admitNamed(clinician, { language });
      const desk = await Desk.of(house, language, login);
      const { words } = desk;

      // Home is the work: each tile has the number of its list.
      const tiles = desk.page.getByRole('navigation', { name: words.home.tiles, exact: true });
      const told = (await clinician.get<WorkTiles>('/api/work-items/tiles')).body;
      for (const [label, count] of [
        [words.home.overdue, told.overdue],
        [words.home.due_today, told.due_today],
        [words.home.new, told.new],
        [words.home.mine, told.mine],
        [words.home.waiting, told.waiting_for_partner],
        [words.home.arrivals, told.arrivals_today],
        [words.app.absent, told.absent],
      ] as const)
        await tiles
          .getByRole('link')
          .filter({ hasText: label })
          .filter({ hasText: new RegExp(`(^|\\D)${count}(\\D|$)`) })
          .waitFor();
      await desk.expectSound('90-home');

      // The list of the day opens the client by Enter.
      await desk.goTo('/ward?stage=treatment');
      const row = desk
        .table(words.ward.title)
        .getByRole('row')
        .filter({ has: desk.page.locator(`a[href$="/clients/${client}"]`) });
      await row.waitFor();
      await desk.expectSound('91-ward');
      await row.focus();
      await desk.page.keyboard.press('Enter');
      expect(await desk.addressEnd(/^\/clients\/[^/]+$/)).toBe(client);

      // Who walks with them is named, and taken back.
      const banner = desk.region(words.client.title);
      await banner.getByText(words.kit.no_key_worker).waitFor();
      await desk.press(`${words.worker.change}: ${words.kit.key_worker}`);
      const naming = desk.dialog(words.worker.title);
      await desk.select(words.kit.key_worker, 'me', naming);
      await desk.press(words.worker.submit, naming);
      await naming.waitFor({ state: 'detached' });
      await banner.getByText(`${words.kit.key_worker}:`).waitFor();
      await desk.press(words.kit.undo);
      await banner.getByText(words.kit.no_key_worker).waitFor();
      expect((await viewClient(clinician, client)).key_worker).toBeNull();

      // What is missing leads to its field, also from the screen of the move.
      await expectCriteria(desk, [false, false, true, false]);
      await desk.follow(words.client.move_on);
      await desk.heading(words.move.title).waitFor();
      await desk.expectSound('92-move');
      await desk
        .link(filled(words.kit.record_it, { field: words.record.overdose_risk_talk_on }))
        .or(desk.page.getByRole('link', { name: words.passage.back, exact: true }))
        .first()
        .waitFor();
      await desk.follow(words.passage.back);
      await desk.follow(filled(words.kit.record_it, { field: words.record.overdose_risk_talk_on }));
      expect(
        await desk
          .field(words.record.overdose_risk_talk_on)
          .evaluate((field) => field === field.ownerDocument.activeElement),
      ).toBe(true);
      await recordTreatment(desk);
      await expectCriteria(desk, [true, true, true, true]);
      const road = desk.list(words.client.road).getByRole('listitem');
      await road.filter({ hasText: words.road.event['record.kept'] }).first().waitFor();
      await desk.page.getByRole('combobox', { name: words.road.show, exact: true }).selectOption('custody');
      await road.filter({ hasText: words.road.event['record.kept'] }).first().waitFor({ state: 'detached' });
      expect(tidy(await road.first().innerText())).toContain(words.road.event['custody.taken']);
      await desk.expectSound('93-client');

      // Three clicks to a partner: open, the client agrees, send.
      await desk.follow(words.client.send);
      await desk.heading(words.compose.title).waitFor();
      const partner = desk.page
        .getByRole('radiogroup', { name: words.compose.step_partner, exact: true })
        .getByRole('radio', { checked: true });
      await partner.waitFor();
      await desk.press(words.compose.minimum);
      const preview = desk.table(words.kit.partner_sees);
      await preview
        .getByRole('rowheader', { name: words.codes.packet_field.identity, exact: true })
        .waitFor();
      await desk.expectSound('94-compose');
      await desk.press(words.compose.submit);
      const reference = await desk.addressEnd(/^\/handoffs\/[^/]+$/);
      const sent = await viewHandoff(clinician, reference);
      expect(sent).toMatchObject({ client, kind: 'transfer', state: 'requested' });
      const { consents } = await viewClient(clinician, client);
      expect(consents.map(({ categories }) => [...categories].sort())).toEqual([
        ['contact', 'identity', 'treatment'],
      ]);
      await desk.goTo(`/clients/${client}`);
      await desk.page.getByRole('note').filter({ hasText: words.waits.title }).waitFor();

      // An emergency is one tap away from the list of the day.
      await desk.goTo('/ward');
      await desk.press(words.emergency.title, row);
      const urgent = desk.dialog(words.emergency.title);
      await chooseEmergencyPartner(desk, urgent, nameOf(`${region}-REHAB-1`, language));
      await desk.press(words.emergency.send, urgent);
      const emergency = await desk.addressEnd(/^\/handoffs\/[^/]+$/);
      expect(await viewHandoff(clinician, emergency)).toMatchObject({ basis: 'emergency', client });
      await desk.close();
    },
    240_000,
  );

  it.each(LANGUAGES)(
    'loses no word when the tab dies in the middle of a long form, in %s',
    async (language) => {
      const login = `clinician@detox.${DOMAIN[JURISDICTION[language]]}`;
      const clinician = await Staff.signIn(house.url, login);
      const client = await admitAnonymous(clinician, { language });
      const desk = await Desk.of(house, language, login);
      const { words } = desk;
      await desk.goTo(`/clients/${client}`);
      await desk.press(words.safety.edit);
      const form = desk.region(words.safety.title);
      await desk.choose(words.safety.suicide_risk, words.codes.suicide_risk.moderate, form);
      await desk.write(words.safety.medicines, '', form);
      await desk.field(words.safety.medicines, form).pressSequentially(WORDS_OF_A_NURSE);
      const [before] = words.kit.kept_at.split('{{time}}');
      await form.getByText(before ?? '').waitFor();
      // At most two seconds are ever unkept; the answer of the server is awaited, then the tab dies without a farewell.
      const kept = desk.page.waitForResponse(
        (answer) =>
          answer.request().method() === 'PUT' && (answer.request().postData() ?? '').includes('penicillin'),
      );
      await desk.field(words.safety.allergies, form).fill('penicillin');
      await kept;
      const dying = desk.page.waitForEvent('crash');
      void desk.page.goto('chrome://crash').catch(() => undefined);
      await dying;
      await desk.close();

      const next = await Desk.of(house, language, login);
      await next.goTo(`/clients/${client}`);
      await next.press(words.safety.edit);
      const again = next.region(words.safety.title);
      await next.press(words.kit.offer_continue, again);
      expect(await next.field(words.safety.medicines, again).inputValue()).toBe(WORDS_OF_A_NURSE);
      expect(await next.field(words.safety.allergies, again).inputValue()).toBe('penicillin');
      expect(
        await next.option(words.safety.suicide_risk, words.codes.suicide_risk.moderate, again).isChecked(),
      ).toBe(true);
      await next.press(words.safety.save, again);
      await next.saved();
      expect((await viewClient(clinician, client)).safety).toMatchObject({
        suicide_risk: 'moderate',
        medicines: WORDS_OF_A_NURSE,
        allergies: 'penicillin',
      });
      await next.close();
    },
    120_000,
  );
});
