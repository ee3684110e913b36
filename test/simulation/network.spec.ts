import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditVerificationView } from '#domain/wire/audit.js';
import { eventually, startApplication, type TestApplication } from '../support/application.js';
import { complaintAbout } from '../support/journey-hostile.js';
import { granted } from '../support/journey.js';
import type { Answer } from '../support/staff.js';
import { brokenLaws } from './invariants.js';
import { People, type Step } from './people.js';
import { Chance } from './random.js';

/** HANDRAIL_SEED runs a seed again, HANDRAIL_STEPS runs longer. */
const SEED = Number(process.env['HANDRAIL_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const STEPS = Number(process.env['HANDRAIL_STEPS'] ?? 500);
const LOOK_EVERY = 20;
const HOUSES = [
  { code: 'EG-DETOX-1', domain: 'detox.eg.demo', stages: ['contact', 'assessment', 'treatment'] },
  { code: 'EG-REHAB-1', domain: 'rehab1.eg.demo', stages: ['assessment', 'rehabilitation'] },
  { code: 'EG-REINT-1', domain: 'reint.eg.demo', stages: ['reintegration'] },
];

let house: TestApplication;

beforeAll(async () => {
  house = await startApplication();
  await house.startWorker();
  // One member of staff with every role in each house: the laws must hold without the help of the roles.
  await house.superuser.query(
    `insert into access.account (organisation_id, login, display_name, password_hash, roles, demo)
     select organisation_id, replace(login, 'auditor', 'allround'), 'All-round', password_hash,
       '{clinician,case_manager,social_worker,employment_officer,intake_officer,duty_manager,auditor,privacy_officer}', true
     from access.account where login = any ($1)`,
    [HOUSES.map(({ domain }) => `auditor@${domain}`)],
  );
}, 120_000);
afterAll(() => house?.close(), 60_000);

/** What the audit must hold: one event for each answer, by action and outcome. */
class Ledger {
  private readonly counts: Record<string, number> = {};

  note({ action }: Step, answer: Answer): void {
    const outcome = `${action} ${answer.status < 300 ? 'done' : 'refused'}`;
    this.counts[outcome] = (this.counts[outcome] ?? 0) + 1;
  }

  get entries(): Record<string, number> {
    return this.counts;
  }
}

describe(`Three organisations and the coordination office, ${STEPS} steps, seed ${SEED}`, () => {
  it('whatever people do, at once, twice or too late, every law holds after it and the audit has all of it', async () => {
    const chance = new Chance(SEED);
    const houses = await Promise.all(
      HOUSES.map(async ({ domain, ...rest }) => ({ ...rest, staff: await house.as(`allround@${domain}`) })),
    );
    const office = await Promise.all(
      ['coordinator@coord.eg.demo', 'coordinator-2@coord.eg.demo'].map((login) => house.as(login)),
    );
    const people = new People(house, chance, houses, office);
    const ledger = new Ledger();
    const answered = new Map<string, Answer>();
    const told: string[] = [];

    // Chance may leave a part of the road out for a while: then people go on until every part was walked.
    for (let count = 0; count < STEPS || (count < 3 * STEPS && (await leftOut()).length > 0);) {
      if (chance.happens(0.15)) await letTimePass(chance);
      const together: Step[] = [];
      for (let i = chance.happens(0.25) ? 3 : 1; i > 0; i -= 1) together.push(await people.nextStep());
      const answers = await Promise.all(together.map(({ staff, request }) => staff.send(request)));
      for (const [i, step] of together.entries()) {
        const answer = answers[i]!;
        people.done.push({ step, answer });
        ledger.note(step, answer);
        told.push(
          `${step.staff.login} ${step.request.method} ${step.request.path} -> ${answer.status} ${answer.status < 300 ? '' : answer.problem.code}`,
        );
        expect([told.at(-1), complaintAbout(answer)]).toEqual([told.at(-1), undefined]);
        if (answer.status >= 300) continue;
        const name = `${step.staff.login} ${step.request.key}`;
        const earlier = answered.get(name);
        if (earlier)
          expect([told.at(-1), answer.status, answer.body]).toEqual([
            told.at(-1),
            earlier.status,
            earlier.body,
          ]);
        answered.set(name, answer);
      }
      const before = count;
      count += together.length;
      if (Math.floor(before / LOOK_EVERY) !== Math.floor(count / LOOK_EVERY))
        expect([await brokenLaws(house), told.slice(-LOOK_EVERY - 3)]).toEqual([[], expect.anything()]);
    }

    const audited = await house.rows<{ what: string; count: number }>(
      `select action || ' ' || outcome as what, count(*)::int as count from audit.event
       where account_id is not null and action not in ('client.search', 'session.view', 'session.open') group by 1`,
    );
    expect(Object.fromEntries(audited.map(({ what, count }) => [what, count]))).toEqual(ledger.entries);
    const [kept] = await house.rows<{ count: number }>(
      'select count(*)::int as count from bus.idempotency where response is not null',
    );
    expect(kept!.count).toBe(answered.size);
    expect(await leftOut()).toEqual([]);
    await expectEverythingIsTold();
    for (const { code, staff } of houses) {
      // Nobody loses sight of what they wrote themselves.
      const codes = await house.rows<{ code: string }>(
        'select cc.code from care.client_code cc join care.organisation o on o.id = cc.organisation_id where o.code = $1',
        [code],
      );
      for (const client of codes)
        expect([client.code, (await staff.get(`/api/clients/${client.code}`)).status]).toEqual([
          client.code,
          200,
        ]);
    }
  }, 600_000);

  /** Some clocks are due now: the worker's own sweeper finds them, beside whatever people do. */
  async function letTimePass(chance: Chance): Promise<void> {
    const running = await house.rows<{ id: string }>(
      'select id from care.clock where fired_at is null and settled_at is null order by started_at desc, kind, rung limit 40',
    );
    if (running.length === 0) return;
    await house.superuser.query(
      `update care.clock set fire_at = clock_timestamp() - interval '1 second' where id = any ($1)`,
      [[chance.of(running).id, chance.of(running).id]],
    );
  }

  /** What has not happened yet: a run in which nothing happened would prove nothing. */
  async function leftOut(): Promise<string[]> {
    const [walked] = await house.rows<Record<string, number>>(
      `select (select count(*)::int from care.client) as clients, (select count(*)::int from care.custody where basis = 'handoff') as arrivals,
         (select count(*)::int from care.handoff where state in ('rejected', 'cancelled', 'failed')) as ended,
         (select count(*)::int from care.clock where fired_at is not null) as fired,
         (select count(*)::int from care.consent where withdrawn_at is not null) as withdrawn`,
    );
    return Object.entries(walked!).flatMap(([what, count]) => (count > 0 ? [] : [what]));
  }

  /** Every message is done, the laws hold after it, and the log verifies. */
  async function expectEverythingIsTold(): Promise<void> {
    await eventually(
      async () => {
        const [left] = await house.rows<{ count: number }>(
          'select count(*)::int as count from bus.outbox where done_at is null',
        );
        return left!.count === 0;
      },
      'every message is done',
      60,
    );
    expect(
      await house.rows(
        // Whoever invites somebody anew has made the handoff: there is nobody to bring it to.
        `select id from care.handoff where delivered_at is null and requested_at is not null and kind <> 'information_only'
           and not (replaces_id is not null and received_at is not null and received_at < requested_at + interval '1 millisecond')`,
      ),
    ).toEqual([]);
    expect(await brokenLaws(house)).toEqual([]);
    const auditor = await house.as('auditor@detox.eg.demo');
    const asked = granted(await auditor.post<AuditVerificationView>('/api/audit/verifications'), 202);
    const verified = await eventually(async () => {
      const found = granted(await auditor.get<AuditVerificationView>(`/api/audit/verifications/${asked.id}`));
      return found.finished_at !== null && found;
    }, 'the log is verified');
    expect(verified).toMatchObject({ ok: true, findings: [] });
  }
});
