import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NoteHistory, NoteView, NoteWriting, NoteWritten } from '#domain/wire/care-note.js';
import type { Page } from '#domain/wire/common.js';
import type { TimelineEntry } from '#domain/wire/desk.js';
import { expectRefusal, go, offerTo, TOMORROW } from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, granted, inHours, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import { ErasureHouse, path } from './erasure.tools.js';

const CANARY = 'Qwzx-canary-words';

let house: ErasureHouse;
beforeAll(async () => {
  house = await ErasureHouse.open();
}, 300_000);
afterAll(() => house?.application.close(), 60_000);

const write = (by: Staff, client: string, more: Partial<NoteWriting> = {}) =>
  by.post<NoteWritten>(path(client, '/notes'), {
    kind: 'progress',
    words: 'Slept well, ate half.',
    written_at: null,
    ...more,
  });
const list = async (by: Staff, client: string, query = ''): Promise<NoteView[]> =>
  granted(await by.get<Page<NoteView>>(path(client, `/notes${query}`))).items;
const counselling = (by: Staff, client: string) => by.get<Page<NoteView>>(path(client, '/counselling-notes'));
const history = (by: Staff, note: string) => by.get<NoteHistory>(`/api/notes/${note}`);
const amend = (by: Staff, note: string, version: number, words: string) =>
  by.post<NoteWritten>(`/api/notes/${note}/amend`, { words }, { version });
const voidNote = (by: Staff, note: string, version: number, reason = 'Written for another client.') =>
  by.post<NoteWritten>(`/api/notes/${note}/void`, { reason }, { version });

/** In which tables a text can be read, as it is or as bytes. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await house.application.rows<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('care','access','vault','audit','bus') and c.relkind = 'r'`,
  );
  expect(tables.length).toBeGreaterThan(40);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await house.application.rows(
      `select from ${name} t where t::text like $1 or t::text like $2`,
      [`%${text}%`, `%${Buffer.from(text).toString('hex')}%`],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('A note', () => {
  it('is signed by whoever wrote it, read by colleagues, and stands in no table as it was written', async () => {
    const { clinician, manager, oasis } = house.desks;
    const client = await admitNamed(clinician);
    const written_at = new Date().toISOString();
    const { note, version } = granted(
      await write(clinician, client, { words: `  ${CANARY} 😀 ملاحظة ` }),
      201,
    );
    expect(version).toBe(1);
    const [read] = await list(manager, client);
    expect(read).toMatchObject({
      note,
      kind: 'progress',
      stage: 'treatment',
      own: true,
      mine: false,
      words: `${CANARY} 😀 ملاحظة`,
      version: 1,
      voided_at: null,
    });
    expect(Date.parse(read!.signed_at)).toBeGreaterThanOrEqual(Date.parse(written_at) - 1_000);
    expect((await list(clinician, client))[0]).toMatchObject({ note, mine: true });
    expect(await tablesWith(CANARY)).toEqual([]);
    expectRefusal(await history(oasis, note), 404, 'note.unknown');
    expectRefusal(await write(oasis, client), 404, 'request.not_found');
  });

  it('is kept unsigned for its author alone, as a form', async () => {
    const { clinician, manager } = house.desks;
    const client = await admitNamed(clinician);
    const form = `/api/forms/client~${client}~note`;
    granted(await clinician.put(form, { values: { words: CANARY } }, { key: null }));
    expect(granted(await clinician.get<{ kept: object | null }>(form)).kept).toMatchObject({
      values: { words: CANARY },
    });
    expect(granted(await manager.get<{ kept: object | null }>(form)).kept).toBeNull();
    expect(await list(manager, client)).toEqual([]);
  });

  it('is amended by its author alone, and what it said before stays beside it', async () => {
    const { clinician, manager } = house.desks;
    const client = await admitNamed(clinician);
    const { note } = granted(await write(clinician, client, { words: 'Temperature 39.5' }), 201);
    expectRefusal(await amend(manager, note, 1, 'Temperature 36.6'), 403, 'note.not_author');
    expect(granted(await amend(clinician, note, 1, 'Temperature 38.5, a slip of the pen')).version).toBe(2);
    expectRefusal(await amend(clinician, note, 1, 'once more'), 409, 'version.stale');
    const { versions } = granted(await history(manager, note));
    expect(versions.map(({ version, words }) => [version, words])).toEqual([
      [1, 'Temperature 39.5'],
      [2, 'Temperature 38.5, a slip of the pen'],
    ]);
    expect((await list(manager, client)).map(({ words }) => words)).toEqual([
      'Temperature 38.5, a slip of the pen',
    ]);
    const both = await Promise.all([1, 2, 3].map((n) => amend(clinician, note, 2, `at once ${n}`)));
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(granted(await history(clinician, note)).versions).toHaveLength(3);
  });

  it('is voided with a reason and never deleted, by its author or the duty manager; then it changes no more', async () => {
    const { clinician, manager, duty } = house.desks;
    const client = await admitNamed(clinician);
    const { note } = granted(await write(clinician, client), 201);
    expectRefusal(await voidNote(manager, note, 1), 403, 'note.void_by_author');
    granted(await voidNote(duty, note, 1, 'Another client was meant.'));
    expect((await list(manager, client))[0]).toMatchObject({
      note,
      words: 'Slept well, ate half.',
      void_reason: 'Another client was meant.',
    });
    expectRefusal(await voidNote(clinician, note, 1), 409, 'note.voided');
    expectRefusal(await amend(clinician, note, 1, 'and yet'), 409, 'note.voided');
    expect(await tablesWith('Another client was meant.')).toEqual([]);
  });

  it('is refused, by name, about an hour to come or before the client came, empty, too long, or of no kind', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    expectRefusal(await write(clinician, client, { written_at: inHours(1) }), 422, 'note.in_future');
    expectRefusal(
      await write(clinician, client, { written_at: inHours(-24 * 400) }),
      422,
      'note.before_episode',
    );
    for (const bad of [
      { words: '   ' },
      { words: 'x'.repeat(12_001) },
      { kind: 'gossip' },
      { written_at: '2026-02-31T10:00:00Z' },
    ])
      expect([bad, (await write(clinician, client, bad as Partial<NoteWriting>)).status]).toEqual([bad, 422]);
    expectRefusal(await history(clinician, 'no-id'), 404, 'note.unknown');
    expect(await list(clinician, client)).toEqual([]);
  });

  it('is a line of the road: that it was written and by whom, never what', async () => {
    const { clinician, manager } = house.desks;
    const client = await admitNamed(clinician);
    granted(await write(clinician, client, { words: CANARY }), 201);
    const road = await manager.get<Page<TimelineEntry>>(path(client, '/timeline?kind=note'));
    expect(granted(road).items).toEqual([
      expect.objectContaining({
        event: 'note.written',
        own: true,
        by: expect.any(String),
        stage: 'treatment',
        note: null,
      }),
    ]);
    expect(road.text).not.toContain(CANARY);
  });

  it('is listed page by page, by kind, each once', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    for (let i = 0; i < 5; i++)
      granted(await write(clinician, client, { kind: i % 2 ? 'round' : 'shift', words: `note ${i}` }), 201);
    const seen: (string | null)[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Page<NoteView> = granted(
        await clinician.get<Page<NoteView>>(path(client, `/notes?limit=2${next && `&cursor=${next}`}`)),
      );
      seen.push(...page.items.map(({ words }) => words));
      next = page.next;
    }
    expect(seen).toEqual(['note 4', 'note 3', 'note 2', 'note 1', 'note 0']);
    expect((await list(clinician, client, '?kind=round')).map(({ words }) => words)).toEqual([
      'note 3',
      'note 1',
    ]);
    expect((await clinician.get(path(client, '/notes?kind=counselling'))).status).toBe(422);
  });

  it('is read by the house the client went to as far as the consent opens its stage: the day and the house, no author', async () => {
    const { clinician, manager, palm } = house.desks;
    for (const opened of [true, false]) {
      const client = await admitNamed(clinician);
      granted(await write(clinician, client, { words: CANARY }), 201);
      const categories = opened ? (['treatment', 'safety', 'plan'] as const) : (['safety', 'plan'] as const);
      const { reference } = await offerTo(manager, client, { categories: [...categories] });
      await go(palm, reference, 'take');
      await go(palm, reference, 'accept', TOMORROW());
      await go(palm, reference, 'arrive');
      const there = (await viewHandoff(palm, reference)).client!;
      const notes = await list(palm, there);
      expect(notes.map(({ words }) => words)).toEqual(opened ? [CANARY] : []);
      for (const one of notes)
        expect(one).toMatchObject({
          note: null,
          own: false,
          author: null,
          signed_at: expect.stringMatching(/T00:00:00\.000Z$/),
        });
      // The house that wrote it goes on reading its own part, and adds nothing to a road it no longer walks.
      expect(await list(clinician, client)).toHaveLength(1);
      expect((await write(clinician, client)).status).toBe(409);
    }
  });

  it('is gone with the client who is forgotten, named or not: its key is destroyed and its words with it', async () => {
    const { clinician, manager } = house.desks;
    for (const client of [await admitNamed(clinician), await admitAnonymous(clinician)]) {
      granted(await write(clinician, client, { words: CANARY }), 201);
      granted(await write(manager, client, { kind: 'counselling', words: CANARY }), 201);
      const id = await house.idOf(client);
      await house.erase(client);
      expect(
        await house.application.rows(
          `select n.words, k.wrapped_key, k.destroyed_at is not null as destroyed from care.note n join care.writing_key k on k.id = n.key_id where n.client_id = $1`,
          [id],
        ),
      ).toEqual(Array.from({ length: 2 }, () => ({ words: null, wrapped_key: null, destroyed: true })));
      expectRefusal(await clinician.get(path(client, '/notes')), 410, 'client.erased');
      expect((await write(clinician, client)).status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('A counselling note', () => {
  it('is read by its author and by those the pack names, and by nobody else: in no list, road, search, packet or broken glass', async () => {
    const { clinician, manager, duty, palm, oasis } = house.desks;
    const client = await admitNamed(clinician);
    const { note } = granted(await write(manager, client, { kind: 'counselling', words: CANARY }), 201);
    const words = async (by: Staff) => granted(await counselling(by, client)).items.map((one) => one.words);
    expect(await words(manager)).toEqual([CANARY]);
    expect(await words(duty)).toEqual([CANARY]);
    expect(await words(clinician)).toEqual([]);
    expectRefusal(await history(clinician, note), 404, 'note.unknown');
    expect(granted(await history(duty, note)).versions).toHaveLength(1);
    for (const by of [manager, duty, clinician]) {
      expect(await list(by, client)).toEqual([]);
      for (const where of ['', '/timeline', '/safety'])
        expect((await by.get(path(client, where))).text).not.toContain(CANARY);
    }
    const road = granted(await clinician.get<Page<TimelineEntry>>(path(client, '/timeline'))).items;
    expect(road.some(({ event }) => event === 'note.written')).toBe(false);
    // Whoever reads them by the pack does not change them.
    expectRefusal(await amend(duty, note, 1, 'mine now'), 404, 'note.unknown');
    expectRefusal(await voidNote(duty, note, 1), 404, 'note.unknown');
    const glass = await duty.post(path(client, '/emergency-card'), { reason: 'overdose' });
    expect(glass.text).not.toContain(CANARY);
    // It goes along with nothing: the packet and the house behind it know of none, whatever else was opened to them.
    const { reference } = await offerTo(manager, client);
    await go(palm, reference, 'take');
    await go(palm, reference, 'accept', TOMORROW());
    await go(palm, reference, 'arrive');
    const packet = await palm.get<{ client: string }>(`/api/handoffs/${reference}`);
    expect(packet.text).not.toContain(CANARY);
    const there = (await viewHandoff(palm, reference)).client!;
    expect(granted(await counselling(palm, there)).items).toEqual([]);
    expect((await counselling(oasis, client)).status).toBe(404);
  });

  it('is its author’s alone where the pack names nobody, and the audit tells who read it', async () => {
    const { clinician, manager, duty } = house.desks;
    const client = await admitNamed(clinician);
    granted(await write(manager, client, { kind: 'counselling', words: CANARY }), 201);
    await house.application.rows(
      `update care.organisation set jurisdiction = 'US' where id = (select organisation_id from care.client_code where code = $1)`,
      [client],
    );
    try {
      expect(granted(await counselling(manager, client)).items).toHaveLength(1);
      expect(granted(await counselling(duty, client)).items).toEqual([]);
    } finally {
      await house.application.rows(
        `update care.organisation set jurisdiction = 'EG' where id = (select organisation_id from care.client_code where code = $1)`,
        [client],
      );
    }
    const looks = await house.application.rows<{ count: number }>(
      `select count(*)::int as count from audit.event where action = 'note.counselling' and outcome = 'done'`,
    );
    expect(looks[0]!.count).toBeGreaterThanOrEqual(2);
  });
});
