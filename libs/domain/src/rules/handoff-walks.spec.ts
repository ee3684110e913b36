import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLOCKS, type ClockKind, type ClockSpec } from '../charter/clocks.js';
import { BUSINESS_STATES, type BusinessState, type OfferedKind } from '../charter/handoff.js';
import {
  gone,
  isNegative,
  isOpen,
  NOW,
  WAYS,
  type Decided,
  type Way,
} from '../../../../test/support/every-move.js';
import type { Moved } from './handoff-effects.js';

/** What runs, is kept, is owed and was disclosed, as the effects of a walk say. */
interface Model {
  business: BusinessState;
  /** A list: a clock that is started twice runs twice. */
  clocks: ClockKind[];
  place: string | null;
  tiers: string[];
  /** Open work, as side and kind. */
  work: Set<string>;
  departed: boolean;
  extended: boolean;
  overturned: boolean;
  invited: boolean;
  last: Way | null;
  /** Clocks that ran through the last step without being started anew. */
  ranOn: ClockKind[];
}

/** What a clock may have put into inboxes on its way up, and nobody can tick off by hand: it must go with the clock. */
function nagsOf(kind: ClockKind): string[] {
  const { whose, ladder, then }: ClockSpec = CLOCKS[kind];
  return [
    ...(1 in ladder.routine ? [`${whose} handoff.reminder`] : []),
    ...(2 in ladder.routine ? ['sender handoff.overdue', 'receiver handoff.overdue'] : []),
    ...(then === 'contact' ? ['sender handoff.overdue'] : []),
  ];
}
const isNag = (work: string): boolean => /handoff\.(reminder|overdue)$/.test(work);

/** Work that no settling of answers touches: it is done by hand. */
const BY_HAND = ['handoff.countersign', 'handoff.return', 'client.death_review'];

function settle(model: Model, which: string): void {
  for (const one of model.work) {
    const kind = one.split(' ')[1]!;
    if (which === kind || (which === 'episode' && kind !== 'client.death_review')) model.work.delete(one);
    if (BY_HAND.includes(kind)) continue;
    if (which === 'all' || (which === 'answers' && kind !== 'handoff.next_step')) model.work.delete(one);
  }
}

function apply(model: Model, moved: Moved): void {
  model.business = moved.business_state;
  for (const kind of model.clocks) for (const nag of nagsOf(kind)) model.work.add(nag);
  // As the database does it: what is over is let go before anything new begins.
  for (const effect of moved.effects) {
    if (effect.do === 'let_go') {
      model.clocks = [];
      model.place = null;
      settle(model, 'answers');
    }
    if (effect.do === 'settle_work') settle(model, effect.which);
    if (effect.do === 'settle_clocks')
      model.clocks = model.clocks.filter((kind) => effect.kinds !== 'all' && !effect.kinds.includes(kind));
  }
  model.ranOn = [...model.clocks];
  for (const effect of moved.effects) {
    if (effect.do === 'start_clock') model.clocks.push(effect.kind);
    if (effect.do === 'raise_work') model.work.add(`${effect.side} ${effect.kind}`);
    if (effect.do === 'hold_place') model.place = effect.hold;
    if (effect.do === 'release_place' || effect.do === 'take_up_place') model.place = null;
    if (effect.do === 'new_round') model.tiers = [];
    if (effect.do === 'disclose') model.tiers.push(...effect.tiers);
  }
}

/** The clock that must run so that nobody is forgotten where a handoff stands. */
const OWED: Partial<Record<BusinessState, ClockKind>> = {
  'awaiting-acknowledgement': 'acknowledge',
  'under-review': 'decide',
  'info-requested': 'answer',
  'waitlist-offered': 'wish',
  waitlisted: 'review',
  'awaiting-arrival': 'arrive',
  'client-unreachable': 'hold',
  'consent-under-discussion': 'hold',
  transport: 'hold',
  'arrived-in-service': 'first_report',
  'report-sent': 'acknowledge_report',
};

/** The work that is open where a handoff stands, and none of the others of this list. */
const WORK: Partial<Record<BusinessState, readonly string[]>> = {
  'awaiting-acknowledgement': ['receiver handoff.answer'],
  'under-review': ['receiver handoff.answer'],
  'info-requested': ['sender handoff.question'],
  'waitlist-offered': ['sender handoff.wish'],
  waitlisted: ['receiver handoff.review'],
  'awaiting-arrival': ['receiver handoff.arrival'],
  'arrived-in-service': ['receiver handoff.report'],
  'report-sent': ['sender handoff.acknowledge'],
  'loop-closed': [],
  'client-died': ['custodian client.death_review'],
  voided: ['custodian handoff.next_step', 'sender handoff.countersign'],
};

const FROM = new Map<string, Way[]>();
for (const way of WAYS) {
  const from = `${way.business} ${way.kind}`;
  FROM.set(from, [...(FROM.get(from) ?? []), way]);
}

describe('any walk of a handoff, from the request on', () => {
  const steps = fc.array(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 40 });
  const aKind = fc.constantFrom<OfferedKind>('transfer', 'referral');

  /** Walks on ways that are open, whichever the numbers choose, seldom to an end, and looks after every step. */
  function walk(
    kind: OfferedKind,
    choices: [number, number, number][],
    look: (model: Model, move: Decided) => void,
  ): void {
    const model: Model = {
      business: 'preparing',
      clocks: ['draft'],
      place: null,
      tiers: [],
      work: new Set(),
      departed: false,
      extended: false,
      overturned: false,
      invited: false,
      last: null,
      ranOn: [],
    };
    for (const [end, which, where] of choices) {
      const all = (FROM.get(`${model.business} ${kind}`) ?? []).filter((way) => mayGo(model, way));
      const staying = all.filter(({ to }) => isOpen(to) || isOpen(model.business) === isOpen(to));
      const ways = end < 80 && staying.length > 0 ? staying : all;
      const moves = [...new Set(ways.map(({ move }) => move))];
      const move = moves[which % moves.length];
      if (move === undefined) break;
      const of = ways.filter((way) => way.move === move);
      const way = of[where % of.length]!;
      apply(model, gone(way, { departed_at: model.departed ? NOW : null }));
      // The request itself is brought into the inbox by the delivery.
      if (move === 'send') model.work.add('receiver handoff.answer');
      if (move === 'depart') model.departed = true;
      if (move === 'extend') model.extended = true;
      if (move === 'overturn') model.overturned = true;
      if (move === 'invite') model.invited = true;
      model.last = way;
      look(model, move);
    }
  }

  const mayGo = (model: Model, { move }: Way): boolean =>
    !(move === 'extend' && model.extended) && !(move === 'overturn' && model.overturned);

  const everywhere = (look: (model: Model, move: Decided) => void): void => {
    const seen = new Set<BusinessState>();
    fc.assert(
      fc.property(steps, aKind, (choices, kind) =>
        walk(kind, choices, (model, move) => {
          seen.add(model.business);
          look(model, move);
        }),
      ),
      { numRuns: 500 },
    );
    expect(seen.size).toBeGreaterThan(25);
  };

  it('always runs the clock of whoever owes the next step, each once, and none but a last contact after an end', () => {
    everywhere(({ business, clocks, extended }, move) => {
      const at = [business, move];
      expect([at, clocks.filter((kind, i) => clocks.indexOf(kind) !== i)]).toEqual([at, []]);
      const owed = OWED[business];
      const steps_ = clocks.filter((kind) => Object.values(OWED).includes(kind));
      expect([at, steps_]).toEqual([at, owed === undefined ? [] : [owed]]);
      expect([at, clocks.includes('draft')]).toEqual([at, business === 'preparing']);
      expect([at, clocks.includes('not_seen')]).toEqual([at, business === 'awaiting-arrival']);
      if (clocks.includes('contact'))
        expect([at, isOpen(business) || isNegative(business)]).toEqual([at, true]);
      if (move === 'miss' || move === 'depart') expect(clocks).toContain('contact');
      const undecided = ['under-review', 'info-requested', 'waitlist-offered'].includes(business);
      if (clocks.includes('hard_stop')) expect([at, undecided]).toEqual([at, true]);
      if (move === 'take') expect(clocks).toContain('hard_stop');
      const decides = business === 'under-review' || business === 'info-requested';
      if (extended && move === 'extend') expect([at, clocks.includes('hard_stop')]).toEqual([at, decides]);
    });
  });

  it('always has the next step in the inbox of whoever owes it, and nothing there that is done with', () => {
    expect.hasAssertions();
    everywhere(({ business, work, clocks, invited, last }, move) => {
      const at = [business, move];
      const open = [...work].filter((one) => !one.endsWith('handoff.contact') && !isNag(one)).sort();
      const held = BUSINESS_STATES[business] === 'on-hold';
      const ended = isNegative(business) && business !== 'discarded' ? ['custodian handoff.next_step'] : [];
      // Who had left the house already is looked for, however the handoff ended.
      const away = isNegative(business) && clocks.includes('contact') ? ['custodian handoff.outreach'] : [];
      const expected = held
        ? open.filter((one) => one.endsWith('handoff.resume'))
        : [...(WORK[business] ?? ended), ...away];
      if (held) expect([at, expected.length]).toEqual([at, 1]);
      if (business !== 'did-not-arrive' && !invited) expect([at, open]).toEqual([at, [...expected].sort()]);
      if (last?.move === 'miss')
        expect(open).toEqual(['custodian handoff.next_step', 'custodian handoff.outreach']);
      if (last?.move === 'invite')
        expect(open.filter((one) => one !== 'custodian handoff.outreach')).toEqual([]);
      if (move === 'depart') expect([...work]).toContain('sender handoff.contact');
      if (work.has('sender handoff.contact')) expect([at, isOpen(business)]).toEqual([at, true]);
    });
  });

  it('takes back the nags of a clock with the clock: nobody is called overdue for what is done', () => {
    const wrong = new Set<string>();
    everywhere(({ business, work, ranOn }, move) => {
      const justified = ranOn.flatMap(nagsOf);
      for (const nag of [...work].filter(isNag)) {
        if (!justified.includes(nag)) wrong.add(`${move} to ${business} leaves ${nag}`);
      }
    });
    expect([...wrong].sort()).toEqual([]);
  });

  it('keeps a place softly while it is asked for, firmly once accepted, and none when it is over', () => {
    everywhere(({ business, place }, move) => {
      const expected: Record<string, string> = {
        requested: 'soft',
        received: 'soft',
        accepted: 'firm',
        'on-hold': 'firm',
      };
      expect([business, move, place]).toEqual([business, move, expected[BUSINESS_STATES[business]] ?? null]);
    });
  });

  it('discloses the tiers in order, each once in a round, and all of them by the time somebody has arrived', () => {
    everywhere(({ business, tiers, overturned, last }, move) => {
      expect([move, tiers]).toEqual([move, [...new Set(tiers)].sort()]);
      if (last?.move === 'send') expect(tiers).toEqual(['D1']);
      // The card of an overturned request is disclosed anew by the database.
      const whole = overturned && tiers[0] !== 'D1' ? ['D1', ...tiers] : tiers;
      const state = BUSINESS_STATES[business];
      if (state === 'requested') expect([move, whole]).toEqual([move, ['D1']]);
      if (state === 'received') expect([move, whole]).toEqual([move, ['D1', 'D2']]);
      if (state === 'accepted' || state === 'on-hold')
        expect([move, whole]).toEqual([move, ['D1', 'D2', 'D3']]);
      if (state === 'in-progress') expect([move, whole]).toEqual([move, ['D1', 'D2', 'D3', 'D4']]);
    });
  });
});
