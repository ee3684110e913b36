import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { ClientContacts } from '#domain/wire/contact.js';
import type { FollowUpsView } from '#domain/wire/follow-up.js';
import { admitNamed, granted, viewClient } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

let house: House;
let clinician: Staff;
beforeAll(async () => {
  house = await openHouse();
  clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

describe('the days of a client and their end', () => {
  it.each(LANGUAGES)(
    'appointments are planned and cancelled, the client leaves, and is asked after for a year, in %s',
    async (language) => {
      const client = await admitNamed(clinician, { language });
      const desk = await Desk.of(house, language, 'clinician@detox.eg.demo');
      const { appointments, leaving, ways, codes } = desk.words;
      await desk.goTo(`/clients/${client}`);
      await desk.follow(ways.appointments);
      await desk.heading(appointments.title).waitFor();

      // Three weeks of one hour in one step.
      await desk.write(appointments.weeks, '3');
      await desk.press(appointments.plan, desk.region(appointments.plan));
      await desk.saved();
      const ahead = desk.region(appointments.upcoming);
      await ahead.getByText(appointments.open, { exact: true }).nth(2).waitFor();
      await desk.expectSound('270-appointments');

      // The client cancels the first and all that follow: nobody counts it as staying away.
      await desk.button(appointments.cancel, ahead).first().click();
      const cancelling = desk.dialog(appointments.cancel);
      await desk.choose(appointments.by, codes.contact_outcome.cancelled_by_client, cancelling);
      await desk.choose(appointments.why, codes.cancel_reason.illness, cancelling);
      await desk.choose(appointments.scope, codes.series_scope.following, cancelling);
      await desk.expectSound('271-appointment-cancel');
      await desk.press(appointments.cancel, cancelling);
      // The notice of the appointments that were planned may still stand: the answer has come once the dialog is gone.
      await cancelling.waitFor({ state: 'detached' });
      const { upcoming } = granted(
        await clinician.get<ClientContacts>(`/api/clients/${client}/appointments`),
      );
      expect(upcoming.filter(({ happened }) => happened === null)).toEqual([]);

      await desk.follow(appointments.to_client);
      await desk.follow(ways.leaving);
      await desk.heading(leaving.title).waitFor();
      await desk.select(leaving.how, 'left');
      await desk.choose(leaving.talk, codes.leaving_talk.held);
      await desk.expectSound('272-leaving');
      await desk.press(leaving.end, desk.region(leaving.exit));
      const sure = desk.dialog(leaving.end);
      await desk.expectSound('273-leaving-sure');
      await desk.press(leaving.end, sure);
      const later = desk.region(leaving.follow_ups);
      await later.getByText(codes.follow_up_state.open, { exact: true }).nth(5).waitFor();
      await desk.expectSound('274-follow-ups');
      const { items } = granted(await clinician.get<FollowUpsView>(`/api/clients/${client}/follow-ups`));
      expect(items.map(({ day }) => day)).toEqual([2, 7, 30, 90, 180, 365]);
      expect(await viewClient(clinician, client)).toMatchObject({ stage: 'follow_up' });
    },
    120_000,
  );
});
