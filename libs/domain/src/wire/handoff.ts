import type { ConsentCategory, DisclosureTier, DisclosureBasis } from '../charter/consent.js';
import type {
  BusinessState,
  DeclineReason,
  HandoffKind,
  HandoffMove,
  HandoffSide,
  HandoffState,
  RecallReason,
  ReportOutcome,
  Urgency,
} from '../charter/handoff.js';
import type { AgeBand, CareRequirement, Language } from '../charter/code-lists.js';
import type { SpellOutcome, Stage } from '../charter/pathway.js';
import type { ConditionView, IdentityView, SafetyScreen, StageRecords } from './client.js';
import type { Labels, OrganisationView } from './common.js';

/** What a packet may hold. A field that consent, tier or state closes is absent, not null. */
export interface PacketBody {
  requested_stage?: Stage;
  urgency?: Urgency;
  age_band?: AgeBand;
  language?: Language;
  care_requirements?: CareRequirement[];
  reason?: string;
  safety?: SafetyScreen;
  current_stage?: Stage;
  stage_outcomes?: { stage: Stage; outcome: SpellOutcome | null }[];
  diagnoses?: ConditionView[];
  social?: StageRecords['reintegration'];
  employment?: StageRecords['employment'];
  plan?: StageRecords['rehabilitation'];
  /** True: who the person is may be read from the vault; the packet itself never holds it. */
  identity?: true;
  contact?: true;
}

export interface PacketView {
  tier: DisclosureTier;
  body: PacketBody;
  sha256: string;
  basis: DisclosureBasis;
  disclosed_at: string;
  /** The notice that forbids passing the data on, in the reader's language. */
  redisclosure_notice: string;
}

/** One handoff as one side sees it. */
export interface HandoffView {
  /** Reference known to both sides and to nobody else. */
  reference: string;
  kind: HandoffKind;
  side: HandoffSide;
  /** The own code of the client: the sender always has one, the receiver from arrival on. */
  client: string | null;
  sender: { code: string; names: Labels };
  receiver: { code: string; names: Labels };
  stage: Stage;
  urgency: Urgency;
  state: HandoffState;
  business_state: BusinessState;
  /** Moves this side may make now; the buttons of the screen. */
  moves: HandoffMove[];
  version: number;
  requested_at: string;
  delivered_at: string | null;
  received_at: string | null;
  accepted_at: string | null;
  appointment_at: string | null;
  arrived_at: string | null;
  closed_at: string | null;
  due_at: string | null;
  decline_reason: DeclineReason | null;
  decline_note: string | null;
  recall_reason: RecallReason | null;
  outcome: ReportOutcome | null;
  next_step: { due_at: string; done_at: string | null } | null;
}

/** A handoff with everything this side may read of it. */
export interface HandoffDetail extends HandoffView {
  /** Packets open to this side, the newest tier last. */
  packets: PacketView[];
  /** Who the person is: for the receiver from acceptance on, where the client consented. */
  identity: IdentityView | null;
  consent: {
    reference: string;
    categories: ConsentCategory[];
    expires_on: string | null;
    withdrawn_at: string | null;
  } | null;
  /** Safety information was refused: the partner is told to speak before accepting. */
  safety_withheld: boolean;
}

export interface HandoffSendRequest {
  client: string;
  kind: HandoffKind;
  receiver: string;
  stage: Stage;
  urgency: Urgency;
  consent: string;
  reason?: string;
}

/** The packets the partner would get at each tier, computed by the same function that fills the real ones. */
export interface HandoffPreview {
  receiver: OrganisationView;
  tiers: { tier: DisclosureTier; body: PacketBody }[];
  withheld: ConsentCategory[];
}

export interface HandoffPreviewRequest {
  client: string;
  receiver: string;
  stage: Stage;
  urgency: Urgency;
  categories: ConsentCategory[];
  reason?: string;
}

export interface HandoffWritten {
  reference: string;
  state: HandoffState;
  business_state: BusinessState;
  version: number;
  /** The receiver's own code of the client, once the client has arrived. */
  client?: string;
  /** After a decline or recall: when the sender's next step is due. */
  next_step_due_at?: string;
}

export interface HandoffAcceptRequest {
  appointment_at: string;
  /** Needed where safety information was withheld: when the two sides spoke. */
  spoke_at?: string;
}
export interface HandoffDeclineRequest {
  reason: DeclineReason;
  note?: string;
}
export interface HandoffRecallRequest {
  reason: RecallReason;
}
export interface HandoffArriveRequest {
  /** When the client came; default now, at most 14 days back. */
  arrived_at?: string;
}
export interface HandoffReportRequest {
  outcome: ReportOutcome;
}
