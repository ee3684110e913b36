import type { TokenRecipient, TokenState, TokenUse } from '../charter/eligibility.js';
import type { ELIGIBILITY_ACTIONS } from '../charter/eligibility-actions.js';

/** Tokens of eligibility, in English words. */
export const eligibilityCodes = {
  token_recipient: {
    lender: 'Lender',
    employer: 'Employer',
    trainer: 'Training provider',
  } satisfies Record<TokenRecipient, string>,
  token_use: { once: 'For one application', until: 'Until its last day' } satisfies Record<TokenUse, string>,
  token_state: {
    valid: 'Valid',
    used: 'Used',
    expired: 'Expired',
    ended: 'Ended',
  } satisfies Record<TokenState, string>,
};

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
