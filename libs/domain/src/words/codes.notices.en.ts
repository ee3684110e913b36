import type { NOTICE_ACTIONS } from '../charter/notices-actions.js';
import type { NoticeChannel, NoticeKind, NoticeMode, NoticeOutcome } from '../charter/notices.js';
import type { PhoneReader } from '../wire/notices.js';

/** Notices and safe contact, in English words: for screens behind a sign-in, never for what leaves the house. */
export const noticeCodes = {
  notice_kind: {
    'appointment.given': 'A time was set',
    'appointment.changed': 'A time has changed',
    'appointment.cancelled': 'A time was cancelled',
    'waiting.listed': 'A place on the waiting list was offered',
    'consent.withdrawn': 'Withdrawal of a consent was recorded',
    'consent.expiring': 'A consent ends soon',
    'record.opened': 'The record was opened out of turn',
    'complaint.answered': 'A complaint was answered',
    'correction.answered': 'A request for correction was answered',
    'request.answered': 'A request was answered',
    'breach.told': 'Data were lost or seen by somebody who should not have',
    'work.assigned': 'Work was handed to you',
    'work.overdue': 'Work is overdue',
    'work.escalated': 'Work has gone to the coordination office',
    'message.dead': 'A message could not be delivered',
    'complaint.received': 'A complaint came in',
    'correction.received': 'A request for correction came in',
    'request.received': 'A request about data came in',
    'deadline.near': 'A deadline is near',
    'breach.due': 'A data breach has to be reported',
    'permit.expiring': 'A permit runs out soon',
    'consent.ending': 'A consent of a client ends soon',
    'alert.raised': 'An alert was raised for a client',
  } satisfies Record<NoticeKind, string>,
  notice_channel: {
    email: 'E-mail',
    sms: 'Text message',
    push: 'This device',
  } satisfies Record<NoticeChannel, string>,
  notice_mode: {
    at_once: 'Each at once',
    digest: 'One mail in the morning',
    in_app: 'Only here',
  } satisfies Record<NoticeMode, string>,
  notice_outcome: {
    sent: 'sent',
    delivered: 'arrived',
    undelivered: 'did not arrive',
    simulated: 'simulated, nothing left the house',
    not_allowed: 'no longer allowed',
    given_up: 'could not be sent',
    withdrawn: 'taken back',
  } satisfies Record<NoticeOutcome, string>,
  phone_reader: {
    only_me: 'Only the client',
    family: 'Family',
    others: 'Others',
    not_said: 'Not said',
  } satisfies Record<PhoneReader, string>,
};

export const noticeActionWords = {
  'notice.list': 'Read their notices',
  'notice.read': 'Marked notices as read',
  'notice.preferences': 'Read how they are told',
  'notice.prefer': 'Chose how they are told',
  'contact.view': 'Read how a client may be reached',
  'contact.change': 'Wrote down how a client may be reached',
  'window.notices': 'Read their own notices',
  'window.contact': 'Read how they are reached',
  'window.contact_change': 'Chose how they are reached',
  'notice.send': 'Told somebody',
  'notice.receipt': 'Took the receipt of a message',
} satisfies Record<keyof typeof NOTICE_ACTIONS, string>;
