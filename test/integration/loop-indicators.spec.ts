import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#domain/charter/roles.js';
import type { RefusalCode } from '#domain/refusal.js';
import { IndicatorsService } from '#casework/indicators/indicators.service.js';
import type { LoopIndicators } from '#domain/wire/indicators.js';
import { openRoom, passOn, writePast, type Past, type Room, type Walked } from './loop.tools.js';

const [DETOX, REHAB, OTHER_REHAB, OFFICE] = ['EG-DETOX-1', 'EG-REHAB-1', 'EG-REHAB-2', 'EG-COORD'];
let room: Room;

beforeAll(async () => {
  room = await openRoom();
}, 120_000);
afterAll(() => room?.close(), 60_000);

async function figures(
  code: string,
  from: string,
  to: string,
  role: Role = 'duty_manager',
): Promise<LoopIndicators> {
  return await room.of(IndicatorsService).loop(await room.somebody(code, role), {}, from, to);
}

async function refusal(work: Promise<unknown>): Promise<RefusalCode | 'granted'> {
  return await work.then(
    () => 'granted' as const,
    (error: { code: RefusalCode }) => error.code,
  );
}

async function write(times: number, past: Omit<Past, 'from' | 'to'> & Partial<Past>): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const later = new Date(Date.parse(past.requested_at) + i * 60_000).toISOString();
    await writePast(room.superuser, { from: DETOX!, to: REHAB!, ...past, requested_at: later });
  }
}

/** The value below which a share of the others lies, interpolated between two of them: the textbook's definition. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  const value = sorted[low]! + (sorted[high]! - sorted[low]!) * (place - low);
  return Math.round(value * 10) / 10;
}

describe('The figures of the loop', () => {
  const MARCH = ['2026-03-01', '2026-04-01'] as const;
  const at = '2026-03-10T08:00:00Z';
  const hours = [1, 2, 3, 5, 8, 13, 21, 34];

  beforeAll(async () => {
    // Eight that closed their loop, each as much slower as the Fibonacci numbers say.
    for (const [i, hour] of hours.entries())
      await write(1, {
        requested_at: at,
        state: 'loop-closed',
        received: hour,
        accepted: hour * 2,
        departed: hour * 2,
        arrived: hour * 3,
        reported: hour * 3 + 48,
        by_clock: i < 2,
        closed: 200,
        rung: i < 5 ? 1 : 0,
      });
    await write(6, { requested_at: at, state: 'awaiting-acknowledgement' });
    await write(5, { requested_at: at, state: 'expired-no-response', closed: 48, rung: 4 });
    await write(7, {
      requested_at: at,
      state: 'declined',
      received: 1,
      closed: 4,
      decline_reason: 'out_of_scope',
    });
    await write(5, {
      requested_at: at,
      state: 'declined-capacity',
      received: 1,
      closed: 4,
      decline_reason: 'no_capacity',
      overturned: 2,
    });
    await write(6, { requested_at: at, state: 'did-not-arrive', received: 1, accepted: 2, closed: 72 });
    await write(5, { requested_at: at, state: 'recalled', received: 1, accepted: 2, closed: 72 });
    await write(9, {
      requested_at: at,
      state: 'arrived-in-service',
      to: OTHER_REHAB!,
      accepted: 2,
      arrived: 10,
      arrived_from: 'did-not-arrive',
    });
    // What is no handoff to anybody: a draft, and information for the client alone.
    await write(5, { requested_at: at, state: 'preparing' });
    await write(5, {
      requested_at: at,
      state: 'information-given',
      kind: 'information_only',
      basis: 'none',
      closed: 0,
    });
  });

  it('count every handoff at the step it came to, and each whole is what it is split into', async () => {
    const { sender } = await figures(DETOX!, ...MARCH);
    expect(sender.total.counts).toEqual({
      sent: 51,
      lost_before_acknowledgement: 5,
      waiting_for_acknowledgement: 6,
      acknowledged: 40,
      lost_before_acceptance: 12,
      waiting_for_acceptance: 0,
      accepted: 28,
      lost_before_arrival: 11,
      waiting_for_arrival: 0,
      arrived: 17,
      waiting_for_report: 9,
      reported: 8,
      report_unread: 0,
      // Two closed by the clock: the count and the one that would tell it are hidden.
      read_by_sender: null,
      closed_by_clock: null,
    });
    expect(sender.partners.map(({ partner, stage, counts }) => [partner.code, stage, counts.sent])).toEqual([
      [REHAB, 'rehabilitation', 42],
      [OTHER_REHAB, 'rehabilitation', 9],
    ]);
    expect(sender.total.lost).toEqual({
      lost_before_acknowledgement: 0.098,
      lost_before_acceptance: 0.3,
      lost_before_arrival: 0.393,
    });
  });

  it('are the same handoffs for the partner, from the other side', async () => {
    const { receiver, sender } = await figures(REHAB!, ...MARCH);
    expect(receiver.total.counts.sent).toBe(42);
    expect(receiver.partners.map(({ partner, counts }) => [partner.code, counts.arrived])).toEqual([
      [DETOX, 8],
    ]);
    expect(sender.total.counts.sent).toBe(0);
  });

  it('measure median and ninth decile as the textbook does', async () => {
    const { sender } = await figures(DETOX!, ...MARCH);
    const row = sender.partners[0]!;
    const seen = [...hours, ...Array<number>(7 + 5 + 6 + 5).fill(1)];
    const decided = [
      ...hours.map((hour) => hour * 2),
      ...Array<number>(12).fill(4),
      ...Array<number>(11).fill(2),
    ];
    const spread = (values: readonly number[]) => ({
      median: quantile(values, 0.5),
      p90: quantile(values, 0.9),
    });
    expect(row.times).toEqual({
      hours_to_acknowledge: spread(seen),
      hours_to_decide: spread(decided),
      hours_to_arrive: spread(hours.map((hour) => hour * 3)),
      hours_to_report: { median: 48, p90: 48 },
      gap_days: spread(hours.map((hour) => hour / 24)),
    });
    expect(sender.total.times.hours_to_arrive).toEqual(
      spread([...hours.map((hour) => hour * 3), ...Array<number>(9).fill(10)]),
    );
  });

  it('give the reason of every loss at the step where it happened, recalls and overturned declines', async () => {
    const { sender } = await figures(DETOX!, ...MARCH);
    const lost = (step: keyof typeof sender.reasons) =>
      Object.fromEntries(
        sender.reasons[step].filter(({ count }) => count !== 0).map((one) => [one.reason, one.count]),
      );
    expect(lost('lost_before_acknowledgement')).toEqual({ 'expired-no-response': 5 });
    expect(lost('lost_before_acceptance')).toEqual({ out_of_scope: 7, no_capacity: 5 });
    expect(lost('lost_before_arrival')).toEqual({ 'did-not-arrive': 6, recalled: 5 });
    expect([sender.recalls, sender.overturned_declines, sender.arrived_after_a_miss]).toEqual([5, 5, 9]);
    expect(sender.climbed).toEqual({ none: 41, reminder: 5, overdue: 0, escalated: 0, exhausted: 5 });
    expect([sender.clients, sender.on_consent, sender.on_emergency]).toEqual([51, 51, 0]);
  });

  it('belong to the two sides: nobody else counts them, the office that sees every envelope neither', async () => {
    for (const code of [OFFICE!, 'EG-REINT-1']) {
      const { sender, receiver } = await figures(code, ...MARCH);
      expect([code, sender.total.counts.sent, receiver.total.counts.sent]).toEqual([code, 0, 0]);
      expect([sender.partners, receiver.partners]).toEqual([[], []]);
    }
  });

  it('name nobody: no code, reference or id of a client is in them', async () => {
    const text = JSON.stringify(await figures(DETOX!, ...MARCH));
    const { rows } = await room.superuser.query<{ value: string }>(
      `select reference as value from care.handoff union all select code from care.client_code
       union all select id::text from care.client union all select id::text from care.handoff union all select id::text from care.episode`,
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ value }) => text.includes(value.trim()))).toEqual([]);
  });
});

describe('A period', () => {
  it('is of local days, the first included and the last not, also where the clock was put forward', async () => {
    // Cairo puts its clocks forward on 24 April 2026: that day begins at 22:00 UTC and ends at 21:00 UTC.
    for (const requested_at of [
      '2026-04-23T21:59:59.999Z',
      '2026-04-23T22:00:00Z',
      '2026-04-24T20:50:00Z',
      '2026-04-24T21:00:00Z',
    ])
      await write(5, { requested_at, state: 'awaiting-acknowledgement', stage: 'assessment' });
    const sent = async (from: string, to: string) =>
      (await figures(DETOX!, from, to)).sender.total.counts.sent;
    expect(await sent('2026-04-23', '2026-04-24')).toBeNull();
    expect(await sent('2026-04-24', '2026-04-25')).toBe(14);
    expect(await sent('2026-04-25', '2026-04-26')).toBe(5);
    expect((await figures(DETOX!, '2026-04-24', '2026-04-25')).time_zone).toBe('Africa/Cairo');
  });

  it('that is empty, too long or not begun is refused by name', async () => {
    const asked = (from: string, to: string) => refusal(figures(DETOX!, from, to));
    expect(await asked('2026-03-01', '2026-03-01')).toBe('indicators.period_empty');
    expect(await asked('2026-03-02', '2026-03-01')).toBe('indicators.period_empty');
    expect(await asked('2025-03-01', '2026-03-03')).toBe('indicators.period_too_long');
    expect(await asked('2025-03-01', '2026-03-02')).toBe('granted');
    expect(await asked('2190-01-01', '2190-02-01')).toBe('indicators.period_ahead');
  });

  it('is asked for by those who answer for the house, not by whoever treats', async () => {
    for (const role of ['clinician', 'case_manager', 'coordinator', 'commission_analyst'] as const)
      expect([role, await refusal(figures(DETOX!, '2026-03-01', '2026-04-01', role))]).toEqual([
        role,
        'permission.role',
      ]);
    for (const role of ['duty_manager', 'org_admin', 'auditor', 'privacy_officer'] as const)
      expect([role, await refusal(figures(DETOX!, '2026-03-01', '2026-04-01', role))]).toEqual([
        role,
        'granted',
      ]);
  });

  it('with few handoffs in it shows nothing of them', async () => {
    await write(4, { requested_at: '2026-01-10T08:00:00Z', state: 'awaiting-arrival', accepted: 3 });
    const { sender } = await figures(DETOX!, '2026-01-01', '2026-02-01');
    expect(Object.values(sender.total.counts).every((count) => count === null)).toBe(true);
    expect(Object.values(sender.total.times).every((spread) => spread === null)).toBe(true);
    expect(sender.on_consent).toBeNull();
    expect(sender.clients).toBeNull();
  });
});

describe('A closed period', () => {
  const PERIOD = ['2025-10-01', '2025-11-01'] as const;
  const STAGES = ['rehabilitation', 'reintegration', 'employment'];
  const HOUSES = [DETOX!, REHAB!, 'EG-REINT-1', 'EG-WORK-1'];

  it('has the same figures after its clients were sent on, arrived elsewhere, were declined there and consented anew', async () => {
    const { rows } = await room.superuser.query<{ code: string }>(
      'select code from care.organisation where code = any ($1)',
      [HOUSES],
    );
    expect(rows.length).toBe(HOUSES.length);
    const walked: Walked[] = [];
    for (let i = 0; i < 12; i += 1) {
      const requested_at = new Date(Date.parse('2025-10-07T08:00:00Z') + i * 3_600_000).toISOString();
      const state = i < 6 ? 'loop-closed' : 'arrived-in-service';
      const past = {
        received: 1,
        accepted: 3,
        departed: 20,
        arrived: 24 + i,
        ...(i < 6 ? { reported: 90, closed: 99 } : {}),
      };
      const one = await writePast(room.superuser, { from: DETOX!, to: REHAB!, state, requested_at, ...past });
      await passOn(
        room.superuser,
        one,
        REHAB!,
        new Date(Date.parse(requested_at) + (24 + i) * 3_600_000).toISOString(),
      );
      walked.push(one);
    }
    const before = await all();
    expect(before[0]?.sender.total.counts.arrived).toBe(12);
    expect(before[1]?.receiver.total.counts.arrived).toBe(12);
    // The road goes on: two more houses for each of them, and a decline on the way.
    for (const [i, one] of walked.entries()) {
      for (const [step, to] of HOUSES.slice(2).entries()) {
        const from = HOUSES[step + 1]!;
        const requested_at = new Date(
          Date.parse('2025-11-20T08:00:00Z') + (step * 20 + i) * 86_400_000,
        ).toISOString();
        const stage = STAGES[step + 1]!;
        await writePast(room.superuser, {
          from,
          to,
          stage,
          requested_at,
          of: one,
          state: 'declined',
          closed: 1,
          decline_reason: 'area',
        });
        await writePast(room.superuser, {
          from,
          to,
          stage,
          requested_at,
          of: one,
          state: 'arrived-in-service',
          accepted: 2,
          arrived: 30,
        });
        await passOn(
          room.superuser,
          one,
          to,
          new Date(Date.parse(requested_at) + 30 * 3_600_000).toISOString(),
        );
      }
    }
    expect(await all()).toEqual(before);
    const later = await figures(REHAB!, '2025-11-01', '2026-01-01');
    expect(later.sender.total.counts.arrived).toBe(12);
  });

  async function all(): Promise<Omit<LoopIndicators, 'as_of'>[]> {
    const found: Omit<LoopIndicators, 'as_of'>[] = [];
    for (const code of HOUSES) {
      const { as_of: _now, ...rest } = await figures(code, ...PERIOD);
      found.push(rest);
    }
    return found;
  }
});
