import { describe, expect, it } from '@jest/globals';
import { CLOCKS } from '../charter/clocks.js';
import {
  BUSINESS_STATE_CODES,
  DECLINE_REASONS,
  HOLD_REASONS,
  type BusinessState,
} from '../charter/handoff.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';
import * as arrivals from './handoff-arrival.js';
import type { Moved } from './handoff-effects.js';
import * as answers from './handoff-moves.js';
import * as office from './handoff-office.js';
import { cellOf, type Handoff } from './handoff.js';

const rules = { ...answers, ...arrivals, ...office };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = new Date('2026-06-15T12:00:00Z');
const TODAY = '2026-06-15';
const at = (offset: number): Date => new Date(NOW.getTime() + offset);

const refusalOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** A handoff for which every guard is met; each test spoils one. */
const aHandoff = (business_state: BusinessState, changes: Partial<Handoff> = {}): Handoff => ({
  business_state,
  kind: 'transfer',
  basis: 'consent',
  urgency: 'routine',
  stage: 'rehabilitation',
  safety_withheld: false,
  planned_return: false,
  requested_at: at(-3 * DAY),
  appointment_at: at(-2 * HOUR),
  departed_at: null,
  closed_at: null,
  escalated_at: at(-HOUR),
  extended_at: null,
  overturned_at: null,
  ...changes,
});
const settles = (moved: Moved): string[] =>
  moved.effects.flatMap((effect) => (effect.do === 'settle_work' ? [effect.which] : []));
const does = (moved: Moved): string[] => moved.effects.map((effect) => effect.do);

describe('the guards of single moves', () => {
  const year = LIMITS.appointment_ahead_days_max * DAY;
  const back = LIMITS.arrival_back_days_max * DAY;

  it.each([
    [
      'accept',
      (when: Date) =>
        rules.accept(
          aHandoff('under-review'),
          'receiver',
          { appointment_at: when, spoke_at: undefined },
          NOW,
        ),
    ],
    [
      'resume',
      (when: Date) =>
        rules.resume(aHandoff('transport'), 'sender', { appointment_at: when, new_consent: false }, NOW),
    ],
    ['reschedule', (when: Date) => rules.reschedule(aHandoff('awaiting-arrival'), 'receiver', when, NOW)],
    ['invite', (when: Date) => rules.invite(aHandoff('did-not-arrive'), 'receiver', when, NOW)],
  ] as const)('%s needs an appointment that is still to come, and not beyond a year', (_move, on) => {
    expect([0, -DAY, 1, year, year + 1].map((offset) => refusalOf(() => on(at(offset))))).toEqual([
      'handoff.appointment_past',
      'handoff.appointment_past',
      undefined,
      undefined,
      'handoff.appointment_too_far',
    ]);
  });

  it('a yes needs a talk where safety information is withheld, one that has been, and only there', () => {
    const yes = (safety_withheld: boolean, spoke_at: Date | undefined) => () =>
      rules.accept(
        aHandoff('under-review', { safety_withheld }),
        'receiver',
        { appointment_at: at(DAY), spoke_at },
        NOW,
      );
    expect(refusalOf(yes(true, undefined))).toBe('handoff.safety_speak_first');
    expect(refusalOf(yes(true, at(1)))).toBe('record.date_in_future');
    expect(refusalOf(yes(true, NOW))).toBeUndefined();
    expect(refusalOf(yes(false, undefined))).toBeUndefined();
  });

  it('a decline says in the words of the field what it is: no place, sent onward, or no', () => {
    for (const reason of DECLINE_REASONS) {
      const words: Record<string, string> = {
        no_capacity: 'declined-capacity',
        referred_onward: 'referred-onward',
      };
      const { business_state } = rules.decline(aHandoff('awaiting-acknowledgement'), 'receiver', reason);
      expect([reason, business_state]).toEqual([reason, words[reason] ?? 'declined']);
    }
  });

  it('an arrival is never in the future, never before the request, at most fourteen days back, from wherever it comes', () => {
    const from = (business: BusinessState, offset: number, changes: Partial<Handoff> = {}) =>
      refusalOf(() =>
        rules.arrive(
          aHandoff(business, { requested_at: at(-60 * DAY), ...changes }),
          'receiver',
          at(offset),
          NOW,
        ),
      );
    for (const business of BUSINESS_STATE_CODES.filter(
      (one) => 'to' in cellOf(one, 'arrive', 'receiver', 'referral'),
    )) {
      expect([
        business,
        from(business, 0),
        from(business, 1),
        from(business, -back),
        from(business, -back - 1),
      ]).toEqual([business, undefined, 'handoff.arrival_in_future', undefined, 'handoff.arrival_too_early']);
    }
    expect(from('awaiting-arrival', -2 * DAY, { requested_at: at(-DAY) })).toBe('handoff.arrival_too_early');
  });

  it('an arrival or a new date after a missed one is possible for fourteen days, and not a moment longer', () => {
    for (const business of ['did-not-arrive', 'service-unavailable'] as const) {
      const closed = (closed_at: Date) => aHandoff(business, { closed_at });
      const both = (one: Handoff) => [
        refusalOf(() => rules.arrive(one, 'receiver', NOW, NOW)),
        refusalOf(() => rules.invite(one, 'receiver', at(DAY), NOW)),
      ];
      expect(both(closed(at(-back)))).toEqual([undefined, undefined]);
      expect(both(closed(at(-back - 1)))).toEqual(['handoff.arrival_too_late', 'handoff.arrival_too_late']);
    }
  });

  it('an unannounced or late arrival is flagged, and nothing else is', () => {
    expect(rules.arrivalFlags('awaiting-arrival', at(-DAY), NOW)).toEqual([]);
    expect(rules.arrivalFlags('awaiting-arrival', at(-DAY - 1), NOW)).toEqual(['recorded_late']);
    const expected = ['awaiting-arrival', ...HOLD_REASONS];
    for (const from of BUSINESS_STATE_CODES) {
      expect([from, rules.arrivalFlags(from, NOW, NOW).includes('unannounced')]).toEqual([
        from,
        !expected.includes(from),
      ]);
    }
  });

  it('nobody is missed by the receiver before the appointment; the clock knows the days of grace', () => {
    const expectedLater = aHandoff('awaiting-arrival', { appointment_at: at(1) });
    expect(refusalOf(() => rules.miss(expectedLater, 'receiver', NOW))).toBe('handoff.appointment_not_yet');
    expect(
      refusalOf(() => rules.miss(aHandoff('awaiting-arrival', { appointment_at: NOW }), 'receiver', NOW)),
    ).toBeUndefined();
    expect(CLOCKS.arrive.then).toBe('miss');
  });

  it('the office acts once it was called, extends once and overturns once, within its days', () => {
    const uncalled = { escalated_at: null };
    for (const work of [
      () => rules.recall(aHandoff('under-review', uncalled), 'coordinator'),
      () => rules.reassign(aHandoff('under-review', uncalled)),
      () => rules.extend(aHandoff('under-review', uncalled)),
    ]) {
      expect(refusalOf(work)).toBe('handoff.not_escalated');
    }
    expect(refusalOf(() => rules.recall(aHandoff('under-review', uncalled), 'sender'))).toBeUndefined();
    expect(refusalOf(() => rules.extend(aHandoff('under-review', { extended_at: at(-1) })))).toBe(
      'handoff.already_extended',
    );
    const declined = (changes: Partial<Handoff>, deadline: number) =>
      refusalOf(() => rules.overturn(aHandoff('declined', { ...uncalled, ...changes }), at(deadline), NOW));
    expect([declined({}, 0), declined({}, -1), declined({ overturned_at: at(-DAY) }, DAY)]).toEqual([
      undefined,
      'handoff.overturn_too_late',
      'handoff.already_overturned',
    ]);
  });

  it('an extension runs the clock that is owed again, with the last stop of a decision, and nothing else', () => {
    const owed = {
      'awaiting-acknowledgement': 'acknowledge',
      'under-review': 'decide',
      'info-requested': 'answer',
      'waitlist-offered': 'wish',
    } as const;
    const extendable = BUSINESS_STATE_CODES.filter(
      (one) => 'to' in cellOf(one, 'extend', 'coordinator', 'transfer'),
    );
    expect(extendable).toEqual(Object.keys(owed));
    for (const [business, kind] of Object.entries(owed)) {
      const started = rules
        .extend(aHandoff(business as BusinessState))
        .effects.filter((effect) => effect.do === 'start_clock');
      const decision = kind === 'decide' || kind === 'answer';
      expect([business, started]).toEqual([
        business,
        [kind, ...(decision ? ['hard_stop'] : [])].map((one) => ({ do: 'start_clock', kind: one })),
      ]);
    }
  });

  it('the waiting list needs a date or a place in the line, and neither lies in the past', () => {
    const offer = (changes: Partial<answers.WaitlistOffer>) =>
      refusalOf(() =>
        rules.waitlist(
          aHandoff('under-review'),
          'receiver',
          { expected_on: null, position: null, review_on: TODAY, ...changes },
          TODAY,
        ),
      );
    expect([
      offer({}),
      offer({ position: 1 }),
      offer({ expected_on: TODAY }),
      offer({ expected_on: '2026-06-14' }),
    ]).toEqual(['handoff.waitlist_needs_date', undefined, undefined, 'handoff.date_in_past']);
    expect(offer({ position: 1, review_on: '2026-06-14' })).toBe('handoff.date_in_past');
  });

  it('a pause ends today or later, and one for want of consent ends with a new one only', () => {
    const pause = (day: string) =>
      refusalOf(() => rules.hold(aHandoff('awaiting-arrival'), 'sender', 'transport', day, TODAY));
    expect([pause(TODAY), pause('2026-06-14')]).toEqual([undefined, 'handoff.date_in_past']);
    const on = (business: BusinessState) =>
      refusalOf(() =>
        rules.resume(aHandoff(business), 'sender', { appointment_at: at(DAY), new_consent: false }, NOW),
      );
    expect([on('transport'), on('consent-under-discussion')]).toEqual([
      undefined,
      'handoff.resume_needs_consent',
    ]);
  });

  it('a second caller is warned, and may take over knowingly', () => {
    const call = (named: boolean, over: boolean) =>
      refusalOf(() => rules.call(aHandoff('did-not-arrive'), 'sender', named, over));
    expect([call(false, false), call(true, false), call(true, true)]).toEqual([
      undefined,
      'handoff.caller_named',
      undefined,
    ]);
  });

  it('an attempt that reached nobody leaves the clock running; one that did starts it again while the client is on the way', () => {
    const away = aHandoff('awaiting-arrival', { departed_at: at(-DAY) });
    expect(rules.contact(away, 'sender', false).effects).toEqual([]);
    expect(does(rules.contact(away, 'sender', true))).toEqual(
      expect.arrayContaining(['settle_clocks', 'start_clock']),
    );
    expect(
      does(rules.contact(aHandoff('did-not-arrive', { departed_at: at(-DAY) }), 'sender', true)),
    ).not.toContain('start_clock');
  });

  it('an emergency discloses what keeps the client alive at once, keeps custody, and asks for nobody’s answer', () => {
    const effects = rules.emergency();
    const done = effects.map((effect) => effect.do);
    expect(done).toEqual(
      expect.arrayContaining(['disclose', 'share_identity', 'pause_spell', 'raise_work', 'start_clock']),
    );
    expect(done).not.toContain('switch_custody');
    expect(done).not.toContain('hold_place');
    const report = rules.report(
      aHandoff('arrived-in-service', { kind: 'referral', basis: 'emergency' }),
      'receiver',
    );
    expect(does(report)).toContain('go_on_with_spell');
    const arrival = rules.arrive(
      aHandoff('awaiting-arrival', { kind: 'referral', basis: 'emergency' }),
      'receiver',
      NOW,
      NOW,
    );
    expect(arrival.effects).toContainEqual({ do: 'disclose', tiers: ['D4'] });
  });

  it('a planned return keeps the place at home from the arrival to the report, and lets it go then', () => {
    const away = { kind: 'referral', planned_return: true } as const;
    const arrival = rules.arrive(aHandoff('awaiting-arrival', away), 'receiver', NOW, NOW);
    expect(arrival.effects).toContainEqual({ do: 'hold_place', hold: 'return' });
    expect(arrival.effects).toContainEqual({ do: 'start_clock', kind: 'place_hold' });
    expect(does(rules.report(aHandoff('arrived-in-service', away), 'receiver'))).toContain(
      'release_return_place',
    );
    const plain = { kind: 'referral' } as const;
    expect(does(rules.arrive(aHandoff('awaiting-arrival', plain), 'receiver', NOW, NOW))).not.toContain(
      'hold_place',
    );
    expect(does(rules.report(aHandoff('arrived-in-service', plain), 'receiver'))).not.toContain(
      'release_return_place',
    );
  });

  it('going on after a pause takes a place anew, because the clock of the pause may have let it go; an emergency does not', () => {
    const on = (changes: Partial<Handoff>) =>
      rules.resume(
        aHandoff('transport', changes),
        'sender',
        { appointment_at: at(DAY), new_consent: false },
        NOW,
      );
    expect(on({}).effects).toContainEqual({ do: 'hold_place', hold: 'firm' });
    expect(settles(on({}))).toEqual(
      expect.arrayContaining(['handoff.resume', 'place.let_go', 'handoff.escalated']),
    );
    expect(does(on({ kind: 'referral', basis: 'emergency' }))).not.toContain('hold_place');
  });

  it('what was raised by hand for an old date or an old deadline goes with it', () => {
    const later = rules.reschedule(aHandoff('awaiting-arrival'), 'receiver', at(DAY), NOW);
    expect(settles(later)).toEqual(expect.arrayContaining(['handoff.arrival', 'handoff.not_seen']));
    expect(settles(rules.extend(aHandoff('under-review')))).toContain('handoff.escalated');
  });

  it('the sender hears that a decline was overturned, and whose work it is that runs again', () => {
    const back = rules.overturn(aHandoff('declined'), at(DAY), NOW);
    expect(back.effects).toContainEqual({ do: 'tell', side: 'sender' });
    expect(settles(back)).toContain('handoff.next_step');
  });
});
