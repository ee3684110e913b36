import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { NOTICE_WORDS } from '#domain/words/notices.js';
import { PushService } from '../support/push-service.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';
import { shownAfter, withPushService } from './push.tools.js';

const service = new PushService();
let house: House;

beforeAll(async () => {
  await service.open();
  house = await openHouse({
    HANDRAIL_PUSH_CONTACT: 'mailto:notices@window.example',
    HANDRAIL_PUSH_HOSTS: '127.0.0.1',
  });
}, 240_000);
afterEach(leaveDesks);
afterAll(async () => {
  await house?.close();
  await service.close();
}, 60_000);

describe('A member of staff', () => {
  const LOGINS: Readonly<Record<Language, string>> = {
    en: 'clinician@detox.eg.demo',
    ru: 'duty-manager@detox.eg.demo',
    ar: 'privacy-officer@detox.eg.demo',
  };

  /** How often what is kept of how somebody is told was written. */
  const kept = async (login: string): Promise<number | undefined> => {
    const [row] = await house.rows<{ version: number }>(
      'select p.version from access.notice_preference p join access.account a on a.id = p.account_id where a.login = $1',
      [login],
    );
    return row?.version;
  };

  it.each(LANGUAGES)(
    'in %s switches messages on in this browser and off again, under the notices',
    async (language) => {
      const desk = await Desk.open(house, language);
      await withPushService(desk.context, service, house.url);
      await desk.page.goto('/');
      await desk.chooseLanguage();
      await desk.signIn(LOGINS[language]);
      await desk.goTo('/notices');
      const say = desk.words.notices;
      await desk.page.getByText(say.device_on).waitFor();
      await desk.expectSound('notices-off');
      await desk.press(say.device_on);
      await desk.page.getByText(say.device_is_on).waitFor();
      await desk.expectSound('notices-on');
      const shown = await shownAfter(desk.page, '/pages/told/staff.js', JSON.stringify({ language }));
      expect(shown).toMatchObject([
        { title: NOTICE_WORDS[language].account.subject, body: '', lang: language },
      ]);
      expect(await kept(LOGINS[language])).toBe(1);
      await desk.press(say.device_off);
      await desk.page.getByText(say.device_on).waitFor();
      expect(await kept(LOGINS[language])).toBe(2);
      await desk.close();
    },
    120_000,
  );
});
