import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain/charter/limits.js';
import type { DuplicateCandidates, DuplicateSearchRequest, IdentityView } from '#domain/wire/client.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitNamed, granted, walkIn } from '../support/journey.js';
import type { Answer, Staff } from '../support/staff.js';

let house: TestApplication;
let clinician: Staff;
let elsewhere: Staff;

beforeAll(async () => {
  house = await startApplication();
  clinician = await house.as('clinician@detox.eg.demo');
  elsewhere = await house.as('intake-officer@rehab1.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

type Asked = Omit<DuplicateSearchRequest, 'reason'>;
const search = (staff: Staff, asked: Asked): Promise<Answer<DuplicateCandidates>> =>
  staff.post<DuplicateCandidates>('/api/clients/duplicates', { reason: 'call', ...asked });
const found = async (staff: Staff, asked: Asked): Promise<DuplicateCandidates> =>
  granted(await search(staff, asked));

const LEILA = { given_name: 'ليلى', family_name: 'القحطاني', birth_on: '1987-05-09' };

describe('A search for a person', () => {
  let leila: string;
  beforeAll(async () => {
    leila = await admitNamed(clinician, { identity: { ...LEILA, phones: ['+20 10 5550 9871'] } });
  });

  it.each<[string, Asked]>([
    ['in Latin letters', { given_name: 'Layla', family_name: 'Al Qahtani', birth_on: '1987-05-09' }],
    [
      'in Cyrillic, the names swapped',
      { given_name: 'Аль-Кахтани', family_name: 'Лейла', birth_on: '1987-05-09' },
    ],
    [
      'with day and month exchanged',
      { given_name: 'Leila', family_name: 'Alkahtani', birth_on: '1987-09-05' },
    ],
    ['with another year', { given_name: 'Laila', family_name: 'Al-Qahtani', birth_on: '1986-05-09' }],
    ['with the year alone', { given_name: 'ليلي', family_name: 'القحطانى', birth_year: 1987 }],
    ['without a date', { given_name: 'Leila', family_name: 'Qahtani' }],
    ['after a marriage', { given_name: 'Leila', family_name: 'Mansour', birth_on: '1987-05-09' }],
    ['by telephone, in Arabic digits', { phone: '010 5550 9871' }],
  ])('finds them %s, masked, with what agrees', async (_how, asked) => {
    const { candidates, next } = await found(clinician, asked);
    expect(candidates.map(({ client }) => client)).toEqual([leila]);
    expect(next).toBeNull();
    expect(candidates[0]!.reasons.length).toBeGreaterThan(0);
    expect(candidates[0]!.masked).toMatch(/^ل•+ ا•+, 1987$/);
    expect(JSON.stringify(candidates)).not.toContain('القحطاني');
  });

  it('never completes what somebody begins to write', async () => {
    for (const given_name of ['L', 'Le', 'لي'])
      expect(await found(clinician, { given_name, family_name: 'Q', birth_year: 1987 })).toEqual({
        candidates: [],
        next: null,
      });
  });

  it('answers another organisation with the same bytes for somebody it does not know and for nobody, after the same time', async () => {
    const nobody = { given_name: 'Wxyl', family_name: 'Zrtvunk', birth_on: '1987-05-09' };
    const times: Record<'known' | 'nobody', number[]> = { known: [], nobody: [] };
    const answers = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      for (const [who, asked] of [
        ['known', LEILA],
        ['nobody', nobody],
      ] as const) {
        const began = performance.now();
        const answer = await search(elsewhere, asked);
        times[who].push(performance.now() - began);
        answers.add(`${answer.status} ${answer.text}`);
      }
    }
    expect([...answers]).toEqual(['200 {"candidates":[],"next":null}']);
    const middle = (of: number[]): number => of.toSorted((a, b) => a - b)[6]!;
    for (const who of ['known', 'nobody'] as const)
      expect(Math.min(...times[who])).toBeGreaterThan(LIMITS.search_answer_milliseconds_min - 2);
    expect(Math.abs(middle(times.known) - middle(times.nobody))).toBeLessThan(
      LIMITS.search_answer_milliseconds_min / 4,
    );
  }, 60_000);

  it('is in the audit before the vault is opened, with its reason and by what was asked, never what was asked', async () => {
    await found(clinician, LEILA);
    const events = await house.rows<{ body: string }>(
      `select body from audit.event where action = 'client.search' order by at desc limit 2`,
    );
    const [shown, asked] = events.map(({ body }) => body);
    expect(asked).toContain('"by":["birth_on","family_name","given_name"]');
    expect(asked).toContain('"reason":"call"');
    expect(shown).toContain('"client.search"');
    for (const body of [asked, shown]) {
      expect(body).not.toContain(LEILA.given_name);
      expect(body).not.toContain(LEILA.birth_on);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ['without a reason', { given_name: 'A', family_name: 'B' }],
    ['for a reason that is not listed', { given_name: 'A', family_name: 'B', reason: 'curiosity' }],
  ])('is refused %s', async (_how, body) => {
    const answer = await clinician.post('/api/clients/duplicates', body);
    expect([answer.status, answer.problem.errors?.[0]?.field]).toEqual([422, 'reason']);
  });

  it.each<[string, Asked]>([
    ['a given name', { given_name: 'Leila' }],
    ['a family name', { family_name: 'Qahtani' }],
    ['a date of birth', { birth_on: '1987-05-09' }],
    ['a family name and a year', { family_name: 'Qahtani', birth_year: 1987 }],
  ])('is refused for %s alone, which would list people', async (_what, asked) => {
    const answer = await search(clinician, asked);
    expect([answer.status, answer.problem.code]).toEqual([422, 'client.search_too_little']);
  });

  it('shows namesakes page by page, each once, the likeliest first, and refuses a place it never wrote', async () => {
    const names = { given_name: 'Тимур', family_name: 'Одинаковский' };
    const admitted: string[] = [];
    for (let day = 0; day < LIMITS.duplicate_candidates_max + 3; day += 1) {
      const identity = { ...names, birth_on: `1979-0${1 + (day % 8)}-${11 + day}` };
      admitted.push(await admitNamed(clinician, { identity, duplicates_reviewed: true }));
    }
    const first = await found(clinician, { ...names, birth_on: '1979-03-13' });
    expect(first.candidates).toHaveLength(LIMITS.duplicate_candidates_max);
    expect(first.candidates.map(({ strength }) => strength)).toEqual([
      'strong',
      ...first.candidates.slice(1).map(() => 'possible'),
    ]);
    const second = await found(clinician, { ...names, birth_on: '1979-03-13', cursor: first.next! });
    expect(second.next).toBeNull();
    const all = [...first.candidates, ...second.candidates].map(({ client }) => client);
    expect(all.toSorted()).toEqual(admitted.toSorted());
    const odd = await search(clinician, { ...names, cursor: 'bm93aGVyZQ' });
    expect([odd.status, odd.problem.code]).toEqual([400, 'page.cursor_invalid']);
  }, 60_000);

  it('merges nobody: a person sure to be the same is admitted only after a human has said who it is', async () => {
    const before = granted(await clinician.get<IdentityView>(`/api/clients/${leila}/identity`));
    const again = await clinician.post(
      '/api/clients',
      walkIn({ identity: { ...LEILA, given_name: 'Layla' } }),
    );
    expect([again.status, again.problem.code]).toEqual([409, 'client.duplicates_found']);
    expect(granted(await clinician.get<IdentityView>(`/api/clients/${leila}/identity`))).toEqual(before);
  });

  it('is slowed down when one account searches like a machine, for that account alone, and the refusal is in the audit', async () => {
    const tireless = await house.as('intake-officer@detox.eg.demo');
    const [{ id }] = (await house.rows<{ id: string }>(`select id from access.account where login = $1`, [
      tireless.login,
    ])) as [{ id: string }];
    granted(await search(tireless, LEILA));
    await house.rows(`update access.rate_limit set points = $1 where key like 'search:%'`, [
      LIMITS.identity_searches_per_hour,
    ]);
    const answer = await search(tireless, LEILA);
    expect([answer.status, answer.problem.code]).toEqual([429, 'client.search_slow_down']);
    const [refused] = await house.rows<{ body: string }>(
      `select body from audit.event where action = 'client.search' and outcome = 'refused' and account_id = $1`,
      [id],
    );
    expect(refused?.body).toContain('client.search_slow_down');
    await house.rows(`update access.rate_limit set points = 1 where key like 'search:%'`);
    granted(await search(clinician, LEILA));
  });

  it('is not replaced by admissions that are never finished: those count too, and one that is carried out does not', async () => {
    const points = async (): Promise<number> =>
      (
        await house.rows<{ points: number }>(
          `select coalesce(sum(points), 0)::int as points from access.rate_limit where key like 'search:%'`,
        )
      )[0]!.points;
    const nobody = { given_name: 'Wxylda', family_name: 'Zrtvunkel', birth_on: '1981-11-03' };
    const admit = (identity: object, changes: object = {}) =>
      clinician.post('/api/clients', walkIn({ identity, ...changes } as never));
    const before = await points();
    expect((await admit(LEILA)).problem.code).toBe('client.duplicates_found');
    expect((await admit(nobody, { stage: 'employment' })).status).not.toBe(201);
    expect(await points()).toBe(before + 2);
    granted(await admit(nobody), 201);
    expect(await points()).toBe(before + 2);
    await house.rows(`update access.rate_limit set points = $1 where key like 'search:%'`, [
      LIMITS.identity_searches_per_hour,
    ]);
    const tried = await admit(LEILA);
    expect([tried.status, tried.problem.code]).toEqual([429, 'client.search_slow_down']);
    // Whoever stands at the door is taken in all the same, once somebody has looked.
    granted(
      await admit({ given_name: 'Qorva', family_name: 'Ulmestri' }, { duplicates_reviewed: true }),
      201,
    );
    await house.rows(`update access.rate_limit set points = 1 where key like 'search:%'`);
  });
});
