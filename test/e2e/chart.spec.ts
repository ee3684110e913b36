import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  CareLevelWriting,
  ChartView,
  ChartWritten,
  ReadingWriting,
  ReadingWritten,
} from '#domain/wire/chart.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, granted, inHours } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import { ErasureHouse, path } from './erasure.tools.js';

let house: ErasureHouse;
beforeAll(async () => {
  house = await ErasureHouse.open();
}, 300_000);
afterAll(() => house?.application.close(), 60_000);

const CANARY = 'Qwzxreasons';
const reading = (changes: Partial<ReadingWriting> = {}): ReadingWriting => ({
  at: null,
  systolic: 120,
  diastolic: 80,
  pulse: 72,
  respiration: 16,
  temperature: 36.6,
  oxygen: 98,
  glucose: null,
  consciousness: 'alert',
  ...changes,
});
const measure = (by: Staff, client: string, changes: Partial<ReadingWriting> = {}) =>
  by.post<ReadingWritten>(path(client, '/vital-signs'), reading(changes));
const chartOf = async (by: Staff, client: string): Promise<ChartView> =>
  granted(await by.get<ChartView>(path(client, '/chart')));
const score = async (by: Staff, client: string, answers: Record<string, number>, taken_at: string) =>
  granted(
    await by.post(path(client, '/assessments'), {
      instrument: 'cows',
      version: '1',
      language: 'en',
      mode: 'observation',
      moment: 'review',
      taken_at,
      answers,
    }),
    201,
  );
const need = (rating: 'none' | 'some' | 'marked' | 'severe', words = 'Looked at.') => ({ rating, words });
const level = (changes: Partial<CareLevelWriting> = {}): CareLevelWriting => ({
  level: 'withdrawal_inpatient',
  needs: {
    withdrawal: need('marked', CANARY),
    body: need('some'),
    mind: need('none'),
    willingness: need('some'),
    relapse_risk: need('some'),
    surroundings: need('none'),
  },
  difference: null,
  client_answer: 'agrees',
  ...changes,
});
const workOf = async (by: Staff, client: string): Promise<string[]> =>
  granted(
    await by.get<{ items: { kind: string; client: string | null }[] }>('/api/work-items?view=open&limit=100'),
  )
    .items.filter((item) => item.client === client)
    .map(({ kind }) => kind);

describe('Vital signs', () => {
  it('are kept as they were measured; what lies outside the limits calls a clinician once, and is void only with a reason', async () => {
    const { clinician, duty } = house.desks;
    const client = await admitNamed(clinician);
    const calm = granted(await measure(clinician, client), 201);
    expect(calm.alerts).toEqual([]);
    expect(await workOf(clinician, client)).not.toContain('chart.alert');
    const high = granted(
      await measure(duty, client, { systolic: 210, diastolic: 120, consciousness: 'confused' }),
      201,
    );
    expect(high.alerts).toEqual(['systolic', 'diastolic', 'consciousness']);
    granted(await measure(duty, client, { pulse: 140 }), 201);
    expect((await workOf(clinician, client)).filter((kind) => kind === 'chart.alert')).toHaveLength(1);
    granted(await clinician.post(`/api/vital-signs/${high.id}/void`, { reason: 'wrong_client' }));
    expectRefusal(
      await clinician.post(`/api/vital-signs/${high.id}/void`, { reason: 'wrong_client' }),
      409,
      'chart.voided',
    );
    const { readings, limits, writes } = await chartOf(clinician, client);
    expect(writes).toBe(true);
    expect(limits.systolic).toEqual({ low: 90, high: 180 });
    expect(readings).toHaveLength(3);
    expect(readings.find(({ id }) => id === high.id)).toMatchObject({
      systolic: 210,
      void_reason: 'wrong_client',
      alerts: ['systolic', 'diastolic', 'consciousness'],
    });
    expect(readings.find(({ id }) => id === calm.id)).toMatchObject({ temperature: 36.6, voided_at: null });
  });

  it('that cannot be are refused by name and field, and nothing is kept', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const nothing = {
      systolic: null,
      diastolic: null,
      pulse: null,
      respiration: null,
      temperature: null,
      oxygen: null,
      consciousness: null,
    };
    expectRefusal(await measure(clinician, client, nothing), 422, 'chart.reading_empty');
    expectRefusal(await measure(clinician, client, { pulse: 999 }), 422, 'chart.value_impossible');
    expectRefusal(await measure(clinician, client, { temperature: 36.65 }), 422, 'chart.value_impossible');
    expectRefusal(await measure(clinician, client, { diastolic: null }), 422, 'chart.pressure_half');
    expectRefusal(await measure(clinician, client, { diastolic: 130 }), 422, 'chart.pressure_upside_down');
    expectRefusal(await measure(clinician, client, { at: inHours(2) }), 422, 'chart.in_the_future');
    expectRefusal(await measure(clinician, client, { at: inHours(-24 * 400) }), 422, 'chart.before_the_stay');
    expect((await chartOf(clinician, client)).readings).toEqual([]);
  });
});

describe('The course of a withdrawal', () => {
  it('is drawn from the scores that count, and says when the next one is due', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    expect((await chartOf(clinician, client)).withdrawal).toEqual([]);
    const none = Object.fromEntries(Array.from({ length: 11 }, (_, item) => [String(item + 1), 0]));
    const taken = new Date(Date.now() - 1_000).toISOString();
    await score(clinician, client, { ...none, '1': 2, '3': 3, '9': 2 }, taken);
    const [course] = (await chartOf(clinician, client)).withdrawal;
    expect(course).toMatchObject({ scale: 'cows', settled_below: 5, state: 'later' });
    expect(course?.points.map(({ value }) => value)).toEqual([7]);
    expect(Date.parse(course?.due_at ?? '') - Date.parse(course?.points[0]?.at ?? '')).toBe(4 * 3_600_000);
  });
});

describe('How closely somebody is looked after', () => {
  it('is one level at a time, however many set it at once, and what was before stays to be read', async () => {
    const { clinician, duty } = house.desks;
    const client = await admitNamed(clinician);
    const observe = (by: Staff, to: string) =>
      by.post<ChartWritten>(path(client, '/observations'), { level: to, reason: 'withdrawal' });
    granted(await observe(clinician, 'intermittent'), 201);
    expectRefusal(await observe(duty, 'intermittent'), 409, 'chart.observation_same');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => observe(at % 2 ? clinician : duty, 'within_sight')),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers)
      if (answer.status !== 201) expectRefusal(answer, 409, 'chart.observation_same');
    const { observations } = await chartOf(clinician, client);
    expect(observations.map(({ level: one }) => one)).toEqual(['within_sight', 'intermittent']);
    expect(observations.filter(({ until }) => until === null)).toHaveLength(1);
  });

  it('is set for the first time once, however many try', async () => {
    const { clinician, duty } = house.desks;
    const client = await admitNamed(clinician);
    const wanted = { level: 'general', reason: 'newly_arrived' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 ? clinician : duty).post(path(client, '/observations'), wanted),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  });
});

describe('Where somebody is looked after', () => {
  it('is decided by a clinician alone, once rights were told; with a reason where it differs; and its words stand in no table', async () => {
    const { clinician, duty } = house.desks;
    const client = await admitNamed(clinician);
    const decide = (by: Staff, changes: Partial<CareLevelWriting> = {}) =>
      by.post<ChartWritten>(path(client, '/care-levels'), level(changes));
    expectRefusal(await decide(duty), 403, 'permission.role');
    expectRefusal(await decide(clinician), 422, 'chart.rights_not_told');
    // A hospital is not waited with.
    granted(await decide(clinician, { level: 'hospital', difference: CANARY }), 201);
    granted(await clinician.post(path(client, '/rights-notices'), { form: 'easy', language: 'ar' }), 201);
    expectRefusal(await decide(clinician), 422, 'chart.not_consented');
    granted(
      await clinician.post(path(client, '/consents'), {
        kind: 'service',
        language: 'ar',
        given_how: 'paper_signature',
        signer: 'self',
        ends: 'end_of_care',
      }),
      201,
    );
    expectRefusal(await decide(clinician, { level: 'day' }), 422, 'chart.difference_needed');
    expectRefusal(await decide(clinician, { level: 'day', difference: ' \t ' }), 422, 'field.invalid');
    granted(await decide(clinician), 201);
    const { care_levels, admission } = await chartOf(clinician, client);
    expect(admission).toEqual({ rights_told: true, consented: true });
    expect(care_levels.map((one) => [one.level, one.recommended])).toEqual([
      ['withdrawal_inpatient', 'withdrawal_inpatient'],
      ['hospital', 'withdrawal_inpatient'],
    ]);
    expect(care_levels[1]).toMatchObject({ difference: CANARY, client_answer: 'agrees' });
    expect(care_levels[0]?.needs.withdrawal).toEqual({ rating: 'marked', words: CANARY });
    const rows = await house.application.rows<{ seen: boolean }>(
      `select position(convert_to($1, 'UTF8') in l.words) > 0 as seen from care.care_level l join care.client_code k on k.client_id = l.client_id where k.code = $2`,
      [CANARY, client],
    );
    expect(rows).toEqual([{ seen: false }, { seen: false }]);
  });

  it('is read by the house that keeps the chart, and by no other; a code of nobody finds nothing', async () => {
    const { clinician, oasis } = house.desks;
    const client = await admitAnonymous(clinician);
    granted(await measure(clinician, client), 201);
    expectRefusal(await oasis.get(path(client, '/chart')), 404, 'request.not_found');
  });
});
