import type { ConsentCategory, DisclosureBasis, DisclosureTier } from '../charter/consent.js';
import type { Labels } from './common.js';
import type { CustodyView } from './client.js';

/** Who held the client when, what left the house, and who looked. */
export interface CustodyReport {
  client: string;
  custody: CustodyView[];
  disclosures: DisclosureView[];
  accesses: AccessView[];
}

export interface DisclosureView {
  handoff: string;
  tier: DisclosureTier;
  from: Labels;
  to: Labels;
  fields: string[];
  categories: ConsentCategory[];
  basis: DisclosureBasis;
  consent: string | null;
  sha256: string;
  disclosed_at: string;
}

export interface AccessView {
  organisation: Labels;
  basis: string;
  scope: string;
  from_at: string;
  until_at: string | null;
}

export interface AuditEventView {
  id: string;
  at: string;
  action: string;
  outcome: string;
  role: string | null;
  account: string | null;
  refusal: string | null;
  clients: string[];
  sealed: boolean;
  leaf: number | null;
}

export interface AuditVerificationView {
  id: string;
  asked_at: string;
  finished_at: string | null;
  ok: boolean | null;
  leaves: number | null;
  checkpoints: number | null;
  findings: { place: string; what: string }[];
}
