import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { Language } from '#domain/charter/code-lists.js';
import type { ErasureView } from '#domain/wire/erasure.js';
import type { BreakGlassView, IdentityStanding, MergeView } from '#domain/wire/identity.js';
import { admitAnonymous, admitNamed, granted, somebody, viewClient } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';
import { daysBack } from './steps.tools.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const DOMAIN: Readonly<Record<Language, string>> = { en: 'eg.demo', ru: 'ru-sve.demo', ar: 'eg.demo' };
const loginOf = (role: string, language: Language, site = 'detox'): string =>
  `${role}@${site}.${DOMAIN[language]}`;
const deskOf = (language: Language, role: string): Promise<Desk> =>
  Desk.of(house, language, loginOf(role, language));
const staffOf = (language: Language, role: string, site?: string): Promise<Staff> =>
  Staff.signIn(house.url, loginOf(role, language, site));

/** The row of a list that names a client. */
const rowOf = (desk: Desk, list: string, client: string): Locator =>
  desk
    .table(list)
    .getByRole('row')
    .filter({ has: desk.page.locator(`a[href$="/clients/${client}"]`) });

interface Known {
  readonly kept: { given_name: string; family_name: string; birth_on: string };
  readonly typed: { given: string; family: string; birth: string };
  readonly masked: string;
}

/** Kept in one script, told at the door in another. */
const KNOWN: Readonly<Record<Language, Known>> = {
  en: {
    kept: { given_name: 'نادية', family_name: 'الحلبي', birth_on: '1991-05-04' },
    typed: { given: 'Nadia', family: 'El Halaby', birth: '04.05.1991' },
    masked: 'ن•••• ا•••••, 1991',
  },
  ru: {
    kept: { given_name: 'Yevgeniya', family_name: 'Shcherbakova', birth_on: '1984-11-20' },
    typed: { given: 'Евгения', family: 'Щербакова', birth: '20.11.1984' },
    masked: 'Y•••••••• S•••••••••••, 1984',
  },
  ar: {
    kept: { given_name: 'Mostafa', family_name: 'Abdelrahman', birth_on: '1979-02-11' },
    typed: { given: 'مصطفى', family: 'عبد الرحمن', birth: '11.02.1979' },
    masked: 'M•••••• A••••••••••, 1979',
  },
};

describe('somebody at the door', () => {
  it.each(['en', 'ru', 'ar'] as const)(
    'is found in another script, masked; whether it is they is said by a person, in %s',
    async (language) => {
      const { kept, typed, masked } = KNOWN[language];
      const staff = await staffOf(language, 'intake-officer');
      const client = await admitNamed(staff, { identity: kept, language });
      const desk = await deskOf(language, 'intake-officer');
      const { words } = desk;

      const arrive = async (again = false): Promise<void> => {
        await desk.goTo('/clients/new');
        // What was written before is still kept.
        if (again) await desk.press(words.kit.offer_anew);
        await desk.write(words.client.given_name, typed.given);
        await desk.write(words.client.family_name, typed.family);
        await desk.write(words.walk_in.birth_on, typed.birth);
        await desk.page.keyboard.press('Tab');
        await desk.option(words.walk_in.duplicates_title, words.walk_in.none_of_these).waitFor();
      };
      await arrive();
      const candidates = desk.page.getByRole('radiogroup', {
        name: words.walk_in.duplicates_title,
        exact: true,
      });
      await candidates.getByText(masked).waitFor();
      expect(await desk.page.locator('main').innerText()).not.toContain(kept.family_name);
      await desk.expectSound('200-found-in-another-script');

      // It is they: the record that is there is opened, and nothing is registered.
      await candidates.getByRole('radio').first().check();
      await desk.follow(words.walk_in.open_client);
      expect(await desk.addressEnd(/^\/clients\/(?!new$)[^/]+$/)).toBe(client);

      // It is somebody else: a record of its own.
      await arrive(true);
      await desk.choose(words.walk_in.duplicates_title, words.walk_in.none_of_these);
      await desk.choose(words.walk_in.stage, desk.stage('assessment'));
      await desk.choose(words.safety.suicide_risk, words.codes.suicide_risk.low);
      await desk.press(words.walk_in.submit);
      const other = await desk.addressEnd(/^\/clients\/(?!new$)[^/]+$/);
      expect(other).not.toBe(client);

      // Asked for by name from the list, both are there and neither is named in the address.
      await desk.goTo('/clients');
      await desk.follow(words.matching.title);
      await desk.heading(words.matching.title).waitFor();
      await desk.write(words.client.given_name, typed.given);
      await desk.write(words.client.family_name, typed.family);
      await desk.press(words.matching.search);
      for (const code of [client, other])
        await desk.page.locator(`main a[href$="/clients/${code}"]`).waitFor();
      expect(decodeURIComponent(desk.page.url())).not.toContain(typed.family);
      await desk.expectSound('201-find');
      await desk.close();
    },
    120_000,
  );

  it.each(['en', 'ar'] as const)(
    'without a name is given a code, comes back with it and a passphrase, and with nothing else, in %s',
    async (language) => {
      const passphrase = language === 'ar' ? 'قارب أزرق عند الجسر' : 'A blue boat at the bridge';
      const clinician = await staffOf(language, 'clinician');
      const client = await admitAnonymous(clinician, { language });
      const desk = await deskOf(language, 'clinician');
      const { words } = desk;
      await desk.goTo(`/clients/${client}`);
      await desk.press(words.standing.return_issue, desk.region(words.standing.title));
      const window = desk.dialog(words.standing.return_key);
      await desk.write(words.standing.passphrase, passphrase, window);
      await desk.expectSound('202-return-passphrase');
      await desk.press(words.standing.return_issue, window);
      const shown = window.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
      await shown.waitFor();
      const code = await shown.innerText();
      await desk.expectSound('203-return-code');
      await desk.press(words.app.close, window.getByRole('status'));
      await window.waitFor({ state: 'detached' });
      // It is shown once: the page knows since when there is one, and no more.
      await desk.button(words.standing.return_again).waitFor();
      expect(await desk.page.locator('main').innerText()).not.toContain(code);
      await desk.close();

      const door = await deskOf(language, 'intake-officer');
      door.expected.push(/^422 \/api\/clients\/returning$/);
      await door.open('clients');
      await door.press(words.returning.open);
      const back = door.dialog(words.returning.title);
      await door.write(words.returning.code, code, back);
      await door.write(words.standing.passphrase, `${passphrase}!?x`, back);
      await door.press(words.returning.find, back);
      await back.getByRole('alert').waitFor();
      await door.expectSound('204-return-wrong');
      await door.write(words.standing.passphrase, `  ${passphrase.toUpperCase()} `, back);
      await door.press(words.returning.find, back);
      expect(await door.addressEnd(/^\/clients\/[^/]+$/)).toBe(client);
      await door.region(words.client.title).getByText(words.client.anonymous, { exact: true }).waitFor();
      await door.close();
    },
    120_000,
  );
});

describe('broken glass', () => {
  it.each(['en', 'ru'] as const)(
    'opens the whole card of a client of another house in an emergency, and is reviewed by the privacy officer, in %s',
    async (language) => {
      const region = language === 'ru' ? 'RU' : 'EG';
      const partner = await staffOf(language, 'case-manager', 'rehab1');
      const identity = somebody();
      const theirs = await admitNamed(partner, { identity, stage: 'rehabilitation', language });
      const session = await partner.get<{ organisation: { code: string } }>('/api/session');

      const desk = await deskOf(language, 'clinician');
      const { words } = desk;
      await desk.goTo('/openings');
      await desk.press(words.glass.by_card);
      const window = desk.dialog(words.glass.emergency_title);
      await desk.write(words.glass.by_card_code, theirs, window);
      await desk.write(words.glass.by_card_issuer, session.body.organisation.code.toLowerCase(), window);
      expect(session.body.organisation.code.startsWith(region)).toBe(true);
      await desk.choose(words.glass.why, words.codes.break_glass_reason.unconscious, window);
      await desk.expectSound('210-emergency');
      await desk.press(words.glass.emergency_submit, window);
      const opening = await desk.addressEnd(/^\/openings\/[^/]+$/);
      const who = desk.region(words.standing.title);
      await who.getByText(identity.family_name).waitFor();
      await desk.region(words.codes.break_glass_field.safety).getByText('penicillin').waitFor();
      await desk.expectSound('211-card');
      await desk.press(words.glass.close);
      await desk.page.getByText(words.glass.closed, { exact: true }).waitFor();
      expect(await desk.page.locator('main').innerText()).not.toContain(identity.family_name);
      await desk.close();

      const officer = await deskOf(language, 'privacy-officer');
      await officer.goTo('/openings');
      const row = officer
        .table(words.app.openings)
        .getByRole('row')
        .filter({ has: officer.button(words.glass.review) })
        .first();
      await officer.press(words.glass.review, row);
      const review = officer.dialog(words.glass.review);
      await officer.choose(words.glass.verdict, words.codes.break_glass_verdict.justified, review);
      await officer.choose(words.glass.told, words.codes.client_told.told, review);
      await officer.expectSound('212-review');
      await officer.press(words.glass.review, review);
      await review.waitFor({ state: 'detached' });
      await officer.choose(words.glass.state, words.glass.all);
      await officer
        .table(words.app.openings)
        .getByText(words.codes.break_glass_verdict.justified, { exact: true })
        .first()
        .waitFor();
      await officer.expectSound('213-openings');
      await officer.close();
      const watching = await staffOf(language, 'privacy-officer');
      const { items } = granted(await watching.get<{ items: BreakGlassView[] }>('/api/openings?view=all'));
      expect(items.find((one) => one.opening === opening)).toMatchObject({
        state: 'reviewed',
        verdict: 'justified',
        client_told: 'told',
      });
    },
    120_000,
  );
});

describe('two records of one person', () => {
  it.each(['en', 'ar'] as const)(
    'are joined by two people and taken apart again, each exactly as it was, in %s',
    async (language) => {
      const intake = await staffOf(language, 'intake-officer');
      const keep = await admitNamed(intake, { language });
      const join = await admitAnonymous(intake, { language });
      const before = [await viewClient(intake, keep), await viewClient(intake, join)];

      const desk = await deskOf(language, 'intake-officer');
      const { words } = desk;
      await desk.goTo('/merges');
      await desk.press(words.merges.propose);
      const window = desk.dialog(words.merges.propose);
      await desk.write(words.merges.keep, keep, window);
      await desk.write(words.merges.join, join.toLowerCase(), window);
      await desk.choose(words.merges.ground, words.codes.merge_ground.client_says_so, window);
      await desk.expectSound('220-propose');
      await desk.press(words.merges.propose, window);
      await rowOf(desk, words.app.merges, keep).getByText(words.merges.own).waitFor();
      expect(await desk.button(words.merges.confirm).count()).toBe(0);
      await desk.close();

      const second = await deskOf(language, 'case-manager');
      await second.goTo('/merges');
      const row = rowOf(second, words.app.merges, keep);
      await second.press(words.merges.confirm, row);
      await second.press(words.merges.confirm, second.dialog(words.merges.confirm));
      await row.getByText(words.codes.merge_state.merged, { exact: true }).waitFor();
      await second.expectSound('221-joined');
      await second.goTo(`/clients/${join}`);
      await second.page.getByText(words.standing.merged_into).waitFor();
      await second.expectSound('222-joined-client');
      await second.goTo('/merges');
      await second.press(words.merges.undo, row);
      await second.press(words.merges.undo, second.dialog(words.merges.undo));
      await row.getByText(words.codes.merge_state.undone, { exact: true }).waitFor();
      await second.close();

      const { items } = granted(await intake.get<{ items: MergeView[] }>('/api/merges'));
      expect(items.find((one) => one.keep === keep)).toMatchObject({ join, state: 'undone' });
      const bare = (view: (typeof before)[number]) => ({
        ...view,
        version: 0,
        safety: { ...view.safety, version: 0 },
      });
      const after = [await viewClient(intake, keep), await viewClient(intake, join)];
      expect(after.map(bare)).toEqual(before.map(bare));
      expect(
        granted(await intake.get<IdentityStanding>(`/api/clients/${join}/standing`)).merged_into,
      ).toBeNull();
    },
    120_000,
  );
});

const REASON: Readonly<Record<Language, string>> = {
  en: 'The client left the country and asks for it in writing.',
  ru: 'Просит письменно: уезжает за границу насовсем.',
  ar: 'طلبت المحو كتابةً بعد سفرها إلى الخارج.',
};

describe('being forgotten', () => {
  it.each(['en', 'ru', 'ar'] as const)(
    'goes from the request over a decision to another person, and ends with a certificate, in %s',
    async (language) => {
      const clinician = await staffOf(language, 'clinician');
      const identity = somebody();
      const client = await admitNamed(clinician, { language, identity });

      const desk = await deskOf(language, 'clinician');
      const { words } = desk;
      const { erasure, codes } = words;
      await desk.goTo(`/clients/${client}`);
      await desk.press(erasure.ask, desk.region(erasure.title));
      const asking = desk.dialog(erasure.ask);
      await desk.write(erasure.asked_on, daysBack(1), asking);
      await desk.choose(erasure.asked_how, codes.erasure_way.in_writing, asking);
      await desk.expectSound('230-ask');
      await desk.press(erasure.ask, asking);
      await desk.region(erasure.title).getByText(codes.erasure_state.requested, { exact: true }).waitFor();
      await desk.close();

      const officer = await deskOf(language, 'privacy-officer');
      await officer.goTo('/erasures');
      const asked = rowOf(officer, words.app.erasures, client);
      await officer.press(erasure.decide, asked);
      const deciding = officer.dialog(erasure.decide);
      await officer.choose(erasure.ground, codes.erasure_ground.consent_withdrawn, deciding);
      await officer.write(erasure.note, REASON[language], deciding);
      await officer.expectSound('231-decide');
      await officer.press(erasure.decide, deciding);
      await asked.getByText(erasure.another).waitFor();
      expect(await officer.button(erasure.carry_out, asked).count()).toBe(0);
      await officer.expectSound('232-erasures');
      await officer.close();

      const duty = await deskOf(language, 'duty-manager');
      await duty.goTo('/erasures');
      await duty.press(erasure.carry_out, rowOf(duty, words.app.erasures, client));
      const last = duty.dialog(erasure.carry_out);
      await last.getByText(erasure.for_good).waitFor();
      await duty.expectSound('233-carry-out');
      await duty.press(erasure.carry_out, last);
      const reference = await duty.addressEnd(/^\/erasures\/[^/]+$/);
      await duty.page.getByText(erasure.certificate_title, { exact: true }).waitFor();
      await duty.expectSound('234-certificate');
      const paper = await duty.page.locator('main').innerText();
      expect(paper).not.toContain(identity.family_name);
      await duty.close();

      const reader = await staffOf(language, 'privacy-officer');
      const { items } = granted(await reader.get<{ items: ErasureView[] }>('/api/erasures'));
      expect(items.find((one) => one.reference === reference)).toMatchObject({
        client,
        state: 'carried_out',
        certified: true,
      });
      const gone = await deskOf(language, 'clinician');
      gone.expected.push(/^410 \/api\/clients\//);
      await gone.goTo(`/clients/${client}`);
      await gone.page.getByRole('alert').first().waitFor();
      await gone.expectSound('235-erased-client');
      await gone.close();
    },
    150_000,
  );
});
