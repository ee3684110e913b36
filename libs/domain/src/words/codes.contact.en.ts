import type {
  CancelReason,
  ContactKind,
  ContactOutcome,
  GroupKind,
  SeriesScope,
} from '../charter/contact.js';
import type { CONTACT_ACTIONS } from '../charter/contact-actions.js';

/** Values of appointments and groups, in English words: a value without a word does not compile. */
export const contactCodes = {
  contact_kind: {
    visit: 'Visit',
    call: 'Call',
    message: 'Message',
    home: 'Home visit',
    online: 'Online',
  } satisfies Record<ContactKind, string>,
  contact_outcome: {
    kept: 'Came',
    late: 'Came late',
    no_show: 'Did not come',
    cancelled_by_client: 'Cancelled by the client',
    cancelled_by_staff: 'Cancelled by staff',
    cancelled_by_organisation: 'Cancelled by the house',
  } satisfies Record<ContactOutcome, string>,
  cancel_reason: {
    illness: 'Illness',
    work_or_school: 'Work or school',
    family: 'Family',
    transport: 'Transport',
    holiday: 'Holiday',
    staff_away: 'Staff are away',
    no_room: 'No room',
    care_ended: 'Care has ended',
    other: 'Another reason',
  } satisfies Record<CancelReason, string>,
  group_kind: {
    therapy: 'Therapy group',
    skills: 'Skills',
    education: 'Education',
    family: 'Family group',
    activity: 'Activity',
    aftercare: 'Aftercare',
  } satisfies Record<GroupKind, string>,
  series_scope: {
    this: 'This one alone',
    following: 'This one and all that follow',
  } satisfies Record<SeriesScope, string>,
};

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
