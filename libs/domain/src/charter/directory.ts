/** What stands in the directory: a service of the network, or mutual aid, which belongs to nobody and is no service. */
export const DIRECTORY_KINDS = ['service', 'mutual_aid'] as const;
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number];

/** Whom a meeting of mutual aid is for: people who depend on a substance, or those close to them. */
export const MEETING_AUDIENCES = ['dependent', 'relatives'] as const;
export type MeetingAudience = (typeof MEETING_AUDIENCES)[number];

export const MEETING_WAYS = ['in_person', 'online'] as const;
export type MeetingWay = (typeof MEETING_WAYS)[number];
