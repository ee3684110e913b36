import type {
  BusinessState,
  DeclineReason,
  ForcedChangeReason,
  HandoffKind,
  HandoffMove,
  HandoffState,
  Urgency,
} from '../charter/handoff.js';
import type { Stage } from '../charter/pathway.js';
import type { Labels } from './common.js';
import type { HandoffClock } from './handoff.js';

/** A handoff without its content: what the coordination office sees. */
export interface EnvelopeView {
  reference: string;
  kind: HandoffKind;
  sender: { code: string; names: Labels };
  receiver: { code: string; names: Labels };
  custodian: { code: string; names: Labels } | null;
  stage: Stage;
  urgency: Urgency;
  state: HandoffState;
  business_state: BusinessState;
  moves: HandoffMove[];
  version: number;
  requested_at: string;
  escalated_at: string | null;
  extended_at: string | null;
  overturned_at: string | null;
  closed_at: string | null;
  decline_reason: DeclineReason | null;
  clocks: HandoffClock[];
}

export interface EnvelopeReasonRequest {
  reason: string;
}
export interface EnvelopeReassignRequest {
  reason: string;
  /** A partner that may help instead; the custodian needs the client's consent for it. */
  suggested?: string;
}

export interface ForcedChangeRequest {
  /** Code of the organisation that is responsible now, and its own code of the client. */
  custodian: string;
  client: string;
  to: string;
  reason: ForcedChangeReason;
  /** Where the document is: a case number, a file reference. */
  document: string;
}

export interface ForcedChangeView {
  reference: string;
  custodian: { code: string; names: Labels };
  to: { code: string; names: Labels };
  reason: ForcedChangeReason;
  document: string;
  proposed_at: string;
  /** The asking account proposed it: another coordinator must confirm. */
  own: boolean;
  decided_at: string | null;
  confirmed: boolean | null;
}
