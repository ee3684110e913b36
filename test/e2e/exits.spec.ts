import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientWritten } from '#domain/wire/client.js';
import type { EntryQualityView, EntryRecord, EntryView } from '#domain/wire/exit.js';
import type { FollowUpsView } from '#domain/wire/follow-up.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { expectRefusal } from '../support/journey-handoffs.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { admitAnonymous, admitNamed, granted, sendOn, viewClient } from '../support/journey.js';
import type { Answer, Staff } from '../support/staff.js';

let house: TestApplication;
let desks: Desks;

beforeAll(async () => {
  house = await startApplication();
  desks = await signInDesks(house);
}, 180_000);
afterAll(() => house?.close(), 60_000);

const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const of = (client: string, what: string): string => `/api/clients/${client}/${what}`;
async function exit(
  by: Staff,
  client: string,
  body: object,
  version?: number,
): Promise<Answer<ClientWritten>> {
  const at = version ?? (await viewClient(by, client)).version;
  return await by.post<ClientWritten>(of(client, 'exit'), body, { version: at });
}
const followUps = async (client: string) =>
  granted(await desks.clinician.get<FollowUpsView>(of(client, 'follow-ups'))).items;
const NOTHING: EntryRecord = {
  requested_on: null,
  first_contact_on: null,
  first_appt_offered_on: null,
  admitted_on: null,
  planned_end_on: null,
  legal_basis_of_entry: null,
  legal_document: null,
  legal_reviewer: null,
  legal_until_on: null,
  prev_treated: null,
  referral_source: null,
};

describe('Leaving care', () => {
  it('ends the stage by its code, keeps who is responsible, and plans to ask after the client for a year', async () => {
    const client = await admitNamed(desks.clinician);
    expectRefusal(await exit(desks.clinician, client, { exit: 'left' }), 422, 'exit.talk_needed');
    granted(await exit(desks.clinician, client, { exit: 'left', leaving_talk: 'declined' }));
    const view = await viewClient(desks.clinician, client);
    expect(view).toMatchObject({ stage: 'follow_up', own_custody: true });
    expect(view.spells.map(({ stage, outcome }) => [stage, outcome])).toEqual([
      ['treatment', 'left'],
      ['follow_up', null],
    ]);
    expect((await followUps(client)).map(({ day: on, state }) => [on, state])).toEqual(
      [2, 7, 30, 90, 180, 365].map((on) => [on, 'open']),
    );
    expectRefusal(
      await exit(desks.clinician, client, { exit: 'left', leaving_talk: 'held' }),
      409,
      'exit.already_left',
    );
  });

  it('of two who end it at once one is first, and the other is told so', async () => {
    const client = await admitAnonymous(desks.clinician);
    const { version } = await viewClient(desks.clinician, client);
    const ended = await Promise.all(
      [desks.clinician, desks.duty].map((by) => exit(by, client, { exit: 'moved' }, version)),
    );
    expect(ended.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(await followUps(client)).toHaveLength(6);
  });

  it('by the house names a reason and the day of the appeal; days that cannot be are refused, and nothing is half done', async () => {
    const client = await admitAnonymous(desks.clinician);
    expectRefusal(await exit(desks.clinician, client, { exit: 'prov_withdrew' }), 422, 'exit.reason_needed');
    const reason = { exit: 'prov_withdrew', withdrawal_reason: 'violence' };
    expectRefusal(await exit(desks.clinician, client, reason), 422, 'exit.appeal_needed');
    expectRefusal(
      await exit(desks.clinician, client, { ...reason, appeal_offered_on: day(2) }),
      422,
      'exit.day_in_future',
    );
    expectRefusal(
      await exit(desks.clinician, client, { exit: 'moved', exited_on: day(-3) }),
      422,
      'exit.day_before_start',
    );
    expectRefusal(
      await exit(desks.clinician, client, { exit: 'comp_abst' }),
      422,
      'stage.outcome_needs_criteria',
    );
    expectRefusal(await exit(desks.clinician, client, { exit: 'relapsed' }), 422, 'field.invalid');
    expect((await viewClient(desks.clinician, client)).stage).toBe('treatment');
    expect(await followUps(client)).toEqual([]);
    granted(await exit(desks.clinician, client, { ...reason, appeal_offered_on: day(0) }));
  });

  it('entered in error goes back to where the client was, and nobody is asked after', async () => {
    const client = await admitAnonymous(desks.clinician);
    granted(await exit(desks.clinician, client, { exit: 'error' }));
    expect((await viewClient(desks.clinician, client)).stage).toBe('contact');
    expect(await followUps(client)).toEqual([]);
  });

  it('by death ends the episode: nobody is responsible, nobody is asked after, and the death is reviewed', async () => {
    const client = await admitAnonymous(desks.clinician);
    granted(await exit(desks.clinician, client, { exit: 'trans_med' }));
    expectRefusal(await exit(desks.clinician, client, { exit: 'died' }), 422, 'exit.cause_needed');
    const died = { exit: 'died', death_cause: 'unknown' };
    granted(await exit(desks.clinician, client, died));
    const rows = await house.rows<{ state: string; open: number; review: number }>(
      `select f.state, (select count(*)::int from care.custody c where c.episode_id = f.episode_id and c.until_at is null) as open,
         (select count(*)::int from care.work_item w where w.episode_id = f.episode_id and w.kind = 'client.death_review' and w.done_at is null) as review
       from care.follow_up f join care.client_code k on k.client_id = f.client_id and k.code = $1`,
      [client],
    );
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row).toEqual({ state: 'stopped', open: 0, review: 1 });
    expectRefusal(await exit(desks.clinician, client, died, 1), 409, 'client.episode_closed');
  });

  it('by death waits for a handoff that is still open', async () => {
    const client = await admitNamed(desks.clinician);
    await sendOn(desks.manager, client);
    const died = { exit: 'died', death_cause: 'overdose' };
    expectRefusal(await exit(desks.clinician, client, died), 409, 'exit.handoff_open');
    expect((await viewClient(desks.clinician, client)).stage).toBe('treatment');
  });

  it('is undone by coming back: nobody is asked after who is in care again', async () => {
    const client = await admitAnonymous(desks.clinician);
    granted(await exit(desks.clinician, client, { exit: 'dropout' }));
    const { version } = await viewClient(desks.clinician, client);
    const back = { to: 'treatment', outcome: 'stepped_up' };
    granted(await desks.clinician.post(of(client, 'stage'), back, { version }));
    expect(new Set((await followUps(client)).map(({ state }) => state))).toEqual(new Set(['stopped']));
    granted(await exit(desks.clinician, client, { exit: 'dropout' }));
    expect((await followUps(client)).filter(({ state }) => state === 'open')).toHaveLength(6);
  });

  it('is not written down by whoever is not responsible', async () => {
    const client = await admitAnonymous(desks.clinician);
    expectRefusal(
      await desks.palm.post(of(client, 'exit'), { exit: 'moved' }, { version: 1 }),
      404,
      'request.not_found',
    );
  });
});

describe('Coming into a stage', () => {
  const record = async (client: string, said: Partial<EntryRecord>) => {
    const { version } = await viewClient(desks.clinician, client);
    return await desks.clinician.put<EntryView>(of(client, 'entry'), { ...NOTHING, ...said }, { version });
  };

  it('is written down and read again; days out of their order and days to come are refused all at once', async () => {
    const client = await admitAnonymous(desks.clinician);
    const said = { requested_on: day(-9), first_contact_on: day(-8), prev_treated: 'refused' } as const;
    const written = granted(await record(client, said));
    expect(written.entry).toEqual({ ...NOTHING, ...said });
    expect(granted(await desks.clinician.get<EntryView>(of(client, 'entry')))).toEqual(written);
    const wrong = await record(client, {
      requested_on: day(-1),
      first_contact_on: day(-2),
      admitted_on: day(3),
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('entry.days_out_of_order');
    expect(wrong.text).toContain('record.date_in_future');
    expect(granted(await desks.clinician.get<EntryView>(of(client, 'entry'))).entry).toEqual(written.entry);
  });

  it('without a choice needs a document, a reviewer and an end, and is looked at again every day', async () => {
    const client = await admitAnonymous(desks.clinician);
    const basis = { legal_basis_of_entry: 'involuntary_medical' } as const;
    expectRefusal(await record(client, basis), 422, 'entry.legal_ground');
    const papers = {
      legal_document: 'Order 17',
      legal_reviewer: 'The court of Giza',
      legal_until_on: day(20),
    };
    granted(await record(client, { ...basis, ...papers }));
    const looked = async (): Promise<number> =>
      (
        await house.rows(
          `select 1 from care.work_item w join care.client_code k on k.client_id = w.client_id and k.code = $1 where w.kind = 'entry.recheck'`,
          [client],
        )
      ).length;
    await house.rows('select care.tick_follow_ups(100)');
    expect(await looked()).toBe(0);
    await house.rows(
      `update care.stage_spell set legal_checked_at = legal_checked_at - interval '1 day' where legal_checked_at is not null`,
    );
    await house.rows('select care.tick_follow_ups(100)');
    await house.rows('select care.tick_follow_ups(100)');
    expect(await looked()).toBe(1);
  });

  it('tells the house how much it does not know, and blocks nobody for it', async () => {
    const client = await admitAnonymous(desks.clinician);
    granted(
      await record(client, {
        legal_basis_of_entry: 'voluntary',
        prev_treated: 'unknown',
        referral_source: 'refused',
      }),
    );
    const auditor = await house.as('auditor@detox.eg.demo');
    const { entries, items } = granted(await auditor.get<EntryQualityView>('/api/entry-quality'));
    expect(entries).toBeGreaterThan(0);
    const before = items.find(({ item }) => item === 'prev_treated')!;
    expect(before.unknown).toBeGreaterThan(0);
    expect(before.alert).toBe(true);
    expect(items.find(({ item }) => item === 'referral_source')!.refused).toBeGreaterThan(0);
  });
});
