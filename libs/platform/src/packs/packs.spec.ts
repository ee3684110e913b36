import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import { STAGES } from '#domain/charter/pathway.js';
import { loadPacks } from './packs.js';

const SHIPPED = path.resolve('packs');

describe('the packs that ship', () => {
  const packs = loadPacks();

  it('are found from the code, frozen, and answered by jurisdiction', () => {
    expect(packs.of('EG').weekend_days).toEqual([5, 6]);
    expect(packs.of('RU-SVE').weekend_days).toEqual([6, 7]);
    expect(() => packs.of('FR')).toThrow('FR');
    expect(Object.isFrozen(packs.of('EG').demo.organisations[0]?.names)).toBe(true);
  });

  it('describe a network in which every stage is offered and every language is spoken', () => {
    for (const { demo, jurisdiction } of packs.shown) {
      const offered = new Set(demo.organisations.flatMap(({ stages }) => stages));
      expect([jurisdiction, STAGES.filter((stage) => !offered.has(stage))]).toEqual([jurisdiction, []]);
      const spoken = new Set(
        demo.organisations.flatMap(({ accounts }) => accounts.map(({ language }) => language)),
      );
      expect([...spoken].sort()).toEqual([...LANGUAGES].sort());
    }
  });

  it('give every organisation the papers, the people and the places that handoffs ask for, save the few whose papers run out', () => {
    const runningOut: string[] = [];
    for (const { demo, licensed_stages } of packs.shown) {
      expect(demo.organisations.filter(({ coordinates }) => coordinates)).toHaveLength(1);
      for (const { code, stages, standing, duty, places } of demo.organisations) {
        for (const { kind, until } of standing)
          if (typeof until !== 'string') runningOut.push(`${code} ${kind} ${until.in_days}`);
        const lasting = standing.filter(
          ({ from, until }) => from <= '2026-01-01' && (typeof until !== 'string' || until >= '2035-01-01'),
        );
        expect([code, lasting.map(({ kind }) => kind)]).toEqual([
          code,
          stages.some((stage) => licensed_stages.includes(stage))
            ? ['registration', 'licence']
            : ['registration'],
        ]);
        if (stages.length > 0)
          expect([code, duty.round_the_clock]).toEqual([
            code,
            stages.includes('treatment') && duty.duty === 'intake_officer' && !code.includes('NGO'),
          ]);
        const residential = stages.filter((stage) => stage === 'treatment' || stage === 'rehabilitation');
        expect([code, Object.keys(places)]).toEqual([code, residential]);
      }
    }
    expect(runningOut.sort()).toEqual([
      'EG-NGO-SHATEA licence 30',
      'RU-NGO-MOST registration 21',
      'RU-NGO-ROSA licence -40',
    ]);
  });

  it('are of three jurisdictions; the one of the United States comes without a demonstration', () => {
    expect(packs.all.map(({ jurisdiction }) => jurisdiction)).toEqual(['RU-SVE', 'EG', 'US']);
    expect(packs.shown.map(({ jurisdiction }) => jurisdiction)).toEqual(['RU-SVE', 'EG']);
    expect(packs.of('US').demo.organisations).toEqual([]);
  });

  it('speak person-first in every language', () => {
    const text = JSON.stringify(packs.all);
    expect(text.match(/наркоман|чист(ый|ая|ым)|грязн|مدمن|نظيف|addict|abuse/giu)).toBeNull();
  });
});

describe('a pack that does not fit', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'handrail-packs-'));
    cpSync(SHIPPED, directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  // A pack is broken on purpose here, so its type cannot help.
  type Change = (pack: ReturnType<typeof JSON.parse>) => void;
  const change = (file: string, edit: Change): void => {
    const place = path.join(directory, file);
    const body: unknown = JSON.parse(readFileSync(place, 'utf8'));
    edit(body);
    writeFileSync(place, JSON.stringify(body));
  };

  const broken: [what: string, file: string, edit: Change, place: RegExp][] = [
    [
      'a missing language',
      'eg/pack.json',
      (pack) => delete pack.consent_text.texts.ar,
      /consent_text\.texts\.ar/,
    ],
    [
      'a clock without a number',
      'eg/pack.json',
      (pack) => (pack.clocks.report_days = 'soon'),
      /clocks\.report_days/,
    ],
    [
      'a clock that is not there',
      'eg/pack.json',
      (pack) => delete pack.clocks.hold_business_days,
      /clocks\.hold_business_days must be a whole number from 1 to 30/,
    ],
    [
      'a hard stop before the decision is due',
      'eg/pack.json',
      (pack) => (pack.clocks.hard_stop_business_days = 1),
      /clocks\.hard_stop_business_days must not be shorter/,
    ],
    [
      'an alert that comes after the days of grace',
      'eg/pack.json',
      (pack) => (pack.clocks.not_seen_hours = 24),
      /clocks\.not_seen_hours must be shorter/,
    ],
    [
      'a licence for what is no stage',
      'eg/pack.json',
      (pack) => (pack.licensed_stages = ['detox']),
      /licensed_stages\[0\]/,
    ],
    [
      'places that never grow old',
      'eg/pack.json',
      (pack) => (pack.capacity_stale_days = 0),
      /capacity_stale_days/,
    ],
    [
      'a weekend day that does not exist',
      'eg/pack.json',
      (pack) => (pack.weekend_days = [0]),
      /weekend_days\[0\]/,
    ],
    [
      'a week without a working day',
      'eg/pack.json',
      (pack) => (pack.weekend_days = [1, 2, 3, 4, 5, 6, 7]),
      /weekend_days must leave/,
    ],
    [
      'hours that end before they begin',
      'eg/pack.json',
      (pack) => (pack.working_hours.to = '08:00'),
      /working_hours/,
    ],
    ['an unknown time zone', 'ru-sve/pack.json', (pack) => (pack.time_zone = 'Asia/Atlantis'), /time_zone/],
    [
      'an unknown role',
      'eg/demo/core.json',
      (demo) => demo.organisations[0].accounts[0].roles.push('owner'),
      /accounts\[0\]\.roles\[1\]/,
    ],
    [
      'a process role for a person',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].accounts[0].roles = ['system:import']),
      /roles\[0\]/,
    ],
    [
      'an unknown stage',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].stages = ['cure']),
      /stages\[0\]/,
    ],
    [
      'a login that could be a mail address',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].accounts[0].login = 'a@b.org'),
      /login/,
    ],
    [
      'a login given twice',
      'eg/demo/core.json',
      (demo) => (demo.organisations[1].accounts[0].login = demo.organisations[0].accounts[0].login),
      /twice/,
    ],
    [
      'an owner that is not listed',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].legal_entity = 'EG-NONE'),
      /legal_entity/,
    ],
    [
      'a jurisdiction without a coordination office',
      'eg/demo/core.json',
      (demo) => demo.organisations.forEach((one: { coordinates: boolean }) => (one.coordinates = false)),
      /organisations must include a coordination office/,
    ],
    [
      'a coordination office of one',
      'eg/demo/core.json',
      (demo) => demo.organisations.at(-1).accounts.splice(1, 1),
      /organisations\[5\]\.accounts must hold two coordinators/,
    ],
    [
      'an organisation that coordinates a little',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].coordinates = 'no'),
      /organisations\[0\]\.coordinates must be true or false/,
    ],
    [
      'a site that never closes the day it opens',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].site.opens = '08:00'),
      /site\.opens must come together with closes/,
    ],
    [
      'a site without a working day',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].site.weekend_days = [1, 2, 3, 4, 5, 6, 7]),
      /site\.weekend_days must leave/,
    ],
    [
      'a duty that nobody can do',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].duty.duty = 'trainer'),
      /duty\.duty must be a role that an account holds/,
    ],
    [
      'an organisation that is not registered',
      'eg/demo/core.json',
      (demo) => demo.organisations[3].standing.splice(0, 1),
      /organisations\[3\]\.standing must include a registration/,
    ],
    [
      'a licensed stage without a licence',
      'eg/demo/core.json',
      (demo) => demo.organisations[1].standing.splice(1, 1),
      /organisations\[1\]\.standing must include a licence, because rehabilitation/,
    ],
    [
      'a paper that ends before it begins',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].standing[0].until = '2023-01-01'),
      /standing\[0\] must be valid from/,
    ],
    [
      'two papers of a kind for one day',
      'eg/demo/core.json',
      (demo) =>
        demo.organisations[0].standing.push({ ...demo.organisations[0].standing[0], until: '2025-01-01' }),
      /standing\[2\] overlaps another registration/,
    ],
    [
      'places of a stage that is not offered',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].places.employment = 3),
      /places\.employment must be a stage that the organisation offers/,
    ],
    [
      'a telephone that somebody could dial',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].at.telephone = '+20 2 2512 3456'),
      /at\.telephone must be text like/,
    ],
    [
      'a group that is called like an organisation',
      'ru-sve/demo/fellowship-1.json',
      (demo) => (demo.groups[0].code = 'RU-DETOX-1'),
      /names RU-DETOX-1 twice/,
    ],
    [
      'a meeting on the eighth day',
      'ru-sve/demo/fellowship-1.json',
      (demo) => (demo.groups[0].meetings[0].weekday = 8),
      /fellowship-1\.json: groups\[0\]\.meetings\[0\]\.weekday must be a whole number from 1 to 7/,
    ],
    [
      'a road to a house that offers something else',
      'eg/demo/crowd.json',
      (demo) => (demo.crowd.roads[0].employment = ['EG-REINT-1']),
      /crowd\.roads\[0\]\.employment\[0\] must be an organisation that offers employment/,
    ],
    [
      'a story that nobody tells',
      'eg/demo/crowd.json',
      (demo) => (demo.crowd.stories.miracle = 1),
      /crowd\.stories\.miracle is no story that is told/,
    ],
    ['a second crowd', 'eg/demo/core.json', (demo) => (demo.crowd = {}), /must have one crowd beside it/],
    [
      'half a place',
      'eg/demo/core.json',
      (demo) => (demo.organisations[0].places.treatment = 0.5),
      /places\.treatment must be a whole number/,
    ],
    [
      'the pack of another jurisdiction',
      'eg/pack.json',
      (pack) => (pack.jurisdiction = 'RU-SVE'),
      /is for RU-SVE/,
    ],
  ];
  it.each(broken)('is refused for %s, with the place named', (_what, file, edit, place) => {
    change(file, edit);
    expect(() => loadPacks(directory)).toThrow(place);
  });

  it('is refused when a file is missing or no JSON', () => {
    writeFileSync(path.join(directory, 'eg/pack.json'), '{');
    expect(() => loadPacks(directory)).toThrow(/eg\/pack\.json cannot be read/);
    rmSync(path.join(directory, 'eg'), { recursive: true });
    expect(() => loadPacks(directory)).toThrow(/cannot be read: ENOENT/);
  });

  it('names every problem at once', () => {
    change('eg/pack.json', (pack) => {
      pack.version = '';
      pack.hotline = 16023;
    });
    expect(() => loadPacks(directory)).toThrow(/version.*hotline|hotline.*version/);
  });
});
