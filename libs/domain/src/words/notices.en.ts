import type { NoticeWords } from './notices.js';

/** What leaves the house, in English. Somebody else may be looking at the screen: no place, no matter, no name. */
export const NOTICES_EN: NoticeWords = {
  client: {
    subject: 'There is something new for you',
    lines: {
      'appointment.given': 'A time was set for you.',
      'appointment.changed': 'A time of yours has changed.',
      'appointment.cancelled': 'A time of yours was cancelled.',
      'waiting.listed': 'There is an answer for you.',
      'consent.withdrawn': 'What you asked for was done.',
      'consent.expiring': 'Something of yours ends soon.',
      'record.opened': 'There is something for you to read.',
      'complaint.answered': 'There is an answer for you.',
      'correction.answered': 'There is an answer for you.',
      'request.answered': 'There is an answer for you.',
      'breach.told': 'Please read something important.',
    },
    dated: {
      'appointment.given': 'A time was set for you: {when}.',
      'appointment.changed': 'Your new time: {when}.',
    },
    open: 'Read more: {link}',
    why: 'You asked to be told this way. You can change that on the same page at any time.',
  },
  account: {
    subject: 'There is something new in your list',
    lines: {
      'work.assigned': 'A colleague has handed you something.',
      'work.overdue': 'Something is overdue and waits for you.',
      'work.escalated': 'Something could not wait any longer.',
      'message.dead': 'Something could not be delivered.',
      'complaint.received': 'Something new came in and has a deadline.',
      'correction.received': 'Something new came in and has a deadline.',
      'request.received': 'Something new came in and has a deadline.',
      'deadline.near': 'A deadline is near.',
      'breach.due': 'A deadline is near and cannot be moved.',
      'permit.expiring': 'Something runs out soon.',
      'consent.ending': 'Something you look after ends soon.',
      'alert.raised': 'Something needs you now.',
    },
    digest: 'There are things you have not read yet.',
    open: 'Sign in to see it: {link}',
    why: 'You can change how you are told under your notices.',
  },
};
