import type { Language } from '../charter/code-lists.js';
import type { DirectoryKind, MeetingAudience, MeetingWay } from '../charter/directory.js';
import type { Labels } from './common.js';

/** An entry of the directory: where something is and how it is reached. Nothing here leads to a client. */
export interface DirectoryEntryView {
  code: string;
  kind: DirectoryKind;
  names: Labels;
  town: Labels;
  /** Region or governorate. */
  region: Labels;
  address: Labels | null;
  telephone: string | null;
  /** The organisation of the network behind it; null: mutual aid, which is none of the network's. */
  organisation: string | null;
}

/** One meeting of a mutual-aid group, as it comes back every week. */
export interface MeetingView {
  /** The group, as the directory has it. */
  group: { code: string; names: Labels; town: Labels };
  /** ISO: Monday is 1, Sunday is 7. */
  weekday: number;
  /** Local time `HH:MM` in `time_zone`. */
  starts: string;
  minutes: number;
  time_zone: string;
  way: MeetingWay;
  for: MeetingAudience;
  language: Language;
  /** Anybody may come; a closed meeting is for those it is named for alone. */
  open: boolean;
  /** The last day on which somebody said that it still takes place; one that is too long ago is in no list. */
  confirmed_on: string;
}
