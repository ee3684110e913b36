import type { CONSENT_ACTIONS } from '../charter/consent-actions.js';

/** What was done with consents, as the audit says it. */
export const consentActionWords = {
  'consent.record': 'Recorded a consent',
  'consent.narrow': 'Recorded that a consent became narrower',
  'consent.withdraw': 'Recorded a withdrawal of consent',
  'consent.list': 'Read the consents of a client',
  'consent.copy': 'Read the copy of a consent',
  'disclosure.account': 'Read what was given to whom',
  'consent.register': 'Read the register of consents',
  'consent.list_own': 'Read their own consents',
  'consent.give_own': 'Gave a consent in their own window',
  'consent.narrow_own': 'Made a consent narrower in their own window',
  'consent.withdraw_own': 'Withdrew a consent in their own window',
  'disclosure.account_own': 'Read what of theirs was given to whom',
} satisfies Record<keyof typeof CONSENT_ACTIONS, string>;
