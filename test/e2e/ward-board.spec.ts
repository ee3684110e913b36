import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  BedsView,
  BedView,
  BoardRow,
  BoardView,
  HandoversView,
  WardWritten,
} from '#domain/wire/ward.js';
import { expectRefusal, go, offerTo, tally, TOMORROW } from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, granted, inHours } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import { ErasureHouse, path } from './erasure.tools.js';

let house: ErasureHouse;
beforeAll(async () => {
  house = await ErasureHouse.open();
}, 300_000);
afterAll(() => house?.application.close(), 60_000);

let labels = 0;
const wanted = (changes: object = {}) => ({
  site: null,
  stage: 'treatment',
  label: `Bed ${++labels}`,
  room: '1',
  designation: 'any',
  features: ['near_staff'],
  ...changes,
});
const addBed = async (by: Staff): Promise<string> =>
  granted(await by.post<WardWritten>('/api/ward/beds', wanted()), 201).id;
const place = (by: Staff, client: string, bed: string) => by.post<WardWritten>(path(client, '/bed'), { bed });
const reserve = (by: Staff, reference: string, bed: string, until_at: string | null = null) =>
  by.post<WardWritten>(`/api/handoffs/${reference}/bed`, { bed, until_at });
const bedOf = async (by: Staff, bed: string): Promise<BedView> =>
  granted(await by.get<BedsView>('/api/ward/beds')).beds.find(({ id }) => id === bed)!;
const lineOf = async (by: Staff, client: string): Promise<BoardRow> =>
  granted(await by.get<BoardView>('/api/ward/board')).rows.find((row) => row.client === client)!;
const note = (by: Staff, client: string, body: object) =>
  by.post<WardWritten>(path(client, '/round-notes'), body);

describe('A bed', () => {
  it('is written down by the duty manager, once by its name, and read by the house alone', async () => {
    const { duty, clinician } = house.desks;
    expectRefusal(await clinician.post('/api/ward/beds', wanted()), 403, 'permission.role');
    const body = wanted();
    granted(await duty.post('/api/ward/beds', body), 201);
    expectRefusal(await duty.post('/api/ward/beds', body), 409, 'bed.label_taken');
    for (const bad of [
      { label: ' ' },
      { label: 'x'.repeat(31) },
      { label: '\u202egnp' },
      { features: ['gold'] },
      { designation: 'few' },
      { stage: 'paradise' },
      { site: 'x' },
      { site: '00000000-0000-4000-8000-000000000001' },
    ])
      expect([bad, (await duty.post('/api/ward/beds', wanted(bad))).status]).toEqual([bad, 422]);
  });

  it('has one person, who changes it for another in one instant', async () => {
    const { clinician, duty } = house.desks;
    const [one, two] = [await addBed(duty), await addBed(duty)];
    const [client, other] = [await admitNamed(clinician), await admitAnonymous(clinician)];
    granted(await place(clinician, client, one), 201);
    expectRefusal(await place(clinician, other, one), 409, 'bed.taken');
    expectRefusal(await place(clinician, client, one), 409, 'bed.has_one');
    granted(await place(clinician, client, two), 201);
    expect((await bedOf(clinician, one)).holder).toBeNull();
    expect((await bedOf(clinician, two)).holder).toMatchObject({ stay: 'occupied', client });
    expect((await lineOf(clinician, client)).bed).toMatchObject({ id: two });
    expectRefusal(
      await duty.post(`/api/beds/${two}/close`, { reason: 'repair' }, { version: 1 }),
      409,
      'bed.taken',
    );
    granted(await duty.post(`/api/beds/${one}/close`, { reason: 'repair' }, { version: 1 }));
    expectRefusal(await place(clinician, other, one), 409, 'bed.closed');
    granted(await duty.post(`/api/beds/${one}/open`, undefined, { version: 2 }));
    expect((await clinician.post(path(client, '/bed/release'))).status).toBe(204);
    expectRefusal(await clinician.post(path(client, '/bed/release')), 409, 'bed.none');
    expectRefusal(await place(clinician, other, '00000000-0000-4000-8000-000000000001'), 404, 'bed.unknown');
  });

  it('that a thousand ask for at once is given to one, and to the others it is refused by name', async () => {
    const { clinician, duty } = house.desks;
    const bed = await addBed(duty);
    const clients = await Promise.all(Array.from({ length: 20 }, () => admitAnonymous(clinician)));
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, index) => place(clinician, clients[index % clients.length]!, bed)),
    );
    const codes = tally(answers);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect([codes, answers.filter(({ status }) => status === 409).length]).toEqual([codes, 999]);
    const [{ count }] = (await house.application.rows<{ count: number }>(
      'select count(*)::int as count from care.bed_stay where bed_id = $1',
      [bed],
    )) as [{ count: number }];
    expect(count).toBe(1);
  }, 120_000);

  it('is kept by an accepted handoff, taken up on arrival, and left when the client moves on', async () => {
    const { clinician, manager, duty, palm, palmIntake } = house.desks;
    const palmDuty = await house.application.as('duty-manager@rehab1.eg.demo');
    const bed = await addBed(palmDuty);
    const own = await addBed(duty);
    const client = await admitNamed(clinician);
    granted(await place(clinician, client, own), 201);
    const { reference } = await offerTo(manager, client);
    await go(palm, reference, 'take');
    expectRefusal(await reserve(palmIntake, reference, bed), 409, 'bed.handoff_not_accepted');
    await go(palm, reference, 'accept', TOMORROW());
    expectRefusal(await reserve(palmIntake, reference, bed, inHours(-1)), 422, 'bed.until_in_past');
    expectRefusal(await reserve(palmIntake, reference, bed, inHours(24 * 60)), 422, 'bed.until_too_long');
    granted(await reserve(palmIntake, reference, bed), 201);
    expect((await bedOf(palmIntake, bed)).holder).toMatchObject({ stay: 'reserved', client: null });
    await go(palm, reference, 'arrive');
    expect((await bedOf(palmIntake, bed)).holder).toMatchObject({ stay: 'occupied', until_at: null });
    expect((await bedOf(clinician, own)).holder).toBeNull();
  });
});

describe('The round', () => {
  it('is written with one tap, and says what needs attention', async () => {
    const { clinician, manager } = house.desks;
    const client = await admitNamed(clinician);
    granted(await note(clinician, client, { finding: 'no_change', concerns: [] }), 201);
    expectRefusal(
      await note(clinician, client, { finding: 'attention', concerns: [] }),
      422,
      'round.concern_needed',
    );
    expectRefusal(
      await note(clinician, client, { finding: 'no_change', concerns: ['pain'] }),
      422,
      'round.concern_unasked',
    );
    expect((await note(clinician, client, { finding: 'fine', concerns: ['cake'] })).status).toBe(422);
    expectRefusal(
      await note(manager, client, { finding: 'no_change', concerns: [] }),
      403,
      'permission.role',
    );
    granted(await note(clinician, client, { finding: 'attention', concerns: ['breathing'] }), 201);
    expect((await lineOf(manager, client)).last_round).toMatchObject({
      finding: 'attention',
      concerns: ['breathing'],
    });
  });
});

describe('The handover of a shift', () => {
  it('is composed, given by one, taken by another, and never changed', async () => {
    const { clinician, duty } = house.desks;
    const client = await admitNamed(clinician);
    granted(await note(clinician, client, { finding: 'attention', concerns: ['pain'] }), 201);
    const { lines } = granted(await clinician.get<HandoversView>('/api/ward/handovers'));
    const kinds = lines.filter((line) => line.client === client).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['came', 'attention']));
    const { id } = granted(await clinician.post<WardWritten>('/api/ward/handovers'), 201);
    const take = (by: Staff) => by.post(`/api/ward/handovers/${id}/take`);
    expectRefusal(await duty.post('/api/ward/handovers'), 409, 'handover.waits');
    expectRefusal(await take(clinician), 409, 'handover.same_person');
    granted(await take(duty));
    expectRefusal(await take(duty), 409, 'handover.signed');
    await expect(
      house.application.rows('update care.shift_handover set taken_at = now() where id = $1', [id]),
    ).rejects.toThrow(/never changed/);
  });
});
