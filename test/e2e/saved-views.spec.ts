import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SavedView } from '#domain/wire/desk.js';
import type { SessionView, SurroundingsView } from '#domain/wire/session.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { granted } from '../support/journey.js';
import { Staff } from '../support/staff.js';

const VIEW = {
  screen: 'work',
  name: 'Ночь 🌙',
  search: { view: 'overdue', urgency: 'urgent' },
  shared: false,
};

let house: TestApplication;
let clinician: Staff;
let colleague: Staff;
let stranger: Staff;
beforeAll(async () => {
  house = await startApplication();
  clinician = await house.as('clinician@detox.eg.demo');
  colleague = await house.as('social-worker@detox.eg.demo');
  stranger = await house.as('social-worker@rehab1.eg.demo');
}, 120_000);
afterAll(() => house?.close(), 60_000);

describe('A saved view', () => {
  const list = async (by: Staff, screen = 'work') =>
    granted(await by.get<{ items: SavedView[] }>(`/api/views?screen=${screen}`)).items;
  const keep = (view: unknown, by = clinician) => by.post<SavedView>('/api/views', view);

  it('is its owner’s, its house’s when it is shared, and never another house’s', async () => {
    const own = granted(await keep(VIEW), 201);
    const shared = granted(await keep({ ...VIEW, name: 'Shift', shared: true }), 201);
    expect((await list(clinician)).map(({ id, own: mine }) => [id, mine])).toEqual(
      expect.arrayContaining([
        [own.id, true],
        [shared.id, true],
      ]),
    );
    expect((await list(colleague)).map(({ id, own: mine }) => [id, mine])).toEqual([[shared.id, false]]);
    expect(await list(stranger)).toEqual([]);
    expect(await list(clinician, 'handoffs')).toEqual([]);
    for (const by of [colleague, stranger])
      expect((await by.delete(`/api/views/${shared.id}`)).status).toBe(404);
    granted(await clinician.delete(`/api/views/${own.id}`));
    expect((await list(clinician)).map(({ id }) => id)).toEqual([shared.id]);
  });

  it('of somebody who has left is cleared away by their colleagues, and by nobody else', async () => {
    const view = granted(await keep({ ...VIEW, name: 'Left behind', shared: true }, colleague), 201);
    await house.rows(
      "update access.account set disabled_at = now() where login = 'social-worker@detox.eg.demo'",
    );
    expect((await stranger.delete(`/api/views/${view.id}`)).status).toBe(404);
    granted(await clinician.delete(`/api/views/${view.id}`));
    await house.rows(
      "update access.account set disabled_at = null where login = 'social-worker@detox.eg.demo'",
    );
  });

  it('has a name of its own on its screen, whatever its capitals; elsewhere and for others the name is free', async () => {
    granted(await keep({ ...VIEW, name: 'Twice' }), 201);
    const again = await keep({ ...VIEW, name: ' tWICE ' });
    expect([again.status, again.problem.code]).toEqual([409, 'view.name_taken']);
    granted(await keep({ ...VIEW, name: 'Twice', screen: 'handoffs' }), 201);
    granted(await keep({ ...VIEW, name: 'Twice' }, colleague), 201);
  });

  it.each([
    'Ivan Petrov',
    'Иванов',
    'محمد',
    'Ivanov',
    'o’brien',
    'a b',
    '+20 100 200',
    'x'.repeat(61),
    '',
    '<b>',
    '../..',
  ])('holds no words that somebody wrote: %j', async (word) => {
    const answer = await keep({ ...VIEW, name: 'Word', search: { kind: word } });
    expect([word, answer.status, answer.problem.code]).toEqual([word, 422, 'view.word_unfit']);
    expect(answer.problem.errors?.[0]?.field).toBe('search.kind');
  });

  it.each([
    'handoff.next_step',
    'did-not-arrive,recalled',
    'EG-REHAB-1',
    '7K3M-9QXR-T4',
    '2026-11-23',
    '12',
    'true',
  ])('holds codes, words of the charter and dates: %j', async (word) => {
    expect((await keep({ ...VIEW, name: `W ${word}`, search: { kind: word } })).status).toBe(201);
  });

  it.each([
    { ...VIEW, search: { kind: { deep: 'x' } } },
    { ...VIEW, search: ['x'] },
    { ...VIEW, name: 'a\u202eb' },
    { ...VIEW, name: ' ' },
    { ...VIEW, name: 'x'.repeat(61) },
    { ...VIEW, screen: '../x' },
    { ...VIEW, shared: 'yes' },
    { ...VIEW, owner: 'x' },
  ])('of another shape is refused: %j', async (view) => {
    expect((await keep(view)).status).toBe(422);
  });

  it('has at most twelve search words', async () => {
    const search = Object.fromEntries([...'abcdefghijklm'].map((name) => [name, 'x']));
    expect((await keep({ ...VIEW, name: 'Many', search })).problem.code).toBe('view.word_unfit');
  });
});

describe('Preferences', () => {
  it('follow somebody from computer to computer and are nobody else’s', async () => {
    const wanted = { theme: 'contrast', shortcuts: false, hijri: true };
    const plain = granted(await clinician.get<SessionView>('/api/session')).preferences;
    expect(plain).toEqual({ theme: 'system', shortcuts: true, hijri: false });
    expect(granted(await clinician.put<SessionView>('/api/session/preferences', wanted)).preferences).toEqual(
      wanted,
    );
    const elsewhere = await Staff.signIn(house.url, 'clinician@detox.eg.demo');
    expect(granted(await elsewhere.get<SessionView>('/api/session')).preferences).toEqual(wanted);
    expect(granted(await colleague.get<SessionView>('/api/session')).preferences).toEqual(plain);
  });

  it.each([
    { theme: 'pink', shortcuts: true, hijri: true },
    { theme: 'dark' },
    { theme: 'dark', shortcuts: 1, hijri: true },
  ])('are of a known kind: %j is refused', async (wanted) => {
    expect((await clinician.put('/api/session/preferences', wanted)).status).toBe(422);
  });
});

describe('The surroundings', () => {
  it('say to anybody whether this is a demonstration, and in which languages; and nothing else', async () => {
    const nobody = new Staff(house.url, 'nobody', undefined);
    const seen = granted(await nobody.get<SurroundingsView>('/api/surroundings'));
    expect(seen).toEqual({ demo: house.config.demo, languages: ['en', 'ru', 'ar'] });
    expect(granted(await clinician.get<SessionView>('/api/session')).demo).toBe(house.config.demo);
  });
});
