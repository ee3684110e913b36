import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Page } from '#domain/wire/common.js';
import type { ClientRightsView, ComplaintFiled, ComplaintView, CorrectionView } from '#domain/wire/rights.js';
import { admitNamed, granted } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

let house: House;
let manager: Staff;
let officer: Staff;
let coordinator: Staff;
beforeAll(async () => {
  house = await openHouse();
  manager = await Staff.signIn(house.url, 'case-manager@detox.eg.demo');
  officer = await Staff.signIn(house.url, 'privacy-officer@detox.eg.demo');
  coordinator = await Staff.signIn(house.url, 'coordinator@coord.eg.demo');
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const rightsOf = async (client: string): Promise<ClientRightsView> =>
  granted(await manager.get<ClientRightsView>(`/api/clients/${client}/rights`));

const complaintsOf = async (by: Staff): Promise<string[]> =>
  granted(await by.get<Page<ComplaintView>>('/api/complaints?limit=100')).items.map(
    ({ reference }) => reference,
  );

describe('the rights of one client', () => {
  it.each(LANGUAGES)(
    'are explained, asked for and answered on one page, in %s',
    async (language) => {
      const client = await admitNamed(manager, { language });
      const desk = await Desk.of(house, language, 'case-manager@detox.eg.demo');
      const { words } = desk;
      const { rights, codes } = words;
      await desk.goTo(`/clients/${client}`);
      await desk.follow(words.ways.rights);
      await desk.heading(rights.of_client).waitFor();
      await desk.expectSound('260-rights-empty');

      // The text itself is there to be read together, in the client's language.
      await desk.press(rights.notice_give);
      const notice = desk.dialog(rights.notice_give);
      const { notice: today } = await rightsOf(client);
      await desk.choose(rights.form, codes.notice_form.read_aloud, notice);
      expect(await notice.innerText()).toContain(today.easy[language].slice(0, 40));
      await desk.expectSound('261-rights-notice');
      await desk.press(rights.notice_done, notice);
      const told = desk.region(rights.notice);
      await told.getByText(today.id, { exact: true }).waitFor();
      expect(await told.innerText()).toContain(codes.notice_form.read_aloud);
      expect(await told.getByText(rights.notice_none).count()).toBe(0);

      await desk.press(rights.correction_ask);
      const asking = desk.dialog(rights.correction_ask);
      await desk.choose(rights.field, codes.correction_field['safety.screen'], asking);
      await desk.write(rights.says, 'penicillin', asking);
      await desk.write(rights.should_say, '—', asking);
      await desk.expectSound('262-rights-correction');
      await desk.press(rights.save, asking);
      const corrections = desk.region(rights.own_corrections);
      await corrections.getByText(codes.correction_state.asked, { exact: true }).waitFor();

      await desk.press(rights.access_ask);
      const access = desk.dialog(rights.access_ask);
      await desk.press(rights.save, access);
      await desk.region(rights.own_access).getByText(rights.access_open, { exact: true }).waitFor();

      await desk.press(rights.leave_ask);
      const leaving = desk.dialog(rights.leave_ask);
      await desk.expectSound('263-rights-leave');
      await desk.press(rights.leave_submit, leaving);
      const leave = desk.region(rights.leave);
      await leave.getByText(rights.leave_open, { exact: true }).waitFor();
      expect(await desk.button(rights.leave_ask).count()).toBe(0);

      // Whoever wrote it down does not decide it; somebody else refuses, and the client's words are written beside it.
      expect(await desk.button(rights.decide).count()).toBe(0);
      const [asked] = (await rightsOf(client)).corrections;
      granted(
        await officer.post(
          `/api/corrections/${asked!.correction}/decide`,
          { decision: 'refused', reason: '…' },
          { version: asked!.version },
        ),
      );
      await desk.page.reload();
      await desk.press(rights.state_words, corrections);
      const stating = desk.dialog(rights.state_words);
      await desk.write(rights.statement, '12345', stating);
      await desk.expectSound('264-rights-statement');
      await desk.press(rights.save, stating);
      await corrections.getByText('12345').waitFor();
      await desk.expectSound('265-rights-whole');

      await desk.press(rights.leave_answer, leave);
      const answer = desk.dialog(rights.leave_answer);
      await desk.choose(rights.outcome_of_leave, codes.leave_outcome.stays, answer);
      await desk.tick(rights.leave_done.safety_talk, answer).check();
      await desk.expectSound('266-rights-leave-answer');
      await desk.press(rights.save, answer);
      await leave.getByText(codes.leave_outcome.stays, { exact: true }).waitFor();
      expect((await rightsOf(client)).leave[0]).toMatchObject({ outcome: 'stays' });
      await desk.close();
    },
    180_000,
  );

  it.each(LANGUAGES)(
    'hold a complaint at their word, about a colleague who never sees it, in %s',
    async (language) => {
      const client = await admitNamed(manager, { language });
      const desk = await Desk.of(house, language, 'case-manager@detox.eg.demo');
      const { rights, codes } = desk.words;
      const { body: colleagues } =
        await manager.get<{ colleague: string; display_name: string; roles: string[] }[]>('/api/colleagues');
      const concerned = colleagues.find(({ roles }) => roles.includes('privacy_officer'))!;
      await desk.goTo(`/clients/${client}/rights`);
      await desk.press(rights.file_for);
      const form = desk.dialog(rights.file_for);
      expect(await desk.field(rights.client_named, form).inputValue()).toBe(client);
      await desk.choose(rights.category, codes.complaint_category.treatment, form);
      await desk.write(rights.words, 'Too loud at night.', form);
      await desk.select(rights.concerned, concerned.colleague, form);
      await desk.expectSound('267-rights-complaint');
      await desk.press(rights.file, form);
      await desk.page.getByText(codes.passed_on.handler_concerned, { exact: true }).waitFor();
      await desk.expectSound('268-rights-complaint-filed');
      const reference = await desk.region(rights.complaints).locator('.code').innerText();
      expect(await complaintsOf(officer)).not.toContain(reference);
      expect(await complaintsOf(coordinator)).toContain(reference);
      await desk.close();
    },
    120_000,
  );

  it('hold what was upheld until it is made in the record, and says so', async () => {
    const client = await admitNamed(manager, { language: 'ar' });
    const asked = granted(
      await manager.post<CorrectionView>(`/api/clients/${client}/corrections`, {
        field: 'other',
        says: '١',
        should_say: '٢',
      }),
      201,
    );
    granted(
      await officer.post(
        `/api/corrections/${asked.correction}/decide`,
        { decision: 'accepted', reason: '…' },
        { version: asked.version },
      ),
    );
    const desk = await Desk.of(house, 'ar', 'case-manager@detox.eg.demo');
    const { rights, codes } = desk.words;
    await desk.goTo(`/clients/${client}/rights`);
    const corrections = desk.region(rights.own_corrections);
    await corrections.getByText(codes.correction_state.accepted, { exact: true }).waitFor();
    await desk.press(rights.apply, corrections);
    const sure = desk.dialog(rights.apply);
    await sure.getByText(rights.apply_effect).waitFor();
    await desk.press(rights.apply, sure);
    await corrections.getByText(codes.correction_state.corrected, { exact: true }).waitFor();
    expect(await desk.button(rights.apply).count()).toBe(0);
    await desk.close();
  }, 120_000);

  it('keep a complaint from the colleague it turns out to be about', async () => {
    const words = 'Никто не пришёл, когда я позвонил.';
    const { organisation } = (await manager.get<{ organisation: { code: string } }>('/api/session')).body;
    const { reference } = granted(
      await manager.post<ComplaintFiled>('/api/complaints', {
        about: organisation.code,
        channel: 'phone',
        submitter: 'other',
        category: 'treatment',
        concerns_minor: false,
        words,
        language: 'ru',
      }),
      201,
    );
    const { body: colleagues } =
      await officer.get<{ colleague: string; display_name: string; roles: string[] }[]>('/api/colleagues');
    const auditor = colleagues.find(({ roles }) => roles.join() === 'auditor')!;
    const other = await Staff.signIn(house.url, 'auditor@detox.eg.demo');
    expect(await complaintsOf(other)).toContain(reference);
    const desk = await Desk.of(house, 'ru', 'privacy-officer@detox.eg.demo');
    const { rights } = desk.words;
    await desk.goTo('/complaints');
    await desk.page.getByRole('button', { name: `${rights.open} ${reference}`, exact: true }).click();
    const whole = desk.dialog(rights.complaint);
    await whole.getByText(words).waitFor();
    await desk.press(rights.name_concerned, whole);
    const naming = desk.dialog(rights.name_concerned);
    await desk.select(rights.concerned, auditor.colleague, naming);
    await desk.expectSound('271-complaint-concerned');
    await desk.press(rights.save, naming);
    await whole.getByText(auditor.display_name).waitFor();
    expect(await desk.button(rights.name_concerned, whole).count()).toBe(0);
    expect(await complaintsOf(other)).not.toContain(reference);
    expect(await complaintsOf(officer)).toContain(reference);
    await desk.close();
  }, 120_000);

  it.each(LANGUAGES)(
    'run on clocks in hours: a breach is written down with the hour it was found, in %s',
    async (language) => {
      const desk = await Desk.of(house, language, 'privacy-officer@detox.eg.demo');
      const { rights, codes } = desk.words;
      await desk.goTo('/duties');
      await desk.press(rights.breach_record);
      const form = desk.dialog(rights.breach_record);
      await desk.choose(rights.what, codes.breach_kind.loss, form);
      await desk.choose(rights.risk, codes.breach_risk.likely, form);
      await form.getByLabel(rights.detected_hour, { exact: true }).fill('00:01');
      await desk.write(rights.words, `Laptop ${language}`, form);
      await desk.expectSound('269-breach');
      await desk.press(rights.save, form);
      await desk.region(rights.breaches).getByText(`Laptop ${language}`).waitFor();
      const [row] = granted(
        await officer.get<Page<{ words: string; detected_at: string; notify_due_at: string }>>(
          '/api/breaches',
        ),
      ).items.filter(({ words }) => words === `Laptop ${language}`);
      // One minute past midnight in Cairo is no whole hour of the day in UTC that anybody would have guessed.
      expect(new Date(row!.detected_at).getUTCMinutes()).toBe(1);
      expect(Date.parse(row!.notify_due_at) - Date.parse(row!.detected_at)).toBe(72 * 3_600_000);
      await desk.expectSound('270-duties');
      await desk.close();
    },
    120_000,
  );
});
