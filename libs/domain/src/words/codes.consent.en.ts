import type { CONSENT_ACTIONS } from '../charter/consent-actions.js';

/** What was done with consents, as the audit says it. */
export const consentActionWords = {
  'consent.record': 'Recorded a consent',
  'consent.narrow': 'Recorded that a consent became narrower',
  'consent.withdraw': 'Recorded a withdrawal of consent',
  'consent.list': 'Read the consents of a client',
  'consent.preview': 'Looked at the text of a consent',
  'consent.copy': 'Read the copy of a consent',
  'disclosure.account': 'Read what was given to whom',
  'consent.register': 'Read the register of consents',
  'own.consents': 'Read their own consents',
  'own.preview': 'Looked at the text of a consent of their own',
  'own.copy': 'Read the copy of their own consent',
  'own.give': 'Gave a consent in their own window',
  'own.narrow': 'Made a consent narrower in their own window',
  'own.withdraw': 'Withdrew a consent in their own window',
  'own.disclosures': 'Read what of theirs was given to whom',
} satisfies Record<keyof typeof CONSENT_ACTIONS, string>;
