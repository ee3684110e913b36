import { ATTEMPT_OUTCOMES, type FollowUpState } from '../charter/follow-ups.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';
import type { AttemptRequest } from '../wire/follow-up.js';
import type { ContactRules } from '../wire/notices.js';
import { nextAllowed, type DayPart, type WallClock } from './quiet-hours.js';

const HOUR_MS = 3_600_000;

/** By which ways somebody may be rung up or written to: those the client named, and no other; they themselves may come whenever they like. */
export function waysAllowed(rules: ContactRules | null): AttemptRequest['way'][] {
  if (!rules || rules.do_not_contact) return ['came_by'];
  return [
    ...(rules.phone ? (['call'] as const) : []),
    ...(rules.phone && rules.channels.includes('sms') ? (['sms'] as const) : []),
    ...(rules.email && rules.channels.includes('email') ? (['email'] as const) : []),
    'came_by',
  ];
}

export interface AttemptFacts {
  readonly now: Date;
  readonly opens_at: Date;
  readonly closes_at: Date;
  readonly state: FollowUpState;
  readonly attempts: number;
  readonly last_attempt_on: string | null;
  /** The calendar day of an instant where the house is. */
  readonly dayOf: (at: Date) => string;
  readonly clock: WallClock;
  readonly quiet: DayPart;
  readonly rules: ContactRules | null;
}

export interface AttemptDecision {
  readonly at: Date;
  readonly on: string;
  /** What becomes of the follow-up; `open`: there is another attempt. */
  readonly state: FollowUpState;
  readonly stops_all: boolean;
}

/**
 * Decides an attempt (domain 04, 4.6): up to three on three days in the time, by a way and at an hour the client named. Three times
 * nobody is `unknown`, and never says that somebody used again. Refuses by name.
 */
export function decideAttempt(wanted: AttemptRequest, facts: AttemptFacts): AttemptDecision {
  if (facts.state !== 'open') throw new Refusal('follow_up.settled');
  const at = wanted.attempted_at ? new Date(wanted.attempted_at) : facts.now;
  const hours = LIMITS.follow_up_told_late_hours;
  if (at > facts.now || facts.now.getTime() - at.getTime() > hours * HOUR_MS)
    throw new Refusal('follow_up.at', { field: 'attempted_at', parameters: { hours } });
  if (at < facts.opens_at || at >= facts.closes_at) {
    const last = new Date(facts.closes_at.getTime() - 1);
    const parameters = { from: facts.dayOf(facts.opens_at), until: facts.dayOf(last) };
    throw new Refusal('follow_up.not_now', { field: 'attempted_at', parameters });
  }
  const on = facts.dayOf(at);
  if (facts.last_attempt_on !== null && on <= facts.last_attempt_on)
    throw new Refusal('follow_up.one_a_day', { field: 'attempted_at' });
  assertAllowed(wanted.way, at, facts);
  const { answers, outcome } = wanted;
  if (outcome !== 'reached' && answers && Object.values(answers).some((one) => one !== null))
    throw new Refusal('follow_up.answers_of_reached_only', { field: 'answers' });
  const { settles, stops_all } = ATTEMPT_OUTCOMES[outcome];
  const isLast = facts.attempts + 1 >= LIMITS.follow_up_attempts_max;
  return { at, on, state: settles ?? (isLast ? 'unknown' : 'open'), stops_all };
}

function assertAllowed(way: AttemptRequest['way'], at: Date, facts: AttemptFacts): void {
  if (!waysAllowed(facts.rules).includes(way))
    throw new Refusal('follow_up.way_not_allowed', { field: 'way' });
  if (way === 'came_by') return;
  const next = nextAllowed(at, facts.clock, facts.quiet, facts.rules?.hours ?? null);
  if (next.getTime() <= at.getTime()) return;
  const minute = facts.clock(next);
  const from = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  throw new Refusal('follow_up.hour_not_allowed', { field: 'attempted_at', parameters: { from } });
}
