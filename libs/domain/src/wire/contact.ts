import type {
  AttendanceOutcome,
  Cancelled,
  CancelReason,
  ContactKind,
  ContactOutcome,
  GroupKind,
  GroupKindAsked,
  SeriesScope,
} from '../charter/contact.js';
import type { Labels, Page } from './common.js';
import type { ColleagueView } from './work.js';

/** What is planned with a client, and what came of it. Instants in UTC; `time_zone` is that of the site. */
export interface ContactView {
  contact: string;
  /** The own code of the client; null where another house planned it. */
  client: string | null;
  kind: ContactKind;
  starts_at: string;
  ends_at: string;
  time_zone: string;
  organisation: Labels;
  own_house: boolean;
  site: Labels | null;
  with: ColleagueView | null;
  /** The series and the group it belongs to. */
  series: string | null;
  group: string | null;
  happened: ContactOutcome | null;
  reason: CancelReason | null;
  attended_at: string | null;
  recorded_at: string | null;
  /** Until when whoever recorded it may undo it. */
  undo_until: string | null;
  /** When it was planned, moved or recorded the last time. */
  changed_at: string;
  version: number;
}

export interface ContactPlanRequest {
  kind: ContactKind;
  starts_at: string;
  ends_at: string;
  /** The code of an own site; the main one where none is named. */
  site?: string;
  /** A colleague, or `me`; nobody yet where null. */
  with: string | null;
  /** A recurrence (RFC 5545, the part that `recurrence` reads). */
  rule?: string;
  /** Local days that are left out. */
  exceptions?: string[];
}

export interface ContactMoveRequest {
  starts_at: string;
  ends_at: string;
  with: string | null;
  scope: SeriesScope;
}

export interface ContactCancelRequest {
  by: Cancelled;
  reason: CancelReason;
  scope: SeriesScope;
}

export interface AttendanceRequest {
  happened: AttendanceOutcome;
  attended_at?: string;
}

/** Something else that the same member of staff or the same client has at that hour: shown, never in the way. */
export interface ContactOverlap {
  whose: 'staff' | 'client';
  starts_at: string;
  ends_at: string;
}

export interface ContactsWritten {
  /** The first of them. */
  contact: string;
  version: number;
  series: string | null;
  /** How many contacts the change was about. */
  contacts: number;
  overlaps: ContactOverlap[];
}

export interface ClientContacts extends Page<ContactView> {
  /** When the client was there the last time, as far as is known here. */
  last_contact_at: string | null;
  upcoming: ContactView[];
}

export interface StaffCalendar {
  time_zone: string;
  /** The first day of the week here: 1 is Monday. */
  week_starts_on: number;
  items: ContactView[];
  /** There is more in these days than is shown. */
  more: boolean;
}

export interface GroupPlanned extends GroupView {
  overlaps: ContactOverlap[];
}

export interface GroupPlanRequest {
  kind: GroupKindAsked;
  starts_at: string;
  ends_at: string;
  site?: string;
  with: string | null;
  /** Own codes of clients. */
  clients: string[];
}

export interface GroupView {
  group: string;
  kind: GroupKind;
  starts_at: string;
  ends_at: string;
  time_zone: string;
  site: Labels | null;
  with: ColleagueView | null;
  contacts: ContactView[];
  version: number;
}

export interface GroupAttendanceLine extends AttendanceRequest {
  client: string;
}

export interface GroupAttendanceRequest {
  attendance: GroupAttendanceLine[];
}
