import type {
  ConsentCategory,
  ConsentKind,
  ConsentPurpose,
  ConsentWay,
  DisclosureTier,
  DisclosureBasis,
} from '../charter/consent.js';
import type { ClockKind, Rung } from '../charter/clocks.js';
import type {
  BusinessState,
  ContactWay,
  DeclineReason,
  HandoffBasis,
  HandoffKind,
  HandoffMove,
  HandoffSide,
  HandoffState,
  HoldReason,
  NoteKind,
  OfferedKind,
  PlaceHold,
  RecallReason,
  ReportOutcome,
  StopCause,
  TransportState,
  Urgency,
} from '../charter/handoff.js';
import type { AgeBand, CareRequirement, Language } from '../charter/code-lists.js';
import type { SpellOutcome, Stage } from '../charter/pathway.js';
import type { CorrectionField } from '../charter/rights.js';
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
  /** Weeks of pregnancy are there only where they were opened apart (ADR 0039). */
  safety?: Omit<SafetyScreen, 'weeks_of_pregnancy'> & Partial<Pick<SafetyScreen, 'weeks_of_pregnancy'>>;
  current_stage?: Stage;
  stage_outcomes?: { stage: Stage; outcome: SpellOutcome | null }[];
  diagnoses?: ConditionView[];
  social?: StageRecords['reintegration'];
  employment?: StageRecords['employment'];
  plan?: StageRecords['rehabilitation'];
  /** True: who the person is may be read from the vault; the packet itself never holds it. */
  identity?: true;
  contact?: true;
  /** What the client says of something that was not corrected, in their own words (R-L03). */
  statements?: PacketStatement[];
}

/** The client's words beside a part of the record that they say is wrong. */
export interface ClientStatement {
  about: CorrectionField;
  words: string;
  said_on: string;
}

/** The same in a packet, with everything that must stay open for it to be read: the database narrows by it. */
export interface PacketStatement extends ClientStatement {
  categories: ConsentCategory[];
}

export interface PacketView {
  tier: DisclosureTier;
  body: PacketBody;
  sha256: string;
  basis: DisclosureBasis;
  disclosed_at: string;
  /** The notice that forbids passing the data on, in the reader's language. */
  redisclosure_notice: string;
  notice_version: string;
  /** Where it comes from. Received data are never passed on without a new consent (R-D06). */
  origin: { code: string; names: Labels };
  redisclose: false;
  /** What the consent covers, so that nobody has to ask (R-D03); null in an emergency. */
  scope: PacketScope | null;
}

/** The scope of the consent a disclosure stands on; it travels with every packet, export and paper. */
export interface PacketScope {
  kind: ConsentKind;
  purposes: ConsentPurpose[];
  categories: ConsentCategory[];
  given_on: string;
  /** The last instant it can open anything; null: no end of its own. */
  until: string | null;
}

/** What the two sides wrote to each other. After a negative end each keeps what it wrote itself. */
export interface HandoffNote {
  kind: NoteKind;
  side: HandoffSide | 'coordinator';
  body: string;
  written_at: string;
}

/** A clock that runs now: who must act until when, and how far up the ladder it has climbed. */
export interface HandoffClock {
  kind: ClockKind;
  whose: HandoffSide;
  due_at: string;
  rung: Rung | null;
}

/** One handoff as one side sees it. What a negative end takes from the receiver reads null (the tombstone). */
export interface HandoffView {
  /** Reference known to both sides and to nobody else. */
  reference: string;
  kind: HandoffKind;
  basis: HandoffBasis;
  side: HandoffSide;
  /** The own code of the client: the sender always has one, the receiver from arrival on. */
  client: string | null;
  sender: { code: string; names: Labels };
  receiver: { code: string; names: Labels };
  stage: Stage | null;
  urgency: Urgency | null;
  state: HandoffState;
  business_state: BusinessState;
  /** Moves this side may make now; the buttons of the screen. */
  moves: HandoffMove[];
  version: number;
  /** Null: a draft. */
  requested_at: string | null;
  delivered_at: string | null;
  received_at: string | null;
  accepted_at: string | null;
  appointment_at: string | null;
  departed_at: string | null;
  arrived_at: string | null;
  /** The arrival came without acceptance, or was recorded more than a day late. */
  arrival_flags: ('unannounced' | 'recorded_late')[];
  closed_at: string | null;
  due_at: string | null;
  /** When a pause is to end. */
  resume_on: string | null;
  /** For somebody who waits: a date or a position, and when the list is looked at again. */
  waitlist: { expected_on: string | null; position: number | null; review_on: string } | null;
  decline_reason: DeclineReason | null;
  recall_reason: RecallReason | null;
  outcome: ReportOutcome | null;
  /** The report was never read: the clock closed the loop. */
  acknowledged_by_clock: boolean;
  place: { hold: PlaceHold; until: string | null } | null;
  next_step: { due_at: string; done_at: string | null } | null;
}

/** A handoff with everything this side may read of it. */
export interface HandoffDetail extends HandoffView {
  /** Packets open to this side, the newest tier last. */
  packets: PacketView[];
  /** Who the person is: for the receiver from acceptance on, where the client consented. */
  identity: IdentityView | null;
  consent: {
    /** The sender's alone: a partner withdraws at the handoff itself. */
    reference: string | null;
    categories: ConsentCategory[];
    expires_on: string | null;
    withdrawn_at: string | null;
  } | null;
  /** Safety information was refused: the partner is told to speak before accepting. */
  safety_withheld: boolean;
  notes: HandoffNote[];
  clocks: HandoffClock[];
  /** Where messages about this handoff are; a delivered one is not an acknowledged handoff. Sender side only. */
  messages: { topic: string; state: TransportState; queued_at: string }[];
  /** Other offers of the same group (sender side only). */
  alternatives: {
    reference: string;
    receiver: { code: string; names: Labels };
    business_state: BusinessState;
  }[];
  /** The handoff this one came after, and the one that came after it, as far as the own organisation is a side of them. */
  replaces: string | null;
  replaced_by: string | null;
  /** Who rings the client after a missed arrival. */
  caller: string | null;
  contacts: { way: ContactWay; reached: boolean; at: string }[];
}

export interface HandoffDraftRequest {
  client: string;
  kind: OfferedKind;
  receiver: string;
  stage: Stage;
  urgency: Urgency;
  consent?: string;
  reason?: string;
  /** An open handoff of the same client: the first partner that accepts has it, the others are told. */
  group?: string;
  /** An ended handoff of the same client that this one comes after. */
  replaces?: string;
  /** A referral for a few days (relapse): the own place is kept, custody stays. */
  planned_return?: boolean;
}

export interface HandoffEditRequest {
  receiver?: string;
  stage?: Stage;
  urgency?: Urgency;
  consent?: string;
  reason?: string;
}

export interface HandoffSendRequest extends Omit<HandoffDraftRequest, 'kind'> {
  /** `information_only` tells the client where to go: no consent, no packet, nobody else learns of it. */
  kind: HandoffKind;
}

/** One tap: what is needed to keep the client alive is sent at once, on the basis of the emergency. */
export interface HandoffEmergencyRequest {
  client: string;
  receiver: string;
  /** What happened, for the receiver. */
  reason?: string;
}

/** The packets the partner would get at each tier, computed by the same function that fills the real ones. */
export interface HandoffPreview {
  receiver: OrganisationView;
  tiers: { tier: DisclosureTier; body: PacketBody }[];
  withheld: ConsentCategory[];
  /** Free places of the partner for the stage, with the age of the statement; null: it states none. */
  capacity: CapacityView | null;
  /** False: an urgent request would reach nobody at night. */
  duty_round_the_clock: boolean;
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
  /** After a negative end, to the sender: when the custodian's next step is due. */
  next_step_due_at?: string;
  /** The new handoff that a return or an invitation made. */
  successor?: string;
  /** What the sender must know: no place was free, nobody is on duty at night. */
  warnings?: HandoffWarning[];
}

/** What does not stop a request and must be known to whoever sends it. */
export const HANDOFF_WARNINGS = ['no_place_free', 'no_duty_at_night', 'capacity_stale'] as const;
export type HandoffWarning = (typeof HANDOFF_WARNINGS)[number];

export interface HandoffAskRequest {
  question: string;
}
export interface HandoffAnswerRequest {
  answer: string;
}
/** A date or a position, and when the list is looked at again (days of the pack unless given). */
export interface HandoffWaitlistRequest {
  expected_on?: string;
  position?: number;
  review_on?: string;
  note?: string;
}
export interface HandoffWishRequest {
  /** The client wishes to wait. */
  wishes: boolean;
}
export interface HandoffAcceptRequest {
  appointment_at: string;
  /** Needed where safety information was withheld: when the two sides spoke. */
  spoke_at?: string;
}
export interface HandoffDeclineRequest {
  reason: DeclineReason;
  note?: string;
  /** With `referred_onward`: the organisation that may help. */
  suggested?: string;
}
export interface HandoffRecallRequest {
  reason: RecallReason;
}
export interface HandoffStopRequest {
  cause: StopCause;
}
export interface HandoffWithdrawRequest {
  how: ConsentWay;
}
export interface HandoffHoldRequest {
  reason: HoldReason;
  /** The day on which it is to go on. */
  resume_on: string;
  note?: string;
}
export interface HandoffResumeRequest {
  appointment_at?: string;
  /** A new consent, where the old one was withdrawn (sender). */
  consent?: string;
}
export interface HandoffRescheduleRequest {
  appointment_at: string;
}
export interface HandoffContactRequest {
  way: ContactWay;
  reached: boolean;
}
export interface HandoffCallRequest {
  /** Rings although a colleague was named already. */
  take_over?: boolean;
}
export interface HandoffArriveRequest {
  /** When the client came; default now, at most 14 days back. */
  arrived_at?: string;
}
export interface HandoffInviteRequest {
  appointment_at: string;
}
export interface HandoffReportRequest {
  outcome: Exclude<ReportOutcome, 'returned'>;
  note?: string;
}
export interface HandoffReturnRequest {
  consent: string;
  stage: Stage;
  urgency: Urgency;
  reason: string;
}
export interface HandoffVoidRequest {
  reason: string;
}

/** Somebody who is out of the house and has not arrived anywhere: left us, still ours. */
export interface AbsentClient {
  client: string;
  handoff: string;
  business_state: BusinessState;
  receiver: { code: string; names: Labels };
  departed_at: string | null;
  last_contact_at: string | null;
  contact_due_at: string | null;
  caller: string | null;
}

/** Free places of one stage as the organisation states them, less what is held. */
export interface CapacityView {
  organisation: string;
  stage: Stage;
  /** Free now: stated less held. */
  free: number;
  held: number;
  stated_at: string;
  /** Nobody has confirmed the figure for longer than the pack allows. */
  stale: boolean;
}

export interface CapacityRequest {
  free: number;
}
