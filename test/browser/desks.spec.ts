import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';
import { admitNamed, consentTo, sendOn, viewClient, viewHandoff } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';
import { chooseEmergencyPartner, choosePartner, composeHandoff, nameOf } from './steps.tools.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const JURISDICTION: Readonly<Record<Language, 'EG' | 'RU'>> = { en: 'EG', ru: 'RU', ar: 'EG' };
const DOMAIN = { EG: 'eg.demo', RU: 'ru-sve.demo' } as const;

describe('desks around the machine', () => {
  it.each(LANGUAGES)(
    'a handoff is kept as a draft, changed and sent later, in %s',
    async (language) => {
      const region = JURISDICTION[language];
      const clinician = await Staff.signIn(house.url, `clinician@detox.${DOMAIN[region]}`);
      const client = await admitNamed(clinician, { language });
      const desk = await Desk.of(house, language, `clinician@detox.${DOMAIN[region]}`);
      const { words } = desk;
      await desk.goTo(`/clients/${client}`);
      await composeHandoff(desk, nameOf(`${region}-REHAB-1`, language));
      await desk.press(words.compose.save_draft);
      const reference = await desk.addressEnd(/^\/handoffs\/[^/]+$/);
      await desk.page.getByText(words.handoff.draft).waitFor();
      await desk.expectSound('80-draft');
      const partner = await Staff.signIn(house.url, `intake-officer@rehab1.${DOMAIN[region]}`);
      expect((await partner.get(`/api/handoffs/${reference}`)).status).toBe(404);

      await desk.follow(words.codes.move.edit);
      await desk.heading(words.compose.title).waitFor();
      await desk.choose(words.compose.urgency, words.codes.urgency.urgent);
      await desk.expectSound('81-draft-changed');
      await desk.press(words.compose.save_draft);
      await desk.page.getByText(words.codes.urgency.urgent, { exact: true }).first().waitFor();
      await desk.press(words.codes.move.send);
      await desk.press(words.codes.move.send, desk.dialog(words.codes.move.send));
      await desk.page.getByText(words.codes.state['awaiting-acknowledgement'], { exact: true }).waitFor();
      expect((await partner.get(`/api/handoffs/${reference}`)).status).toBe(200);
      await desk.close();
    },
    90_000,
  );

  it.each(LANGUAGES)(
    'free places are stated by the house and read by whoever looks for one, in %s',
    async (language) => {
      const region = JURISDICTION[language];
      const intake = await Desk.of(house, language, `intake-officer@rehab2.${DOMAIN[region]}`);
      const { words } = intake;
      await intake.open('places');
      const form = intake.page.getByRole('form', { name: intake.stage('rehabilitation'), exact: true });
      const free = 4 + LANGUAGES.indexOf(language);
      const field = form.getByRole('textbox', { name: intake.stage('rehabilitation'), exact: true });
      await field.fill(String(free));
      await intake.press(words.places.state, form);
      await intake.saved();
      await intake.expectSound('82-places');
      const statedBy = await house.rows<{ free: number }>(
        `select p.free from care.capacity p join care.organisation o on o.id = p.organisation_id
         where o.code = $1 and p.stage = 'rehabilitation'`,
        [`${region}-REHAB-2`],
      );
      expect(statedBy).toEqual([{ free }]);
      await intake.close();
    },
    60_000,
  );

  it.each(LANGUAGES)(
    'two people are kept apart, an emergency needs one choice, in %s',
    async (language) => {
      const region = JURISDICTION[language];
      const clinician = await Staff.signIn(house.url, `clinician@detox.${DOMAIN[region]}`);
      const client = await admitNamed(clinician, { language });
      const other = await admitNamed(clinician, { language });
      const desk = await Desk.of(house, language, `clinician@detox.${DOMAIN[region]}`);
      const { words } = desk;
      await desk.goTo(`/clients/${client}`);
      const section = desk.region(words.separation.title);
      await desk.press(words.separation.add, section);
      const adding = desk.dialog(words.separation.add);
      await desk.write(words.separation.other, other, adding);
      await desk.expectSound('83-keep-apart');
      await desk.press(words.separation.submit, adding);
      await section.getByText(words.separation.stands, { exact: true }).waitFor();

      await desk.press(words.emergency.title);
      const dialog = desk.dialog(words.emergency.title);
      await chooseEmergencyPartner(desk, dialog, nameOf(`${region}-REHAB-1`, language));
      await desk.expectSound('84-emergency');
      await desk.press(words.emergency.send, dialog);
      const reference = await desk.addressEnd(/^\/handoffs\/[^/]+$/);
      expect(await viewHandoff(clinician, reference)).toMatchObject({ basis: 'emergency', consent: null });
      await desk.page.getByText(words.codes.basis.emergency, { exact: true }).first().waitFor();
      await desk.expectSound('85-emergency-sent');

      await desk.goTo(`/clients/${client}`);
      await desk.press(words.separation.end, section);
      await desk.press(words.separation.end, desk.dialog(words.separation.end));
      await section.getByText(words.separation.ended, { exact: true }).waitFor();
      await desk.close();
    },
    90_000,
  );

  it('responsibility is changed by order only with a second coordinator', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    const client = await admitNamed(clinician);
    const proposer = await Desk.of(house, 'ar', 'coordinator@coord.eg.demo');
    const { words } = proposer;
    await proposer.goTo('/coordination/changes');
    await proposer.press(words.coordination.propose);
    const proposing = proposer.dialog(words.coordination.propose);
    await proposer.select(words.coordination.custodian, 'EG-DETOX-1', proposing);
    await proposer.write(words.coordination.client_code, client, proposing);
    await proposer.select(words.coordination.to, 'EG-REHAB-1', proposing);
    await proposer.write(words.coordination.document, '42/2026', proposing);
    await proposer.expectSound('86-propose-change');
    await proposer.press(words.coordination.propose, proposing);
    await proposer.page.getByText(words.coordination.another_confirms).waitFor();
    await proposer.expectSound('87-changes');

    const second = await Desk.of(house, 'ar', 'coordinator-2@coord.eg.demo');
    await second.goTo('/coordination/changes');
    await second.press(words.coordination.confirm);
    await second.expectSound('88-confirm-change');
    await second.press(words.coordination.confirm, second.dialog(words.coordination.confirm));
    await second.page.getByText(words.coordination.confirmed, { exact: true }).waitFor();
    expect((await viewClient(clinician, client)).own_custody).toBe(false);
    await proposer.close();
    await second.close();
  }, 90_000);

  it.each(LANGUAGES)(
    'the list of who is on the way, the office and the figures look sound in %s',
    async (language) => {
      const region = JURISDICTION[language];
      const manager = await Desk.of(house, language, `duty-manager@detox.${DOMAIN[region]}`);
      // Nobody but the coordination office has its screens, and it has none of a client.
      expect(await manager.link(manager.words.app.coordination).count()).toBe(0);
      await manager.open('absent');
      await manager.expectSound('89-absent-empty');
      await manager.open('loop');
      await manager.region(manager.words.handoffs.sent).waitFor();
      await manager.expectSound('90-loop');
      await manager.close();
      const coordinator = await Desk.of(house, language, `coordinator@coord.${DOMAIN[region]}`);
      await coordinator.open('coordination');
      expect(await coordinator.link(coordinator.words.app.clients).count()).toBe(0);
      await coordinator.expectSound('91-coordination-empty');
      await coordinator.goTo('/coordination/changes');
      await coordinator.heading(coordinator.words.coordination.changes).waitFor();
      await coordinator.expectSound('92-changes');
      await coordinator.close();
    },
    90_000,
  );

  it('information only tells the client and nobody else', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    const client = await admitNamed(clinician);
    await consentTo(clinician, client, 'EG-REHAB-1');
    const desk = await Desk.of(house, 'en', 'clinician@detox.eg.demo');
    const { words } = desk;
    await desk.goTo(`/clients/${client}/handoff`);
    await desk.choose(words.compose.step_stage, desk.stage('rehabilitation'));
    await choosePartner(desk, nameOf('EG-REHAB-1', 'en'));
    await desk.choose(words.compose.kind, words.codes.kind.information_only);
    await desk.expectSound('93-information-only');
    await desk.press(words.compose.submit_information);
    await desk.page.getByText(words.codes.state['information-given'], { exact: true }).first().waitFor();
    await desk.expectSound('94-information-given');
    await desk.close();
    const rehab = await Staff.signIn(house.url, 'intake-officer@rehab1.eg.demo');
    const { items } = (await rehab.get<{ items: unknown[] }>('/api/handoffs?side=receiver')).body;
    expect(items.filter((item) => JSON.stringify(item).includes('information'))).toEqual([]);
  }, 60_000);

  it('recalling, pausing and ending ask once more and say what follows', async () => {
    const clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    const { reference } = await sendOn(clinician, await admitNamed(clinician), { receiver: 'EG-REHAB-2' });
    const desk = await Desk.of(house, 'en', 'case-manager@detox.eg.demo');
    const { words } = desk;
    await desk.goTo(`/handoffs/${reference}`);
    await desk.chooseRare(words.codes.move.stop);
    const stopping = desk.dialog(words.codes.move.stop);
    expect(await desk.button(words.codes.move.stop, stopping).isDisabled()).toBe(true);
    await desk.choose(words.handoff.stop_cause, words.codes.stop_cause.moved_away, stopping);
    await desk.expectSound('95-stop');
    await desk.press(words.app.cancel, stopping);
    await desk.press(words.codes.move.recall);
    await desk.expectSound('96-recall');
    await desk.press(words.handoff.recall_submit, desk.dialog(words.codes.move.recall));
    await desk.list(words.handoff.status).getByText(words.codes.state.recalled).waitFor();
    await desk.close();
  }, 60_000);
});
