import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { SeparationService } from '#casework/separation/separation.service.js';
import type { RefusalCode } from '#domain/refusal.js';
import { encodeClientCode } from '#domain/rules/client-code.js';
import type { Actor } from '#platform/db/actor.js';
import { openRoom, passOn, writePast, type Room, type Walked } from './loop.tools.js';

let room: Room;
let clinician: Actor;
let partner: Actor;
let first: Walked & { code: string };
let second: Walked & { code: string };

beforeAll(async () => {
  room = await openRoom();
  clinician = await room.somebody('EG-DETOX-1', 'clinician');
  partner = await room.somebody('EG-REHAB-1', 'clinician');
}, 120_000);
afterAll(() => room?.close(), 60_000);
beforeEach(async () => {
  first = await someClient();
  second = await someClient();
});

const apart = () => room.of(SeparationService);

async function someClient(): Promise<Walked & { code: string }> {
  const requested_at = new Date(Date.now() - 86_400_000).toISOString();
  const walked = await writePast(room.superuser, {
    from: 'EG-DETOX-1',
    to: 'EG-REHAB-1',
    state: 'recalled',
    requested_at,
    closed: 1,
  });
  const { rows } = await room.superuser.query<{ code: string }>(
    'select code from care.client_code where client_id = $1',
    [walked.client],
  );
  return { ...walked, code: rows[0]!.code };
}

async function refusal(work: Promise<unknown>): Promise<RefusalCode | 'granted'> {
  return await work.then(
    () => 'granted' as const,
    (error: { code: RefusalCode }) => error.code,
  );
}

async function suits(client: Walked, house: string): Promise<boolean> {
  const { rows } = await room.superuser.query<{ suitable: boolean }>(
    `select f.suitable from care.organisation o, care.organisation me,
       lateral (select set_config('app.organisation', me.id::text, true)) as acting,
       lateral (select * from care.receiver_fit(o.id, $1, 'rehabilitation') where acting is not null) f
     where o.code = $2 and me.code = 'EG-DETOX-1'`,
    [client.client, house],
  );
  return rows[0]!.suitable;
}

describe('Two people kept apart', () => {
  it('are known under either name, by codes of the own house alone', async () => {
    const written = await apart().record(clinician, {}, first.code, { other: second.code });
    expect(written).toMatchObject({ client: first.code, other: second.code, ended_at: null });
    expect(await apart().list(clinician, {}, first.code)).toEqual([written]);
    expect(await apart().list(clinician, {}, second.code)).toEqual([
      { ...written, client: second.code, other: first.code },
    ]);
    expect(Object.values(written)).not.toContain(first.client);
    expect(Object.values(written)).not.toContain(second.client);
  });

  it('make a house unsuitable as long as the record stands, whichever of them is sent', async () => {
    // While both are with us: of somebody who has moved on nothing is recorded, or the refusals would tell where they are.
    const { reference } = await apart().record(clinician, {}, first.code, { other: second.code });
    expect(await suits(first, 'EG-REHAB-1')).toBe(true);
    await passOn(room.superuser, second, 'EG-REHAB-1', new Date(Date.now() - 3_600_000).toISOString());
    expect(await suits(first, 'EG-REHAB-1')).toBe(false);
    expect(await suits(first, 'EG-REHAB-2')).toBe(true);
    await apart().end(clinician, {}, reference);
    expect(await suits(first, 'EG-REHAB-1')).toBe(true);
  });

  it('are two: nobody is kept apart from themselves, nor twice, nor ended twice; ended they can be kept apart again', async () => {
    const record = (code: string, other: string) => refusal(apart().record(clinician, {}, code, { other }));
    expect(await record(first.code, first.code)).toBe('separation.same');
    expect(await record(first.code, second.code)).toBe('granted');
    expect(await record(first.code, second.code)).toBe('separation.exists');
    expect(await record(second.code, first.code)).toBe('separation.exists');
    const [kept] = await apart().list(clinician, {}, first.code);
    expect(await refusal(apart().end(clinician, {}, kept!.reference))).toBe('granted');
    expect(await refusal(apart().end(clinician, {}, kept!.reference))).toBe('separation.ended');
    expect(await record(second.code, first.code)).toBe('granted');
    expect((await apart().list(clinician, {}, first.code)).map(({ ended_at }) => ended_at !== null)).toEqual([
      false,
      true,
    ]);
  });

  it('are recorded once by colleagues who think of it at the same moment', async () => {
    const said = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        refusal(
          apart().record(clinician, {}, i % 2 ? first.code : second.code, {
            other: i % 2 ? second.code : first.code,
          }),
        ),
      ),
    );
    expect(said.sort()).toEqual(['granted', ...Array<string>(5).fill('separation.exists')]);
  });

  it('are nobody else’s: another house sees no record, cannot end it and cannot name clients it does not know', async () => {
    const { reference } = await apart().record(clinician, {}, first.code, { other: second.code });
    await passOn(room.superuser, first, 'EG-REHAB-1', new Date(Date.now() - 3_600_000).toISOString());
    const known = encodeClientCode(randomBytes(5));
    await room.superuser.query(
      `insert into care.client_code (organisation_id, code, client_id, audit_subject)
       select o.id, $2, $1, gen_random_uuid() from care.organisation o where o.code = 'EG-REHAB-1'`,
      [first.client, known],
    );
    expect(await refusal(apart().end(partner, {}, reference))).toBe('request.not_found');
    expect(await refusal(apart().record(partner, {}, first.code, { other: second.code }))).toBe(
      'request.not_found',
    );
    expect(await refusal(apart().record(partner, {}, known, { other: second.code }))).toBe(
      'request.not_found',
    );
    expect(await refusal(apart().list(partner, {}, second.code))).toBe('request.not_found');
    expect(await apart().list(partner, {}, known)).toEqual([]);
    expect(await apart().list(clinician, {}, first.code)).toHaveLength(1);
    for (const role of ['auditor', 'org_admin', 'coordinator'] as const) {
      const actor = await room.somebody('EG-DETOX-1', role);
      expect([role, await refusal(apart().record(actor, {}, first.code, { other: second.code }))]).toEqual([
        role,
        'permission.role',
      ]);
    }
  });

  it('leave a trace that names both by the pseudonyms of the audit', async () => {
    await apart().record(clinician, {}, first.code, { other: second.code });
    const { rows } = await room.superuser.query<{ action: string; subjects: number; text: string }>(
      `select e.action, (select count(distinct s.subject)::int from audit.event_subject s where s.event_id = e.id) as subjects, e.body as text
         from audit.event e where e.action = 'separation.record' order by e.at desc limit 1`,
    );
    expect(rows[0]).toMatchObject({ action: 'separation.record', subjects: 2 });
    expect(rows[0]!.text).not.toContain(first.client);
  });
});
