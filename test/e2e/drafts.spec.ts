import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeClientCode } from '#domain/rules/client-code.js';
import type { Page } from '#domain/wire/common.js';
import type { HandoffView, HandoffWritten } from '#domain/wire/handoff.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import {
  attempt,
  expectRefusal,
  go,
  inbox,
  lapse,
  offerTo,
  requestOf,
  running,
  stands,
  task,
} from '../support/journey-handoffs.js';
import { fingerprint } from '../support/journey-hostile.js';
import { admitAnonymous, consentTo, granted, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  desks = await signInDesks(house);
}, 120_000);
afterAll(() => house?.close(), 60_000);

/** A reference that is right in form and nobody's. */
const NOBODYS = encodeClientCode(Buffer.from([9, 8, 7, 6, 5]));

async function draft(staff: Staff, client: string, changes: object = {}): Promise<HandoffWritten> {
  const wanted = { ...(await requestOf(staff, client)), ...changes };
  return granted(await staff.post<HandoffWritten>('/api/handoffs/drafts', wanted), 201);
}

async function sentBy(staff: Staff, side: 'sender' | 'receiver' = 'sender'): Promise<string[]> {
  const { items } = granted(await staff.get<Page<HandoffView>>(`/api/handoffs?side=${side}&limit=100`));
  return items.map(({ reference }) => reference);
}

const unlike = ({ status, text, headers }: { status: number; text: string; headers: Headers }) => [
  status,
  text.replace(/"request":"[^"]+"/, ''),
  [...headers.keys()].sort(),
];

describe('A draft', () => {
  it('is seen by its own house alone; to its receiver and to the coordination office it does not exist', async () => {
    const { reference, ...written } = await draft(desks.manager, await admitAnonymous(desks.manager));
    expect(written).toEqual({ state: 'draft', business_state: 'preparing', version: 1 });
    const seen = await viewHandoff(desks.clinician, reference);
    expect(seen).toMatchObject({ side: 'sender', requested_at: null, packets: [], messages: [] });
    expect(seen.moves).toEqual(['edit', 'send', 'discard']);
    expect(seen.notes.map(({ kind, body }) => [kind, body])).toEqual([['reason', 'Ready to go on']]);
    expect(await sentBy(desks.manager)).toContain(reference);
    expect(await sentBy(desks.palm, 'receiver')).not.toContain(reference);
    for (const staff of [desks.palm, desks.palmIntake, desks.oasis])
      expect(unlike(await staff.get(`/api/handoffs/${reference}`))).toEqual(
        unlike(await staff.get(`/api/handoffs/${NOBODYS}`)),
      );
    expectRefusal(await desks.coordinator.get(`/api/envelopes/${reference}`), 404, 'request.not_found');
    expectRefusal(await attempt(desks.palm, reference, 'take', {}, { version: 1 }), 404, 'request.not_found');
    const [left] = await house.rows<{ packets: number; places: number; messages: number }>(
      `select (select count(*)::int from care.packet where handoff_id = h.id) as packets,
         (select count(*)::int from care.place_hold where handoff_id = h.id) as places,
         (select count(*)::int from bus.outbox where payload->>'handoff_id' = h.id::text) as messages
       from care.handoff h where h.reference = $1`,
      [reference],
    );
    expect(left).toEqual({ packets: 0, places: 0, messages: 0 });
  });

  it('is changed, and sent with every check of a request that goes at once', async () => {
    const client = await admitAnonymous(desks.manager);
    const { reference } = await draft(desks.manager, client, { consent: undefined, reason: undefined });
    expectRefusal(await attempt(desks.manager, reference, 'send'), 422, 'handoff.draft_incomplete');
    const elsewhere = await consentTo(desks.manager, client, 'EG-REHAB-2');
    const wrong = await attempt(desks.manager, reference, 'edit', { consent: elsewhere });
    expectRefusal(wrong, 422, 'consent.unknown');
    const edited = await go(desks.manager, reference, 'edit', {
      receiver: 'EG-REHAB-2',
      consent: elsewhere,
      urgency: 'urgent',
      reason: 'Cannot wait',
    });
    expect(edited).toMatchObject({ business_state: 'preparing', version: 2 });
    expectRefusal(await attempt(desks.manager, reference, 'send', {}, { version: 1 }), 409, 'version.stale');
    const key = crypto.randomUUID();
    const sent = granted(await attempt(desks.manager, reference, 'send', {}, { key, version: 2 }));
    expect(sent).toMatchObject({ business_state: 'awaiting-acknowledgement', version: 3 });
    const again = await attempt(desks.manager, reference, 'send', {}, { key, version: 2 });
    expect([again.headers.get('idempotent-replayed'), again.body]).toEqual(['true', sent]);

    const waiting = await task(desks.oasis, reference, 'handoff.answer');
    expect(waiting.handoff).toMatchObject({ side: 'receiver', urgency: 'urgent' });
    const there = await viewHandoff(desks.oasis, reference);
    expect(there.packets.map(({ tier }) => tier)).toEqual(['D1']);
    expect(there.requested_at).not.toBeNull();
    expect((await viewHandoff(desks.manager, reference)).consent?.reference).toBe(elsewhere);
    // The clock of the draft has stopped, that of the answer runs.
    expect(Object.keys(await running(house, reference))).toEqual(['acknowledge']);
    await go(desks.oasis, reference, 'take');
    expect((await viewHandoff(desks.oasis, reference)).packets.at(-1)?.body.reason).toBe('Cannot wait');
  });

  it('stands on a consent that holds when it is sent, not when it was written', async () => {
    const client = await admitAnonymous(desks.manager);
    const consent = await consentTo(desks.manager, client, 'EG-REHAB-1');
    const { reference } = await draft(desks.manager, client, { consent });
    const how = { how: 'witnessed_oral' };
    granted(await desks.clinician.post(`/api/consents/${consent}/withdrawal`, how, { version: 1 }));
    expect(await stands(house, reference)).toBe('preparing'); // nothing was disclosed, nothing ends
    expectRefusal(await attempt(desks.manager, reference, 'send'), 409, 'consent.withdrawn');
    await go(desks.manager, reference, 'edit', {
      consent: await consentTo(desks.manager, client, 'EG-REHAB-1'),
    });
    await go(desks.manager, reference, 'send');
  });

  it('beside an open transfer of the same client may be written, and is not sent', async () => {
    const client = await admitAnonymous(desks.manager);
    const { reference } = await draft(desks.manager, client);
    await offerTo(desks.manager, client, { receiver: 'EG-REHAB-2' });
    expectRefusal(await attempt(desks.manager, reference, 'send'), 409, 'handoff.transfer_open');
    expect(await stands(house, reference)).toBe('preparing');
  });

  it('thrown away is wiped, makes no next step, tells nobody, and stays gone', async () => {
    const client = await admitAnonymous(desks.manager);
    const words = 'Something nobody else shall read';
    const { reference } = await draft(desks.manager, client, { reason: words });
    const gone = await go(desks.manager, reference, 'discard');
    expect(gone).toMatchObject({ state: 'cancelled', business_state: 'discarded' });
    expect(gone.next_step_due_at).toBeUndefined();
    await isWiped(reference, words);
    expect((await inbox(desks.manager)).filter((item) => item.client === client)).toEqual([]);
    const print = await fingerprint(house);
    for (const move of ['edit', 'send', 'discard'] as const)
      expectRefusal(await attempt(desks.manager, reference, move), 409, 'handoff.discarded');
    expect(await fingerprint(house)).toEqual(print);
    expect((await desks.palm.get(`/api/handoffs/${reference}`)).status).toBe(404);
  });

  it('that lies too long is thrown away by its clock, and wiped as well', async () => {
    const words = 'Forgotten for a month';
    const { reference } = await draft(desks.manager, await admitAnonymous(desks.manager), { reason: words });
    expect(await running(house, reference)).toEqual({ draft: [4] });
    expect(await lapse(house, reference, 'draft')).toEqual([4]);
    expect(await stands(house, reference)).toBe('discarded');
    await isWiped(reference, words);
    expect(await running(house, reference)).toEqual({});
  });

  /** The words are nowhere in care any more, and nowhere in what was promised to others. */
  async function isWiped(reference: string, words: string): Promise<void> {
    expect((await viewHandoff(desks.manager, reference)).notes).toEqual([]);
    const notes = await house.rows<{ body: string | null; wiped: boolean }>(
      `select n.body, n.wiped_at is not null as wiped from care.handoff_note n join care.handoff h on h.id = n.handoff_id where h.reference = $1`,
      [reference],
    );
    expect(notes).toEqual([{ body: null, wiped: true }]);
    const [kept] = await house.rows<{ found: number }>(
      `select ((select count(*) from care.handoff_note x where x::text like $1) + (select count(*) from bus.outbox x where x::text like $1)
         + (select count(*) from bus.idempotency x where x::text like $1) + (select count(*) from audit.event x where x::text like $1))::int as found`,
      [`%${words}%`],
    );
    expect(kept).toEqual({ found: 0 });
  }
});

describe('Information alone', () => {
  it('needs no consent, discloses nothing, and nobody but the sender learns of it', async () => {
    const client = await admitAnonymous(desks.manager);
    const wanted = {
      client,
      kind: 'information_only',
      receiver: 'EG-REINT-1',
      stage: 'reintegration',
      urgency: 'routine',
      reason: 'Meetings on Thursday',
    };
    const written = granted(await desks.manager.post<HandoffWritten>('/api/handoffs', wanted), 201);
    expect(written).toMatchObject({ state: 'completed', business_state: 'information-given' });
    const { reference } = written;
    const seen = await viewHandoff(desks.manager, reference);
    expect(seen).toMatchObject({
      kind: 'information_only',
      moves: [],
      packets: [],
      consent: null,
      clocks: [],
    });
    const none = await desks.reint.get(`/api/handoffs/${NOBODYS}`);
    expect(unlike(await desks.reint.get(`/api/handoffs/${reference}`))).toEqual(unlike(none));
    expect(await sentBy(desks.reint, 'receiver')).not.toContain(reference);
    expectRefusal(await desks.coordinator.get(`/api/envelopes/${reference}`), 404, 'request.not_found');
    const [promised] = await house.rows<{ messages: number; work: number }>(
      `select (select count(*)::int from bus.outbox where payload->>'handoff_id' = h.id::text) as messages,
         (select count(*)::int from care.work_item where handoff_id = h.id) as work from care.handoff h where h.reference = $1`,
      [reference],
    );
    expect(promised).toEqual({ messages: 0, work: 0 });
    const late = await attempt(desks.manager, reference, 'recall', { reason: 'other' });
    expectRefusal(late, 409, 'handoff.information_only');
    // It is no transfer: the way stays free.
    await offerTo(desks.manager, client);
  });
});
