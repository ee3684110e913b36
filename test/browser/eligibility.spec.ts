import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { loadPacks } from '#platform/packs/packs.js';
import { agreeTo, inDays } from '../support/eligibility.js';
import { admitNamed } from '../support/journey.js';
import { PartnerBrowser } from '../support/partner-browser.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

let house: House;
let manager: Staff;
beforeAll(async () => {
  house = await openHouse();
  manager = await Staff.signIn(house.url, 'case-manager@work.eg.demo');
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const LAST_DAY = inDays(20);
const typedDay = LAST_DAY.split('-').toReversed().join('.');
const CODE = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/;

describe('tokens of eligibility', () => {
  it.each(LANGUAGES)(
    'are given with a code that is shown once, and ended, by whom the client works with, in %s',
    async (language) => {
      const client = await admitNamed(manager, { stage: 'employment', language });
      await agreeTo(manager, client, 'lender');
      const desk = await Desk.of(house, language, 'employment-officer@work.eg.demo');
      const { words } = desk;
      const { eligibility, codes } = words;
      const loan = loadPacks()
        .of('EG')
        .programmes.find(({ code }) => code === 'small_enterprise')!;
      const inPlace = async (code: string): Promise<string> =>
        (
          await manager.get<{ choices: { recipients: { code: string; names: Record<string, string> }[] } }>(
            `/api/clients/${client}/eligibility`,
          )
        ).body.choices.recipients.find((one) => one.code === code)!.names[language]!;
      const bank = `${await inPlace('EG-BANK')} · ${codes.token_recipient.lender}`;
      const factory = `${await inPlace('EG-WOOD')} · ${codes.token_recipient.employer}`;

      await desk.goTo(`/clients/${client}`);
      await desk.press(eligibility.title);
      const list = desk.dialog(eligibility.title);
      await list.getByText(eligibility.none).waitFor();
      await desk.expectSound('220-tokens-none');
      await desk.press(eligibility.give, list);
      const form = desk.dialog(eligibility.give);

      // No consent for employers: said at once, with the way to where one is recorded, and nothing can be sent.
      await desk.select(eligibility.partner, factory, form);
      await form.getByText(eligibility.no_consent.employers).waitFor();
      expect(await desk.link(eligibility.to_consents, form).getAttribute('href')).toBe(
        `/clients/${client}/consents`,
      );
      expect(await desk.button(eligibility.give, form).isDisabled()).toBe(true);
      await desk.expectSound('221-token-no-consent');

      await desk.select(eligibility.partner, bank, form);
      await desk.choose(eligibility.programme, loan.names[language], form);
      await desk.choose(eligibility.tier, loan.tiers[0]!.names[language], form);
      await desk.choose(eligibility.use, codes.token_use.once, form);
      await desk.write(eligibility.last_day, typedDay, form);
      await desk.expectSound('222-token-give');
      await desk.press(eligibility.give, form);
      const shown = desk.dialog(eligibility.code_title);
      const code = await shown.getByText(CODE).innerText();
      await desk.press(eligibility.copy, shown);
      await desk.button(eligibility.copied, shown).waitFor();
      await desk.expectSound('223-token-code');
      const officer = await PartnerBrowser.signIn(house.url, 'bank-officer@bank.eg.demo');
      expect((await officer.check(code)).facts('en')['State']).toBe('Valid');
      await desk.press(eligibility.done, shown);

      // The list knows the token and no code any more.
      await list.getByText(codes.token_state.valid, { exact: true }).waitFor();
      expect(await desk.page.locator('body').innerText()).not.toContain(code);
      await desk.expectSound('224-tokens');
      await desk.press(eligibility.end, list);
      const sure = desk.dialog(eligibility.end);
      await desk.expectSound('225-token-end');
      await desk.press(eligibility.end, sure);
      await list.getByText(codes.token_state.ended, { exact: true }).waitFor();
      expect(await desk.button(eligibility.end, list).count()).toBe(0);
      expect((await officer.check(code)).facts('en')['State']).toBe('Ended');

      // Closed, the focus is where it came from.
      await desk.page.keyboard.press('Escape');
      await list.waitFor({ state: 'detached' });
      await desk.page.locator('button:focus', { hasText: eligibility.title }).waitFor();
      await desk.close();
    },
    120_000,
  );

  it('are refused in the user’s words where the consent was withdrawn meanwhile, and shown to nobody who gives none', async () => {
    const client = await admitNamed(manager, { stage: 'employment' });
    const consent = await agreeTo(manager, client, 'lender');
    const desk = await Desk.of(house, 'ar', 'case-manager@work.eg.demo');
    const { eligibility, codes } = desk.words;
    desk.expected.push(/^4\d\d \/api\/clients\/[^/]+\/eligibility$/);
    const loan = loadPacks()
      .of('EG')
      .programmes.find(({ code }) => code === 'small_enterprise')!;
    await desk.goTo(`/clients/${client}`);
    await desk.press(eligibility.title);
    await desk.press(eligibility.give, desk.dialog(eligibility.title));
    const form = desk.dialog(eligibility.give);
    await form.getByRole('combobox').selectOption('EG-BANK');
    await desk.choose(eligibility.programme, loan.names.ar, form);
    await desk.choose(eligibility.tier, loan.tiers[0]!.names.ar, form);
    await desk.choose(eligibility.use, codes.token_use.until, form);
    await desk.write(eligibility.last_day, typedDay, form);
    await manager.post(
      `/api/consents/${consent.reference}/withdrawal`,
      { how: 'witnessed_oral' },
      { version: consent.version },
    );
    await desk.press(eligibility.give, form);
    await desk.link(eligibility.to_consents, form.getByRole('alert')).waitFor();
    await desk.expectSound('226-token-refused');
    await desk.follow(eligibility.to_consents, form.getByRole('alert'));
    await desk.heading(desk.words.consents.title).waitFor();
    await desk.close();

    const auditor = await Desk.of(house, 'ar', 'intake-officer@work.eg.demo');
    await auditor.goTo(`/clients/${client}`);
    await auditor.region(auditor.words.consent.title).waitFor();
    expect(await auditor.button(eligibility.title).count()).toBe(0);
    await auditor.close();
  }, 120_000);
});
