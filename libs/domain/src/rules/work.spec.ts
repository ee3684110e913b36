import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLOCKS, OWED_CLOCKS, statesOwedBy } from '../charter/clocks.js';
import { WORK_ITEM_KINDS, WORK_ITEMS, type WorkItemKind } from '../charter/code-lists.js';
import {
  BUSINESS_STATES,
  HANDOFF,
  HANDOFF_SIDES,
  MOVES,
  URGENCIES,
  type HandoffMove,
} from '../charter/handoff.js';
import { STAFF_ROLES, type Role } from '../charter/roles.js';
import { Refusal } from '../refusal.js';
import { decideAssignment, decidePutOff, decideReopening, isReopenable, maySign } from './work.js';

const NOW = new Date('2026-06-15T12:00:00Z');
const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(NOW.getTime() + hours * HOUR);

const codeOf = (work: () => void): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

const aKind = fc.constantFrom(...WORK_ITEM_KINDS);
const aPerson = fc.constantFrom('me', 'Amal', 'Boris');
const maybePerson = fc.option(aPerson, { nil: null });
const someRoles = fc.subarray([...STAFF_ROLES], { minLength: 1 });
const DISPATCHERS: readonly Role[] = ['duty_manager', 'case_manager', 'org_admin', 'coordinator'];

describe('who has a piece of work', () => {
  const decide = (holder: string | null, to: string | null, roles: readonly Role[]) =>
    codeOf(() => decideAssignment({ holder, holder_name: holder, to }, 'me', roles));

  it('what a colleague has is never taken from under their hands, whatever one is', () => {
    fc.assert(
      fc.property(aPerson, someRoles, (holder, roles) => {
        expect(decide(holder, 'me', roles)).toBe(holder === 'me' ? undefined : 'work.taken');
      }),
    );
  });

  it('what nobody has is anybody’s to take', () => {
    fc.assert(fc.property(someRoles, (roles) => expect(decide(null, 'me', roles)).toBeUndefined()));
  });

  it('is handed on, or given back, by whoever has it and by those who dispatch', () => {
    fc.assert(
      fc.property(maybePerson, maybePerson, someRoles, (holder, to, roles) => {
        fc.pre(to !== 'me' && holder !== to);
        const may = holder === 'me' || roles.some((role) => DISPATCHERS.includes(role));
        expect(decide(holder, to, roles)).toBe(may ? undefined : 'work.not_yours_to_hand_on');
      }),
    );
  });

  it('names whoever was first, between isolates, so that no script turns the sentence around', () => {
    try {
      decideAssignment({ holder: 'x', holder_name: 'أمل (خالد', to: 'me' }, 'me', ['clinician']);
      throw new Error('was not refused');
    } catch (error) {
      expect((error as Refusal).details.parameters).toEqual({ who: '\u2068أمل (خالد\u2069' });
    }
  });
});

describe('putting work off', () => {
  const anItem = fc.record({
    kind: aKind,
    urgency: fc.option(fc.constantFrom(...URGENCIES), { nil: null }),
    due: fc.integer({ min: -400, max: 400 }),
  });

  it('is for later, for 14 days at most, and never past its time where somebody waits: at every hour', () => {
    let granted = 0;
    fc.assert(
      fc.property(anItem, fc.integer({ min: -50, max: 400 }), ({ kind, urgency, due }, hours) => {
        const code = codeOf(() => decidePutOff({ kind, urgency, due_at: inHours(due) }, inHours(hours), NOW));
        const waited = urgency === 'urgent' || WORK_ITEMS[kind].put_off === 'until_due';
        const expected =
          hours <= 0
            ? 'work.snooze_past'
            : hours > 336
              ? 'work.snooze_too_long'
              : waited && hours > due
                ? 'work.snooze_past_due'
                : undefined;
        expect(code).toBe(expected);
        if (!code) granted += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(granted).toBeGreaterThan(100);
  });

  it('whatever is settled by answering a handoff, a second signature and somebody who is missing keep their time', () => {
    const freely = WORK_ITEM_KINDS.filter((kind) => WORK_ITEMS[kind].put_off === 'freely');
    const answers = (kind: WorkItemKind) => !WORK_ITEMS[kind].by_hand && kind !== 'message.dead';
    expect(freely.filter(answers)).toEqual([]);
    for (const kind of [
      'handoff.not_seen',
      'handoff.outreach',
      'handoff.countersign',
      'stage.countersign',
    ] as const)
      expect(freely).not.toContain(kind);
  });
});

describe('undoing', () => {
  it('is for whoever ticked it off, within a minute, while nothing has come of it; a signature stands', () => {
    let undone = 0;
    fc.assert(
      fc.property(
        aKind,
        maybePerson,
        fc.integer({ min: 0, max: 120 }),
        fc.boolean(),
        (kind, by, seconds, moved) => {
          const done_at = new Date(NOW.getTime() - seconds * 1_000);
          const code = codeOf(() =>
            decideReopening({ kind, done_by: by, done_at, moved_on: moved }, 'me', NOW),
          );
          const never = !WORK_ITEMS[kind].by_hand || kind.endsWith('.countersign');
          const expected = never
            ? 'work.reopen_never'
            : by !== 'me'
              ? 'work.reopen_own_only'
              : seconds > 60
                ? 'work.reopen_too_late'
                : moved
                  ? 'work.overtaken'
                  : undefined;
          expect(code).toBe(expected);
          if (!code) undone += 1;
        },
      ),
      { numRuns: 1_000 },
    );
    expect(undone).toBeGreaterThan(10);
  });

  it('a machine undoes nothing: nobody is not the one who did it', () => {
    const done = { kind: 'handoff.notice', done_by: null, done_at: NOW, moved_on: false } as const;
    expect(codeOf(() => decideReopening(done, null, NOW))).toBe('work.reopen_own_only');
  });
});

describe('whose move it is', () => {
  it('is one side’s in every state under way, and there that side has a move of its own, or the clock acts for it', () => {
    const under_way = Object.entries(BUSINESS_STATES).filter(([, state]) =>
      ['requested', 'received', 'accepted', 'on-hold', 'in-progress'].includes(state),
    );
    expect(Object.keys(OWED_CLOCKS).sort()).toEqual(under_way.map(([business]) => business).sort());
    const sides = HANDOFF_SIDES.flatMap((side) => statesOwedBy(side));
    expect(sides.sort()).toEqual(Object.keys(OWED_CLOCKS).sort());
    for (const side of HANDOFF_SIDES) {
      for (const state of statesOwedBy(side)) {
        const moves = Object.keys(HANDOFF[state]) as HandoffMove[];
        expect([state, moves.some((move) => (MOVES[move].by as readonly string[]).includes(side))]).toEqual([
          state,
          true,
        ]);
        expect(CLOCKS[OWED_CLOCKS[state as keyof typeof OWED_CLOCKS]].whose).toBe(side);
      }
    }
  });
});

describe('what a screen offers', () => {
  it('is to undo exactly what could be undone in this moment', () => {
    for (const kind of WORK_ITEM_KINDS)
      expect([
        kind,
        codeOf(() => decideReopening({ kind, done_by: 'me', done_at: NOW, moved_on: false }, 'me', NOW)),
      ]).toEqual([kind, isReopenable(kind) ? undefined : 'work.reopen_never']);
    expect(isReopenable('stage.countersign')).toBe(false);
    expect(isReopenable('handoff.notice')).toBe(true);
  });

  it('is to sign for a step between stages to the duty manager alone', () => {
    for (const role of STAFF_ROLES) {
      expect(maySign('stage.countersign', [role])).toBe(role === 'duty_manager');
      expect(maySign('handoff.countersign', [role])).toBe(true);
    }
  });
});
