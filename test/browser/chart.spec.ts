import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CARE_NEEDS } from '#domain/charter/chart.js';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { ChartView } from '#domain/wire/chart.js';
import { admitNamed, granted } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

const WHY = { en: 'Looked at today.', ru: 'Осмотрен сегодня.', ar: 'فُحص اليوم.' } as const;
const TABLET = { width: 820, height: 1180 } as const;

let house: House;
let clinician: Staff;
beforeAll(async () => {
  house = await openHouse();
  clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const read = async (client: string): Promise<ChartView> =>
  granted(await clinician.get<ChartView>(`/api/clients/${client}/chart`));

describe('the chart of a client', () => {
  it.each(LANGUAGES)(
    'takes vital signs, how closely and where somebody is looked after, on a tablet, in %s',
    async (language) => {
      const client = await admitNamed(clinician, { language });
      const desk = await Desk.of(house, language, 'clinician@detox.eg.demo');
      desk.expected.push(/^422 .*\/(vital-signs|care-levels)$/);
      const { chart, ways, codes } = desk.words;
      await desk.page.setViewportSize(TABLET);
      await desk.goTo(`/clients/${client}`);
      await desk.follow(ways.chart);
      await desk.heading(chart.title).waitFor();
      await desk.expectSound('300-no-chart');

      // What nobody alive has is refused beside its field, and what was typed stays.
      await desk.write(codes.vital_sign.pulse, '720');
      await desk.write(codes.vital_sign.systolic, '150');
      await desk.press(chart.save);
      await desk.page.locator('[aria-invalid=true]').first().waitFor();
      await desk.expectSound('301-reading-refused');
      await desk.write(codes.vital_sign.pulse, '132');
      await desk.write(codes.vital_sign.diastolic, '95');
      await desk.write(codes.vital_sign.temperature, '37,2');
      await desk.choose(codes.vital_sign.consciousness, codes.consciousness.alert);
      await desk.press(chart.save);
      await desk.saved();
      await desk.table(chart.readings).getByText(chart.outside).waitFor();
      const [kept] = (await read(client)).readings;
      expect(kept).toMatchObject({ pulse: 132, systolic: 150, temperature: 37.2, alerts: ['pulse'] });

      await desk.choose(chart.level, codes.observation_level.intermittent);
      await desk.choose(chart.reason, codes.observation_reason.withdrawal);
      await desk.press(chart.observe);
      await untilSo(async () => (await read(client)).observations.length === 1);

      granted(await clinician.post(`/api/clients/${client}/rights-notices`, { form: 'easy', language }), 201);
      granted(
        await clinician.post(`/api/clients/${client}/consents`, {
          kind: 'service',
          language,
          given_how: 'paper_signature',
          signer: 'self',
          ends: 'end_of_care',
        }),
        201,
      );
      await desk.press(chart.decide);
      for (const need of CARE_NEEDS) {
        const block = desk.page.getByRole('group', { name: codes.care_need[need], exact: true });
        await desk.choose(chart.rating, codes.need_rating[need === 'withdrawal' ? 'marked' : 'some'], block);
        await desk.write(chart.why, WHY[language], block);
      }
      await desk.choose(chart.decision, codes.care_level.withdrawal_inpatient);
      await desk.choose(chart.answer, codes.client_answer.agrees);
      await desk.expectSound('302-care-level');
      await desk.press(chart.save_level);
      await desk.page.getByRole('article', { name: codes.care_level.withdrawal_inpatient }).waitFor();
      expect((await read(client)).care_levels[0]).toMatchObject({
        level: 'withdrawal_inpatient',
        recommended: 'withdrawal_inpatient',
      });
      await desk.expectSound('303-chart');
      await desk.close();
    },
    120_000,
  );
});

/** Waits until what is asked is so, as long as a person would. */
async function untilSo(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not come about');
    await new Promise((done) => setTimeout(done, 100));
  }
}
