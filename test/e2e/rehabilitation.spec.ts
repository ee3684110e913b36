import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ClientProgramme,
  EnrolmentView,
  IncidentView,
  ProgrammeWriting,
  ProgrammeWritten,
  TherapyWorkWriting,
} from '#domain/wire/programme.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { admitNamed, daysAgo, granted, inHours } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import { ErasureHouse, path } from './erasure.tools.js';

let house: ErasureHouse;
let clinician: Staff;
let manager: Staff;
let duty: Staff;
beforeAll(async () => {
  house = await ErasureHouse.open();
  const of = (role: string): Promise<Staff> => house.application.as(`${role}@rehab1.eg.demo`);
  [clinician, manager, duty] = (await Promise.all(['clinician', 'case-manager', 'duty-manager'].map(of))) as [
    Staff,
    Staff,
    Staff,
  ];
}, 300_000);
afterAll(() => house?.application.close(), 60_000);

const CANARY = 'Qwzxincident';
let titles = 0;
const programme = (changes: Partial<ProgrammeWriting> = {}): ProgrammeWriting => ({
  kind: 'residential_short',
  title: `Twenty-eight days ${++titles}`,
  phases: [
    { title: 'Arriving', days: 7 },
    { title: 'Working on it', days: 14 },
    { title: 'Going home', days: 7 },
  ],
  ...changes,
});
const add = async (changes: Partial<ProgrammeWriting> = {}): Promise<string> =>
  granted(await manager.post<ProgrammeWritten>('/api/programmes', programme(changes)), 201).id;
const viewOf = async (client: string): Promise<ClientProgramme> =>
  granted(await manager.get<ClientProgramme>(path(client, '/programme')));
const current = async (client: string): Promise<EnrolmentView> => (await viewOf(client)).enrolments[0]!;
const begin = (client: string, of: string) =>
  manager.post<ProgrammeWritten>(path(client, '/programme'), { programme: of });
const phase = async (client: string, to: number, reason = 'goals_met') =>
  manager.post(
    path(client, '/programme/phase'),
    { phase: to, reason },
    { version: (await current(client)).version },
  );
/** Somebody who is in rehabilitation in this house. */
const inRehabilitation = async (): Promise<string> =>
  await admitNamed(clinician, { stage: 'rehabilitation' });
const following = async (): Promise<string> => {
  const client = await inRehabilitation();
  granted(await begin(client, await add()), 201);
  return client;
};

describe('A programme', () => {
  it('has phases with names of their own, is found by its name once, and is closed for newcomers alone', async () => {
    for (const [bad, code] of [
      [{ phases: [] }, 'programme.phases'],
      [
        {
          phases: [
            { title: 'A', days: 1 },
            { title: ' a ', days: 1 },
          ],
        },
        'programme.phase_twice',
      ],
    ] as const)
      expectRefusal(await manager.post('/api/programmes', programme(bad as never)), 422, code);
    for (const bad of [{ kind: 'holiday' }, { title: ' ' }, { phases: [{ title: 'A', days: 0 }] }])
      expect((await manager.post('/api/programmes', programme(bad as never))).status).toBe(422);
    const body = programme();
    granted(await manager.post('/api/programmes', body), 201);
    expectRefusal(await manager.post('/api/programmes', body), 409, 'programme.title_taken');
    const id = await add();
    const client = await inRehabilitation();
    granted(await begin(client, id), 201);
    granted(await manager.post(`/api/programmes/${id}/close`, undefined, { version: 1 }));
    expectRefusal(await begin(await inRehabilitation(), id), 409, 'programme.closed');
    expect((await current(client)).ended_at).toBeNull();
  });

  it('is begun in rehabilitation, one at a time, and walked phase by phase', async () => {
    const id = await add();
    const { clinician: detox, manager: detoxManager } = house.desks;
    const elsewhere = granted(
      await detoxManager.post<ProgrammeWritten>('/api/programmes', programme()),
      201,
    ).id;
    const inTreatment = path(await admitNamed(detox), '/programme');
    expectRefusal(
      await detox.post(inTreatment, { programme: elsewhere }),
      409,
      'programme.not_in_rehabilitation',
    );
    // A programme of another house is one there is not.
    expectRefusal(await detox.post(inTreatment, { programme: id }), 404, 'programme.unknown');
    const client = await inRehabilitation();
    const answers = await Promise.all(Array.from({ length: 10 }, () => begin(client, id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers)
      if (answer.status !== 201) expectRefusal(answer, 409, 'programme.one_already');
    expectRefusal(await phase(client, 3), 422, 'programme.phase_skipped');
    expectRefusal(await phase(client, 1), 422, 'programme.phase_same');
    expectRefusal(await phase(client, 9), 422, 'programme.phase_unknown');
    granted(await phase(client, 2));
    granted(await phase(client, 1, 'needs_more_time'));
    expect((await current(client)).steps.map(({ to_phase }) => to_phase)).toEqual([1, 2]);
    const { version } = await current(client);
    expectRefusal(
      await manager.post(path(client, '/programme/end'), { ending: 'completed' }, { version }),
      422,
      'programme.not_last_phase',
    );
    expectRefusal(
      await manager.post(path(client, '/programme/end'), { ending: 'ended_by_house' }, { version }),
      422,
      'programme.no_procedure',
    );
  });
});

describe('Work as therapy', () => {
  it('is wished for, within the hours of the pack, never instead of staff, whoever writes at once', async () => {
    const client = await following();
    const work = (changes: Partial<TherapyWorkWriting> = {}) =>
      manager.post(path(client, '/therapy-work'), {
        work: 'garden',
        done_on: daysAgo(0),
        minutes: 60,
        replaces_staff: false,
        ...changes,
      });
    expectRefusal(await work(), 422, 'therapy_work.not_consented');
    granted(await manager.post(path(client, '/therapy-work/consent')), 201);
    expectRefusal(
      await manager.post(path(client, '/therapy-work/consent')),
      409,
      'therapy_work.consented_already',
    );
    expectRefusal(await work({ replaces_staff: true }), 422, 'therapy_work.replaces_staff');
    expectRefusal(await work({ minutes: -1 }), 422, 'therapy_work.minutes');
    expectRefusal(await work({ minutes: 300 }), 422, 'therapy_work.too_much_a_day');
    expectRefusal(await work({ done_on: daysAgo(-1) }), 422, 'therapy_work.day');
    const answers = await Promise.all(Array.from({ length: 10 }, () => work()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    expect((await viewOf(client)).work_minutes_left).toBe(0);
    expect((await manager.post(path(client, '/therapy-work/consent/end'))).status).toBe(204);
    expect((await viewOf(client)).work_consented).toBe(false);
  });
});

describe('An incident', () => {
  const report = async (client: string, kind = 'house_rules'): Promise<string> =>
    granted(
      await manager.post<ProgrammeWritten>(path(client, '/incidents'), {
        kind,
        happened_at: null,
        words: CANARY,
      }),
      201,
    ).id;
  const step = (by: Staff, client: string, id: string, what: string, version: number, body: object) =>
    by.post(path(client, `/incidents/${id}/${what}`), body, { version });
  const words = { words: CANARY };
  const read = async (client: string): Promise<IncidentView> => (await current(client)).incidents[0]!;

  it('is heard, decided by somebody else, appealed, and settled by a third; its words stand in no table', async () => {
    const client = await following();
    const id = await report(client);
    const decision = { measure: 'talk', ...words };
    expectRefusal(await step(duty, client, id, 'decision', 1, decision), 409, 'incident.out_of_turn');
    granted(await step(clinician, client, id, 'hearing', 1, words));
    expectRefusal(await step(manager, client, id, 'decision', 2, decision), 409, 'incident.own_report');
    granted(await step(duty, client, id, 'decision', 2, decision));
    granted(await step(clinician, client, id, 'appeal', 3, words));
    const settling = { outcome: 'lifted' };
    for (const by of [manager, duty])
      expectRefusal(await step(by, client, id, 'settling', 4, settling), 409, 'incident.third_person');
    expect(await read(client)).toMatchObject({ state: 'appealed', measure: 'talk', heard_words: CANARY });
    const rows = await house.application.rows<{ seen: boolean }>(
      `select position(convert_to($1, 'UTF8') in i.words || i.heard_words || i.decision_words || i.appeal_words) > 0 as seen from care.incident i where i.id = $2`,
      [CANARY, id],
    );
    expect(rows).toEqual([{ seen: false }]);
  });

  it('that was done to a client is answered by no measure, and no measure is food, sleep, medicine or force', async () => {
    const client = await following();
    const id = await report(client, 'belongings_withheld');
    granted(await step(clinician, client, id, 'hearing', 1, words));
    expectRefusal(
      await step(duty, client, id, 'decision', 2, { measure: 'repair', ...words }),
      422,
      'incident.no_measure_for_harm',
    );
    for (const measure of ['no_food', 'no_medicine', 'isolation', 'no_visits'])
      expect((await step(duty, client, id, 'decision', 2, { measure, ...words })).status).toBe(422);
    granted(await step(duty, client, id, 'decision', 2, { measure: 'none', ...words }));
  });
});

describe('Twenty-eight days', () => {
  it('hold a leave, a relapse without blame, and the way back into the kept place and phase', async () => {
    const client = await following();
    granted(await phase(client, 2));
    const leave = (from: number, until: number, kind = 'family') =>
      manager.post<ProgrammeWritten>(path(client, '/leaves'), {
        kind,
        from_at: inHours(from),
        until_at: inHours(until),
      });
    expectRefusal(await leave(5, 4), 422, 'leave_of.ends_before_it_starts');
    expectRefusal(await leave(1, 24 * 40), 422, 'leave_of.too_long');
    const { id, version } = granted(await leave(1, 5), 201);
    expectRefusal(await leave(2, 3), 409, 'leave_of.overlaps');
    granted(await manager.post(path(client, `/leaves/${id}/return`), { back: true }, { version }));
    expectRefusal(
      await manager.post(path(client, `/leaves/${id}/return`), { back: true }, { version: 2 }),
      409,
      'leave_of.settled',
    );
    expect((await current(client)).leaves[0]).toMatchObject({ outcome: 'in_time', overdue: false });
    const relapse = (changes: object = {}) =>
      manager.post(path(client, '/relapses'), { at: null, answer: 'steps_up', ...changes });
    expectRefusal(await relapse({ at: inHours(3) }), 422, 'programme.relapse_in_future');
    granted(await relapse(), 201);
    const { place_kept_until, enrolments } = await viewOf(client);
    expect(Date.parse(place_kept_until ?? '')).toBeGreaterThan(Date.now() + 13 * 86_400_000);
    expect(enrolments[0]).toMatchObject({ phase: 2, ended_at: null });
    granted(await phase(client, 3, 'after_relapse'));
    const now = await current(client);
    granted(
      await manager.post(path(client, '/programme/end'), { ending: 'completed' }, { version: now.version }),
    );
    expect((await viewOf(client)).enrolments[0]).toMatchObject({ ending: 'completed', phase: 3 });
    expectRefusal(await relapse(), 409, 'programme.none');
  });
});
