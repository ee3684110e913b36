import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { ReviewDetail, ReviewView } from '#domain/wire/house.js';
import { REVIEW_QUESTIONS } from '#domain/wire/house.js';
import { admitNamed, sendOn } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const REGION: Readonly<Record<Language, 'EG' | 'RU'>> = { en: 'EG', ru: 'RU', ar: 'EG' };
const DOMAIN = { EG: 'eg.demo', RU: 'ru-sve.demo' } as const;
const PASSWORD = 'four words in a row';
const FINDING = 'The reason was not written down. 42';
const REPLY = 'Written down and talked over. 42';

describe('those who keep a house and those who check it', () => {
  it.each(LANGUAGES)(
    'somebody is invited, joins with the code, changes and leaves, in %s',
    async (language) => {
      const region = REGION[language];
      const login = `new.${language}@detox.${DOMAIN[region]}`;
      const name = `Nour ${language}`;
      const admin = await Desk.of(house, language, `org-admin@detox.${DOMAIN[region]}`);
      const { words } = admin;
      await admin.goTo('/staff');
      await admin.heading(words.app.staff).waitFor();
      await admin.expectSound('100-staff');
      await admin.press(words.staff.invite);
      const invite = admin.dialog(words.staff.invite);
      await admin.write(words.staff.name, name, invite);
      await admin.write(words.staff.login, login, invite);
      await admin.tick(words.codes.role.clinician, invite).check();
      await admin.press(words.staff.invite_submit, invite);
      const slip = admin.dialog(words.staff.code_title);
      const code = (await slip.locator('.slip-code').innerText()).trim();
      expect(code).not.toBe('');
      await admin.press(words.staff.done, slip);
      expect(await admin.page.getByText(code).count()).toBe(0);

      const joining = await Desk.open(house, language);
      await joining.goTo('/join');
      await joining.chooseLanguage();
      await joining.heading(words.join.title).waitFor();
      await joining.expectSound('101-join');
      await joining.write(words.session.login, login);
      await joining.write(words.join.code, 'WRONG-CODE');
      await joining.page.getByLabel(words.join.password, { exact: true }).fill(PASSWORD);
      await joining.page.getByLabel(words.join.again, { exact: true }).fill(PASSWORD);
      joining.expected.push(/^4\d\d \/api\/join$/);
      await joining.press(words.join.submit);
      await joining.page.getByRole('alert').waitFor();
      await joining.write(words.join.code, code);
      await joining.press(words.join.submit);
      await joining.follow(words.join.sign_in);
      await joining.signIn(login, PASSWORD);

      await admin.goTo('/staff?state=active');
      const open = async (item: string): Promise<void> => {
        await admin.press(`${words.staff.what_to_do} ${name}`);
        await admin.page.getByRole('menuitem', { name: item, exact: true }).click();
      };
      await open(words.staff.change);
      const change = admin.dialog(words.staff.change_title);
      await admin.tick(words.codes.role.case_manager, change).check();
      await admin.press(words.staff.save, change);
      await change.waitFor({ state: 'hidden' });
      await open(words.staff.leave);
      const leave = admin.dialog(words.staff.leave);
      await leave.getByRole('region', { name: words.staff.in_their_name }).waitFor();
      await admin.press(words.staff.leave, leave);
      await admin.dialog(words.staff.left_title.replace('{{name}}', name)).waitFor();
      const states = await house.rows<{ open: number }>(
        `select count(*)::int as open from access.session s join access.account a on a.id = s.account_id
          where a.login = $1 and s.ended_at is null`,
        [login],
      );
      expect(states).toEqual([{ open: 0 }]);
      await joining.close();
      await admin.close();
    },
    120_000,
  );

  it.each(LANGUAGES)(
    'a sample is drawn, a finding is made by keys, replied to and settled, in %s',
    async (language) => {
      const region = REGION[language];
      const clinician = await Staff.signIn(house.url, `clinician@detox.${DOMAIN[region]}`);
      const client = await admitNamed(clinician, { language });
      await sendOn(clinician, client, { receiver: `${region}-REHAB-1` });
      const auditor = await Desk.of(house, language, `auditor@detox.${DOMAIN[region]}`);
      const { words } = auditor;
      await auditor.goTo('/exceptions');
      await auditor.heading(words.app.exceptions).waitFor();
      await auditor.expectSound('102-exceptions');
      await auditor.goTo('/reviews');
      await auditor.press(words.reviews.draw);
      const draw = auditor.dialog(words.reviews.draw);
      await auditor.write(words.reviews.name, `Sample ${language}`, draw);
      await auditor.write(words.reviews.size, '1', draw);
      await auditor.press(words.reviews.draw_submit, draw);
      const review = await auditor.addressEnd(/^\/reviews\/[^/]+$/);
      await auditor.follow(words.reviews.next_open);
      await auditor.region(words.handoff.story).waitFor();
      await auditor.expectSound('103-worksheet');
      for (const [place] of REVIEW_QUESTIONS.entries())
        await auditor.page.keyboard.press(place === 0 ? 'Digit2' : 'Digit1');
      await auditor.write(words.reviews.finding, FINDING);
      await auditor.press(words.reviews.find_finding);
      await auditor.page.getByText(FINDING).waitFor();

      const manager = await Desk.of(house, language, `duty-manager@detox.${DOMAIN[region]}`);
      await manager.goTo(`/reviews/${review}`);
      await manager.table(words.reviews.items).getByRole('link').first().click();
      await manager.write(words.reviews.reply, REPLY);
      await manager.press(words.reviews.reply_submit);
      await manager.page.getByText(words.reviews.waits_auditor).waitFor();
      await manager.close();

      await auditor.page.reload();
      await auditor.table(words.reviews.items).getByRole('link').first().click();
      await auditor.page.getByText(REPLY).waitFor();
      await auditor.press(words.reviews.close_item);
      await auditor.follow(words.reviews.back);
      await auditor.press(words.reviews.close);
      await auditor.press(words.reviews.close, auditor.dialog(words.reviews.close));
      await auditor.page.getByText(words.reviews.closed, { exact: true }).first().waitFor();
      await auditor.expectSound('104-review');
      const reader = await Staff.signIn(house.url, `auditor@detox.${DOMAIN[region]}`);
      const { body } = await reader.get<ReviewDetail>(`/api/reviews/${review}`);
      expect(settled(body.review)).toBe(true);
      expect(body.items.map(({ state, answers }) => [state, Object.keys(answers).length])).toEqual([
        ['closed', REVIEW_QUESTIONS.length],
      ]);
      await auditor.close();
    },
    120_000,
  );
});

const settled = ({ closed_at: at, counts }: ReviewView): boolean => at !== null && counts.closed === 1;
