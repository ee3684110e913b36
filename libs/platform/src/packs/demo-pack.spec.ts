import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Stage } from '#domain/charter/pathway.js';
import type { Role } from '#domain/charter/roles.js';
import { DEMO_STORIES } from './demo-pack.js';
import { loadPacks } from './packs.js';

const SHIPPED = path.resolve('packs');

describe('the demo networks that ship', () => {
  const packs = loadPacks();

  it('hold no contact data: no real login domain, no web address, and no telephone that anybody could dial', () => {
    // No number of either country begins with 0 behind the country code.
    const undiallable = /\+7 000 000-\d\d-\d\d|\+20 00 0000 \d{4}/g;
    for (const folder of ['ru-sve', 'eg']) {
      for (const name of readdirSync(path.join(SHIPPED, folder, 'demo'))) {
        const demo = readFileSync(path.join(SHIPPED, folder, 'demo', name), 'utf8').replaceAll(
          undiallable,
          '',
        );
        // The hotline is told, and nothing dials it.
        const text = demo.replaceAll('16023', '');
        expect([name, text.match(/https?:|\+\d|\d{5,}|@(?![a-z0-9-]+\.[a-z-]+\.demo")/g)]).toEqual([
          name,
          null,
        ]);
      }
    }
    const places = packs.shown.flatMap(({ demo }) => demo.organisations.map(({ at }) => at));
    for (const { telephone, address } of places) {
      expect(telephone?.replace(undiallable, '')).toBe('');
      expect([address?.en, address?.ru, address?.ar]).toEqual([
        expect.stringContaining('invented'),
        expect.stringContaining('вымышлено'),
        expect.stringContaining('متخيل'),
      ]);
    }
    const numbers = places.map(({ telephone }) => telephone);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('show the network of Egypt: 33 centres of the Fund in 19 governorates, workshops, a social bank and the hotline', () => {
    const { organisations } = packs.of('EG').demo;
    const azima = organisations.filter(({ names }) => names.ar.includes('العزيمة'));
    expect(azima).toHaveLength(33);
    expect(new Set(azima.map(({ legal_entity }) => legal_entity))).toEqual(new Set(['EG-HEALTH']));
    expect(new Set(azima.map(({ at }) => at.region.en)).size).toBe(19);
    const offices = (role: Role) =>
      organisations.filter(({ accounts }) => accounts.some(({ roles }) => roles.includes(role)));
    expect(offices('bank_officer')).toHaveLength(1);
    expect(offices('hotline_operator')).toHaveLength(1);
    expect(offices('trainer').length).toBeGreaterThanOrEqual(3);
  });

  it('show the network of Sverdlovsk: commission, clinics in the towns, the state centre, partners, social and employment services', () => {
    const { organisations } = packs.of('RU-SVE').demo;
    const inTown = (stage: Stage) =>
      new Set(organisations.filter(({ stages }) => stages.includes(stage)).map(({ at }) => at.town.en));
    expect([...inTown('treatment')]).toEqual(
      expect.arrayContaining(['Yekaterinburg', 'Nizhny Tagil', 'Kamensk-Uralsky', 'Irbit']),
    );
    expect([...inTown('employment')].length).toBeGreaterThanOrEqual(3);
    expect(organisations.some(({ names }) => names.ru.includes('«Урал без наркотиков»'))).toBe(true);
    expect(
      organisations.some(({ accounts }) => accounts.some(({ roles }) => roles.includes('commission_member'))),
    ).toBe(true);
  });

  it('list the fellowship: 33 groups, over 90 meetings a week in the towns it names, for both audiences, online and in person', () => {
    const { groups } = packs.of('RU-SVE').demo;
    expect(groups).toHaveLength(33);
    const meetings = groups.flatMap((group) => group.meetings);
    expect(meetings.length).toBeGreaterThan(90);
    const towns = new Set(groups.map(({ at }) => at.town.en));
    const named = [
      'Yekaterinburg',
      'Irbit',
      'Kamensk-Uralsky',
      'Kachkanar',
      'Krasnoturyinsk',
      'Nizhny Tagil',
      'Polevskoy',
      'Revda',
      'Severouralsk',
    ];
    expect(named.filter((town) => !towns.has(town))).toEqual([]);
    expect(new Set(meetings.map((meeting) => meeting.for)).size).toBe(2);
    expect(new Set(meetings.map(({ way }) => way)).size).toBe(2);
    expect(new Set(meetings.map(({ weekday }) => weekday)).size).toBe(7);
    // Anonymous and of nobody: no number, no person, no address of a group.
    for (const { at } of groups) expect(Object.keys(at).sort()).toEqual(['region', 'town']);
  });

  it('tell of 600 invented clients, the core among them, and of every story', () => {
    const told = packs.shown.map(({ demo }) =>
      Object.values(demo.crowd.stories).reduce((sum, count) => sum + count, demo.clients.length),
    );
    expect(told).toEqual([300, 300]);
    for (const { demo } of packs.shown)
      expect(DEMO_STORIES.filter((story) => !demo.crowd.stories[story])).toEqual([]);
  });
});
