import type { SideMove } from '#domain/charter/handoff.js';

/** Moves after which something is over: their button is red and says so, and each says what follows before it is pressed. */
export const ENDING: readonly SideMove[] = [
  'discard',
  'decline',
  'recall',
  'stop',
  'void',
  'withdraw',
  'miss',
  'fail',
  'return',
];
