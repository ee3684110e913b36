import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HandoffMove } from '#domain/charter/handoff.js';
import type { HandoffDetail, HandoffWritten } from '#domain/wire/handoff.js';
import { admitNamed, granted, sendOn, viewHandoff } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';
import { choosePartner, daysBack, nameOf } from './steps.tools.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

/** A move made elsewhere, while the screens under test are looked at. */
async function moved(
  staff: Staff,
  reference: string,
  move: HandoffMove,
  body: unknown = {},
): Promise<HandoffWritten> {
  const { version } = await viewHandoff(staff, reference);
  return granted(await staff.post<HandoffWritten>(`/api/handoffs/${reference}/${move}`, body, { version }));
}

const inDays = (days: number): string => daysBack(-days);

/** The badge that says where the handoff stands. */
const state = (desk: Desk, name: keyof Desk['words']['codes']['state']) =>
  desk.page.getByText(desk.words.codes.state[name], { exact: true }).first();

describe('the machine, as people at their desks see it', () => {
  it('a question goes to the sender and its answer comes back; accepting takes two clicks, in Russian', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.ru-sve.demo');
    const client = await admitNamed(clinician, { language: 'ru' });
    const { reference } = await sendOn(clinician, client, { receiver: 'RU-REHAB-1' });
    const intake = await Desk.of(house, 'ru', 'intake-officer@rehab1.ru-sve.demo');
    const { words } = intake;
    await intake.goTo(`/handoffs/${reference}`);
    await intake.press(words.codes.move.take);
    await intake.press(words.codes.move.ask);
    const asking = intake.dialog(words.codes.move.ask);
    await intake.write(words.codes.note.question, 'Нужна ли комната на первом этаже?', asking);
    await intake.expectSound('60-ask');
    await intake.press(words.codes.move.ask, asking);
    await state(intake, 'info-requested').waitFor();

    const sender = await Desk.of(house, 'ru', 'case-manager@detox.ru-sve.demo');
    await sender.openTask('handoff.question');
    await sender.list(words.handoff.clocks).getByText(words.codes.clock.answer, { exact: true }).waitFor();
    await sender.expectSound('61-question-at-sender');
    await sender.press(words.codes.move.answer);
    const answering = sender.dialog(words.codes.move.answer);
    await answering.getByText('Нужна ли комната на первом этаже?').waitFor();
    await sender.write(words.codes.note.answer, 'Нет, лестница не мешает.', answering);
    await sender.expectSound('62-answer');
    await sender.press(words.codes.move.answer, answering);
    await state(sender, 'under-review').waitFor();

    await intake.page.reload();
    const story = intake.region(words.handoff.story);
    await story.getByText('Нет, лестница не мешает.').waitFor();
    await intake.expectSound('63-answered');
    await intake.press(words.codes.move.accept);
    await intake.press(words.handoff.accept_submit, intake.dialog(words.codes.move.accept));
    await state(intake, 'awaiting-arrival').waitFor();
    const { notes } = await viewHandoff(clinician, reference);
    expect(notes.map(({ kind, side }) => `${side} ${kind}`)).toEqual([
      'sender reason',
      'receiver question',
      'sender answer',
    ]);
    await intake.close();
    await sender.close();
  }, 90_000);

  it('the waiting list is an offer: the client is asked, waits, and a place is found, in Arabic', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    const { reference } = await sendOn(clinician, await admitNamed(clinician), { receiver: 'EG-REHAB-2' });
    const intake = await Desk.of(house, 'ar', 'intake-officer@rehab2.eg.demo');
    const { words } = intake;
    await intake.goTo(`/handoffs/${reference}`);
    await intake.press(words.codes.move.take);
    await intake.press(words.codes.move.waitlist);
    const offering = intake.dialog(words.codes.move.waitlist);
    await intake.write(words.handoff.expected_on, inDays(12), offering);
    await intake.write(words.handoff.note, 'سرير بعد العيد', offering);
    await intake.expectSound('64-waitlist-dialog');
    await intake.press(words.codes.move.waitlist, offering);
    await state(intake, 'waitlist-offered').waitFor();

    const sender = await Desk.of(house, 'ar', 'case-manager@detox.eg.demo');
    await sender.openTask('handoff.wish');
    await sender.press(words.codes.move.wish);
    const wishing = sender.dialog(words.codes.move.wish);
    await sender.choose(words.handoff.wish_question, words.handoff.wish_yes, wishing);
    await sender.expectSound('65-wish-dialog');
    await sender.press(words.codes.move.wish, wishing);
    await state(sender, 'waitlisted').waitFor();
    await sender.page.getByText('سرير بعد العيد').waitFor();
    await sender.expectSound('66-waitlisted');

    await intake.page.reload();
    await intake.press(words.codes.move.propose);
    await state(intake, 'under-review').waitFor();
    expect((await viewHandoff(clinician, reference)).business_state).toBe('under-review');
    await intake.close();
    await sender.close();
  }, 90_000);

  it('of two partners asked the first that accepts has it; the other keeps a tombstone', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    const client = await admitNamed(clinician);
    const first = await sendOn(clinician, client, { receiver: 'EG-REHAB-2' });
    const desk = await Desk.of(house, 'en', 'clinician@detox.eg.demo');
    const { words } = desk;
    await desk.goTo(`/handoffs/${first.reference}`);
    await desk.follow(words.handoff.ask_another);
    await desk.heading(words.compose.title).waitFor();
    await desk.page.getByText(words.compose.first_has_it).waitFor();
    await desk.choose(words.compose.step_stage, desk.stage('rehabilitation'));
    await choosePartner(desk, nameOf('EG-REHAB-1', 'en'));
    await desk.tick(words.codes.category.treatment).check();
    await desk.expectSound('67-compose-alternative');
    await desk.press(words.compose.submit);
    const second = await desk.addressEnd(/^\/handoffs\/[^/]+$/);
    await desk.table(words.handoff.alternatives).getByText(nameOf('EG-REHAB-2', 'en')).waitFor();

    const officer = await Staff.signIn(house.url, 'intake-officer@rehab1.eg.demo');
    const appointment_at = new Date(Date.now() + 86_400_000).toISOString();
    const spoke_at = new Date(Date.now() - 60_000).toISOString();
    await moved(officer, second, 'take');
    await moved(officer, second, 'accept', { appointment_at, spoke_at });

    await desk.page.reload();
    const others = desk.table(words.handoff.alternatives).getByRole('row');
    await others.filter({ hasText: words.codes.state.superseded }).waitFor();
    await desk.expectSound('68-alternative-superseded');

    const loser = await Desk.of(house, 'en', 'intake-officer@rehab2.eg.demo');
    await loser.goTo(`/handoffs/${first.reference}`);
    await loser.page.getByText(words.handoff.tombstone).waitFor();
    expect(await loser.page.getByText(desk.stage('rehabilitation'), { exact: true }).count()).toBe(0);
    await loser.expectSound('69-tombstone');
    await desk.close();
    await loser.close();
  }, 90_000);

  it('somebody who did not arrive is looked for by one named person, and is received whenever they come', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    const client = await admitNamed(clinician);
    const { reference } = await sendOn(clinician, client, { receiver: 'EG-REHAB-1' });
    const officer = await Staff.signIn(house.url, 'intake-officer@rehab1.eg.demo');
    await moved(officer, reference, 'take');
    const appointment = Date.now() + 20_000;
    await moved(officer, reference, 'accept', { appointment_at: new Date(appointment).toISOString() });

    const desk = await Desk.of(house, 'en', 'case-manager@detox.eg.demo');
    const { words } = desk;
    await desk.goTo(`/handoffs/${reference}`);
    await desk.press(words.codes.move.depart);
    await desk.press(words.codes.move.depart, desk.dialog(words.codes.move.depart));
    const [left = ''] = words.told.departed.split('{{sender}}');
    await desk.region(words.handoff.story).getByText(left).waitFor();
    await desk.open('absent');
    const row = desk
      .table(words.app.absent)
      .getByRole('row')
      .filter({ hasText: nameOf('EG-REHAB-1', 'en') });
    await row.getByText(words.absent.no_contact).waitFor();
    // Whoever saw the client off is named until somebody else is.
    await row.getByText(words.absent.nobody).waitFor({ state: 'detached' });
    await desk.press(words.codes.move.contact, row);
    const contacting = desk.dialog(words.codes.move.contact);
    await desk.choose(words.handoff.reached, words.handoff.reached_yes, contacting);
    await desk.expectSound('70-contact');
    await desk.press(words.codes.move.contact, contacting);
    await row.getByText(words.absent.last_contact).waitFor();
    await desk.expectSound('71-absent');

    const intake = await Desk.of(house, 'en', 'intake-officer@rehab1.eg.demo');
    await intake.goTo(`/handoffs/${reference}`);
    // Nobody has missed an appointment that is still to come; when it has passed, it can be said.
    await sleep(Math.max(0, appointment - Date.now()));
    await intake.page.reload();
    await intake.chooseRare(words.codes.move.miss);
    await intake.expectSound('72-miss');
    await intake.press(words.codes.move.miss, intake.dialog(words.codes.move.miss));
    await state(intake, 'did-not-arrive').waitFor();

    // A colleague is told who was to ring, and takes over knowingly.
    const colleague = await Desk.of(house, 'en', 'social-worker@detox.eg.demo');
    await colleague.openTask('handoff.outreach');
    await colleague.press(words.codes.move.call);
    const calling = colleague.dialog(words.codes.move.call);
    await calling.getByText(words.handoff.caller_named).waitFor();
    await colleague.press(words.handoff.take_over, calling);
    await calling.waitFor({ state: 'detached' });
    await colleague.press(words.codes.move.contact);
    await colleague.choose(words.handoff.reached, words.handoff.reached_no);
    await colleague.press(words.codes.move.contact, colleague.dialog(words.codes.move.contact));
    const story = colleague.region(words.handoff.story);
    await story.getByText(words.told.contact_missed).waitFor();
    await story.getByText(words.told.contact_reached).waitFor();
    await colleague.expectSound('73-did-not-arrive');
    await colleague.close();

    await intake.page.reload();
    await intake.press(words.codes.move.arrive);
    await intake.press(words.handoff.arrive_submit, intake.dialog(words.codes.move.arrive));
    await intake.button(words.codes.move.report).waitFor();
    const { arrived_at } = granted(await clinician.get<HandoffDetail>(`/api/handoffs/${reference}`));
    expect(arrived_at).not.toBeNull();
    await intake.expectSound('74-arrived-late');
    await desk.close();
    await intake.close();
  }, 120_000);

  it('when nobody answers, the coordination office gives time once and sees nothing of the client', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.ru-sve.demo');
    const client = await admitNamed(clinician, { language: 'ru' });
    const { reference } = await sendOn(clinician, client, { receiver: 'RU-REHAB-2' });
    // The hours pass: everything but the last rung of the clock is due.
    await house.rows(
      `update care.clock c set fire_at = clock_timestamp() - (4 - c.rung) * interval '1 second' from care.handoff h
       where h.id = c.handoff_id and h.reference = $1 and c.kind = 'acknowledge' and c.rung < 4 returning c.id`,
      [reference],
    );
    await untilEscalated(reference);

    const coordinator = await Desk.of(house, 'ru', 'coordinator@coord.ru-sve.demo');
    const { words } = coordinator;
    await coordinator.table(words.app.inbox).getByText(words.codes.work_item['handoff.escalated']).waitFor();
    await coordinator.expectSound('75-coordinator-inbox');
    await coordinator.openTask('handoff.escalated');
    expect(await coordinator.addressEnd(/^\/coordination\/[^/]+$/)).toBe(reference);
    await coordinator.heading(words.coordination.envelope).waitFor();
    expect(await coordinator.page.locator('main').innerText()).not.toContain('Ready to go on');
    await coordinator.expectSound('76-envelope');
    await coordinator.press(words.codes.move.extend);
    const extending = coordinator.dialog(words.codes.move.extend);
    await coordinator.write(words.coordination.reason, 'Дежурный врач болеет', extending);
    await coordinator.expectSound('77-extend');
    await coordinator.press(words.codes.move.extend, extending);
    await coordinator
      .region(words.handoff.details)
      .getByText(words.coordination.extended, { exact: true })
      .waitFor();
    expect(await coordinator.button(words.codes.move.extend).count()).toBe(0);
    await coordinator
      .list(words.handoff.clocks)
      .getByText(words.codes.clock.acknowledge, { exact: true })
      .waitFor();
    await coordinator.expectSound('77a-extended');
    await coordinator.open('coordination');
    await coordinator.link(words.coordination.all).click();
    await coordinator.table(words.coordination.all).getByRole('link').first().waitFor();
    await coordinator.expectSound('78-coordination');
    await coordinator.close();
  }, 120_000);

  it('a consent withdrawn on the way pauses the handoff, and a new one lets it go on, in Russian', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.ru-sve.demo');
    const { reference } = await sendOn(clinician, await admitNamed(clinician, { language: 'ru' }), {
      receiver: 'RU-REHAB-1',
    });
    const officer = await Staff.signIn(house.url, 'intake-officer@rehab1.ru-sve.demo');
    const appointment_at = new Date(Date.now() + 2 * 86_400_000).toISOString();
    await moved(officer, reference, 'take');
    await moved(officer, reference, 'accept', { appointment_at });

    const desk = await Desk.of(house, 'ru', 'case-manager@detox.ru-sve.demo');
    const { words } = desk;
    await desk.goTo(`/handoffs/${reference}`);
    await desk.chooseRare(words.codes.move.withdraw);
    await desk.expectSound('79-withdraw');
    await desk.press(words.codes.move.withdraw, desk.dialog(words.codes.move.withdraw));
    await state(desk, 'consent-under-discussion').waitFor();
    expect((await viewHandoff(officer, reference)).packets).toEqual([]);
    await desk.press(words.codes.move.resume);
    const resuming = desk.dialog(words.codes.move.resume);
    await desk.tick(words.codes.category.treatment, resuming).check();
    await desk.tick(words.codes.category.identity, resuming).check();
    await desk.choose(words.consents.safety, words.consents.safety_yes, resuming);
    await desk.expectSound('79a-resume');
    await desk.press(words.codes.move.resume, resuming);
    await state(desk, 'awaiting-arrival').waitFor();
    expect((await viewHandoff(officer, reference)).packets.map(({ tier }) => tier)).toContain('D3');
    await desk.close();
  }, 90_000);

  it('somebody who cannot stay goes back by a transfer of its own, in Arabic', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    const { reference } = await sendOn(clinician, await admitNamed(clinician), { receiver: 'EG-REHAB-1' });
    const officer = await Staff.signIn(house.url, 'intake-officer@rehab1.eg.demo');
    await moved(officer, reference, 'take');
    await moved(officer, reference, 'accept', {
      appointment_at: new Date(Date.now() + 86_400_000).toISOString(),
    });
    await moved(officer, reference, 'arrive');

    const desk = await Desk.of(house, 'ar', 'case-manager@rehab1.eg.demo');
    const { words } = desk;
    await desk.goTo(`/handoffs/${reference}`);
    await desk.press(words.codes.move.return);
    const returning = desk.dialog(words.codes.move.return);
    await desk.choose(words.compose.step_stage, desk.stage('treatment'), returning);
    await desk.write(words.handoff.return_reason, 'يحتاج إلى علاج من جديد', returning);
    await desk.tick(words.codes.category.treatment, returning).check();
    await desk.choose(words.consents.safety, words.consents.safety_yes, returning);
    await desk.expectSound('79b-return');
    await desk.press(words.codes.move.return, returning);
    await desk.page.waitForURL((url) => !url.pathname.endsWith(reference));
    const back = await viewHandoff(clinician, await desk.addressEnd(/^\/handoffs\/[^/]+$/));
    expect([back.side, back.sender.code]).toEqual(['receiver', 'EG-REHAB-1']);
    await state(desk, 'awaiting-acknowledgement').waitFor();
    await desk.region(words.handoff.details).getByText(words.handoff.replaces).waitFor();
    await desk.expectSound('79c-returning');
    await desk.close();
  }, 90_000);
});

/** The worker's own clock decides when; it looks every few seconds. */
async function untilEscalated(reference: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const [found] = await house.rows<{ escalated: boolean }>(
      'select escalated_at is not null as escalated from care.handoff where reference = $1',
      [reference],
    );
    if (found?.escalated) return;
    if (Date.now() > deadline) throw new Error('the coordination office was not called');
    await sleep(250);
  }
}
