import type { CONTACT_ACTIONS } from '../charter/contact-actions.js';

/** What was done about appointments and groups, in English. */
export const contactActionWords = {
  'contact.list': 'Read the appointments of a client',
  'contact.calendar': 'Read a calendar',
  'contact.file': 'Took an appointment into a calendar',
  'contact.plan': 'Planned an appointment',
  'contact.move': 'Moved an appointment of a client',
  'contact.cancel': 'Cancelled an appointment',
  'contact.record': 'Recorded whether a client came',
  'contact.undo': 'Undid a record of coming',
  'group.plan': 'Planned a group',
  'group.view': 'Read the list of a group',
  'group.record': 'Recorded who came to a group',
} satisfies Record<keyof typeof CONTACT_ACTIONS, string>;
