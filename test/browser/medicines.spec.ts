import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import { wallTime } from '#domain/rules/wall-clock.js';
import type { MedicinesView } from '#domain/wire/medicine.js';
import { admitNamed, granted } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

const NAMES = { en: 'Thiamine', ru: 'Тиамин', ar: 'ثيامين' } as const;
const ZONE = 'Africa/Cairo';
/** A time of the day some minutes from now on the clock of the house; within an hour of it a dose may be given. */
const soon = (): string => wallTime(new Date(Date.now() + 10 * 60_000), ZONE).slice(11);

let house: House;
let clinician: Staff;
beforeAll(async () => {
  house = await openHouse();
  clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const read = async (client: string): Promise<MedicinesView> =>
  granted(await clinician.get<MedicinesView>(`/api/clients/${client}/medicines`));

describe('the medicines of a client', () => {
  it.each(LANGUAGES)(
    'are ordered, given on the round by keyboard, and stopped, in %s',
    async (language) => {
      const client = await admitNamed(clinician, { language });
      const desk = await Desk.of(house, language, 'clinician@detox.eg.demo');
      const { medicines, round, ways, codes } = desk.words;
      await desk.goTo(`/clients/${client}`);
      await desk.follow(ways.medicines);
      await desk.heading(medicines.title).waitFor();
      await desk.expectSound('290-no-medicines');

      desk.expected.push(/^422 .*\/medicines$/);
      // What no dose can be is refused beside its field, and nothing that was typed is lost.
      await desk.write(medicines.medicine, NAMES[language]);
      await desk.write(medicines.amount, 'ten');
      await desk.write(medicines.times, soon());
      await desk.press(medicines.save_order);
      await desk.page.locator('[aria-invalid=true]').first().waitFor();
      await desk.expectSound('291-order-refused');
      expect((await read(client)).orders).toEqual([]);
      await desk.write(medicines.amount, '2,5');
      await desk.press(medicines.save_order);
      await desk.saved();
      const [order] = (await read(client)).orders;
      expect(order).toMatchObject({ medicine: NAMES[language], amount: 2.5, unit: 'mg', own: true });

      // A tablet on a ward: the round is done without a mouse.
      await desk.page.setViewportSize({ width: 820, height: 1180 });
      await desk.goTo('/ward/medicines');
      const line = desk
        .table(round.title)
        .getByRole('row')
        .filter({ hasText: formatClientCode(client) });
      await line.waitFor();
      await desk.expectSound('292-medicine-round');
      await desk.button(round.take, line).focus();
      await desk.page.keyboard.press('Enter');
      const dialog = desk.dialog(medicines.write_dose);
      await desk.tick(codes.client_identifier.photo, dialog).focus();
      await desk.page.keyboard.press('Space');
      await desk.tick(codes.client_identifier.birth_date, dialog).focus();
      await desk.page.keyboard.press('Space');
      await desk.expectSound('293-dose');
      await desk.button(medicines.save_dose, dialog).focus();
      await desk.page.keyboard.press('Enter');
      await desk.saved();
      await line.waitFor({ state: 'detached' });
      expect((await read(client)).doses).toEqual([
        expect.objectContaining({
          outcome: 'given',
          identifiers: expect.arrayContaining(['photo', 'birth_date']),
        }),
      ]);

      await desk.goTo(`/clients/${client}/medicines`);
      await desk.press(medicines.save_fact);
      await desk.saved();
      await desk.list(medicines.facts).getByText(codes.medical_fact.overdose_talk).waitFor();
      await desk.press(medicines.stop);
      await desk.choose(medicines.stop_why, codes.order_stop.completed, desk.dialog(medicines.stop));
      await desk.press(medicines.stop, desk.dialog(medicines.stop));
      await desk.region(medicines.ended).waitFor();
      await desk.expectSound('294-medicines-stopped');
      expect((await read(client)).orders[0]).toMatchObject({ stop_reason: 'completed' });
      await desk.close();
    },
    120_000,
  );
});
