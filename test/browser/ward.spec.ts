import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import type { BoardView, HandoversView } from '#domain/wire/ward.js';
import { admitNamed, granted } from '../support/journey.js';
import { Staff } from '../support/staff.js';
import { Desk, leaveDesks } from './desk.tools.js';
import { openHouse, type House } from './house.tools.js';

const ROOM = { en: 'Room 1', ru: 'Палата 1', ar: 'غرفة ١' } as const;
const TABLET = { width: 820, height: 1180 } as const;
const ON_THE_WARD = 4;

let house: House;
let clinician: Staff;
beforeAll(async () => {
  house = await openHouse();
  clinician = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
}, 240_000);
afterEach(leaveDesks);
afterAll(() => house?.close(), 30_000);

const lineOf = async (client: string) =>
  granted(await clinician.get<BoardView>('/api/ward/board')).rows.find((row) => row.client === client);

describe('the ward', () => {
  it.each(LANGUAGES)(
    'is walked round by keyboard on a tablet, beds are given, and the shift is handed over by two, in %s',
    async (language) => {
      const clients: string[] = [];
      for (let at = 0; at < ON_THE_WARD; at += 1) clients.push(await admitNamed(clinician, { language }));
      const [first, second] = clients as [string, string];
      const duty = await Desk.of(house, language, 'duty-manager@detox.eg.demo');
      await duty.page.setViewportSize(TABLET);
      const { board, codes } = duty.words;
      await duty.goTo('/ward/beds');
      await duty.heading(board.beds).waitFor();
      await duty.write(board.room, ROOM[language]);
      await duty.write(board.bed, `${language} 1`);
      await duty.press(board.add);
      await duty.saved();
      await duty.page
        .getByRole('article')
        .filter({ hasText: `${language} 1` })
        .waitFor();
      await duty.expectSound('310-beds');

      const desk = await Desk.of(house, language, 'clinician@detox.eg.demo');
      await desk.page.setViewportSize(TABLET);
      await desk.goTo('/ward/board');
      const row = (client: string) =>
        desk
          .table(board.title)
          .getByRole('row')
          .filter({ hasText: formatClientCode(client) });
      await row(first).waitFor();
      await desk.expectSound('311-board');

      // A bed, then the round: the letters do what the buttons say.
      await desk.press(board.give_bed, row(first));
      const bed = desk.dialog(board.give_bed);
      await bed.getByRole('radio').first().check();
      await desk.press(board.give_bed, bed);
      await bed.waitFor({ state: 'detached' });
      expect((await lineOf(first))?.bed).not.toBeNull();
      await desk.button(board.seen, row(first)).focus();
      await desk.page.keyboard.press('Enter');
      await row(first).getByText(codes.round_finding.no_change).waitFor();
      await desk.button(board.attention, row(second)).focus();
      await desk.page.keyboard.press('Enter');
      const dialog = desk.dialog(codes.round_finding.attention);
      await desk.tick(codes.round_concern.breathing, dialog).focus();
      await desk.page.keyboard.press('Space');
      await desk.expectSound('312-attention');
      await desk.button(board.write, dialog).focus();
      await desk.page.keyboard.press('Enter');
      await row(second).getByText(codes.round_concern.breathing).waitFor();
      expect((await lineOf(second))?.last_round).toMatchObject({ concerns: ['breathing'] });

      await desk.goTo('/ward/downtime');
      await desk.heading(board.downtime).waitFor();
      await desk.table(board.downtime).getByText(formatClientCode(first)).waitFor();
      await desk.expectSound('313-downtime');

      await desk.goTo('/ward/handover');
      await desk.heading(board.handover).waitFor();
      await desk.list(board.now).getByText(codes.round_concern.breathing).first().waitFor();
      await desk.press(board.give);
      await desk.press(board.give, desk.dialog(board.give));
      await desk.dialog(board.give).waitFor({ state: 'detached' });
      await desk.expectSound('314-handover-given');
      expect(await desk.button(board.take).count()).toBe(0);
      await duty.goTo('/ward/handover');
      await duty.press(board.take);
      await duty.region(board.before).first().waitFor();
      await duty.expectSound('315-handover-taken');
      const { handovers } = granted(await clinician.get<HandoversView>('/api/ward/handovers'));
      expect(handovers[0]?.taken_by).not.toBeNull();
      await duty.close();
      await desk.close();
    },
    150_000,
  );
});
