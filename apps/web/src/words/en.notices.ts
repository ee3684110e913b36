import { noticeCodes } from '../../../../libs/domain/src/words/codes.notices.en.js';

/** What the screens about notices and safe contact say in English. */
export const noticesWords = {
  codes: noticeCodes,
  notices: {
    intro: 'What you were told, the newest first.',
    empty_title: 'Nothing new',
    empty:
      'What concerns you appears here: work that was handed to you, what is overdue, what could not be delivered.',
    kind: 'What',
    when: 'When',
    read_all: 'Mark all as read',
    fresh: 'new',
    how: 'How you are told',
    mode: 'Messages outside of this page',
    mode_hint: 'What is urgent reaches you at once while you are on duty.',
    email: 'Your mail address',
    email_hint: 'No message names a client, a place or a matter.',
    quiet_from: 'Quiet from',
    quiet_until: 'Quiet until',
    quiet_hint: 'Left empty: the quiet hours of your region.',
    save: 'Save',
    device: 'This browser',
    device_lead:
      'What reaches you at once also appears as a line on this computer or telephone: “{{line}}”. Signing out ends it here.',
    device_line: 'There is something new in your list',
    device_mode:
      'It works while “{{mode}}” is chosen above. With the mail of the morning only what is urgent comes here.',
    device_on: 'Show messages in this browser',
    device_is_on: 'This browser shows you a line when there is something new.',
    device_off: 'Stop in this browser',
    device_denied: 'The browser does not let this page show messages. You can change that in its settings.',
    device_failed: 'The browser could not be set up. Messages stand here, on this page.',
    simulated:
      'No real message leaves this house by: {{channels}}. They are simulated until the operator sets them up.',
    contact: 'How to reach the client',
    contact_button: 'How to reach',
    contact_intro: 'Write down only what the client says. Nothing is taken over from the record.',
    anonymous:
      'No name is kept of this client, and so no number or address. What they are told stands in their own window.',
    said_nothing: 'The client has not said anything yet: nothing leaves the house.',
    do_not: 'Do not contact at all, only the window',
    channels: 'Messages may come by',
    phone: 'Telephone, with country code',
    readers: 'Who else reads or hears this telephone',
    leave: 'A message may be left there',
    from: 'It may say from whom it comes (a neutral name)',
    say_when: 'It may say day and hour of an appointment',
    hours_from: 'Reachable from',
    hours_until: 'Reachable until',
    language: 'Language of messages',
    as_record: 'As in the record',
    note: 'What to mind when ringing',
    last: 'Last messages',
    by_client: 'Last changed by the client in their window',
    contact_save: 'Write down',
  },
};
