import type { ELIGIBILITY_ACTIONS } from '../charter/eligibility-actions.js';

/** Tokens of eligibility, in English words. */
export const eligibilityActionWords = {
  'eligibility.issue': 'Gave out a token of eligibility',
  'eligibility.revoke': 'Ended a token of eligibility',
  'eligibility.view': 'Read the tokens of a client',
  'eligibility.desk': 'Opened the partner desk',
  'eligibility.check': 'Checked a token',
  'eligibility.take': 'Took a token for an application',
  'eligibility.list': 'Read the tokens that were shown here',
  'eligibility.export': 'Exported the tokens that were shown here',
} satisfies Record<keyof typeof ELIGIBILITY_ACTIONS, string>;
