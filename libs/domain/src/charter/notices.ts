/** Ways a notice leaves the house. It always stands in the app, or in the client's window, as well. */
export const NOTICE_CHANNELS = ['email', 'sms', 'push'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

/** `urgent` is not put off for the night where the reader is on duty, nor counted among what somebody may get in a day. */
export const NOTICE_URGENCIES = ['routine', 'urgent'] as const;
export type NoticeUrgency = (typeof NOTICE_URGENCIES)[number];

interface NoticeSpec {
  readonly urgency: NoticeUrgency;
  /** Where it may be told outside of the app or window, if the reader allows it. */
  readonly channels: readonly NoticeChannel[];
  /** Whether the text may say when something takes place, if the reader allows that. */
  readonly says_when?: true;
}

const ANYWHERE = NOTICE_CHANNELS;
/** Nothing that would wake somebody, and nothing that costs a message: a letter box and the app. */
const QUIETLY = ['email'] as const;

/** What a client is told, and how. What it is about stands in the window alone (R-P07). */
export const CLIENT_NOTICES = {
  'appointment.given': { urgency: 'routine', channels: ANYWHERE, says_when: true },
  'appointment.changed': { urgency: 'routine', channels: ANYWHERE, says_when: true },
  'appointment.cancelled': { urgency: 'routine', channels: ANYWHERE },
  'waiting.listed': { urgency: 'routine', channels: ANYWHERE },
  'consent.withdrawn': { urgency: 'routine', channels: ANYWHERE },
  'consent.expiring': { urgency: 'routine', channels: ANYWHERE },
  'record.opened': { urgency: 'routine', channels: ANYWHERE },
  'complaint.answered': { urgency: 'routine', channels: ANYWHERE },
  'correction.answered': { urgency: 'routine', channels: ANYWHERE },
  'request.answered': { urgency: 'routine', channels: ANYWHERE },
  'breach.told': { urgency: 'routine', channels: ANYWHERE },
} as const satisfies Record<string, NoticeSpec>;
export type ClientNoticeKind = keyof typeof CLIENT_NOTICES;

/** What a member of staff is told, and how. */
export const ACCOUNT_NOTICES = {
  'work.assigned': { urgency: 'routine', channels: ['email', 'push'] },
  'work.overdue': { urgency: 'urgent', channels: ['email', 'push'] },
  'work.escalated': { urgency: 'urgent', channels: ['email', 'push'] },
  'message.dead': { urgency: 'urgent', channels: ['email', 'push'] },
  'complaint.received': { urgency: 'routine', channels: QUIETLY },
  'correction.received': { urgency: 'routine', channels: QUIETLY },
  'request.received': { urgency: 'routine', channels: QUIETLY },
  'deadline.near': { urgency: 'routine', channels: ['email', 'push'] },
  'breach.due': { urgency: 'urgent', channels: ['email', 'push'] },
  'permit.expiring': { urgency: 'routine', channels: QUIETLY },
  'consent.ending': { urgency: 'routine', channels: QUIETLY },
  'alert.raised': { urgency: 'urgent', channels: ['email', 'push'] },
} as const satisfies Record<string, NoticeSpec>;
export type AccountNoticeKind = keyof typeof ACCOUNT_NOTICES;

export type NoticeKind = ClientNoticeKind | AccountNoticeKind;

export const CLIENT_NOTICE_KINDS = Object.keys(CLIENT_NOTICES) as ClientNoticeKind[];
export const ACCOUNT_NOTICE_KINDS = Object.keys(ACCOUNT_NOTICES) as AccountNoticeKind[];
export const NOTICE_KINDS: readonly NoticeKind[] = [...CLIENT_NOTICE_KINDS, ...ACCOUNT_NOTICE_KINDS];

/** What is known of a kind of notice, whoever it is for. */
export function noticeSpec(kind: NoticeKind): NoticeSpec {
  return { ...CLIENT_NOTICES, ...ACCOUNT_NOTICES }[kind];
}

/** How a member of staff wants to be told: each notice at once, one mail in the morning, or in the app alone. */
export const NOTICE_MODES = ['at_once', 'digest', 'in_app'] as const;
export type NoticeMode = (typeof NOTICE_MODES)[number];

/** What became of one message: `simulated` left no house, `sent` was taken by a server, `delivered` reached a telephone. */
export const NOTICE_OUTCOMES = [
  'sent',
  'delivered',
  'undelivered',
  'simulated',
  'not_allowed',
  'given_up',
  'withdrawn',
] as const;
export type NoticeOutcome = (typeof NOTICE_OUTCOMES)[number];
