import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientView } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type { BreakGlassView, ProtectionAlertView } from '#domain/wire/identity.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal, offerTo } from '../support/journey-handoffs.js';
import { admitNamed, granted, somebody } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let officer: Staff;
let auditor: Staff;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  officer = await house.as('privacy-officer@detox.eg.demo');
  auditor = await house.as('auditor@detox.eg.demo');
}, 180_000);
afterAll(() => house?.close(), 60_000);

const path = (client: string, what = ''): string => `/api/clients/${client}${what}`;

/** The text of an answer that is no JSON. */
function textOf({ status, text }: { readonly status: number; readonly text: string }): string {
  if (status !== 200) throw new Error(text);
  return text;
}

describe('A protected client', () => {
  it('is seen by the team alone; whoever else reaches for the record raises an alert, and the house sees the code', async () => {
    const client = await admitNamed(desks.manager);
    const { colleague: manager } = (await desks.manager.get<{ colleague: string }>('/api/session')).body;
    const { colleague: duty } = (await desks.duty.get<{ colleague: string }>('/api/session')).body;
    const protect = (by: Staff, body: object = {}) =>
      by.send({
        method: 'PUT',
        path: path(client, '/protection'),
        body: { kind: 'staff', self: duty, team: [manager, duty], ...body },
      });
    expect((await protect(desks.manager)).status).toBe(403);
    expect((await protect(officer, { team: [crypto.randomUUID()] })).status).toBe(422);
    const set = granted(await protect(officer)) as { team: { colleague: string }[] };
    expect(set.team.map(({ colleague }) => colleague)).toEqual([manager]);

    expect((await desks.manager.get(path(client))).status).toBe(200);
    for (const what of ['', '/identity', '/photo', '/standing', '/timeline', '/openings'])
      expectRefusal(await desks.clinician.get(path(client, what)), 403, 'client.protected');
    expectRefusal(await desks.duty.get(path(client)), 403, 'client.protected');
    const { reference } = await offerTo(desks.manager, client);
    expectRefusal(await desks.clinician.get(`/api/handoffs/${reference}`), 403, 'client.protected');
    expect((await desks.manager.get(`/api/handoffs/${reference}`)).status).toBe(200);
    // The copy of all handoffs leaves it out, counts it, and is not broken off by it.
    const copies = async (by: Staff) =>
      textOf(await by.get('/api/handoffs/export?side=sender'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { line: string; protected?: number });
    const copied = await copies(auditor);
    expect(JSON.stringify(copied)).not.toContain(reference);
    expect(copied.at(-1)).toMatchObject({ line: 'end', protected: 1, handoffs: copied.length - 2 });
    // Nor is it reached by joining it to a record that everybody reads.
    const other = await admitNamed(desks.clinician);
    for (const pair of [
      { keep: other, join: client },
      { keep: client, join: other },
    ])
      expectRefusal(
        await desks.duty.post('/api/merges', { ...pair, ground: 'entered_twice' }),
        403,
        'client.protected',
      );
    // Another house answers as ever: the protection is of this house.
    expect((await desks.palm.get(`/api/handoffs/${reference}`)).status).toBe(200);
    const alerts = async () =>
      granted(await officer.get<Page<ProtectionAlertView>>('/api/protected/alerts')).items.filter(
        (one) => one.client === client,
      );
    expect((await alerts()).map(({ what }) => what).sort()).toEqual(['own_record', 'refused']);
    const listed = granted(
      await desks.clinician.get<Page<{ client: string; stage: string | null; age_band: string }>>(
        '/api/clients?limit=100',
      ),
    ).items.find((one) => one.client === client);
    expect(listed).toMatchObject({ stage: null, age_band: 'unknown' });

    // In an emergency the glass breaks here too, and that is an alert of its own.
    const { opening } = granted(
      await desks.clinician.post<BreakGlassView>(path(client, '/emergency-card'), { reason: 'life_at_risk' }),
    );
    granted(await desks.clinician.get(`/api/openings/${opening}/card`));
    const [newest] = await alerts();
    expect(newest).toMatchObject({ what: 'opened', seen_at: null });
    granted(await officer.post(`/api/protected/alerts/${newest!.alert}/seen`));
    expect((await alerts())[0]?.seen_at).not.toBeNull();

    granted(await officer.post(path(client, '/protection/end')));
    expect((await desks.duty.get<ClientView>(path(client))).status).toBe(200);
    expectRefusal(await officer.post(path(client, '/protection/end')), 404, 'protection.unknown');
  });

  it('is not found through a record it was joined to', async () => {
    const identity = somebody();
    const keep = await admitNamed(desks.manager);
    const join = await admitNamed(desks.manager, { identity, duplicates_reviewed: true });
    const { colleague: manager } = (await desks.manager.get<{ colleague: string }>('/api/session')).body;
    const merge = granted(
      await desks.manager.post<{ merge: string; version: number }>('/api/merges', {
        keep,
        join,
        ground: 'recognised_by_staff',
      }),
      201,
    );
    granted(
      await desks.duty.post(`/api/merges/${merge.merge}/decide`, { merge: true }, { version: merge.version }),
    );
    granted(
      await officer.send({
        method: 'PUT',
        path: path(join, '/protection'),
        body: { kind: 'known_to_staff', team: [manager] },
      }),
    );
    const found = async (by: Staff) =>
      granted(
        await by.post<{ candidates: { client: string }[] }>('/api/clients/duplicates', {
          given_name: identity.given_name,
          family_name: identity.family_name,
          birth_on: identity.birth_on,
          reason: 'arrival',
        }),
      ).candidates.map(({ client }) => client);
    expect(await found(desks.manager)).toEqual([keep]);
    expect(await found(desks.clinician)).toEqual([]);
  });
});
