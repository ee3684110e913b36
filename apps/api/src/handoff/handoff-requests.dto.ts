import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import {
  DATA_CATEGORIES,
  CONSENT_WAYS,
  type ConsentCategory,
  type ConsentWay,
} from '#domain/charter/consent.js';
import {
  CONTACT_WAYS,
  DECLINE_REASONS,
  HANDOFF_KINDS,
  HOLD_REASONS,
  OFFERED_KINDS,
  RECALL_REASONS,
  REPORT_OUTCOMES,
  STOP_CAUSE_CODES,
  URGENCIES,
  type ContactWay,
  type DeclineReason,
  type HandoffKind,
  type HoldReason,
  type OfferedKind,
  type RecallReason,
  type ReportOutcome,
  type StopCause,
  type Urgency,
} from '#domain/charter/handoff.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type * as wire from '#domain/wire/handoff.js';
import { IsDay, IsInstant, IsNote } from '../http/validators.js';

const CODE_CHARACTERS_MAX = 40;
const REASON_CHARACTERS_MAX = 500;

export class HandoffDraftDto implements wire.HandoffDraftRequest {
  @IsNote(CODE_CHARACTERS_MAX) client: string;
  @IsIn(OFFERED_KINDS) kind: OfferedKind;
  @IsNote(CODE_CHARACTERS_MAX) receiver: string;
  @IsIn(STAGES) stage: Stage;
  @IsIn(URGENCIES) urgency: Urgency;
  /** Reference of the consent the disclosure stands on. */
  @IsOptional() @IsUUID() consent?: string;
  @IsOptional() @IsNote() reason?: string;
  /** An open handoff of the same client: the first partner that accepts has it, the others are told. */
  @IsOptional() @IsNote(CODE_CHARACTERS_MAX) group?: string;
  /** An ended handoff of the same client that this one comes after. */
  @IsOptional() @IsNote(CODE_CHARACTERS_MAX) replaces?: string;
  /** A referral for a few days: the own place is kept. */
  @IsOptional() @IsBoolean() planned_return?: boolean;
}

export class HandoffSendDto implements wire.HandoffSendRequest {
  @IsNote(CODE_CHARACTERS_MAX) client: string;
  /** `information_only` tells the client where to go: no consent, no packet, nobody else learns of it. */
  @IsIn(HANDOFF_KINDS) kind: HandoffKind;
  @IsNote(CODE_CHARACTERS_MAX) receiver: string;
  @IsIn(STAGES) stage: Stage;
  @IsIn(URGENCIES) urgency: Urgency;
  /** Reference of the consent the disclosure stands on. */
  @IsOptional() @IsUUID() consent?: string;
  @IsOptional() @IsNote() reason?: string;
  /** An open handoff of the same client: the first partner that accepts has it, the others are told. */
  @IsOptional() @IsNote(CODE_CHARACTERS_MAX) group?: string;
  /** An ended handoff of the same client that this one comes after. */
  @IsOptional() @IsNote(CODE_CHARACTERS_MAX) replaces?: string;
  /** A referral for a few days: the own place is kept. */
  @IsOptional() @IsBoolean() planned_return?: boolean;
}

export class HandoffEditDto implements wire.HandoffEditRequest {
  @IsOptional() @IsNote(CODE_CHARACTERS_MAX) receiver?: string;
  @IsOptional() @IsIn(STAGES) stage?: Stage;
  @IsOptional() @IsIn(URGENCIES) urgency?: Urgency;
  @IsOptional() @IsUUID() consent?: string;
  @IsOptional() @IsNote() reason?: string;
}

export class HandoffEmergencyDto implements wire.HandoffEmergencyRequest {
  @IsNote(CODE_CHARACTERS_MAX) client: string;
  @IsNote(CODE_CHARACTERS_MAX) receiver: string;
  /** What happened, for the receiver. */
  @IsOptional() @IsNote() reason?: string;
}

export class HandoffPreviewRequestDto implements wire.HandoffPreviewRequest {
  @IsNote(CODE_CHARACTERS_MAX) client: string;
  @IsNote(CODE_CHARACTERS_MAX) receiver: string;
  @IsIn(STAGES) stage: Stage;
  @IsIn(URGENCIES) urgency: Urgency;
  @IsArray() @ArrayMaxSize(20) @IsIn(DATA_CATEGORIES, { each: true }) categories: ConsentCategory[];
  @IsOptional() @IsNote() reason?: string;
}

export class HandoffAskDto implements wire.HandoffAskRequest {
  @IsNote() question: string;
}

export class HandoffAnswerDto implements wire.HandoffAnswerRequest {
  @IsNote() answer: string;
}

export class HandoffWaitlistDto implements wire.HandoffWaitlistRequest {
  /** A date or a position is needed. */
  @IsOptional() @IsDay() expected_on?: string;
  @IsOptional() @IsInt() @Min(1) @Max(10_000) position?: number;
  /** When the list is looked at again; the days of the pack unless given. */
  @IsOptional() @IsDay() review_on?: string;
  @IsOptional() @IsNote() note?: string;
}

export class HandoffWishDto implements wire.HandoffWishRequest {
  /** The client wishes to wait. */
  @IsBoolean() wishes: boolean;
}

export class HandoffAcceptDto implements wire.HandoffAcceptRequest {
  @IsInstant() appointment_at: string;
  /** Needed where safety information was withheld: when the two sides spoke. */
  @IsOptional() @IsInstant() spoke_at?: string;
}

export class HandoffDeclineDto implements wire.HandoffDeclineRequest {
  @IsIn(DECLINE_REASONS) reason: DeclineReason;
  @IsOptional() @IsNote() note?: string;
  /** With `referred_onward`: the organisation that may help. */
  @IsOptional() @IsNote(CODE_CHARACTERS_MAX) suggested?: string;
}

export class HandoffRecallDto implements wire.HandoffRecallRequest {
  @IsIn(RECALL_REASONS) reason: RecallReason;
}

export class HandoffStopDto implements wire.HandoffStopRequest {
  @IsIn(STOP_CAUSE_CODES) cause: StopCause;
}

export class HandoffWithdrawDto implements wire.HandoffWithdrawRequest {
  @IsIn(CONSENT_WAYS) how: ConsentWay;
}

export class HandoffHoldDto implements wire.HandoffHoldRequest {
  @IsIn(HOLD_REASONS) reason: HoldReason;
  /** The day on which it is to go on. */
  @IsDay() resume_on: string;
  @IsOptional() @IsNote() note?: string;
}

export class HandoffResumeDto implements wire.HandoffResumeRequest {
  @IsOptional() @IsInstant() appointment_at?: string;
  /** A new consent, where the old one was withdrawn (sender). */
  @IsOptional() @IsUUID() consent?: string;
}

export class HandoffRescheduleDto implements wire.HandoffRescheduleRequest {
  @IsInstant() appointment_at: string;
}

export class HandoffContactRequestDto implements wire.HandoffContactRequest {
  @IsIn(CONTACT_WAYS) way: ContactWay;
  @IsBoolean() reached: boolean;
}

export class HandoffCallDto implements wire.HandoffCallRequest {
  /** Rings although a colleague was named already. */
  @IsOptional() @IsBoolean() take_over?: boolean;
}

export class HandoffArriveDto implements wire.HandoffArriveRequest {
  /** When the client came; now unless given, at most 14 days back. */
  @IsOptional() @IsInstant() arrived_at?: string;
}

export class HandoffInviteDto implements wire.HandoffInviteRequest {
  @IsInstant() appointment_at: string;
}

const REPORTED = REPORT_OUTCOMES.filter(
  (outcome): outcome is Exclude<ReportOutcome, 'returned'> => outcome !== 'returned',
);

export class HandoffReportDto implements wire.HandoffReportRequest {
  @IsIn(REPORTED) outcome: Exclude<ReportOutcome, 'returned'>;
  @IsOptional() @IsNote() note?: string;
}

export class HandoffReturnDto implements wire.HandoffReturnRequest {
  @IsUUID() consent: string;
  @IsIn(STAGES) stage: Stage;
  @IsIn(URGENCIES) urgency: Urgency;
  @IsNote() reason: string;
}

export class HandoffVoidDto implements wire.HandoffVoidRequest {
  @IsNote(REASON_CHARACTERS_MAX) reason: string;
}
