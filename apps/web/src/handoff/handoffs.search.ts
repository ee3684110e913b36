import { BUSINESS_STATE_CODES, HANDOFF_SIDES } from '#domain/charter/handoff.js';
import type { BusinessState, HandoffSide } from '#domain/charter/handoff.js';

/** What a list of handoffs is narrowed by, in the words of its address; the API and exports use the same. */
export interface HandoffSearch {
  readonly side?: HandoffSide;
  /** Only those that still wait for an answer or an arrival. */
  readonly open?: true;
  /** Only those in which the partner must act now. */
  readonly waiting?: 'partner';
  readonly state?: BusinessState;
}

export function readHandoffSearch(search: Readonly<Record<string, unknown>>): HandoffSearch {
  const side = HANDOFF_SIDES.find((each) => each === search['side']);
  const state = BUSINESS_STATE_CODES.find((each) => each === search['state']);
  const open = search['open'];
  return {
    ...(side ? { side } : {}),
    ...(open === true || open === 'true' ? { open: true } : {}),
    ...(search['waiting'] === 'partner' ? { waiting: 'partner' } : {}),
    ...(state ? { state } : {}),
  };
}
