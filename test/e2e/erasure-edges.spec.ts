import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErasureCertificateView, ErasureView } from '#domain/wire/erasure.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import type { BreakGlassView, DataRequestView, ReturnFound, ReturnIssued } from '#domain/wire/identity.js';
import { Keeper } from '#platform/keys/keeper.js';
import { KeyRotation } from '#platform/keys/key-rotation.js';
import { KeyWork } from '#platform/keys/key-work.js';
import { keyringFileOf, openKeys } from '#platform/keys/load-keys.js';
import { VaultKeys } from '#platform/vault/vault-keys.js';
import { expectRefusal, go, offerTo, requestOf, TOMORROW } from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, daysAgo, granted, somebody, viewHandoff } from '../support/journey.js';
import type { Staff } from '../support/staff.js';
import { ErasureHouse, path, ROUNDS } from './erasure.tools.js';

let house: ErasureHouse;

beforeAll(async () => {
  house = await ErasureHouse.open();
}, 180_000);
afterAll(() => house?.application.close(), 60_000);

const certificate = async (one: ErasureView) =>
  granted(await house.officer.get<ErasureCertificateView>(`/api/erasures/${one.reference}/certificate`))
    .certificate;

describe('An erasure', () => {
  it('twice at once is done once: one certificate, one line in the ledger; the same request again gets the same answer', async () => {
    const client = await admitNamed(house.desks.manager);
    const asked = await house.grant(client);
    const answers = await Promise.all(Array.from({ length: 4 }, () => house.carryOut(asked)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    for (const one of answers)
      if (one.status !== 200) expect(['erasure.carried_out', 'version.stale']).toContain(one.problem.code);
    const lines = house.ledger();
    expect(lines.filter(({ erasure }) => erasure === asked.reference)).toHaveLength(1);

    const again = await house.grant(await admitNamed(house.desks.manager));
    const key = crypto.randomUUID();
    const first = granted(await house.carryOut(again, house.desks.duty, key));
    const replayed = await house.carryOut(again, house.desks.duty, key);
    expect([replayed.headers.get('idempotent-replayed'), replayed.body]).toEqual(['true', first]);
  }, 60_000);

  it('waits for whoever was asked to take the client, and for whoever was asked by a partner; a draft is thrown away', async () => {
    const client = await admitNamed(house.desks.manager);
    const { reference } = await offerTo(house.desks.manager, client);
    const asked = await house.grant(client);
    expectRefusal(await house.carryOut(asked), 409, 'erasure.handoff_open');
    expectRefusal(await house.carryOut(asked), 409, 'erasure.handoff_open');
    await go(house.desks.palm, reference, 'decline', { reason: 'no_capacity' });
    const wanted = await requestOf(house.desks.manager, client, { reason: 'Words about who it is' });
    const draft = granted(
      await house.desks.manager.post<HandoffWritten>('/api/handoffs/drafts', wanted),
      201,
    );
    const id = await house.idOf(client);
    granted(await house.carryOut(asked));
    expect(await house.left(id)).toBe(0);
    const rows = await house.application.rows<{ state: string; notes: number }>(
      `select h.business_state as state, (select count(*)::int from care.handoff_note n where n.handoff_id = h.id and n.body is not null) as notes
         from care.handoff h where h.client_id = $1 order by h.created_at`,
      [id],
    );
    expect(rows).toEqual([
      { state: 'declined-capacity', notes: 0 },
      { state: 'discarded', notes: 0 },
    ]);
    expect(granted(await house.desks.manager.get(`/api/handoffs/${draft.reference}`))).toMatchObject({
      business_state: 'discarded',
      notes: [],
      packets: [],
      identity: null,
    });
  }, 60_000);

  it('at the moment of a handoff: the client is sent on and stays, or is erased and never sent', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const client = await admitNamed(house.desks.manager);
      const [asked, wanted] = [await house.grant(client), await requestOf(house.desks.manager, client)];
      const [done, sent] = await Promise.all([
        house.carryOut(asked),
        house.desks.manager.post('/api/handoffs', wanted),
      ]);
      expect([done.status, sent.status === 201]).toEqual(done.status === 200 ? [200, false] : [409, true]);
      if (done.status !== 200) expectRefusal(done, 409, 'erasure.handoff_open');
      const open = await house.application.rows(
        'select h.id from care.handoff h join care.episode e on e.id = h.episode_id where h.client_id = $1 and h.closed_at is null and e.closed_at is not null',
        [await house.idOf(client)],
      );
      expect(open).toEqual([]);
    }
  }, 120_000);

  it('of whoever was handed on: the house forgets, the next one still knows, and the key goes with the last', async () => {
    const identity = somebody();
    for (const admit of [admitNamed, admitAnonymous]) {
      const client = await admit(house.desks.manager, admit === admitNamed ? { identity } : {});
      const id = await house.idOf(client);
      const { reference } = await offerTo(house.desks.manager, client);
      await go(house.desks.palm, reference, 'accept', TOMORROW());
      await go(house.desks.manager, reference, 'depart');
      const asked = await house.grant(client);
      expectRefusal(await house.carryOut(asked), 409, 'erasure.handoff_open');
      await go(house.desks.palm, reference, 'arrive');
      await go(house.desks.palm, reference, 'report', { outcome: 'settled' });
      await go(house.desks.manager, reference, 'acknowledge');
      const theirs = (await viewHandoff(house.desks.palm, reference)).client!;
      // Whoever is asked to take the client back answers before forgetting them.
      const back = await offerTo(house.desks.palm, theirs, { receiver: 'EG-DETOX-1', stage: 'treatment' });
      expectRefusal(await house.carryOut(asked), 409, 'erasure.handoff_open');
      await go(house.desks.palm, back.reference, 'recall', { reason: 'clinical_change' });
      const done = granted(await house.carryOut(asked));
      expect(done.scope).toBe('organisation');
      expect((await certificate(done)).backups_unreadable_on).toBeNull();
      expectRefusal(await house.desks.manager.get(path(client)), 410, 'client.erased');
      granted(await house.desks.palm.get(path(theirs)));
      if (admit === admitNamed)
        expect(granted(await house.desks.palm.get(path(theirs, '/identity')))).toMatchObject({
          family_name: identity.family_name,
        });
      const [palmOfficer, palmDuty] = (await Promise.all(
        ['privacy-officer', 'duty-manager'].map((name) => house.application.as(`${name}@rehab1.eg.demo`)),
      )) as [Staff, Staff];
      const last = granted(
        await house.carryOut(await house.grant(theirs, house.desks.palm, palmOfficer), palmDuty),
      );
      expect(last.scope).toBe('person');
      expect(await house.left(id)).toBe(0);
    }
  }, 120_000);

  it('with an official request open: the register names nobody and stands; a hold is what keeps the record', async () => {
    const identity = somebody();
    const client = await admitNamed(house.desks.manager, { identity });
    const request = granted(
      await house.desks.duty.post<DataRequestView>('/api/data-requests', {
        authority: 'court',
        basis: 'court_order',
        asked_by: 'District court',
        document: '17/2026',
        about: `${identity.given_name} ${identity.family_name}`,
        language: 'en',
      }),
      201,
    );
    const asked = await house.grant(client);
    const hold = granted(
      await house.officer.post<{ reference: string }>(path(client, '/holds'), { ground: 'court' }),
      201,
    );
    expectRefusal(await house.carryOut(asked), 409, 'erasure.held');
    granted(await house.officer.post(`/api/holds/${hold.reference}/lifting`));
    granted(await house.carryOut(asked));
    // Answered as if there had never been such a client, which is how it is answered about everybody.
    const decision = { decision: 'neither', words: 'Nothing here names the person.' };
    const at = `/api/data-requests/${request.request}`;
    const decided = granted(
      await house.officer.post<DataRequestView>(`${at}/decide`, decision, { version: request.version }),
    );
    await house.application.rows('update care.data_request set answer_from_at = received_at where id = $1', [
      request.request,
    ]);
    granted(await house.officer.post(`${at}/answer`, undefined, { version: decided.version }));
  }, 60_000);

  it('of a protected client leaves nothing that says which colleague it was, and is never carried out by the client', async () => {
    const session = async (staff: Staff): Promise<string> =>
      (await staff.get<{ colleague: string }>('/api/session')).body.colleague;
    const [manager, duty, clinician] = await Promise.all(
      [house.desks.manager, house.desks.duty, house.desks.clinician].map(session),
    );
    const protect = async (client: string, self: string) =>
      granted(
        await house.officer.send({
          method: 'PUT',
          path: path(client, '/protection'),
          body: { kind: 'staff', self, team: [manager] },
        }),
      );
    const client = await admitNamed(house.desks.manager);
    await protect(client, clinician!);
    expectRefusal(await house.desks.clinician.get(path(client)), 403, 'client.protected');
    const wish = { asked_on: daysAgo(1), asked_how: 'in_person' };
    expectRefusal(await house.desks.clinician.post(path(client, '/erasures'), wish), 403, 'client.protected');
    granted(await house.carryOut(await house.grant(client)));
    const id = await house.idOf(client);
    expect(await house.left(id)).toBe(0);
    const rows = await house.application.rows<{ row: string }>(
      `select p::text as row from care.protection p where client_id = $1 union all select a::text from care.protection_alert a where client_id = $1
       union all select e.body from audit.event e join audit.event_subject s on s.event_id = e.id join care.client c on c.audit_subject = s.subject where c.id = $1 and e.body like '%own_record%'`,
      [id],
    );
    expect(rows).toEqual([]);
    expectRefusal(await house.desks.clinician.get(path(client)), 410, 'client.erased');

    const own = await admitNamed(house.desks.manager);
    const asked = await house.grant(own);
    await protect(own, duty!);
    expectRefusal(await house.carryOut(asked), 403, 'client.protected');
    granted(await house.desks.manager.get(path(own, '/identity')));
  }, 60_000);

  it('of somebody without a name ends the code they come back with, and a name that is given at the same moment goes too', async () => {
    const client = await admitAnonymous(house.desks.manager);
    const passphrase = 'Жёлтый фонарь над рекой';
    const version = async () =>
      granted(await house.desks.manager.get<{ version: number }>(path(client))).version;
    const { return_code } = granted(
      await house.desks.manager.post<ReturnIssued>(
        path(client, '/return-key'),
        { passphrase },
        { version: await version() },
      ),
    );
    const find = () => house.intake.post<ReturnFound>('/api/clients/returning', { return_code, passphrase });
    expect(granted(await find()).client).toBe(client);
    const id = await house.idOf(client);
    const done = await house.erase(client);
    expect(done.scope).toBe('person');
    expect(await certificate(done)).toMatchObject({ backups_unreadable_on: null });
    expect((await certificate(done)).erased).not.toContain('person_key');
    expectRefusal(await find(), 422, 'return.unknown');
    expect(await house.left(id)).toBe(0);

    for (let round = 0; round < ROUNDS; round += 1) {
      const nameless = await admitAnonymous(house.desks.manager);
      const asked = await house.grant(nameless);
      const named = house.desks.manager.post(
        path(nameless, '/identity'),
        { mode: 'identified', identity: somebody(), given_how: 'witnessed_oral', duplicates_reviewed: true },
        { version: 1 },
      );
      const [gone] = await Promise.all([house.carryOut(asked), named]);
      expect(gone.status).toBe(200);
      expect(await house.left(await house.idOf(nameless))).toBe(0);
    }
  }, 120_000);

  it('at the moment of breaking the glass: what opens is shut, and what comes after finds nobody', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const client = await admitNamed(house.desks.manager);
      const id = await house.idOf(client);
      const [opening, late] = (await Promise.all(
        [house.auditor, house.desks.clinician].map(async (by) =>
          granted(
            await by.post<BreakGlassView>(path(client, '/openings'), {
              reason: 'complaint',
              words: 'The mother says that the passport is wrong.',
              fields: ['name', 'contact'],
              minutes: 30,
            }),
            201,
          ),
        ),
      )) as [BreakGlassView, BreakGlassView];
      const decide = (one: BreakGlassView) =>
        house.officer.post<BreakGlassView>(
          `/api/openings/${one.opening}/decide`,
          { open: true },
          { version: one.version },
        );
      const asked = await house.grant(client);
      const emergency = { reason: 'life_at_risk' };
      const [done, decided, broken] = await Promise.all([
        house.carryOut(asked),
        decide(opening),
        house.intake.post<BreakGlassView>(path(client, '/emergency-card'), emergency),
      ]);
      expect(done.status).toBe(200);
      if (decided.status !== 200) expectRefusal(decided, 409, 'break_glass.lapsed');
      expect([200, 404]).toContain(broken.status);
      expect(await house.left(id)).toBe(0);
      expect(
        (await house.auditor.get(`/api/openings/${opening.opening}/card`)).status,
      ).toBeGreaterThanOrEqual(400);
      expectRefusal(await decide(late), 409, 'break_glass.lapsed');
      expect(
        (await house.desks.clinician.post(path(client, '/emergency-card'), emergency)).status,
      ).toBeGreaterThanOrEqual(400);
      expect(
        (
          await house.auditor.post(path(client, '/openings'), {
            reason: 'complaint',
            words: 'The mother says that the passport is wrong.',
            fields: ['name'],
            minutes: 5,
          })
        ).status,
      ).toBeGreaterThanOrEqual(400);
      expect(await house.left(id)).toBe(0);
    }
  }, 180_000);

  it('while every key is rotated: nobody who was erased is wrapped or indexed again, and everybody else opens', async () => {
    const people: string[] = [];
    for (let count = 0; count < 24; count += 1) people.push(await admitNamed(house.desks.manager));
    const asked: ErasureView[] = [];
    for (const client of people.slice(0, 8)) asked.push(await house.grant(client));
    const source = {
      dataDirectory: house.application.config.dataDirectory,
      keysDirectory: house.application.config.keysDirectory,
    };
    const own = openKeys(source);
    const keeper = new Keeper(house.application.config, own);
    const rotation = new KeyRotation(keyringFileOf(source), keeper);
    const keys = new VaultKeys({ contents: () => own.ring.reload(), reload: () => own.ring.reload() });
    const work = new KeyWork(keeper, keys, rotation);
    let isErasing = true;
    try {
      const turning = (async () => {
        await rotation.rotate('epochs');
        await rotation.rotate('indexes');
        do await work.run({ isStopping: () => false });
        while (isErasing);
        return await work.run({ isStopping: () => false });
      })();
      for (const one of asked) granted(await house.carryOut(one));
      isErasing = false;
      expect(await turning).toMatchObject({ failed: 0 });
    } finally {
      isErasing = false;
      await keeper.end();
    }
    for (const client of people.slice(0, 8)) expect(await house.left(await house.idOf(client))).toBe(0);
    for (const client of people.slice(8)) granted(await house.desks.manager.get(path(client, '/identity')));
  }, 180_000);
});
