import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientWritten, DuplicateCandidate, IdentityView } from '#domain/wire/client.js';
import type { Page } from '#domain/wire/common.js';
import type {
  IdentityStanding,
  MergeView,
  PhotoView,
  ReturnFound,
  ReturnIssued,
} from '#domain/wire/identity.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { admitAnonymous, admitNamed, granted, somebody, viewClient, walkIn } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;
let intake: Staff;
let officer: Staff;
let auditor: Staff;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
  [intake, officer, auditor] = (await Promise.all(
    ['intake-officer', 'privacy-officer', 'auditor'].map((name) => house.as(`${name}@detox.eg.demo`)),
  )) as [Staff, Staff, Staff];
}, 180_000);
afterAll(() => house?.close(), 60_000);

const path = (client: string, what = ''): string => `/api/clients/${client}${what}`;
const versionOf = async (staff: Staff, client: string): Promise<number> =>
  (await viewClient(staff, client)).version;
const standing = async (staff: Staff, client: string): Promise<IdentityStanding> =>
  granted(await staff.get<IdentityStanding>(path(client, '/standing')));
const PASSPHRASE = 'Синяя лодка у моста';

describe('Somebody without a name', () => {
  it('comes back with a code and a passphrase, however it is written; anything else is one and the same no', async () => {
    const client = await admitAnonymous(desks.clinician);
    const issue = async (): Promise<ReturnIssued> =>
      granted(
        await desks.clinician.post<ReturnIssued>(
          path(client, '/return-key'),
          { passphrase: PASSPHRASE },
          { version: await versionOf(desks.clinician, client) },
        ),
      );
    const first = await issue();
    expect(first.return_code).toMatch(/^\w{4}-\w{4}-\w{2}$/);
    expect(first.return_code?.replaceAll('-', '')).not.toBe(client);
    const { return_code } = await issue();
    const find = (code: string | null, passphrase: string, by = intake) =>
      by.post<ReturnFound>('/api/clients/returning', { return_code: code, passphrase });
    expect(granted(await find(return_code, '  СИНЯЯ   лодка у моста ')).client).toBe(client);
    const other = await house.as('intake-officer@rehab1.eg.demo');
    const noes = [
      await find(return_code, 'Красная лодка у моста'),
      await find(first.return_code, PASSPHRASE),
      await find('7K3M-9QXR-T4', PASSPHRASE),
      await find(client, PASSPHRASE),
      await find(return_code, PASSPHRASE, other),
    ];
    const said = noes.map(({ status, problem }) => ({ status, problem: { ...problem, request: '' } }));
    expect(said[0]).toMatchObject({ status: 422, problem: { code: 'return.unknown' } });
    for (const one of said) expect(one).toEqual(said[0]);
    const kept = await house.rows<{ text: string }>('select k::text as text from care.return_key k');
    for (const { text } of kept) {
      expect(text).not.toContain(return_code?.replaceAll('-', ''));
      expect(text).toContain('$argon2id$');
    }
  });

  it('is not found by guessing: after five wrong tries of a code even the right passphrase waits', async () => {
    const client = await admitAnonymous(desks.clinician);
    const { return_code } = granted(
      await desks.clinician.post<ReturnIssued>(
        path(client, '/return-key'),
        { passphrase: PASSPHRASE },
        { version: await versionOf(desks.clinician, client) },
      ),
    );
    const tries = await Promise.all(
      Array.from({ length: 9 }, (_, i) =>
        intake.post('/api/clients/returning', { return_code, passphrase: `wrong ${i} wrong` }),
      ),
    );
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(4);
    expectRefusal(
      await intake.post('/api/clients/returning', { return_code, passphrase: PASSPHRASE }),
      429,
      'return.slow_down',
    );
    const events = await house.rows<{ refusal: string }>(
      `select body::jsonb->>'refusal' as refusal from audit.event where body::jsonb->>'action' = 'return.find'`,
    );
    expect(events.filter(({ refusal }) => refusal === 'return.slow_down').length).toBeGreaterThanOrEqual(5);
  });

  it('says who they are when they want to, and takes it back: the record is the same and nothing in the vault is left', async () => {
    const client = await admitAnonymous(desks.clinician);
    const before = await viewClient(desks.clinician, client);
    expect(await standing(desks.clinician, client)).toMatchObject({ mode: 'anonymous', changes: [] });
    const identity = somebody();
    const join = async (body: object, version?: number) =>
      await desks.clinician.post<ClientWritten>(
        path(client, '/identity'),
        { mode: 'pseudonymous', identity, given_how: 'witnessed_oral', ...body },
        { version: version ?? (await versionOf(desks.clinician, client)) },
      );
    expectRefusal(await join({}, 99), 409, 'version.stale');
    granted(await join({}));
    expect(await standing(desks.clinician, client)).toMatchObject({
      mode: 'pseudonymous',
      changes: [{ what: 'joined', how: 'witnessed_oral' }],
    });
    const { body: known } = await desks.clinician.get<IdentityView>(path(client, '/identity'));
    expect(known.family_name).toBe(identity.family_name);
    expectRefusal(await join({ duplicates_reviewed: true }), 409, 'identity.already_known');
    const undo = async () =>
      await desks.clinician.post(
        path(client, '/identity/undo'),
        { given_how: 'witnessed_oral' },
        { version: await versionOf(desks.clinician, client) },
      );
    granted(await undo());
    expectRefusal(await undo(), 409, 'identity.not_joined');
    expect((await standing(desks.clinician, client)).mode).toBe('anonymous');
    expect((await desks.clinician.get(path(client, '/identity'))).status).toBe(404);
    // All but the number of the version, which a change moves on.
    const now = await viewClient(desks.clinician, client);
    const { version, safety } = before;
    expect({ ...now, version, safety: { ...now.safety, version: safety?.version } }).toEqual(before);
    const left = await house.rows<{ n: number }>(
      `select (select count(*)::int from vault.person p where p.client_id = k.client_id) + (select count(*)::int from vault.identity_field p where p.client_id = k.client_id)
         + (select count(*)::int from vault.blind_index p where p.client_id = k.client_id) + (select count(*)::int from vault.known_to p where p.client_id = k.client_id) as n
       from care.client_code k where k.code = $1`,
      [client],
    );
    expect(left).toEqual([{ n: 0 }]);
    granted(await join({ mode: 'identified' }));
    expect((await standing(desks.clinician, client)).mode).toBe('identified');
  });

  it('may give a name of their own choice on the first day, and is known by it as such', async () => {
    const client = await admitNamed(desks.clinician, { chosen_name: true });
    expect((await standing(desks.clinician, client)).mode).toBe('pseudonymous');
    // What was given on admission is not taken back here: that is erasure.
    expectRefusal(
      await desks.clinician.post(
        path(client, '/identity/undo'),
        { given_how: 'witnessed_oral' },
        { version: await versionOf(desks.clinician, client) },
      ),
      409,
      'identity.not_joined',
    );
  });

  it('is not joined while somebody who may be the same person was not looked at', async () => {
    const identity = somebody();
    await admitNamed(desks.clinician, { identity });
    const client = await admitAnonymous(desks.clinician);
    const body = { mode: 'identified', identity, given_how: 'paper_signature' };
    const version = await versionOf(desks.clinician, client);
    expectRefusal(
      await desks.clinician.post(path(client, '/identity'), body, { version }),
      409,
      'client.duplicates_found',
    );
    granted(
      await desks.clinician.post(
        path(client, '/identity'),
        { ...body, duplicates_reviewed: true },
        { version },
      ),
    );
  });
});

/** A picture of one grey point, as a JPEG with a place and a comment beside it. */
const JPEG = Buffer.concat([
  Buffer.from('ffd8', 'hex'),
  Buffer.from('ffe1000e', 'hex'),
  Buffer.from('Exif\0\0 Cairo'),
  Buffer.from('ffdb000300ffc0000b080001000101011100ffc4000300ffda0008010100003f0012ffd9', 'hex'),
]);

describe('A photograph', () => {
  it('is the care team’s to see, keeps nothing but the picture, and is unreadable where it is stored', async () => {
    const client = await admitNamed(desks.clinician);
    const put = async (content: Buffer, by = desks.clinician) =>
      await by.send<ClientWritten>({
        method: 'PUT',
        path: path(client, '/photo'),
        body: { type: 'image/png', content: content.toString('base64') },
        version: await versionOf(desks.clinician, client),
      });
    expectRefusal(await put(Buffer.from('<svg/>')), 422, 'photo.unfit');
    granted(await put(JPEG));
    const seen = granted(await desks.clinician.get<PhotoView>(path(client, '/photo')));
    expect(seen.type).toBe('image/jpeg');
    const content = Buffer.from(seen.content, 'base64');
    expect(content.includes('Cairo')).toBe(false);
    expect(content.length).toBe(JPEG.length - 16);
    const [stored] = await house.rows<{ ciphertext: Buffer }>('select ciphertext from vault.photo');
    expect(stored?.ciphertext.includes(content.subarray(20, 40))).toBe(false);
    expect((await standing(desks.clinician, client)).has_photo).toBe(true);
    for (const stranger of [officer, auditor])
      expect((await stranger.get(path(client, '/photo'))).status).toBe(403);
    granted(
      await desks.clinician.post(path(client, '/photo/remove'), undefined, {
        version: await versionOf(desks.clinician, client),
      }),
    );
    expect((await desks.clinician.get(path(client, '/photo'))).status).toBe(404);
  });

  it('needs a name', async () => {
    const client = await admitAnonymous(desks.clinician);
    const answer = await desks.clinician.send({
      method: 'PUT',
      path: path(client, '/photo'),
      body: { type: 'image/jpeg', content: JPEG.toString('base64') },
      version: await versionOf(desks.clinician, client),
    });
    expectRefusal(answer, 409, 'photo.needs_identity');
  });
});

describe('Two records of one person', () => {
  const rowsOf = async (): Promise<unknown> =>
    await house.rows(
      `select 'client' as t, md5(string_agg(c::text, '|' order by c.id)) from care.client c
       union all select 'code', md5(string_agg(c::text, '|' order by c.code)) from care.client_code c
       union all select 'episode', md5(string_agg(c::text, '|' order by c.id)) from care.episode c
       union all select 'custody', md5(string_agg(c::text, '|' order by c.episode_id, c.during)) from care.custody c
       union all select 'access', md5(string_agg(c::text, '|' order by c.id)) from care.episode_access c
       union all select 'spell', md5(string_agg(c::text, '|' order by c.id)) from care.stage_spell c
       union all select 'screen', md5(string_agg(c::text, '|' order by c.id)) from care.safety_screen c
       union all select 'work', md5(string_agg(c::text, '|' order by c.id)) from care.work_item c
       union all select 'person', md5(string_agg(c::text, '|' order by c.client_id)) from vault.person c
       union all select 'field', md5(string_agg(c::text, '|' order by c.client_id, c.field)) from vault.identity_field c
       union all select 'token', md5(string_agg(c::text, '|' order by c.client_id, c.index, c.token)) from vault.blind_index c order by 1`,
    );
  const caseload = async (): Promise<string[]> => {
    const codes: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: Page<{ client: string }> = granted(
        await desks.manager.get<Page<{ client: string }>>(`/api/clients?limit=100&cursor=${next}`),
      );
      codes.push(...page.items.map(({ client }) => client));
      next = page.next;
    }
    return codes;
  };

  it('are joined when two people say so, worked with as one, and restored exactly when it was a mistake', async () => {
    const identity = somebody();
    const keep = await admitNamed(desks.manager, { identity });
    const join = await admitNamed(desks.manager, { identity, duplicates_reviewed: true });
    const before = await rowsOf();
    const proposed = granted(
      await desks.manager.post<MergeView>('/api/merges', { keep, join, ground: 'entered_twice' }),
      201,
    );
    expect(proposed).toMatchObject({ state: 'proposed', keep, join, mine: true });
    const act = (by: Staff, what: string, body?: object, version = proposed.version) =>
      by.post<MergeView>(`/api/merges/${proposed.merge}/${what}`, body, { version });
    expectRefusal(await act(desks.manager, 'decide', { merge: true }), 403, 'merge.own');
    expectRefusal(await act(intake, 'decide', { merge: true }, 7), 409, 'version.stale');
    const merged = granted(await act(intake, 'decide', { merge: true }));
    expect(merged.state).toBe('merged');

    const codes = await caseload();
    expect([codes.includes(keep), codes.includes(join)]).toEqual([true, false]);
    expect(await standing(desks.manager, keep)).toMatchObject({
      merged: [{ client: join }],
      merged_into: null,
    });
    expect((await standing(desks.manager, join)).merged_into).toBe(keep);
    const screen = await desks.manager.send({
      method: 'PUT',
      path: path(join, '/safety'),
      body: walkIn().safety,
      version: 1,
    });
    expectRefusal(screen, 409, 'client.merged');
    expect(screen.problem.detail).toContain(keep);
    const { body } = await desks.manager.post<{ candidates: DuplicateCandidate[] }>(
      '/api/clients/duplicates',
      {
        given_name: identity.given_name,
        family_name: identity.family_name,
        birth_on: identity.birth_on,
        reason: 'arrival',
      },
    );
    expect(body.candidates.map(({ client }) => client)).toEqual([keep]);

    granted(await act(desks.manager, 'undo', undefined, merged.version));
    expect(await rowsOf()).toEqual(before);
    expect(await caseload()).toEqual(expect.arrayContaining([keep, join]));
    expectRefusal(await act(desks.manager, 'undo', undefined, merged.version + 1), 409, 'merge.not_merged');
  });

  it('make no chains, are never one and the same, and are of the own house', async () => {
    const [a, b, c] = [
      await admitAnonymous(desks.manager),
      await admitAnonymous(desks.manager),
      await admitAnonymous(desks.manager),
    ];
    const propose = (keep: string, join: string) =>
      desks.manager.post<MergeView>('/api/merges', { keep, join, ground: 'recognised_by_staff' });
    expectRefusal(await propose(a, a), 422, 'merge.same');
    const theirs = await admitAnonymous(desks.palm, { stage: 'rehabilitation' });
    expectRefusal(await propose(a, theirs), 422, 'client.same_as_unknown');
    const first = granted(await propose(a, b), 201);
    expectRefusal(await propose(c, b), 409, 'merge.open_already');
    granted(await intake.post(`/api/merges/${first.merge}/decide`, { merge: true }, { version: 1 }));
    const second = granted(await propose(c, a), 201);
    expectRefusal(
      await intake.post(`/api/merges/${second.merge}/decide`, { merge: true }, { version: 1 }),
      409,
      'merge.chain',
    );
    granted(await desks.manager.post(`/api/merges/${second.merge}/decide`, { merge: false }, { version: 1 }));
    expect((await officer.get(`/api/merges?limit=2`)).status).toBe(200);
  });
});

describe('Who the client is', () => {
  it('is open to the team that looks after them, and to nobody else of the house', async () => {
    const client = await admitNamed(desks.clinician);
    for (const member of [desks.clinician, desks.manager, desks.duty, intake])
      expect((await member.get(path(client, '/identity'))).status).toBe(200);
    for (const other of [officer, auditor])
      expect((await other.get(path(client, '/identity'))).status).toBe(403);
    expect(await standing(officer, client)).toMatchObject({ care_team: false, has_photo: false });
  });
});
