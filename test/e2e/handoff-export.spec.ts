import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExportService } from '#casework/export/export.service.js';
import type { ExportLine } from '#domain/wire/export.js';
import type { CapacityView } from '#domain/wire/handoff.js';
import type { LoopIndicators } from '#domain/wire/indicators.js';
import type { SeparationView } from '#domain/wire/separation.js';
import { writePast } from '../integration/loop.tools.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { admitAnonymous, granted } from '../support/journey.js';
import type { Answer, Staff } from '../support/staff.js';

let app: TestApplication;
let auditor: Staff;
let clinician: Staff;
let intake: Staff;

beforeAll(async () => {
  app = await startApplication();
  auditor = await app.as('auditor@detox.eg.demo');
  clinician = await app.as('clinician@detox.eg.demo');
  intake = await app.as('intake-officer@rehab1.eg.demo');
}, 120_000);
afterAll(() => app?.close(), 60_000);

const said = ({ status, problem }: Answer) => [status, problem.code];

describe('An export of the own handoffs', () => {
  const HANDOFFS = 120;

  beforeAll(async () => {
    for (let i = 0; i < HANDOFFS; i += 1)
      await writePast(app.superuser, {
        from: 'EG-DETOX-1',
        to: 'EG-REHAB-1',
        state: 'loop-closed',
        requested_at: new Date(Date.parse('2026-02-01T08:00:00Z') + i * 3_600_000).toISOString(),
        received: 1,
        accepted: 2,
        arrived: 30,
        closed: 90,
      });
  }, 120_000);

  const linesOf = (answer: Answer) =>
    answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ExportLine);

  it('is one line for each, the notice first and the number last, and is never stored', async () => {
    const answer = await auditor.get('/api/handoffs/export?side=sender');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="handoffs-sender.ndjson"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const lines = linesOf(answer);
    const notice = app.packs.of('EG').redisclosure_notice;
    expect(lines[0]).toMatchObject({ line: 'notice', side: 'sender', redisclosure_notice: notice });
    expect(lines.at(-1)).toEqual({ line: 'end', handoffs: HANDOFFS, protected: 0 });
    const references = lines.flatMap((one) => (one.line === 'handoff' ? [one.handoff.reference] : []));
    const { rows } = await app.superuser.query<{ reference: string }>(
      'select reference from care.handoff order by id desc',
    );
    expect(references).toEqual(rows.map(({ reference }) => reference));
    for (const one of lines) expect(one).not.toHaveProperty('handoff.identity');
  });

  it('is an event in the audit for every page, and the events name everybody in it', async () => {
    const before = await events();
    granted({ ...(await auditor.get('/api/handoffs/export?side=sender')), body: null } as Answer);
    const after = (await events()).slice(before.length);
    expect(after.map(({ handoffs }) => handoffs)).toEqual([50, 50, 20]);
    expect(new Set(after.flatMap(({ subjects }) => subjects)).size).toBe(HANDOFFS);
  });

  it('holds what the house was a side of and nothing else', async () => {
    for (const [login, side, count] of [
      ['auditor@rehab1.eg.demo', 'receiver', HANDOFFS],
      ['auditor@rehab1.eg.demo', 'sender', 0],
      ['auditor@rehab2.eg.demo', 'receiver', 0],
      ['auditor@detox.eg.demo', 'receiver', 0],
      // The coordination office sees every envelope; none of them is its own.
      ['auditor@coord.eg.demo', 'sender', 0],
      ['auditor@coord.eg.demo', 'receiver', 0],
    ] as const) {
      const lines = linesOf(await (await app.as(login)).get(`/api/handoffs/export?side=${side}`));
      expect([login, side, lines.length - 2]).toEqual([login, side, count]);
    }
  });

  it('is refused before its first line: to other roles, without a side, with a wrong one', async () => {
    expect(said(await clinician.get('/api/handoffs/export?side=sender'))).toEqual([403, 'permission.role']);
    expect(said(await auditor.get('/api/handoffs/export'))).toEqual([422, 'field.invalid']);
    expect(said(await auditor.get('/api/handoffs/export?side=both'))).toEqual([422, 'field.invalid']);
  });

  it('that nobody reads on reads no further: the next page is a transaction of its own', async () => {
    const before = (await events()).length;
    const { account, organisation } = (
      await app.rows<{ account: string; organisation: string }>(
        'select id as account, organisation_id as organisation from access.account where login = $1',
        [auditor.login],
      )
    )[0]!;
    const actor = { kind: 'staff', account, organisation, roles: ['auditor'], name: 'Auditor' } as const;
    const lines = await app.app.get(ExportService, { strict: false }).handoffsOf(actor, {}, 'sender', 'en');
    let read = 0;
    for await (const _line of lines) if ((read += 1) === 40) break;
    expect((await events()).length - before).toBe(1);
  });

  async function events(): Promise<{ handoffs: number; subjects: string[] }[]> {
    return await app.rows(
      `select (e.body::jsonb->'detail'->>'handoffs')::int as handoffs,
         array(select s.subject::text from audit.event_subject s where s.event_id = e.id) as subjects
       from audit.event e where e.action = 'handoff.export' and e.outcome = 'done' order by e.at, e.id`,
    );
  }
});

describe('Stating free places over HTTP', () => {
  it.each([[-1], [10_001], [1.5], ['7'], [null], [undefined]])('%p is no number of places', async (free) => {
    expect((await intake.put('/api/capacity/rehabilitation', { free })).status).toBe(422);
  });

  it('refuses stages that do not exist, that the house does not offer, and changes without a name', async () => {
    expect(said(await intake.put('/api/capacity/nowhere', { free: 1 }))).toEqual([422, 'field.invalid']);
    expect(said(await intake.put('/api/capacity/employment', { free: 1 }))).toEqual([
      422,
      'capacity.stage_not_offered',
    ]);
    expect(said(await intake.put('/api/capacity/rehabilitation', { free: 1 }, { key: null }))).toEqual([
      400,
      'idempotency.key_required',
    ]);
    expect((await intake.get('/api/capacity?stage=nowhere')).status).toBe(422);
  });

  it('repeats its answer to the same change, and the network reads what was stated', async () => {
    const sending = { key: 'places-of-monday' };
    const stated = await intake.put<CapacityView>('/api/capacity/rehabilitation', { free: 9 }, sending);
    expect(granted(stated)).toMatchObject({ organisation: 'EG-REHAB-1', free: 9, held: 0, stale: false });
    expect((await intake.put('/api/capacity/rehabilitation', { free: 9 }, sending)).text).toBe(stated.text);
    expect(said(await intake.put('/api/capacity/rehabilitation', { free: 8 }, sending))).toEqual([
      422,
      'idempotency.key_reused',
    ]);
    const { items } = granted(
      await clinician.get<{ items: CapacityView[] }>('/api/capacity?stage=rehabilitation'),
    );
    expect(items.find(({ organisation }) => organisation === 'EG-REHAB-1')).toMatchObject({ free: 9 });
  });
});

describe('Keeping apart over HTTP', () => {
  it('records, lists and ends, and answers what another house asks like what does not exist', async () => {
    const [one, other] = [await admitAnonymous(clinician), await admitAnonymous(clinician)];
    const kept = granted(
      await clinician.post<SeparationView>(`/api/clients/${one}/separations`, { other }),
      201,
    );
    const list = granted(
      await clinician.get<{ items: SeparationView[] }>(`/api/clients/${other}/separations`),
    );
    expect(list.items).toEqual([{ ...kept, client: other, other: one }]);
    expect(said(await intake.post(`/api/separations/${kept.reference}/end`))).toEqual([
      404,
      'request.not_found',
    ]);
    expect(said(await intake.post('/api/separations/nothing/end'))).toEqual([404, 'request.not_found']);
    expect(said(await intake.get(`/api/clients/${one}/separations`))).toEqual([404, 'request.not_found']);
    expect(said(await clinician.post(`/api/clients/${one}/separations`, { other: one }))).toEqual([
      422,
      'separation.same',
    ]);
    expect(said(await clinician.post(`/api/clients/${one}/separations`, {}))).toEqual([422, 'field.invalid']);
    const ended = granted(await clinician.post<SeparationView>(`/api/separations/${kept.reference}/end`));
    expect(ended.ended_at).not.toBeNull();
    expect(said(await clinician.post(`/api/separations/${kept.reference}/end`))).toEqual([
      409,
      'separation.ended',
    ]);
  });
});

describe('The figures of the loop over HTTP', () => {
  it('are asked for by days that exist, of a period that may be asked for', async () => {
    const asked = async (query: string) => said(await auditor.get(`/api/indicators/loop?${query}`));
    expect(await asked('from=2026-02-01&to=2026-02-30')).toEqual([422, 'field.invalid']);
    expect(await asked('from=2026-02-01')).toEqual([422, 'field.invalid']);
    expect(await asked('from=2026-02-01T00:00:00Z&to=2026-03-01')).toEqual([422, 'field.invalid']);
    expect(await asked('from=2026-03-01&to=2026-02-01')).toEqual([422, 'indicators.period_empty']);
    expect(await asked('from=2024-01-01&to=2026-02-01')).toEqual([422, 'indicators.period_too_long']);
    expect(said(await clinician.get('/api/indicators/loop?from=2026-02-01&to=2026-03-01'))).toEqual([
      403,
      'permission.role',
    ]);
  });

  it('count the handoffs of the house that asks', async () => {
    const found = granted(
      await auditor.get<LoopIndicators>('/api/indicators/loop?from=2026-02-01&to=2026-03-01'),
    );
    expect(found.sender.total.counts).toMatchObject({ sent: 120, arrived: 120 });
  });
});
