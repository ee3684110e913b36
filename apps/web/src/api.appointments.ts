import type {
  AttendanceRequest,
  ClientContacts,
  ContactCancelRequest,
  ContactMoveRequest,
  ContactPlanRequest,
  ContactsWritten,
  ContactView,
  GroupAttendanceLine,
  GroupPlanned,
  GroupPlanRequest,
  GroupView,
  StaffCalendar,
} from '#domain/wire/contact.js';
import { asked, http, keyed, page, versioned } from './api.http.js';

export const listAppointments = (client: string, cursor?: string): Promise<ClientContacts> =>
  asked(
    http.GET('/api/clients/{client}/appointments', { params: { path: { client }, query: page(cursor) } }),
  );
export const planAppointment = (
  client: string,
  body: ContactPlanRequest,
  key: string,
): Promise<ContactsWritten> =>
  asked(
    http.POST('/api/clients/{client}/appointments', {
      params: { path: { client }, header: keyed(key) },
      body,
    }),
  );

/** An appointment on the version somebody has seen. */
export interface Seen {
  readonly contact: string;
  readonly version: number;
}

const on = ({ contact, version }: Seen, key: string) => ({
  params: { path: { contact }, header: versioned(key, version) },
});

export const moveAppointment = (
  seen: Seen,
  body: ContactMoveRequest,
  key: string,
): Promise<ContactsWritten> =>
  asked(http.POST('/api/appointments/{contact}/move', { ...on(seen, key), body }));
export const cancelAppointment = (
  seen: Seen,
  body: ContactCancelRequest,
  key: string,
): Promise<ContactsWritten> =>
  asked(http.POST('/api/appointments/{contact}/cancel', { ...on(seen, key), body }));
export const recordAttendance = (seen: Seen, body: AttendanceRequest, key: string): Promise<ContactView> =>
  asked(http.POST('/api/appointments/{contact}/attendance', { ...on(seen, key), body }));
export const undoAttendance = (seen: Seen, key: string): Promise<ContactView> =>
  asked(http.POST('/api/appointments/{contact}/undo', on(seen, key)));

export const readCalendar = (days: {
  from_on: string;
  until_on: string;
  colleague?: string;
}): Promise<StaffCalendar> => asked(http.GET('/api/calendar', { params: { query: days } }));

/** Addresses of calendar files: a link hands them to the telephone or the calendar of whoever follows it. */
export const calendarFile = (from: string, until: string): string =>
  `/api/calendar/file?from_on=${from}&until_on=${until}`;
export const appointmentFile = (contact: string): string => `/api/appointments/${contact}/file`;

export const planGroup = (body: GroupPlanRequest, key: string): Promise<GroupPlanned> =>
  asked(http.POST('/api/groups', { params: { header: keyed(key) }, body }));
export const readGroup = (group: string): Promise<GroupView> =>
  asked(http.GET('/api/groups/{group}', { params: { path: { group } } }));
export const recordGroup = (
  group: string,
  version: number,
  attendance: GroupAttendanceLine[],
  key: string,
): Promise<GroupView> =>
  asked(
    http.POST('/api/groups/{group}/attendance', {
      params: { path: { group }, header: versioned(key, version) },
      body: { attendance },
    }),
  );
