import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DOCUMENT_TYPES, type DocumentType } from '#domain/charter/document.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Page } from '#domain/wire/common.js';
import type { DocumentKeeping, DocumentView, DocumentWritten } from '#domain/wire/document.js';
import { expectRefusal, go, offerTo, TOMORROW } from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, daysAgo, granted, viewHandoff } from '../support/journey.js';
import { ARCHIVE, SAMPLES, TEST_VIRUS } from '../support/sample-files.js';
import type { Staff } from '../support/staff.js';
import { ErasureHouse, path } from './erasure.tools.js';

const CANARY = 'Qwzx-canary-document';

let house: ErasureHouse;
beforeAll(async () => {
  house = await ErasureHouse.open();
}, 300_000);
afterAll(() => house?.application.close(), 60_000);

type Wanted = Partial<Omit<DocumentKeeping, 'content'>> & { bytes?: Buffer; content?: string };

const keep = (by: Staff, client: string, { bytes, ...more }: Wanted = {}) =>
  by.post<DocumentWritten>(path(client, '/documents'), {
    kind: 'report',
    category: 'treatment',
    title: 'Letter of the ward',
    type: 'text/plain',
    content: (bytes ?? SAMPLES[more.type ?? 'text/plain'] ?? Buffer.from('x')).toString('base64'),
    dated_on: null,
    ...more,
  });
const list = async (by: Staff, client: string, query = ''): Promise<DocumentView[]> =>
  granted(await by.get<Page<DocumentView>>(path(client, `/documents${query}`))).items;
const voidIt = (by: Staff, document: string, version = 1) =>
  by.post<DocumentWritten>(`/api/documents/${document}/void`, { reason: 'Of another client.' }, { version });

async function open(by: Staff, document: string): Promise<{ answer: Response; bytes: Buffer }> {
  const answer = await fetch(`${by.url}/api/documents/${document}/content`, {
    headers: { cookie: by.cookie ?? '', 'accept-language': 'en' },
  });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe('A document', () => {
  it('is kept and opened again byte for byte, in every type, to be saved and never shown', async () => {
    const { clinician, manager } = house.desks;
    const client = await admitNamed(clinician);
    for (const type of DOCUMENT_TYPES) {
      const { document } = granted(await keep(clinician, client, { type, dated_on: daysAgo(3) }), 201);
      const { answer, bytes } = await open(manager, document);
      expect([type, answer.status, bytes.equals(SAMPLES[type])]).toEqual([type, 200, true]);
      expect(answer.headers.get('content-type')).toContain(type);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="document\.\w+"$/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('cache-control')).toContain('no-store');
    }
    const kept = await list(manager, client);
    expect(kept.map(({ type }) => type)).toEqual([...DOCUMENT_TYPES].reverse());
    expect(kept[0]).toMatchObject({
      own: true,
      mine: false,
      title: 'Letter of the ward',
      dated_on: daysAgo(3),
      bytes: SAMPLES['text/plain'].length,
      kept_by: expect.any(String),
    });
  });

  it('of the largest size is taken, and one byte more is refused; so is a body that is larger still', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const { document } = granted(
      await keep(clinician, client, { bytes: Buffer.alloc(LIMITS.document_bytes_max, 'a') }),
      201,
    );
    expect((await open(clinician, document)).bytes).toHaveLength(LIMITS.document_bytes_max);
    const more = Buffer.alloc(LIMITS.document_bytes_max + 1, 'a');
    expectRefusal(await keep(clinician, client, { bytes: more }), 413, 'document.too_large');
    expect((await keep(clinician, client, { content: 'a'.repeat(3_200_000) })).status).toBe(413);
    // What one route takes no other does.
    const note = { kind: 'progress', words: 'x'.repeat(400_000), written_at: null };
    expect((await clinician.post(path(client, '/notes'), note)).status).toBe(413);
  });

  it('that lies about its type, hides another, is an archive, a program or the test virus is refused by name', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    const [pdf, png] = [SAMPLES['application/pdf'], SAMPLES['image/png']];
    const cases: readonly [DocumentType, Buffer, string][] = [
      ['image/png', pdf, 'document.not_as_said'],
      ['application/pdf', png, 'document.not_as_said'],
      ['text/plain', pdf, 'document.not_as_said'],
      ['image/png', Buffer.concat([png, ARCHIVE]), 'document.two_at_once'],
      ['application/pdf', Buffer.concat([pdf, ARCHIVE]), 'document.two_at_once'],
      ['application/pdf', ARCHIVE, 'document.archive'],
      ['text/plain', Buffer.from('MZ\x90\0', 'latin1'), 'document.program'],
      ['text/plain', Buffer.from(TEST_VIRUS), 'document.harmful'],
      ['text/plain', Buffer.from('<script>alert(1)</script>'), 'document.unknown_type'],
      ['text/plain', Buffer.alloc(0), 'document.empty'],
      [
        'application/pdf',
        Buffer.from(pdf.toString('latin1').replace('/Type', '/JavaScript/Type')),
        'document.acts',
      ],
      [
        'application/pdf',
        Buffer.from(pdf.toString('latin1').replace('/Type', '/Encrypt/Type')),
        'document.locked',
      ],
    ];
    for (const [type, bytes, code] of cases)
      expectRefusal(await keep(clinician, client, { type, bytes }), 422, code as 'document.empty');
    expectRefusal(await keep(clinician, client, { content: 'not base64!' }), 422, 'document.not_base64');
    expectRefusal(await keep(clinician, client, { dated_on: daysAgo(-1) }), 422, 'document.in_future');
    for (const bad of [
      { type: 'image/svg+xml' },
      { kind: 'gossip' },
      { category: 'counselling_notes' },
      { title: ' ' },
      { title: 'two\nlines' },
      { dated_on: '2026-02-31' },
    ])
      expect([bad, (await keep(clinician, client, bad as Wanted & object)).status]).toEqual([bad, 422]);
    expect(await list(clinician, client)).toEqual([]);
  });

  it('stands in no table as it is, neither its title nor its content', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    granted(await keep(clinician, client, { title: CANARY, bytes: Buffer.from(CANARY) }), 201);
    for (const text of [CANARY, Buffer.from(CANARY).toString('base64')]) {
      const rows = await house.application.rows(
        `select id from care.document d where d::text like $1 or d::text like $2
          union all select id from audit.event e where e::text like $1`,
        [`%${text}%`, `%${Buffer.from(text).toString('hex')}%`],
      );
      expect(rows).toEqual([]);
    }
  });

  it('is listed by kind and by category, page by page, each once', async () => {
    const { clinician } = house.desks;
    const client = await admitNamed(clinician);
    for (let i = 0; i < 5; i++)
      granted(
        await keep(clinician, client, {
          kind: i % 2 ? 'result' : 'picture',
          category: i < 2 ? 'social' : 'diagnosis',
          title: `document ${i}`,
        }),
        201,
      );
    const seen: (string | null)[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Page<DocumentView> = granted(
        await clinician.get<Page<DocumentView>>(
          path(client, `/documents?limit=2${next && `&cursor=${next}`}`),
        ),
      );
      seen.push(...page.items.map(({ title }) => title));
      next = page.next;
    }
    expect(seen).toEqual(['document 4', 'document 3', 'document 2', 'document 1', 'document 0']);
    expect(await list(clinician, client, '?kind=result')).toHaveLength(2);
    expect(await list(clinician, client, '?category=social&kind=picture')).toHaveLength(1);
    expect((await clinician.get(path(client, '/documents?kind=gossip'))).status).toBe(422);
  });

  it('is voided with a reason by whoever kept it or the duty manager, and never deleted', async () => {
    const { clinician, manager, duty, oasis } = house.desks;
    const client = await admitNamed(clinician);
    const { document } = granted(await keep(clinician, client), 201);
    expectRefusal(await voidIt(manager, document), 403, 'document.void_by_keeper');
    expectRefusal(await voidIt(oasis, document), 404, 'document.unknown');
    expectRefusal(await voidIt(clinician, document, 7), 409, 'version.stale');
    const both = await Promise.all([voidIt(clinician, document), voidIt(duty, document)]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect((await list(manager, client))[0]).toMatchObject({ void_reason: 'Of another client.', version: 2 });
    expect((await open(manager, document)).answer.status).toBe(200);
    expectRefusal(await clinician.get('/api/documents/no-id/content'), 404, 'document.unknown');
  });

  it('is opened under the eye of the audit: the action, the client, the kind, and no word of it', async () => {
    const { clinician, manager } = house.desks;
    const client = await admitNamed(clinician);
    const { document } = granted(await keep(clinician, client, { title: CANARY }), 201);
    await open(manager, document);
    const events = await house.application.rows<{ body: string }>(
      `select body from audit.event where action = 'document.open' and outcome = 'done' order by at desc limit 1`,
    );
    const event = JSON.parse(events[0]!.body) as { detail: object; subjects: string[] };
    expect(event.detail).toEqual({ document, kind: 'report', category: 'treatment' });
    expect(event.subjects).toHaveLength(1);
  });

  it('is read by the house the client went to as far as the consent opens its category, and by no other', async () => {
    const { clinician, manager, palm, oasis } = house.desks;
    const client = await admitNamed(clinician);
    const open_ = granted(await keep(clinician, client, { category: 'treatment', title: 'opened' }), 201);
    const shut = granted(await keep(clinician, client, { category: 'bbv', title: 'not opened' }), 201);
    const { reference } = await offerTo(manager, client, { categories: ['treatment', 'safety', 'plan'] });
    expect((await open(palm, open_.document)).answer.status).toBe(404);
    await go(palm, reference, 'take');
    await go(palm, reference, 'accept', TOMORROW());
    await go(palm, reference, 'arrive');
    const there = (await viewHandoff(palm, reference)).client!;
    expect((await list(palm, there)).map(({ title, own, kept_by }) => [title, own, kept_by])).toEqual([
      ['opened', false, null],
    ]);
    expect((await open(palm, open_.document)).answer.status).toBe(200);
    expect((await open(palm, shut.document)).answer.status).toBe(404);
    expect((await open(oasis, open_.document)).answer.status).toBe(404);
    expectRefusal(await voidIt(palm, open_.document), 404, 'document.unknown');
    // The house that kept it goes on reading its own part, and adds nothing to a road it no longer walks.
    expect(await list(clinician, client)).toHaveLength(2);
    expect((await keep(clinician, client)).status).toBe(409);
  });

  it('is gone with the client who is forgotten: key, title and content', async () => {
    const { clinician } = house.desks;
    for (const client of [await admitNamed(clinician), await admitAnonymous(clinician)]) {
      const { document } = granted(await keep(clinician, client), 201);
      const id = await house.idOf(client);
      await house.erase(client);
      expect(
        await house.application.rows(
          `select d.title, d.content, k.wrapped_key from care.document d join care.writing_key k on k.id = d.key_id where d.client_id = $1`,
          [id],
        ),
      ).toEqual([{ title: null, content: null, wrapped_key: null }]);
      expect((await open(clinician, document)).answer.status).toBeGreaterThanOrEqual(400);
    }
  });
});
