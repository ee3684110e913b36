import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeadlineService } from '#casework/rights/deadline.service.js';
import type { ErasureView } from '#domain/wire/erasure.js';
import type { Page } from '#domain/wire/common.js';
import type { BreachView, PermitsView, RetentionReport } from '#domain/wire/rights.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { startApplication, type TestApplication } from '../support/application.js';
import {
  attempt,
  custodians,
  expectRefusal,
  go,
  offerTo,
  stands,
  task,
  TOMORROW,
  waiting,
} from '../support/journey-handoffs.js';
import { signInDesks, type Desks } from '../support/journey-desks.js';
import { admitAnonymous, daysAgo, granted, SAFE, walkIn } from '../support/journey.js';
import type { Staff } from '../support/staff.js';

const dayOn = (ahead: number): string => daysAgo(-ahead);
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const workOf = async (by: Staff, kind: string): Promise<WorkItemView[]> =>
  granted(await by.get<Page<WorkItemView>>('/api/work-items?view=open&limit=100')).items.filter(
    (item) => item.kind === kind,
  );

describe('Duties of a house', () => {
  let house: TestApplication;
  let desks: Desks;
  let officer: Staff;

  beforeAll(async () => {
    house = await startApplication();
    desks = await signInDesks(house);
    officer = await house.as('privacy-officer@detox.eg.demo');
  }, 180_000);
  afterAll(() => house?.close(), 60_000);

  describe('A breach', () => {
    const record = (changes: object = {}, by = officer) =>
      by.post<BreachView>('/api/breaches', {
        kind: 'loss',
        risk: 'likely',
        people: 12,
        words: 'A telephone with photographs of the ward list was left on a bus.',
        detected_at: hoursAgo(1),
        clients: [],
        ...changes,
      });
    const act = (to: BreachView, what: string, body?: object) =>
      officer.post<BreachView>(`/api/breaches/${to.breach}/${what}`, body, { version: to.version });

    it('is due to the authority 72 hours after it was found, not after it was written down, and is work until then', async () => {
      const detected = hoursAgo(30);
      const breach = granted(await record({ detected_at: detected }), 201);
      expect(Date.parse(breach.notify_due_at) - Date.parse(detected)).toBe(72 * 3_600_000);
      expect(breach.authority.en).toContain('Personal Data Protection');
      const [work] = (await workOf(officer, 'rights.breach')).filter(
        ({ due_at }) => due_at === breach.notify_due_at,
      );
      expect(work).toMatchObject({ client: null, overdue: false });
      const told = granted(await act(breach, 'notify', { authority_reference: 'PDPC 17', reason: null }));
      expect(told).toMatchObject({ state: 'notified', authority_reference: 'PDPC 17' });
      expect((await workOf(officer, 'rights.breach')).map(({ id }) => id)).not.toContain(work!.id);
      expectRefusal(
        await act(told, 'notify', { authority_reference: 'again', reason: null }),
        409,
        'breach.notified',
      );
    });

    it('found longer ago than the law allows is overdue at once, and told to whoever manages', async () => {
      const breach = granted(await record({ detected_at: hoursAgo(80) }), 201);
      const late = (await workOf(officer, 'rights.breach')).find(
        ({ due_at }) => due_at === breach.notify_due_at,
      );
      expect(late?.overdue).toBe(true);
      await house.rows('select care.tick_deadlines(100)');
      const [told] = await house.rows<{ role: string }>(
        `select w.role from care.work_item w join care.deadline d on d.id = w.deadline_id where w.kind = 'rights.overdue' and d.subject_id = $1`,
        [breach.breach],
      );
      expect(told?.role).toBe('duty_manager');
    });

    it('is kept from the authority only where harm is unlikely, with a reason, and is never found in the future', async () => {
      expectRefusal(await record({ detected_at: hoursAgo(-1) }), 422, 'breach.in_future');
      const likely = granted(await record(), 201);
      expectRefusal(
        await act(likely, 'notify', { authority_reference: null, reason: 'We think not.' }),
        422,
        'breach.authority_needed',
      );
      expectRefusal(await act(likely, 'close'), 409, 'breach.not_notified');
      const unlikely = granted(await record({ risk: 'unlikely' }), 201);
      const said = granted(
        await act(unlikely, 'notify', { authority_reference: null, reason: 'It was locked.' }),
      );
      expect(said).toMatchObject({
        state: 'notified',
        notified_at: null,
        not_notified_reason: 'It was locked.',
      });
      const closed = granted(await act(said, 'close'));
      expectRefusal(
        await act(closed, 'notify', { authority_reference: 'x', reason: null }),
        409,
        'breach.closed',
      );
    });

    it('of high risk is not closed before the clients know; each of them is told', async () => {
      const client = await admitAnonymous(desks.clinician);
      const breach = granted(await record({ risk: 'high', clients: [client, client] }), 201);
      expect(breach.clients).toBe(1);
      const notified = granted(await act(breach, 'notify', { authority_reference: '18', reason: null }));
      expectRefusal(await act(notified, 'close'), 409, 'breach.clients_not_told');
      const told = granted(await act(notified, 'tell-clients'));
      const notices = await house.rows<{ kind: string }>(
        'select n.kind from care.notice n join care.client_code k on k.client_id = n.client_id where k.code = $1',
        [client],
      );
      expect(notices.map(({ kind }) => kind)).toContain('breach.told');
      expect(granted(await act(told, 'close')).state).toBe('closed');
    });

    it('says what happened in no row that can be read', async () => {
      granted(await record(), 201);
      const rows = await house.rows<{ text: string }>(
        `select encode(words, 'escape') as text from care.breach`,
      );
      for (const { text } of rows) expect(text).not.toContain('telephone');
    });
  });

  describe('A permit', () => {
    const record = (changes: object = {}) =>
      officer.post<PermitsView>('/api/permits', {
        kind: 'sensitive_data',
        number: 'S-1',
        authority: 'The centre',
        valid_from_on: dayOn(-10),
        valid_until_on: dayOn(365),
        ...changes,
      });

    it('is work ninety days before it ends and not before, and a renewal ends that work', async () => {
      granted(await record({ number: 'far', valid_until_on: dayOn(92) }), 201);
      await house.rows('select care.tick_deadlines(100)');
      expect(await workOf(officer, 'rights.permit')).toEqual([]);
      const soon = granted(
        await record({ number: 'soon', kind: 'cross_border', valid_until_on: dayOn(88) }),
        201,
      );
      expect(soon.items.find(({ number }) => number === 'soon')).toMatchObject({ standing: 'expiring' });
      expect(soon.items.find(({ number }) => number === 'far')).toMatchObject({ standing: 'valid' });
      expect(await workOf(officer, 'rights.permit')).toHaveLength(1);
      granted(
        await record({
          number: 'next',
          kind: 'cross_border',
          valid_from_on: dayOn(89),
          valid_until_on: dayOn(900),
        }),
        201,
      );
      expect(await workOf(officer, 'rights.permit')).toEqual([]);
    });

    it('ends after it begins, and one that is over says so', async () => {
      expectRefusal(await record({ valid_from_on: dayOn(2), valid_until_on: dayOn(1) }), 422, 'permit.days');
      const after = granted(
        await record({
          number: 'old',
          kind: 'impact_assessment',
          valid_from_on: dayOn(-99),
          valid_until_on: dayOn(-2),
        }),
        201,
      );
      expect(after.items.find(({ number }) => number === 'old')).toMatchObject({ standing: 'expired' });
    });

    it('is asked of nobody where the law asks for none', async () => {
      const { health_permit_needed: needed, refusing } = granted(
        await officer.get<PermitsView>('/api/permits'),
      );
      expect([needed, refusing]).toEqual([false, false]);
    });
  });

  describe('Records past their time', () => {
    it('are reported to the house as work and proposed for erasure, and nothing is deleted by the clock', async () => {
      const client = await admitAnonymous(desks.clinician);
      const held = await admitAnonymous(desks.clinician);
      for (const code of [client, held])
        await house.rows(
          `with who as (select client_id from care.client_code where code = $1),
             care_over as (update care.custody u set during = tstzrange(now() - interval '20 years', now() - interval '16 years') from who where u.client_id = who.client_id returning u.episode_id)
           update care.episode e set open_during = tstzrange(now() - interval '20 years', now() - interval '16 years') from care_over where e.id = care_over.episode_id`,
          [code],
        );
      granted(await officer.post(`/api/clients/${held}/holds`, { ground: 'court', note: 'File 12.' }), 201);
      const before = await house.rows<{ n: number }>('select count(*)::int as n from care.client');
      // The worker reports as it starts, and once a day: it is the same question.
      const worker = await house.startWorker();
      await worker.get(DeadlineService, { strict: false }).reportRetention();
      expect(await workOf(officer, 'rights.retention')).toHaveLength(1);
      const report = granted(await officer.get<RetentionReport>('/api/retention'));
      expect(report.items.map((item) => item.client)).toEqual([client]);
      const after = granted(await officer.post<RetentionReport>(`/api/retention/${client}/propose`), 201);
      expect(after.items).toEqual([]);
      expectRefusal(await officer.post(`/api/retention/${held}/propose`), 409, 'retention.not_due');
      const asked = granted(await officer.get<Page<ErasureView>>('/api/erasures?open=true')).items;
      expect(asked.find((one) => one.client === client)).toMatchObject({
        state: 'requested',
        asked_how: 'retention',
      });
      expect(await house.rows<{ n: number }>('select count(*)::int as n from care.client')).toEqual(before);
      expect(await workOf(officer, 'rights.retention')).toEqual([]);
    });
  });
});

describe('Where the law allows no health record without a permit', () => {
  let house: TestApplication;
  let clinician: Staff;
  let officer: Staff;

  beforeAll(async () => {
    house = await startApplication({}, { health_permit_needed: true });
    clinician = await house.as('clinician@detox.eg.demo');
    officer = await house.as('privacy-officer@detox.eg.demo');
  }, 180_000);
  afterAll(() => house?.close(), 60_000);

  const permit = (from: number, until: number) =>
    officer.post<PermitsView>('/api/permits', {
      kind: 'health_data',
      number: 'H-7',
      authority: 'The ministry',
      valid_from_on: dayOn(from),
      valid_until_on: dayOn(until),
    });

  it('nobody is written down until a permit with its number is valid, and nothing new once it is over', async () => {
    const admit = () => clinician.post<{ client: string; version: number }>('/api/clients', walkIn());
    expectRefusal(await admit(), 409, 'permit.needed');
    expect(granted(await permit(5, 50), 201)).toMatchObject({ health_permit_needed: true, refusing: true });
    expectRefusal(await admit(), 409, 'permit.needed');
    expect(granted(await permit(-1, 1), 201).refusing).toBe(false);
    const { client, version } = granted(await admit(), 201);
    await house.rows(`update care.permit set valid_from_on = '2020-01-01', valid_until_on = '2021-01-01'`);
    expectRefusal(await admit(), 409, 'permit.needed');
    expectRefusal(
      await clinician.put(`/api/clients/${client}/safety`, SAFE, { version }),
      409,
      'permit.needed',
    );
    // What is there can still be read: help goes on.
    expect((await clinician.get(`/api/clients/${client}`)).status).toBe(200);
  });

  it('nobody is promised a place without a permit, and whoever is on the way arrives: then it is work', async () => {
    await house.rows('delete from care.permit');
    const [manager, palm] = [
      await house.as('case-manager@detox.eg.demo'),
      await house.as('case-manager@rehab1.eg.demo'),
    ];
    granted(await permit(-1, 30), 201);
    const client = await admitAnonymous(manager);
    const { reference } = await offerTo(manager, client);
    // The sender can still ask another house: nothing has moved.
    expectRefusal(await attempt(palm, reference, 'accept', TOMORROW()), 409, 'permit.needed');
    expect(await stands(house, reference)).toBe('awaiting-acknowledgement');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1']);

    await house.rows(
      `insert into care.permit (id, organisation_id, kind, number, authority, valid_from_on, valid_until_on, recorded_by)
       select uuidv7(), o.id, 'health_data', 'H-9', 'The ministry', current_date - 1, current_date + 30, a.id
         from care.organisation o join access.account a on a.organisation_id = o.id and a.login = 'case-manager@rehab1.eg.demo'`,
    );
    await go(palm, reference, 'accept', TOMORROW());
    await house.rows(
      `update care.permit set valid_from_on = '2020-01-01', valid_until_on = '2021-01-01' where number = 'H-9'`,
    );
    await go(palm, reference, 'arrive');
    expect(await custodians(house, reference)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
    expect(await task(palm, reference, 'handoff.papers')).toMatchObject({ overdue: true });
    expect(await waiting(manager, reference)).not.toContain('handoff.papers');
    // It stays until somebody has seen to it: a report settles what was to be answered, not this.
    await go(palm, reference, 'report', { outcome: 'settled' });
    expect(await waiting(palm, reference)).toContain('handoff.papers');
  });
});

describe('A house whose licence runs out while somebody is on the way', () => {
  let house: TestApplication;
  let desks: Desks;

  beforeAll(async () => {
    house = await startApplication();
    desks = await signInDesks(house);
  }, 180_000);
  afterAll(() => house?.close(), 60_000);

  it.each(['registration', 'licence'])(
    'takes them in all the same, and has its %s to renew',
    async (kind) => {
      const accepted = async () => {
        const client = await admitAnonymous(desks.manager);
        const { reference } = await offerTo(desks.manager, client);
        await go(desks.palm, reference, 'accept', TOMORROW());
        return reference;
      };
      const [valid, lapsed] = [await accepted(), await accepted()];
      await go(desks.palm, valid, 'arrive');
      expect(await waiting(desks.palm, valid)).not.toContain('handoff.papers');
      const set = async (until: string) =>
        await house.rows(
          `update care.standing s set valid = daterange(lower(valid), ${until}) from care.organisation o
          where o.id = s.organisation_id and o.code = 'EG-REHAB-1' and s.kind = $1`,
          [kind],
        );
      await set('current_date');
      await go(desks.palm, lapsed, 'arrive');
      expect(await custodians(house, lapsed)).toEqual(['EG-DETOX-1', 'EG-REHAB-1']);
      await task(desks.palm, lapsed, 'handoff.papers');
      await set('null');
    },
  );
});
