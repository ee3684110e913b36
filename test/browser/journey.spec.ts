import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '#domain/charter/code-lists.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, SYNTHEA, type House } from './house.tools.js';
import {
  ALLERGY,
  composeHandoff,
  expectCriteria,
  findInList,
  linesOf,
  MESSAGE,
  nameOf,
  readPackets,
  readPreview,
  recordTreatment,
  screenSafety,
  tidy,
} from './steps.tools.js';

interface Road {
  readonly language: Language;
  /** Which of the imported clients, so that no road needs another to have been walked; somebody of age, who signs alone. */
  readonly place: number;
  readonly from: { readonly code: string; readonly domain: string };
  readonly to: { readonly code: string; readonly domain: string };
}

/** Both jurisdictions, and in each language another partner, so that every inbox holds one request. */
const ROADS: readonly Road[] = [
  {
    language: 'en',
    place: 1,
    from: { code: 'RU-DETOX-1', domain: 'detox.ru-sve.demo' },
    to: { code: 'RU-REHAB-2', domain: 'rehab2.ru-sve.demo' },
  },
  {
    language: 'ru',
    place: 3,
    from: { code: 'RU-DETOX-1', domain: 'detox.ru-sve.demo' },
    to: { code: 'RU-REHAB-1', domain: 'rehab1.ru-sve.demo' },
  },
  {
    language: 'ar',
    place: 1,
    from: { code: 'EG-DETOX-1', domain: 'detox.eg.demo' },
    to: { code: 'EG-REHAB-1', domain: 'rehab1.eg.demo' },
  },
];

let house: House;
beforeAll(async () => {
  house = await openHouse();
  for (const organisation of ['RU-DETOX-1', 'EG-DETOX-1']) {
    const report = await house.handrail('import', 'fhir-bulk', SYNTHEA, '--organisation', organisation);
    expect(report).toMatch(/Patients: \d+ imported, 0 already there/);
  }
}, 120_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

describe('a client out of a FHIR export walks from treatment to rehabilitation', () => {
  it.each(ROADS)(
    'in $language, from $from.code to $to.code',
    async ({ language, place, from, to }) => {
      const sender = nameOf(from.code, language);
      const partner = nameOf(to.code, language);

      const clinician = await Desk.open(house, language);
      await clinician.chooseLanguage();
      await clinician.expectSound('01-sign-in');
      await clinician.signIn(`clinician@${from.domain}`);
      const { words } = clinician;
      await clinician.heading(words.app.inbox).waitFor();
      await clinician.expectSound('02-inbox-empty');

      await clinician.open('clients');
      const imported = clinician.table(words.clients.title).getByRole('link').nth(place);
      await imported.waitFor();
      await clinician.expectSound('03-clients');
      await imported.click();
      const code = await clinician.addressEnd(/^\/clients\/[^/]+$/);
      const stage = clinician.region(`${words.client.stage_title}: ${clinician.stage('treatment')}`);
      await stage.waitFor();
      await expectCriteria(clinician, [false, false, false, false]);
      await clinician.press(words.client.show_name);
      await clinician.button(words.client.hide_name).waitFor();
      const banner = clinician.region(words.client.title);
      const named = banner.getByRole('paragraph').filter({ hasText: words.client.born });
      const person = tidy(await named.innerText());
      await clinician.expectSound('04-client-imported');

      await recordTreatment(clinician);
      await screenSafety(clinician);
      await clinician.expectSound('05-safety-form');
      await clinician.press(words.safety.save, clinician.region(words.safety.title));
      await expectCriteria(clinician, [true, true, true, true]);
      // What was written stands in the form still, and can be written again.
      expect(await clinician.field(words.record.last_score).inputValue()).toBe('2');
      const again = clinician.page.waitForResponse(/\/treatment$/);
      await clinician.press(words.record.save, stage);
      expect((await again).status()).toBe(200);
      await clinician.expectSound('06-client-ready');
      await clinician.follow(words.client.move_on);
      await clinician.heading(words.move.title).waitFor();
      await clinician.expectSound('07-move');
      await clinician.follow(words.passage.back);
      await stage.waitFor();

      await composeHandoff(clinician, partner);
      const preview = await readPreview(clinician);
      expect(preview['D2']).toContain(MESSAGE);
      expect(preview['D2']).toContain(ALLERGY);
      await clinician.expectSound('08-compose');
      await clinician.press(words.compose.submit);
      const reference = await clinician.addressEnd(/^\/handoffs\/[^/]+$/);
      await clinician.heading(words.handoff.title).waitFor();

      const intake = await Desk.of(house, language, `intake-officer@${to.domain}`);
      await intake.task('handoff.answer').waitFor();
      // The heads of the columns, and one request.
      expect(await intake.table(words.app.inbox).getByRole('row').count()).toBe(2);
      await intake.expectSound('09-inbox-with-request');
      await intake.openTask('handoff.answer');
      expect(await intake.addressEnd(/^\/handoffs\/[^/]+$/)).toBe(reference);
      await intake.region(words.codes.received_tier.D1).waitFor();
      expect(await readPackets(intake)).toEqual({ D1: preview['D1'] });
      await intake.expectSound('10-handoff-received');
      await intake.press(words.codes.move.take);
      await intake.region(words.codes.received_tier.D2).waitFor();
      expect(await readPackets(intake)).toEqual({ D1: preview['D1'], D2: preview['D2'] });

      await intake.press(words.codes.move.accept);
      const accepting = intake.dialog(words.codes.move.accept);
      expect(await intake.field(words.handoff.appointment_date, accepting).inputValue()).toMatch(
        /^\d\d\.\d\d\.\d{4}$/,
      );
      expect(await accepting.getByLabel(words.handoff.appointment_time, { exact: true }).inputValue()).toBe(
        '10:00',
      );
      await intake.expectSound('11-accept-dialog');
      await intake.press(words.handoff.accept_submit, accepting);
      await intake.region(words.handoff.identity).waitFor();
      expect((await linesOf(intake.region(words.handoff.identity), 1)).join(' ')).toBe(person);
      await intake.expectSound('12-handoff-accepted');

      await clinician.page.reload();
      const status = clinician.list(words.handoff.status).getByRole('listitem');
      await status.filter({ hasText: words.handoff.step_accepted }).waitFor();
      // Delivered: the worker has carried the request.
      const delivered = await status.filter({ hasText: words.handoff.step_delivered }).innerText();
      expect(delivered).not.toContain(words.handoff.not_yet);
      const arrivedYet = await status.filter({ hasText: words.handoff.step_arrived }).innerText();
      expect(arrivedYet).toContain(words.handoff.not_yet);
      await clinician.expectSound('13-handoff-sender');

      await intake.press(words.codes.move.arrive);
      await intake.expectSound('14-arrive-dialog');
      await intake.press(words.handoff.arrive_submit, intake.dialog(words.codes.move.arrive));
      await intake.region(words.codes.received_tier.D4).waitFor();
      expect(await readPackets(intake)).toEqual(preview);
      await intake.expectSound('15-handoff-arrived');
      const own = intake.region(words.handoff.details).getByRole('link');
      await own.click();
      const partnersCode = await intake.addressEnd(/^\/clients\/[^/]+$/);
      expect(partnersCode).not.toBe(code);
      await intake.region(`${words.client.stage_title}: ${intake.stage('rehabilitation')}`).waitFor();
      const road = intake.region(words.client.road).getByRole('listitem');
      const custodies = road.filter({ hasText: words.road.event['custody.taken'] });
      await custodies.nth(1).waitFor();
      expect(await custodies.count()).toBe(2);
      expect(await custodies.first().innerText()).toContain(partner);
      expect(await custodies.last().innerText()).toContain(sender);
      await intake.expectSound('16-client-at-partner');

      await intake.goTo(`/handoffs/${reference}`);
      await intake.press(words.codes.move.report);
      await intake.expectSound('17-report-dialog');
      await intake.press(words.handoff.report_submit, intake.dialog(words.codes.move.report));
      await intake.page.getByText(words.codes.state['report-sent'], { exact: true }).first().waitFor();
      // Nobody's report is left unread: the sender says that it was read, and only then is the loop closed.
      await clinician.open('inbox');
      await clinician.openTask('handoff.acknowledge');
      await clinician.press(words.codes.move.acknowledge);
      await clinician.page.getByText(words.codes.state['loop-closed'], { exact: true }).first().waitFor();

      await clinician.open('handoffs');
      const sides = clinician.page.getByRole('navigation', { name: words.handoffs.title, exact: true });
      await clinician.link(words.handoffs.sent, sides).click();
      await clinician
        .link(words.handoffs.sent, sides)
        .and(clinician.page.locator('[aria-current=page]'))
        .waitFor();
      const received = clinician.link(words.handoffs.received, sides);
      expect(await received.getAttribute('aria-current')).toBeNull();
      await clinician.select(words.day.handoffs.which, '');
      await clinician
        .table(words.handoffs.title)
        .getByRole('row')
        .filter({ hasText: partner })
        .filter({ hasText: words.codes.state['loop-closed'] })
        .waitFor();
      await clinician.expectSound('18-handoffs-sent');
      await clinician.goTo(`/clients/${code}`);
      await clinician.page.getByText(words.client.own_part, { exact: true }).waitFor();
      expect(await banner.innerText()).toContain(`${words.client.other_custody} ${partner}`);
      expect(await clinician.link(words.client.send).count()).toBe(0);
      await clinician.expectSound('19-client-moved-on');

      const auditor = await Desk.of(house, language, `auditor@${from.domain}`);
      await auditor.open('audit');
      await auditor.write(words.audit.find, code);
      await auditor.press(words.clients.open);
      await auditor.heading(words.audit.client_title).waitFor();
      const held = auditor.region(words.audit.custody).getByRole('listitem');
      await held.first().waitFor();
      expect(await held.count()).toBe(2);
      expect(await held.first().innerText()).toContain(partner);
      expect(await held.last().innerText()).toContain(sender);
      expect(await held.last().innerText()).not.toContain(words.client.still);
      const disclosures = auditor.table(words.audit.disclosures).getByRole('row');
      for (const tier of ['D1', 'D2', 'D3', 'D4'] as const)
        await disclosures.filter({ hasText: words.codes.received_tier[tier] }).first().waitFor();
      await auditor.expectSound('20-custody');
      await auditor.follow(words.audit.see_events);
      const events = auditor.table(words.audit.events).getByRole('row');
      for (const action of ['handoff.send', 'treatment.record', 'client.import'] as const)
        await findInList(auditor, events.filter({ hasText: words.codes.action[action] }));
      await auditor.expectSound('21-events');
      await auditor.press(words.audit.verify);
      await auditor.region(words.audit.verify_title).getByText(words.audit.whole, { exact: true }).waitFor();
      await auditor.expectSound('22-log-verified');

      const successor = await Desk.of(house, language, `auditor@${to.domain}`);
      await successor.goTo(`/audit/clients/${partnersCode}`);
      const both = successor.region(words.audit.custody).getByRole('listitem');
      await both.first().waitFor();
      expect(await both.count()).toBe(2);
      expect(await both.first().innerText()).toContain(partner);
      expect(await both.last().innerText()).toContain(sender);
      await successor.expectSound('23-custody-at-partner');
      await successor.follow(words.audit.see_events);
      const theirs = successor.table(words.audit.events).getByRole('row');
      await findInList(successor, theirs.filter({ hasText: words.codes.action['handoff.arrive'] }));

      for (const desk of [clinician, intake, auditor, successor]) await desk.close();
    },
    240_000,
  );
});
