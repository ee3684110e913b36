import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { ClientPlans } from '#domain/wire/plan.js';
import { admitNamed, daysAgo, granted } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

/** In the client's words, in the language they speak. */
const WANTED = {
  en: 'A room of my own.',
  ru: 'Хочу свою комнату.',
  ar: 'أريد غرفة لي.',
} as const;

let house: House;
let clinician: Staff;
beforeAll(async () => {
  house = await openHouse();
  clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

describe('the plan of a client', () => {
  it.each(LANGUAGES)(
    'begins with a goal, gets a step that is done, is reviewed, and is approved by somebody else, in %s',
    async (language) => {
      const client = await admitNamed(clinician, { language });
      const desk = await Desk.of(house, language, 'clinician@detox.eg.demo');
      const { plan, ways, codes } = desk.words;
      await desk.goTo(`/clients/${client}`);
      await desk.follow(ways.plan);
      await desk.heading(plan.title).waitFor();
      await desk.expectSound('280-no-plan');

      await desk.select(plan.domain, 'housing');
      await desk.write(plan.words, WANTED[language]);
      await desk.write(plan.measure, WANTED[language]);
      await desk.write(plan.target, WANTED[language]);
      await desk.write(plan.due, daysAgo(-60));
      await desk.press(plan.save_goal);
      await desk.saved();
      const goal = desk.page.getByRole('article', { name: codes.plan_domain.housing });
      await goal.getByText(WANTED[language]).first().waitFor();

      await desk.press(plan.add_step, goal);
      await desk.write(plan.step, WANTED[language], goal);
      await desk.write(plan.due, daysAgo(-7), goal);
      await desk.expectSound('281-plan-step');
      await desk.press(plan.save_step, goal);
      await desk.saved();
      await goal.getByRole('button', { name: `${plan.step_done}: ` }).click();
      await goal.getByText(codes.task_state.done).waitFor();

      await desk.press(plan.drop, goal);
      await desk.expectSound('282-drop-goal');
      await desk.page.keyboard.press('Escape');

      await desk.press(plan.review);
      await desk.write(plan.found, WANTED[language]);
      await desk.expectSound('283-plan-review');
      await desk.press(plan.save_review);
      await desk.saved();
      await desk.page.getByRole('list', { name: plan.reviews }).waitFor();
      // Whoever wrote it is not asked whether it stands.
      expect(await desk.button(plan.approve).count()).toBe(0);

      const other = await Desk.of(house, language, 'duty-manager@detox.eg.demo');
      await other.goTo(`/clients/${client}/plan`);
      await other.press(plan.approve);
      await other.saved();
      await other.expectSound('284-plan-approved');
      const { plans } = granted(await clinician.get<ClientPlans>(`/api/clients/${client}/plan`));
      expect(plans).toEqual([expect.objectContaining({ approval: 'approved', own: true })]);
      expect(plans[0]?.goals[0]?.tasks).toEqual([expect.objectContaining({ state: 'done' })]);
    },
    120_000,
  );
});
