import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wallTime } from '#domain/rules/wall-clock.js';
import type {
  DoseWriting,
  FactWriting,
  MedicinesView,
  MedicineWritten,
  OrderWriting,
  RoundView,
  ScheduleWriting,
} from '#domain/wire/medicine.js';
import { expectRefusal, go, offerTo, TOMORROW } from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, granted, inHours, SAFE, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import { ErasureHouse, path } from './erasure.tools.js';

let house: ErasureHouse;
beforeAll(async () => {
  house = await ErasureHouse.open();
}, 300_000);
afterAll(() => house?.application.close(), 60_000);

const CANARY = 'Qwzxamine';
const ZONE = 'Africa/Cairo';
const schedule = (changes: Partial<ScheduleWriting> = {}): ScheduleWriting => ({
  kind: 'as_needed',
  times: null,
  hours_between_min: 6,
  doses_per_day_max: 2,
  scale: null,
  ...changes,
});
/** At one time of the day, so many minutes from now by the clock of the house; and the instant of it. */
function atTime(minutes: number): { schedule: ScheduleWriting; due_at: string } {
  const due = new Date(Math.floor((Date.now() + minutes * 60_000) / 60_000) * 60_000);
  const times = [wallTime(due, ZONE).slice(11)];
  return {
    schedule: schedule({ kind: 'times', times, hours_between_min: null, doses_per_day_max: null }),
    due_at: due.toISOString(),
  };
}
const order = (by: Staff, client: string, changes: Partial<OrderWriting> = {}) =>
  by.post<MedicineWritten>(path(client, '/medicines'), {
    medicine: 'Paracetamol',
    class: 'other',
    amount: 500,
    unit: 'mg',
    route: 'oral',
    schedule: schedule(),
    purpose: 'other',
    starts_at: null,
    ends_at: null,
    allergy_override: null,
    ...changes,
  });
const NALTREXONE = { medicine: 'Naltrexone', class: 'opioid_antagonist', amount: 50 } as const;
const give = (by: Staff, id: string, changes: Partial<DoseWriting> = {}) =>
  by.post<MedicineWritten>(`/api/medicines/${id}/doses`, {
    due_at: null,
    at: null,
    outcome: 'given',
    identifiers: ['name', 'photo'],
    reason: null,
    ...changes,
  });
const stop = (by: Staff, id: string, reason = 'changed') =>
  by.post<MedicineWritten>(`/api/medicines/${id}/stop`, { reason }, { version: 1 });
const tell = (by: Staff, client: string, changes: Partial<FactWriting>) =>
  by.post<MedicineWritten>(path(client, '/medical-facts'), {
    kind: 'overdose_talk',
    at: null,
    substance: null,
    result: null,
    long_acting: null,
    ...changes,
  });
const medicines = async (by: Staff, client: string): Promise<MedicinesView> =>
  granted(await by.get<MedicinesView>(path(client, '/medicines')));
const linesOf = async (by: Staff, client: string): Promise<RoundView['lines']> =>
  granted(await by.get<RoundView>('/api/ward/medicines')).lines.filter((line) => line.client === client);
const usedOpioids = (days: number, long_acting: boolean | null = false): Partial<FactWriting> => ({
  kind: 'substance_use',
  substance: 'opioids',
  at: inHours(-24 * days),
  long_acting,
});
const TESTED = { kind: 'toxicology', substance: 'opioids', result: 'negative' } as const;

describe('An order of a medicine', () => {
  it('is written by a clinician alone, read by colleagues, and stands in no table in words', async () => {
    const { clinician, manager, oasis } = house.desks;
    const client = await admitNamed(clinician);
    expectRefusal(await order(manager, client), 403, 'permission.role');
    expectRefusal(await oasis.get(path(client, '/medicines')), 404, 'request.not_found');
    const { id } = granted(await order(clinician, client, { medicine: CANARY }), 201);
    expect((await medicines(manager, client)).orders).toEqual([
      expect.objectContaining({ id, own: true, medicine: CANARY, amount: 500, stopped_at: null }),
    ]);
    const rows = await house.application.rows<{ seen: boolean }>(
      `select position(convert_to($1, 'UTF8') in medicine) > 0 as seen from care.medicine_order where id = $2`,
      [CANARY, id],
    );
    expect(rows).toEqual([{ seen: false }]);
  });

  it('is refused by name for every field that is wrong at once, and nothing of it is kept', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const answer = await order(clinician, client, {
      amount: 0,
      starts_at: inHours(-5),
      ends_at: inHours(-6),
      schedule: schedule({ doses_per_day_max: 99, hours_between_min: 0 }),
    });
    expectRefusal(answer, 422, 'medicine.amount');
    for (const code of ['starts_in_the_past', 'ends_before_it_starts', 'most_per_day', 'hours_between'])
      expect(answer.text).toContain(`medicine.${code}`);
    for (const bad of [
      { class: 'potion' },
      { route: 'by_post' },
      { amount: 'much' },
      { amount: 1e9 },
      { medicine: ' ' },
      { starts_at: '2026-02-31T10:00:00Z' },
      { schedule: schedule({ kind: 'times', times: ['25:00'] }) },
      { schedule: schedule({ kind: 'times', times: ['08:00', '08:00'] }) },
      { schedule: schedule({ kind: 'times' }) },
    ])
      expect([bad, (await order(clinician, client, bad as Partial<OrderWriting>)).status]).toEqual([
        bad,
        422,
      ]);
    expect((await medicines(clinician, client)).orders).toEqual([]);
  });

  it('of what the client is allergic to is refused, unless the prescriber says why', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician, { safety: { ...SAFE, allergies: 'Penicillin, PARACETAMOL' } });
    expectRefusal(await order(clinician, client), 422, 'medicine.allergy');
    granted(
      await order(clinician, client, { allergy_override: 'A rash in childhood, tolerated since.' }),
      201,
    );
    const { allergies, orders } = await medicines(clinician, client);
    expect(allergies).toBe('Penicillin, PARACETAMOL');
    expect(orders[0]!.allergy_override).toBe('A rash in childhood, tolerated since.');
  });

  it('of naltrexone waits for days without opioids and a fresh negative test, and nobody overrides it', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const wanted = { ...NALTREXONE, allergy_override: 'I know better.' };
    expectRefusal(await order(clinician, client, wanted), 422, 'medicine.opioid_use_unknown');
    granted(await tell(clinician, client, usedOpioids(8, null)), 201);
    granted(await tell(clinician, client, TESTED), 201);
    // Not known to be short-acting: the longer wait.
    expectRefusal(await order(clinician, client, wanted), 422, 'medicine.opioids_too_recent');
    const other = await admitNamed(clinician);
    granted(await tell(clinician, other, usedOpioids(8)), 201);
    expectRefusal(await order(clinician, other, wanted), 422, 'medicine.opioid_test_needed');
    granted(await tell(clinician, other, { ...TESTED, result: 'positive', at: inHours(-1) }), 201);
    expectRefusal(await order(clinician, other, wanted), 422, 'medicine.opioid_test_needed');
    const test = granted(await tell(clinician, other, TESTED), 201);
    const { id } = granted(await order(clinician, other, wanted), 201);
    // What is known changes: the test was another client's, and the dose is refused though the order stands.
    granted(await clinician.post(`/api/medical-facts/${test.id}/void`, { reason: 'wrong_client' }));
    expectRefusal(await give(clinician, id), 422, 'medicine.opioid_test_needed');
    expect((await medicines(clinician, other)).doses).toEqual([]);
  });

  it('against withdrawal in pregnancy waits for a review', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician, {
      substance: 'opioids',
      safety: { ...SAFE, weeks_of_pregnancy: 12 },
    });
    expectRefusal(
      await order(clinician, client, { purpose: 'withdrawal' }),
      422,
      'medicine.pregnancy_review_needed',
    );
    granted(await tell(clinician, client, { kind: 'obstetric_review' }), 201);
    granted(await order(clinician, client, { purpose: 'withdrawal' }), 201);
  });

  it('of an opioid agonist for maintenance, and naloxone to take home, are what the pack of the place says', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const agonist = { medicine: 'Methadone', class: 'opioid_agonist', purpose: 'maintenance' } as const;
    expectRefusal(await order(clinician, client, agonist), 422, 'medicine.not_lawful_here');
    expectRefusal(
      await tell(clinician, client, { kind: 'naloxone_given' }),
      422,
      'medicine.naloxone_not_here',
    );
    const into = (jurisdiction: string) =>
      house.application.rows(
        `update care.organisation set jurisdiction = $2 where id = (select organisation_id from care.client_code where code = $1)`,
        [client, jurisdiction],
      );
    await into('US');
    try {
      granted(await order(clinician, client, agonist), 201);
      granted(await tell(clinician, client, { kind: 'naloxone_given' }), 201);
    } finally {
      await into('EG');
    }
  });

  it('is stopped once, with a reason; taken back as an error only before anything was given', async () => {
    const { clinician, duty } = house.desks;
    const client = await admitNamed(clinician);
    const { id } = granted(await order(clinician, client), 201);
    granted(await give(duty, id), 201);
    expectRefusal(await stop(clinician, id, 'ordered_in_error'), 422, 'medicine.given_already');
    const both = await Promise.all([stop(clinician, id), stop(duty, id)]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    expectRefusal(await give(duty, id), 422, 'medicine.order_not_in_force');
    const [one] = (await medicines(clinician, client)).orders;
    expect(one).toMatchObject({ stop_reason: 'changed', version: 2 });
    expectRefusal(await stop(clinician, crypto.randomUUID()), 404, 'medicine.order_unknown');
  });
});

describe('A dose', () => {
  it('by the clock is given once, even when twenty give it at the same moment', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const { schedule: at, due_at } = atTime(2);
    const { id } = granted(await order(clinician, client, { schedule: at }), 201);
    const answers = await Promise.all(Array.from({ length: 20 }, () => give(clinician, id, { due_at })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expectRefusal(answer, 409, 'medicine.dose_twice');
    expect((await medicines(clinician, client)).doses).toHaveLength(1);
  }, 60_000);

  it('as needed is not given sooner or more often than the order says, even at the same moment', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const { id } = granted(await order(clinician, client), 201);
    const answers = await Promise.all(Array.from({ length: 5 }, () => give(clinician, id)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 422, 422, 422, 422]);
    expectRefusal(await give(clinician, id), 422, 'medicine.dose_too_soon');
  });

  it('takes two different looks at who the client is, and a reason where it is not given', async () => {
    const { clinician, duty, manager } = house.desks;
    const client = await admitNamed(clinician);
    const { id } = granted(await order(clinician, client), 201);
    expectRefusal(await give(duty, id, { identifiers: ['name'] }), 422, 'medicine.two_identifiers');
    expectRefusal(await give(duty, id, { outcome: 'refused' }), 422, 'medicine.reason_needed');
    expectRefusal(await give(duty, id, { at: inHours(1) }), 422, 'medicine.dose_in_the_future');
    expectRefusal(await give(manager, id), 403, 'permission.role');
    expect((await give(duty, id, { identifiers: ['name', 'name'] })).status).toBe(422);
    granted(await give(duty, id, { outcome: 'refused', reason: 'asleep', identifiers: [] }), 201);
    expect((await medicines(clinician, client)).doses[0]).toMatchObject({
      outcome: 'refused',
      reason: 'asleep',
    });
  });

  it('is refused before its time and at a time the order does not have', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const soon = atTime(120);
    const { id } = granted(await order(clinician, client, { schedule: soon.schedule }), 201);
    expectRefusal(await give(clinician, id, { due_at: soon.due_at }), 422, 'medicine.dose_too_early');
    expectRefusal(await give(clinician, id), 422, 'medicine.due_time_needed');
    const other = new Date(Date.parse(soon.due_at) - 100 * 60_000).toISOString();
    expectRefusal(await give(clinician, id, { due_at: other }), 422, 'medicine.not_its_time');
  });

  it('by a score waits for a score of its scale, and says by which it was given', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician, { substance: 'opioids' });
    const byScore = schedule({ kind: 'by_score', scale: 'cows', hours_between_min: null });
    expectRefusal(
      await order(clinician, client, { schedule: { ...byScore, scale: 'ciwa_ar' } }),
      422,
      'medicine.no_dosing_by_score',
    );
    const { id } = granted(await order(clinician, client, { schedule: byScore, purpose: 'withdrawal' }), 201);
    expectRefusal(await give(clinician, id), 422, 'medicine.score_needed');
    granted(
      await clinician.post(path(client, '/assessments'), {
        instrument: 'cows',
        version: '1',
        language: 'en',
        mode: 'observation',
        moment: 'review',
        taken_at: inHours(0),
        answers: { ...Object.fromEntries(Array.from({ length: 11 }, (_, i) => [String(i + 1), 0])), '1': 4 },
      }),
      201,
    );
    granted(await give(clinician, id), 201);
    expect((await medicines(clinician, client)).doses[0]).toMatchObject({ score: 4, due_at: null });
  });

  it('that was written down wrongly is voided once and stays to be read; its time is open again', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const { schedule: at, due_at } = atTime(2);
    const { id } = granted(await order(clinician, client, { schedule: at }), 201);
    const dose = granted(await give(clinician, id, { due_at }), 201);
    const voiding = () => clinician.post(`/api/doses/${dose.id}/void`, { reason: 'wrong_client' });
    granted(await voiding());
    expectRefusal(await voiding(), 409, 'medicine.voided');
    granted(await give(clinician, id, { due_at }), 201);
    const { doses } = await medicines(clinician, client);
    expect(new Set(doses.map(({ void_reason }) => void_reason))).toEqual(new Set(['wrong_client', null]));
  });
});

describe('The round', () => {
  it('shows what is due, what was given and what may be given as needed, and nothing of a stopped order', async () => {
    const { clinician, duty } = house.desks;
    const client = await admitNamed(clinician, { safety: { ...SAFE, allergies: 'Latex' } });
    const { schedule: at, due_at } = atTime(2);
    const clock = granted(await order(clinician, client, { schedule: at, medicine: 'Thiamine' }), 201);
    const needed = granted(await order(clinician, client), 201);
    const stopped = granted(await order(clinician, client), 201);
    granted(await stop(clinician, stopped.id, 'ordered_in_error'));
    expect(await linesOf(duty, client)).toEqual([
      expect.objectContaining({
        order: clock.id,
        medicine: 'Thiamine',
        due_at,
        state: 'due',
        allergies: 'Latex',
      }),
      expect.objectContaining({ order: needed.id, due_at: null, state: null, last_given_at: null }),
    ]);
    granted(await give(duty, clock.id, { due_at }), 201);
    granted(await give(duty, needed.id), 201);
    expect(await linesOf(duty, client)).toEqual([
      expect.objectContaining({ order: clock.id, state: 'given' }),
      expect.objectContaining({ order: needed.id, last_given_at: expect.any(String) }),
    ]);
    expectRefusal(await house.desks.manager.get('/api/ward/medicines'), 403, 'permission.role');
  });

  it('forgets nothing that was missed: five hours late is missed', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const late = atTime(-5 * 60);
    const { id } = granted(await order(clinician, client, { schedule: late.schedule }), 201);
    await house.application.rows(
      `update care.medicine_order set starts_at = starts_at - interval '6 hours' where id = $1`,
      [id],
    );
    const lines = await linesOf(clinician, client);
    expect(lines.map(({ due_at, state }) => [due_at, state])).toContainEqual([late.due_at, 'missed']);
  });
});

describe('Medicines and other houses', () => {
  it('are read by the house the client went to by the day, without whoever ordered them, and changed by nobody there', async () => {
    const { clinician, manager, palm } = house.desks;
    const client = await admitNamed(clinician);
    const { id } = granted(await order(clinician, client), 201);
    granted(await give(clinician, id), 201);
    const { reference } = await offerTo(manager, client, { categories: ['treatment', 'safety', 'plan'] });
    await go(palm, reference, 'take');
    await go(palm, reference, 'accept', TOMORROW());
    await go(palm, reference, 'arrive');
    const there = (await viewHandoff(palm, reference)).client!;
    const { orders, doses } = await medicines(palm, there);
    expect(orders).toEqual([
      expect.objectContaining({
        id: null,
        own: false,
        medicine: 'Paracetamol',
        by: null,
        starts_at: expect.stringMatching(/T00:00:00\.000Z$/),
      }),
    ]);
    expect(doses).toEqual([]);
    // The client went: nothing is given there any more, and the round knows nothing of it.
    expectRefusal(await give(clinician, id), 409, 'client.not_in_custody');
    expect(await linesOf(clinician, client)).toEqual([]);
  });

  it('go with the client who is forgotten: no word of an order is left', async () => {
    const { clinician } = house.desks;
    const client = await admitAnonymous(clinician);
    const { id } = granted(await order(clinician, client, { medicine: CANARY }), 201);
    await house.erase(client);
    expect(
      await house.application.rows(
        'select medicine, allergy_override from care.medicine_order where id = $1',
        [id],
      ),
    ).toEqual([{ medicine: null, allergy_override: null }]);
  });
});
