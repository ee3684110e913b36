import { useState } from 'react';

interface Renewal {
  /** The key of a form: with another one it is drawn anew, from what is recorded now. */
  readonly turn: number;
  /** Throw away what is typed as soon as another version than the one seen is there. */
  readonly renew: (seen: number) => void;
}

/**
 * Draws a form anew when the thing it shows has been read again. It waits for the other version to be in hand: a form that
 * is renewed a moment too early would start from the old values once more.
 */
export function useRenewal(version: number): Renewal {
  const [state, setState] = useState<{ turn: number; seen: number | null }>({ turn: 0, seen: null });
  if (state.seen !== null && state.seen !== version) setState({ turn: state.turn + 1, seen: null });
  return { turn: state.turn, renew: (seen) => setState({ ...state, seen }) };
}
