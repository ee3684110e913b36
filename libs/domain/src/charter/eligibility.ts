/** What an organisation of the network is: a house of care, or a partner outside it, who sees tokens and nothing else (ADR 0044). */
export const ORGANISATION_KINDS = ['care', 'lender', 'employer', 'trainer'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Whom a token of eligibility may be for. */
export const TOKEN_RECIPIENTS = ['lender', 'employer', 'trainer'] as const;
export type TokenRecipient = (typeof TOKEN_RECIPIENTS)[number];

/** `once`: taken for one application; `until`: shown as often as is needed until its last day. */
export const TOKEN_USES = ['once', 'until'] as const;
export type TokenUse = (typeof TOKEN_USES)[number];

/** `ended`: taken back, or the client took back the consent it stands on. The recipient is told no more than that it has ended. */
export const TOKEN_STATES = ['valid', 'used', 'expired', 'ended'] as const;
export type TokenState = (typeof TOKEN_STATES)[number];
