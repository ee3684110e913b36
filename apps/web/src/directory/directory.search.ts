import { DIRECTORY_KINDS, MEETING_AUDIENCES } from '#domain/charter/directory.js';
import type { DirectoryKind, MeetingAudience } from '#domain/charter/directory.js';

/** What the directory is searched by, as its address holds it. */
export interface DirectorySearch {
  /** The list of services instead of the meetings. */
  readonly list?: 'services';
  readonly town?: string;
  readonly weekday?: number;
  readonly for?: MeetingAudience;
  readonly online?: boolean;
  readonly kind?: DirectoryKind;
}

const TOWN_CHARACTERS_MAX = 100;

export function readDirectorySearch(search: Readonly<Record<string, unknown>>): DirectorySearch {
  const { town, online } = search;
  const weekday = Number(search['weekday']);
  const audience = MEETING_AUDIENCES.find((each) => each === search['for']);
  const kind = DIRECTORY_KINDS.find((each) => each === search['kind']);
  return {
    ...(search['list'] === 'services' ? { list: 'services' } : {}),
    ...(typeof town === 'string' && town.trim() !== '' ? { town: town.slice(0, TOWN_CHARACTERS_MAX) } : {}),
    ...(Number.isInteger(weekday) && weekday >= 1 && weekday <= 7 ? { weekday } : {}),
    ...(audience ? { for: audience } : {}),
    ...(online === true || online === 'true' ? { online: true } : {}),
    ...(online === false || online === 'false' ? { online: false } : {}),
    ...(kind ? { kind } : {}),
  };
}
