import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { refusalSentence } from '#domain/words/refusals.js';
import { admitNamed, settledTreatment, viewClient } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const CLINICIAN = 'clinician@detox.eg.demo';

describe('what does not work says so, and loses nothing', () => {
  it.each(LANGUAGES)(
    'a wrong password is refused in the words of the server: %s',
    async (language) => {
      const desk = await Desk.open(house, language);
      await desk.chooseLanguage();
      const { words } = desk;
      await desk.write(words.session.login, CLINICIAN);
      await desk.page.getByLabel(words.session.password, { exact: true }).fill('not-the-password');
      await desk.press(words.session.submit);
      const alert = desk.page.getByRole('alert');
      await alert.getByText(refusalSentence(language, 'session.credentials')).waitFor();
      // The login is kept, so that only the password has to be written again.
      expect(await desk.field(words.session.login).inputValue()).toBe(CLINICIAN);
      await desk.expectSound('50-wrong-password');
      await desk.signIn(CLINICIAN);
      await desk.close();
    },
    60_000,
  );

  it('a session that ended leaves what was typed where it was', async () => {
    const desk = await Desk.of(house, 'en', CLINICIAN);
    desk.expected.push(/^401 \/api\//);
    const { words } = desk;
    await desk.follow(words.app.new_client);
    await desk.write(words.client.given_name, 'Quentin');
    await desk.write(words.client.family_name, 'Vandermeer');
    await desk.write(words.walk_in.birth_on, '01.02.1990');
    await desk.choose(words.walk_in.stage, desk.stage('treatment'));
    await desk.choose(words.safety.suicide_risk, words.codes.suicide_risk.low);
    await desk.context.clearCookies();
    const locked = desk.page.getByText(words.session.locked);
    // Whatever asks first meets the end of the session: what keeps the form may be faster than the hand.
    await desk
      .button(words.walk_in.submit)
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    await locked.waitFor();
    expect(await desk.field(words.session.login).inputValue()).toBe(CLINICIAN);
    // Nothing of the page behind can be read meanwhile, by no one.
    expect(await desk.field(words.client.given_name).count()).toBe(0);
    await desk.expectSound('51-session-ended');
    await desk.signIn(CLINICIAN);
    expect(await desk.field(words.client.given_name).inputValue()).toBe('Quentin');
    expect(await desk.field(words.walk_in.birth_on).inputValue()).toBe('01.02.1990');
    expect(await desk.option(words.safety.suicide_risk, words.codes.suicide_risk.low).isChecked()).toBe(true);
    await desk.press(words.walk_in.submit);
    await desk.addressEnd(/^\/clients\/(?!new$)[^/]+$/);
    await desk.close();
  }, 60_000);

  it('of two who write the same record, the second is told, and writes on what is there now', async () => {
    const colleague = await Staff.signIn(house.url, CLINICIAN);
    const client = await admitNamed(colleague);
    const desk = await Desk.of(house, 'ru', CLINICIAN);
    const { words } = desk;
    await desk.goTo(`/clients/${client}`);
    const stage = desk.region(`${words.client.stage_title}: ${desk.stage('treatment')}`);
    await desk.field(words.record.last_score).fill('7');

    const theirs = { ...settledTreatment(), last_score: 1 };
    const { record } = await viewClient(colleague, client);
    const version = record?.version ?? 0;
    expect((await colleague.put(`/api/clients/${client}/treatment`, theirs, { version })).status).toBe(200);

    desk.expected.push(/^409 \/api\/clients\/\w+\/treatment$/);
    await desk.press(words.record.save, stage);
    await desk.dialog(words.kit.conflict_title).waitFor();
    const alert = desk.page.getByRole('alert', { includeHidden: true });
    await alert.getByText(refusalSentence('ru', 'version.stale', { current: version + 1 })).waitFor();
    expect(await desk.field(words.record.last_score).inputValue()).toBe('7');
    await desk.expectSound('52-stale');
    // Both wrote the score: it is shown twice, and nothing goes on before one of the two is chosen.
    const conflict = desk.dialog(words.kit.conflict_title);
    expect(await desk.button(words.kit.conflict_take, conflict).isDisabled()).toBe(true);
    await desk.choose(words.record.last_score, words.kit.theirs, conflict);
    await desk.press(words.kit.conflict_take, conflict);
    await alert.waitFor({ state: 'detached' });
    expect(await desk.field(words.record.last_score).inputValue()).toBe('1');
    // What only the other has changed is there too, unasked.
    expect(await desk.option(words.record.medically_stable, words.app.yes).isChecked()).toBe(true);
    await desk.field(words.record.last_score).fill('3');
    await desk.press(words.record.save, stage);
    await desk.saved();
    expect((await viewClient(colleague, client)).record?.values).toMatchObject({ last_score: 3 });
    await desk.close();
  }, 60_000);

  it('without a network the screen says so, and goes on when it is back', async () => {
    const desk = await Desk.of(house, 'ar', CLINICIAN);
    const { words } = desk;
    await desk.follow(words.app.new_client);
    await desk.tick(words.walk_in.anonymous).check();
    await desk.choose(words.safety.suicide_risk, words.codes.suicide_risk.none);
    await desk.context.setOffline(true);
    await desk.press(words.walk_in.submit);
    await desk.page.getByRole('alert').filter({ hasText: words.problem.offline_title }).waitFor();
    await desk.expectSound('53-offline');
    await desk.context.setOffline(false);
    await desk.press(words.walk_in.submit);
    const code = await desk.addressEnd(/^\/clients\/(?!new$)[^/]+$/);
    const admitted = await house.rows('select 1 from care.client_code where code = $1', [code]);
    expect(admitted).toHaveLength(1);
    await desk.close();
  }, 60_000);

  it('while the database is away reads and writes say so; trying again does the write once', async () => {
    const desk = await Desk.of(house, 'en', CLINICIAN);
    desk.expected.push(/^503 \/(api|health)\//);
    const { words } = desk;
    await desk.follow(words.app.new_client);
    await desk.write(words.client.given_name, 'Ulrich');
    await desk.write(words.client.family_name, 'Oppenheim');
    await desk.choose(words.safety.suicide_risk, words.codes.suicide_risk.none);
    await house.databaseAway();
    try {
      await desk.press(words.walk_in.submit);
      const alert = desk.page.getByRole('alert').filter({ hasText: words.problem.unavailable_title });
      await alert.first().waitFor();
      expect(await desk.field(words.client.given_name).inputValue()).toBe('Ulrich');
      await desk.expectSound('54-unavailable-write');
      const other = await desk.context.newPage();
      await other.goto('/handoffs');
      const failed = other.getByRole('alert').filter({ hasText: words.problem.unavailable_title });
      await failed.waitFor();
      await house.databaseBack();
      await failed.getByRole('button', { name: words.app.retry, exact: true }).click();
      await other.getByRole('heading', { name: words.handoffs.title, exact: true, level: 1 }).waitFor();
      await other.close();
    } finally {
      await house.databaseBack();
    }
    await desk.press(words.walk_in.submit);
    await desk.addressEnd(/^\/clients\/(?!new$)[^/]+$/);
    await desk.press(words.client.show_name);
    await desk.page.getByText('Ulrich Oppenheim').waitFor();
    await desk.open('clients');
    await desk.close();
  }, 90_000);
});
