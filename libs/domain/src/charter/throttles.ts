import type { RefusalCode } from '../refusal.js';
import { LIMITS } from './limits.js';

/** What slows somebody down who tries too often, and by how much. The mechanism is one (ADR 0045); each row has its own numbers. */
export interface ThrottleRow {
  /** Tries within an hour that nothing holds up. */
  readonly free: number;
  /**
   * What comes then. `wait`: nothing until the hour is over. `growing_turns`: one try per pause, and the pauses double. `turns`: one
   * try every few seconds, for an address that many share and that is therefore never shut.
   */
  readonly then: 'wait' | 'growing_turns' | { readonly turns: number };
  /** What a try that was right does to the count: it is forgotten, this one is given back, or it stays. */
  readonly right: 'forgets' | 'gives_back' | 'stays';
  /** What is counted is an address in a network: of a longer one only its network counts. */
  readonly of?: 'address';
  readonly refusal: RefusalCode;
  /** In what the refusal says how long to wait. */
  readonly says: 'seconds' | 'minutes';
}

const SIGN_IN = { refusal: 'session.slow_down', says: 'seconds' } as const;
const RETURN = { refusal: 'return.slow_down', says: 'seconds' } as const;
const WINDOW = { refusal: 'window.slow_down', says: 'seconds' } as const;
const COMPLAINT = { refusal: 'complaint.slow_down', says: 'seconds' } as const;

/** Everything that is counted so that nobody guesses by the list. */
export const THROTTLES = {
  /** Of one login at one place: an address, or a device on which the login has worked before. */
  'sign-in': {
    free: LIMITS.sign_in_failures_before_delay,
    then: 'growing_turns',
    right: 'forgets',
    ...SIGN_IN,
  },
  /** Of one address, devices that are known apart. */
  'sign-in-address': {
    free: LIMITS.sign_in_address_failures_per_hour,
    then: 'wait',
    right: 'stays',
    of: 'address',
    ...SIGN_IN,
  },
  /** Of one code to come back with, whether it exists or not. */
  'return-code': { free: LIMITS.return_failures_before_delay, then: 'wait', right: 'forgets', ...RETURN },
  /** Of all such codes in one house. */
  'return-house': {
    free: LIMITS.return_house_failures_per_hour,
    then: 'wait',
    right: 'gives_back',
    ...RETURN,
  },
  /** Of one code to open a window with, or of one client who confirms with it. */
  'window-code': {
    free: LIMITS.window_failures_before_delay,
    then: 'growing_turns',
    right: 'forgets',
    ...WINDOW,
  },
  'window-address': {
    free: LIMITS.window_address_failures_per_hour,
    then: { turns: LIMITS.window_address_turn_seconds },
    right: 'gives_back',
    of: 'address',
    ...WINDOW,
  },
  /** Of one complaint's code, whether it exists or not. */
  'complaint-code': {
    free: LIMITS.complaint_failures_before_delay,
    then: 'wait',
    right: 'forgets',
    ...COMPLAINT,
  },
  'complaint-address': {
    free: LIMITS.complaint_address_tries_per_hour,
    then: { turns: LIMITS.complaint_slow_seconds },
    right: 'stays',
    of: 'address',
    ...COMPLAINT,
  },
  /** Codes of letters that one address asked about, right or wrong. */
  'letter-address': {
    free: LIMITS.letter_address_tries_per_hour,
    then: { turns: LIMITS.letter_slow_seconds },
    right: 'stays',
    of: 'address',
    refusal: 'letter.slow_down',
    says: 'seconds',
  },
  /** Codes of tokens that one account tried. */
  token: {
    free: LIMITS.token_failures_per_hour,
    then: 'wait',
    right: 'gives_back',
    refusal: 'eligibility.slow_down',
    says: 'seconds',
  },
  /** Searches for a person by one account; one that was part of writing that person down tried nobody's name out. */
  search: {
    free: LIMITS.identity_searches_per_hour,
    then: 'wait',
    right: 'gives_back',
    refusal: 'client.search_slow_down',
    says: 'minutes',
  },
} as const satisfies Readonly<Record<string, ThrottleRow>>;

export type ThrottleName = keyof typeof THROTTLES;
