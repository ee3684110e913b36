import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { CONSENT_KIND_CODES } from '#domain/charter/consent.js';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { refusalSentence } from '#domain/words/refusals.js';
import { agreeToEverything } from '../support/every-consent.js';
import { admitNamed, viewClient, viewHandoff } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';
import { choosePartner, nameOf } from './steps.tools.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const REGION: Readonly<Record<Language, 'EG' | 'RU'>> = { en: 'EG', ru: 'RU', ar: 'EG' };
const DOMAIN = { EG: 'eg.demo', RU: 'ru-sve.demo' } as const;
const YEAR = new Date().getFullYear() - 15;

/** What a screen reader says about a field beside its name: hints, and what is wrong with it. */
async function saidOf(field: Locator): Promise<string> {
  return await field.evaluate((box) => {
    const ids = (box.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id !== '');
    const around = box.closest('.mantine-Checkbox-root')?.textContent ?? '';
    return [...ids.map((id) => box.ownerDocument.getElementById(id)?.textContent ?? ''), around].join(' ');
  });
}

describe('the one form of consents', () => {
  it.each(LANGUAGES)(
    'lets the guardian of a client of fifteen sign in the middle of a handoff, and names beside each field what is missing, in %s',
    async (language) => {
      const region = REGION[language];
      const login = `clinician@detox.${DOMAIN[region]}`;
      const clinician = await Staff.signIn(house.url, login);
      const client = await admitNamed(clinician, {
        language,
        identity: { given_name: 'Salma', family_name: `Young ${language}`, birth_on: `${YEAR}-04-05` },
        duplicates_reviewed: true,
      });
      const desk = await Desk.of(house, language, login);
      const { compose, consents, consent, codes } = desk.words;
      desk.expected.push(/^422 \/api\/clients\/[^/]+\/consents(\/preview)?$/);
      await desk.goTo(`/clients/${client}/handoff`);
      await choosePartner(desk, nameOf(`${region}-REHAB-1`, language));
      await desk.press(compose.minimum_guardian);
      await desk.choose(consents.safety, consents.safety_yes);
      expect(await desk.option(consent.signer, codes.signer.guardian).isChecked()).toBe(true);
      await desk.page.getByRole('note').filter({ hasText: consents.minor }).waitFor();

      // Nothing is sent, and each thing that is missing is said at its own field.
      const paper = desk.field(consents.authority);
      const checked = desk.tick(consents.checked);
      await desk.press(compose.submit);
      await desk.page.getByRole('alert').waitFor();
      expect(await saidOf(paper)).toContain(refusalSentence(language, 'consent.authority_required'));
      await desk.expectSound('230-guardian-no-document');
      await paper.fill('Order 114/2025');
      await desk.press(consents.read);
      await checked.and(desk.page.locator('[aria-invalid=true]')).waitFor();
      expect(await saidOf(checked)).toContain(refusalSentence(language, 'consent.guardian_unchecked'));
      await checked.check();
      await desk.choose(consent.signer, codes.signer.self);
      await desk.press(compose.submit);
      await desk.page
        .locator('[class*="-error"]')
        .filter({ hasText: refusalSentence(language, 'consent.guardian_required') })
        .first()
        .waitFor();
      await desk.choose(consent.signer, codes.signer.guardian);
      expect(await paper.inputValue()).toBe('Order 114/2025');

      // The text is read there and then, in the client's language.
      await desk.write(consents.own_from, `05.04.${YEAR + 18}`);
      await desk.press(consents.read);
      await desk.page.getByText(consents.read_hint, { exact: true }).waitFor();
      await desk.expectSound('231-guardian-text');
      await desk.press(compose.submit);
      const reference = await desk.addressEnd(/^\/handoffs\/[^/]+$/);
      expect(await viewHandoff(clinician, reference)).toMatchObject({ client, state: 'requested' });
      const [given] = (await viewClient(clinician, client)).consents;
      expect(given).toMatchObject({
        signer: 'guardian',
        own_from: `${YEAR + 18}-04-05`,
        ends: 'end_of_care',
        categories: ['identity', 'contact', 'treatment', 'safety'],
      });
      await desk.close();
    },
    120_000,
  );

  it.each(LANGUAGES)(
    'shows consents of every kind, to organisations and to classes, on each screen and in each window, in %s',
    async (language) => {
      const region = REGION[language];
      const login = `case-manager@detox.${DOMAIN[region]}`;
      const manager = await Staff.signIn(house.url, login);
      const client = await admitNamed(manager, { language });
      const agreed = await agreeToEverything(manager, client, `${region}-REHAB-1`);
      const desk = await Desk.of(house, language, login);
      const { consents, consent, app } = desk.words;
      await desk.goTo(`/clients/${client}`);
      const section = desk.region(consent.title);
      await section.getByText(consents.words.recipient_class.lenders).first().waitFor();
      expect(await section.innerText()).not.toMatch(/null|undefined|consents?\./);
      await desk.expectSound('232-client-consents');
      await desk.press(consent.record, section);
      await desk.dialog(consents.give).getByRole('combobox', { name: consents.kind, exact: true }).waitFor();
      await desk.expectSound('233-client-record');
      await desk.press(app.cancel, desk.dialog(consents.give));
      await desk.follow(consent.all, section);
      await desk.heading(consents.title).waitFor();
      for (const kind of CONSENT_KIND_CODES)
        await desk.page.getByText(consents.words.consent_kind[kind], { exact: true }).first().waitFor();
      expect(await desk.page.locator('main').innerText()).not.toMatch(/null|undefined|consents?\.[a-z]/);
      await desk.expectSound('234-consents');

      // Taken away, copied and withdrawn: each window names the class.
      const sharing = desk.region(consents.sharing);
      const lender = sharing
        .locator('.consent')
        .filter({ hasText: consents.words.consent_kind.lender })
        .first();
      const named = consents.words.recipient_class.lenders;
      await desk.press(consents.narrow, lender);
      await desk.dialog(consents.narrow_title).getByText(named).waitFor();
      await desk.expectSound('235-narrow');
      await desk.press(app.cancel, desk.dialog(consents.narrow_title));
      await desk.press(consents.copy, lender);
      await desk.dialog(consents.copy).getByText(named).first().waitFor();
      await desk.expectSound('236-copy');
      await desk.page.keyboard.press('Escape');
      await desk.press(consent.withdraw, lender);
      const sure = desk.dialog(consent.withdraw_title);
      await sure.getByText(named).waitFor();
      await desk.press(consent.withdraw, sure);
      await desk.dialog(consents.left).waitFor();
      await desk.page.keyboard.press('Escape');
      await desk.region(consents.ended).getByText(named).waitFor();
      const { reference } = agreed.find(({ kind }) => kind === 'lender')!;
      const after = (await viewClient(manager, client)).consents;
      expect(after.find((one) => one.reference === reference)?.withdrawn_at).not.toBeNull();
      await desk.close();
    },
    120_000,
  );

  it('lets whoever helps into work record what a token stands on, and offers them nothing else', async () => {
    const manager = await Staff.signIn(house.url, 'case-manager@work.eg.demo');
    const client = await admitNamed(manager, { stage: 'employment' });
    const desk = await Desk.of(house, 'ar', 'employment-officer@work.eg.demo');
    const { eligibility, consents, codes } = desk.words;
    await desk.goTo(`/clients/${client}`);
    await desk.press(eligibility.title);
    await desk.press(eligibility.give, desk.dialog(eligibility.title));
    const form = desk.dialog(eligibility.give);
    await form.getByRole('combobox').selectOption('EG-BANK');
    await form.getByText(eligibility.no_consent.lenders).waitFor();
    await desk.follow(eligibility.to_consents, form);
    await desk.heading(consents.title).waitFor();
    expect(await desk.button(consents.service_give).count()).toBe(0);
    await desk.press(consents.give);
    const giving = desk.dialog(consents.give);
    const kind = giving.getByRole('combobox', { name: consents.kind, exact: true });
    expect(
      await kind.locator('option').evaluateAll((all) => all.map((one) => one.getAttribute('value'))),
    ).toEqual(['employer', 'lender']);
    await kind.selectOption('lender');
    await desk.select(consents.recipient, 'lenders', giving);
    await desk.tick(codes.category.contact, giving).check();
    await desk.choose(consents.ends, consents.end.end_of_care, giving);
    await desk.press(consents.read, giving);
    await giving.getByText(consents.read_hint).waitFor();
    await desk.expectSound('237-work-consent');
    await desk.press(consents.sign, giving);
    await giving.waitFor({ state: 'detached' });
    await desk.region(consents.sharing).getByText(consents.words.consent_kind.lender).waitFor();

    // Now the token may be given: the form goes on where it was missing.
    await desk.goTo(`/clients/${client}`);
    await desk.press(eligibility.title);
    await desk.press(eligibility.give, desk.dialog(eligibility.title));
    await form.getByRole('combobox').selectOption('EG-BANK');
    await form.getByRole('radiogroup', { name: eligibility.programme, exact: true }).waitFor();
    await desk.close();
  }, 120_000);
});
