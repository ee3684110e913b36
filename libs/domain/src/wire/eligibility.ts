import type { TokenRecipient, TokenState, TokenUse } from '../charter/eligibility.js';
import type { Labels } from './common.js';

/** An organisation as it is named on a screen. */
interface Party {
  code: string;
  names: Labels;
}

/** A programme tokens are given for, as the pack names it: neutral, and the same for whoever takes part. */
export interface ProgrammeView {
  code: string;
  for: TokenRecipient;
  names: Labels;
  tiers: { code: string; names: Labels }[];
  days_max: number;
}

/** What a token may be given for here, and to whom. */
export interface EligibilityChoices {
  programmes: ProgrammeView[];
  recipients: (Party & { kind: TokenRecipient })[];
}

export interface EligibilityRequest {
  recipient: string;
  programme: string;
  tier: string;
  use: TokenUse;
  valid_until_on: string;
  /** The client's own consent for this kind of recipient. */
  consent: string;
}

/** A token as the house sees it that gave it; the code itself is shown once, when it is given. */
export interface EligibilityView {
  reference: string;
  recipient: Party;
  programme: string;
  tier: string;
  use: TokenUse;
  valid_until_on: string;
  state: TokenState;
  issued_at: string;
  shown_at: string | null;
  used_at: string | null;
  version: number;
}

export interface EligibilityIssued extends EligibilityView {
  /** Null where the same request is answered again: the code was shown once. */
  code: string | null;
}

/** What the partner desk knows of the organisation that works at it. */
export interface PartnerHouse {
  names: Labels;
  programmes: readonly ProgrammeView[];
}

/** A token as its recipient sees it: nothing of who gave it, of the client, or why. */
export interface PartnerToken {
  reference: string;
  /** The same for the same person at this recipient, and another at every other. */
  person: string;
  programme: string;
  tier: string;
  use: TokenUse;
  valid_until_on: string;
  state: TokenState;
  shown_at: string;
  /** The same as days where the partner is. */
  shown_on: string;
  used_at: string | null;
  used_on: string | null;
}
