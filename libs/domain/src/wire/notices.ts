import type { Language } from '../charter/code-lists.js';
import type {
  AccountNoticeKind,
  ClientNoticeKind,
  NoticeChannel,
  NoticeMode,
  NoticeOutcome,
} from '../charter/notices.js';

/** Who else may read what comes to the telephone of a client. */
export const PHONE_READERS = ['only_me', 'family', 'others', 'not_said'] as const;
export type PhoneReader = (typeof PHONE_READERS)[number];

/** A part of the day by the clock on the wall, `HH:MM`. */
export interface ContactHours {
  readonly from: string;
  readonly until: string;
}

/** What a client said about how they may be reached. Nothing of it is filled in for them. */
export interface ContactRulesRequest {
  readonly do_not_contact: boolean;
  readonly channels: NoticeChannel[];
  readonly email: string | null;
  readonly phone: string | null;
  /** Null: whenever the jurisdiction has no quiet hours. */
  readonly hours: ContactHours | null;
  /** Whether a message may be left, on a telephone that others may read or hear. */
  readonly leave_message: boolean;
  /** Whether it may be said from whom it comes; the name is neutral in any case. */
  readonly say_from: boolean;
  /** Whether the day and hour of an appointment may stand in the message. */
  readonly say_when: boolean;
  /** Null: as the record says. */
  readonly language: Language | null;
  readonly phone_read_by: PhoneReader;
  /** Their own words for whoever rings, such as what to say first. */
  readonly note: string | null;
}

export interface ContactRules extends ContactRulesRequest {
  /** Browsers that asked to be told; their addresses are not shown. */
  readonly devices: number;
}

export interface ContactView {
  /** Null: the client has said nothing yet, and nothing leaves the house. */
  readonly rules: ContactRules | null;
  /** No name is kept of this client, so no number is either: the window alone. */
  readonly anonymous: boolean;
  readonly changed_by: 'client' | 'staff' | null;
  readonly changed_at: string | null;
  /** What came of the last message by each channel, for staff. */
  readonly last: {
    readonly channel: NoticeChannel;
    readonly outcome: NoticeOutcome;
    readonly at: string;
  }[];
  readonly version: number;
}

/** The client's own rules, with what a browser of theirs needs to be told. */
export interface OwnContactView extends ContactView {
  /** By which a browser finds out whether it is told; nobody learns its address from it. */
  readonly device_marks: readonly string[];
  /** With which a browser asks to be told (VAPID); null: no message leaves this house by that way. */
  readonly push_key: string | null;
}

export interface ContactWritten {
  readonly version: number;
}

/** A browser's address for messages (Push API), as the browser gives it. */
export interface PushDevice {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface NoticeView {
  readonly id: string;
  readonly kind: AccountNoticeKind;
  /** Leads to the matter; null: the notice says all there is. */
  readonly subject: string | null;
  readonly told_at: string;
  readonly read_at: string | null;
}

export interface OwnNoticeView {
  readonly id: string;
  readonly kind: ClientNoticeKind;
  readonly happens_at: string | null;
  readonly told_at: string;
  readonly read_at: string | null;
}

export interface UnreadNotices {
  readonly unread: number;
  /** There are more than were counted. */
  readonly more: boolean;
}

export interface NoticePreferenceRequest {
  readonly mode: NoticeMode;
  readonly email: string | null;
  readonly quiet: ContactHours | null;
}

export interface NoticePreferenceView extends NoticePreferenceRequest {
  readonly devices: number;
  /** By which a browser finds out whether it is told: the beginning of the SHA-256 of its address. */
  readonly device_marks: string[];
  /** Channels by which messages really leave this house; the others are simulated. */
  readonly leaving: NoticeChannel[];
  /** The public key with which a browser is asked to be told (VAPID). */
  readonly push_key: string;
  readonly version: number;
}
