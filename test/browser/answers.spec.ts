import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { admitAnonymous, admitNamed, move, SAFE, sendOn, viewClient } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';
import { readPackets } from './steps.tools.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

describe('answers that are no straight way on', () => {
  it('a decline in Arabic leaves the sender a dated next step, which is closed by hand', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    const { reference } = await sendOn(clinician, await admitNamed(clinician), { receiver: 'EG-REHAB-2' });

    const intake = await Desk.of(house, 'ar', 'intake-officer@rehab2.eg.demo');
    const { words } = intake;
    await intake.openTask('handoff.answer');
    expect(await intake.addressEnd(/^\/handoffs\/[^/]+$/)).toBe(reference);
    await intake.press(words.codes.move.decline);
    const declining = intake.dialog(words.codes.move.decline);
    await intake.choose(words.handoff.decline_reason, words.codes.decline_reason.no_capacity, declining);
    await intake.write(words.handoff.note, 'مكان متاح بعد أسبوعين', declining);
    await intake.expectSound('30-decline-dialog');
    const declinedAt = new Date();
    await intake.press(words.handoff.decline_submit, declining);
    await intake.list(words.handoff.status).getByText(words.codes.state['declined-capacity']).waitFor();
    // What was shared is closed with the answer.
    await intake.page.getByText(words.told.closed_again).waitFor();
    expect(await readPackets(intake)).toEqual({});
    await intake.expectSound('31-declined');
    await intake.open('inbox');
    await intake.page.getByText(words.inbox.empty_title).waitFor();
    await intake.close();

    const sender = await Desk.of(house, 'ar', 'case-manager@detox.eg.demo');
    const task = sender.table(words.app.inbox).getByRole('row').filter({
      hasText: words.codes.work_item['handoff.next_step'],
    });
    await task.waitFor();
    const due = (await task.getByRole('time').getAttribute('datetime')) ?? '';
    // After treatment the next step falls on the same day, by the clock of the house.
    const dayOf = (at: Date): string => at.toLocaleDateString('en-CA', { timeZone: 'Africa/Cairo' });
    expect(Date.parse(due)).toBeGreaterThan(declinedAt.getTime());
    expect([dayOf(declinedAt), dayOf(new Date())]).toContain(dayOf(new Date(due)));
    await sender.expectSound('32-inbox-next-step');
    await sender.openTask('handoff.next_step');
    const details = sender.region(words.handoff.details);
    await details.getByText(words.codes.decline_reason.no_capacity, { exact: true }).waitFor();
    await sender.region(words.handoff.story).getByText('مكان متاح بعد أسبوعين').waitFor();
    await sender.expectSound('33-declined-at-sender');
    await sender.open('inbox');
    await sender.press(words.inbox.mark_done, await sender.readTask('handoff.next_step'));
    const resulting = sender.dialog(words.inbox.result_title);
    await sender.choose(words.inbox.result, words.codes.next_step_result.no_place_anywhere, resulting);
    await sender.expectSound('33a-next-step-result');
    await sender.press(words.inbox.mark_done, resulting);
    await task.waitFor({ state: 'detached' });
    await sender.press(words.inbox.mark_done, await sender.readTask('handoff.notice'));
    await sender.page.getByText(words.inbox.empty_title).waitFor();
    await sender.close();
  }, 60_000);

  it('a move without all criteria needs a reason in Russian, and the duty manager countersigns', async () => {
    const desk = await Desk.of(house, 'ru', 'case-manager@work.ru-sve.demo');
    const { words } = desk;
    const manager = await Staff.signIn(house.url, 'case-manager@work.ru-sve.demo');
    const client = await admitAnonymous(manager, { stage: 'employment', language: 'ru' });
    await desk.goTo(`/clients/${client}`);
    const criteria = desk.list(words.client.criteria).getByRole('listitem');
    await criteria
      .filter({ hasText: `${desk.criterion('work_sustained')}: ${words.client.unmet}` })
      .waitFor();
    await desk.follow(words.client.move_on);
    await desk.heading(words.move.title).waitFor();
    const moving = desk.page.getByRole('main');
    await desk.choose(words.move.to, desk.stage('follow_up'), moving);
    expect(await desk.option(words.move.outcome, words.codes.outcome.completed, moving).count()).toBe(0);
    await desk.choose(words.move.outcome, words.codes.outcome.moved_on_early, moving);
    desk.expected.push(/^422 \/api\/clients\/\w+\/stage$/);
    await desk.press(words.move.submit, moving);
    await moving.getByRole('alert').getByRole('link').waitFor();
    await desk.expectSound('34-move-refused');
    await moving.getByRole('alert').getByRole('link').click();
    await desk.page.keyboard.type('Уезжает к семье, работа найдена там');
    await desk.expectSound('35-move-with-reason');
    await desk.press(words.move.submit, moving);
    await desk.page.getByText('Уезжает к семье, работа найдена там').waitFor();
    await desk.region(`${words.client.stage_title}: ${desk.stage('follow_up')}`).waitFor();
    await desk.expectSound('36-moved-on');
    await desk.close();

    const duty = await Desk.of(house, 'ru', 'duty-manager@work.ru-sve.demo');
    const task = duty.table(words.app.inbox).getByRole('row').filter({
      hasText: words.codes.work_item['stage.countersign'],
    });
    await task.waitFor();
    await duty.expectSound('37-inbox-countersign');
    await duty.press(words.inbox.mark_done, await duty.readTask('stage.countersign'));
    await duty.page.getByText(words.inbox.empty_title).waitFor();
    await duty.close();
  }, 60_000);

  it('what has changed since it was shared first is shown again, not hidden behind the older answer', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    const client = await admitNamed(clinician);
    const { reference } = await sendOn(clinician, client, { receiver: 'EG-REHAB-1' });
    const desk = await Desk.of(house, 'en', 'intake-officer@rehab1.eg.demo');
    const { words } = desk;
    await desk.goTo(`/handoffs/${reference}`);
    await desk.press(words.codes.move.take);
    await desk
      .region(words.codes.received_tier.D2)
      .getByText(SAFE.allergies ?? '', { exact: true })
      .waitFor();

    const { version } = await viewClient(clinician, client);
    const screened = { ...SAFE, suicide_risk: 'high', allergies: 'peanuts' };
    expect((await clinician.put(`/api/clients/${client}/safety`, screened, { version })).status).toBe(200);
    const officer = await Staff.signIn(house.url, 'intake-officer@rehab1.eg.demo');
    const appointment_at = new Date(Date.now() + 86_400_000).toISOString();
    expect((await move(officer, reference, 'accept', { appointment_at })).status).toBe(200);

    await desk.page.reload();
    const accepted = desk.region(words.codes.received_tier.D3);
    await accepted.getByText('peanuts', { exact: true }).waitFor();
    await accepted.getByText(words.codes.suicide_risk.high, { exact: true }).waitFor();
    await desk.expectSound('38-safety-changed');
    await desk.close();
  }, 60_000);
});
