import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PackView, SiteView } from '#domain/wire/house.js';
import { plantDemoNetwork } from '#platform/packs/demo-network.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { expectRefusal, tally } from '../support/journey-handoffs.js';
import { admitAnonymous, granted, sendOn } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let admin: Staff;

beforeAll(async () => {
  house = await startApplication();
  admin = await house.as('org-admin@rehab1.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

const sites = async (by = admin): Promise<SiteView[]> =>
  granted(await by.get<{ items: SiteView[] }>('/api/sites')).items;
const main = async (by = admin): Promise<SiteView> => (await sites(by))[0]!;
const change = async (wanted: object, by = admin, version?: number) => {
  const site = await main();
  return await by.put<SiteView>(`/api/sites/${site.code}`, wanted, { version: version ?? site.version });
};

/** When each clock of a handoff is due. */
const clocks = (reference: string) =>
  house.rows<{ kind: string; rung: number; due_at: Date; fire_at: Date }>(
    `select k.kind, k.rung, k.due_at, k.fire_at from care.clock k join care.handoff h on h.id = k.handoff_id where h.reference = $1 order by 1, 2`,
    [reference.replaceAll('-', '')],
  );

describe('A site', () => {
  it('has names in three languages and a week of its own, which go back to those of the jurisdiction', async () => {
    const before = await main();
    expect(before).toMatchObject({ is_main: true });
    const names = { en: 'Palm House', ru: 'Дом «Пальма»', ar: 'بيت النخيل' };
    const changed = granted(await change({ names, weekend_days: [5], opens: '08:00', closes: '20:30' }));
    expect(changed).toEqual({
      ...before,
      names,
      weekend_days: [5],
      opens: '08:00',
      closes: '20:30',
      version: before.version + 1,
    });
    expect(await main()).toEqual(changed);
    const back = granted(await change({ weekend_days: null, opens: null, closes: null }));
    expect(back).toMatchObject({ names, weekend_days: null, opens: null, closes: null });
  });

  it('keeps the times of clocks that run, and times later ones by its new week', async () => {
    const sender = await house.as('case-manager@detox.eg.demo');
    granted(await change({ weekend_days: [5, 6], opens: '09:00', closes: '17:00' }));
    const early = await sendOn(sender, await admitAnonymous(sender));
    const running = await clocks(early.reference);
    expect(running.length).toBeGreaterThan(3);
    // Nobody is there but on the day before yesterday's weekday, for one hour: nothing is due this week.
    const only = ((new Date().getUTCDay() + 4) % 7) + 1;
    granted(
      await change({
        weekend_days: [1, 2, 3, 4, 5, 6, 7].filter((day) => day !== only),
        opens: '09:00',
        closes: '10:00',
      }),
    );
    expect(await clocks(early.reference)).toEqual(running);
    const later = await sendOn(sender, await admitAnonymous(sender));
    const last = (rows: { kind: string; due_at: Date }[]) =>
      Math.max(...rows.filter(({ kind }) => kind === 'acknowledge').map(({ due_at }) => due_at.getTime()));
    expect(last(await clocks(later.reference)) - last(running)).toBeGreaterThan(2 * 86_400_000);
    granted(await change({ weekend_days: null, opens: null, closes: null }));
  });

  it('stays as the organisation said when the network is planted again', async () => {
    const changed = granted(await change({ opens: '07:15', closes: '16:45' }));
    await plantDemoNetwork(house.database.ownerUrl, house.packs, true);
    expect(await main()).toEqual(changed);
    granted(await change({ opens: null, closes: null }));
  });

  it.each([
    [{ weekend_days: [1, 2, 3, 4, 5, 6, 7] }, 'site.no_working_day', 'weekend_days'],
    [{ weekend_days: [0] }, 'field.invalid', 'weekend_days'],
    [{ weekend_days: [8] }, 'field.invalid', 'weekend_days'],
    [{ weekend_days: [6, 6] }, 'field.invalid', 'weekend_days'],
    [{ weekend_days: ['6'] }, 'field.invalid', 'weekend_days'],
    [{ opens: '08:00' }, 'site.hours_incomplete', 'closes'],
    [{ closes: '18:00' }, 'site.hours_incomplete', 'opens'],
    [{ opens: '18:00', closes: '08:00' }, 'site.hours_order', 'closes'],
    [{ opens: '08:00', closes: '08:00' }, 'site.hours_order', 'closes'],
    [{ opens: '24:00', closes: '25:00' }, 'field.invalid', 'opens'],
    [{ opens: '8:00', closes: '9:00' }, 'field.invalid', 'opens'],
    [{ names: { en: 'Only English' } }, 'field.invalid', 'names.ru'],
    [{ names: { en: 'a\u202eb', ru: 'x', ar: 'x' } }, 'field.invalid', 'names.en'],
    [{ names: 'Palm' }, 'field.invalid', 'names'],
    [{ is_main: false }, 'field.unknown', 'is_main'],
    [{ time_zone: 'UTC' }, 'field.unknown', 'time_zone'],
  ])('refuses %j', async (wanted, code, field) => {
    const answer = await change(wanted);
    expectRefusal(answer, 422, code);
    expect(answer.problem.errors?.[0]?.field).toBe(field);
  });

  it('is changed on the version that was read: of two at once one is told that the other was faster', async () => {
    const { version, code } = await main();
    const answers = await Promise.all(
      ['09:00', '10:00'].map((opens) => change({ opens, closes: '18:00' }, admin, version)),
    );
    expect(tally(answers)).toEqual({ '200': 1, '409 version.stale': 1 });
    expectRefusal(await admin.put(`/api/sites/${code}`, {}), 428, 'version.required');
  });

  it('is changed by an administrator of its own house, and by nobody else', async () => {
    for (const login of ['duty-manager@rehab1.eg.demo', 'clinician@rehab1.eg.demo', 'auditor@rehab1.eg.demo'])
      expectRefusal(
        await change({ opens: null, closes: null }, await house.as(login)),
        403,
        'permission.role',
      );
    const mine = await main();
    const stranger = await house.as('org-admin@rehab2.eg.demo');
    await house.rows(
      `update care.site set code = 'PALM' where code = $1 and organisation_id = (select id from care.organisation where code = 'EG-REHAB-1')`,
      [mine.code],
    );
    const answer = await stranger.put('/api/sites/PALM', { opens: null, closes: null }, { version: 1 });
    expectRefusal(answer, 404, 'site.unknown');
    for (const code of ['%00', '..%2f..', 'x'.repeat(300), 'نخيل'])
      expect([404, 400]).toContain((await admin.put(`/api/sites/${code}`, {}, { version: 1 })).status);
  });
});

describe('The pack', () => {
  it('is that of the own jurisdiction, for everybody who signs in', async () => {
    const egypt = granted(await (await house.as('clinician@detox.eg.demo')).get<PackView>('/api/pack'));
    const urals = granted(await (await house.as('auditor@detox.ru-sve.demo')).get<PackView>('/api/pack'));
    expect([egypt.jurisdiction, urals.jurisdiction]).toEqual(['EG', 'RU-SVE']);
    for (const pack of [egypt, urals]) {
      const { clocks: kept, consent_text, version } = house.packs.of(pack.jurisdiction);
      expect(pack).toMatchObject({ clocks: kept, consent_text, version });
      expect(JSON.stringify(pack)).not.toContain('accounts');
    }
    expectRefusal(
      await house.as('clinician@detox.eg.demo').then((staff) => staff.put('/api/pack', {})),
      404,
      'request.not_found',
    );
  });
});
