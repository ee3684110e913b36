import type { EXIT_ACTIONS } from '../charter/exit-actions.js';

/** What the audit says of these actions. */
export const exitActionWords = {
  'stage.exit': 'Recorded how care ended',
  'stage.entry_view': 'Read how a client came in',
  'stage.entry': 'Recorded how a client came in',
  'stage.entry_quality': 'Looked at how much is unknown',
  'followup.list': 'Read the follow-ups',
  'followup.look': 'Looked at how to reach a client afterwards',
  'followup.attempt': 'Recorded an attempt to reach a client',
  'followup.tick': 'A follow-up came due or passed',
} satisfies Record<keyof typeof EXIT_ACTIONS, string>;
