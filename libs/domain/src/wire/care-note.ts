import type { CareNoteKind } from '../charter/care-note.js';
import type { Language } from '../charter/code-lists.js';
import type { Stage } from '../charter/pathway.js';
import type { Labels } from './common.js';

/** What somebody writes and signs in one step; what is not signed yet is a kept form. */
export interface NoteWriting {
  kind: CareNoteKind;
  words: string;
  /** When what it tells of happened, at or before now; null: now. */
  written_at: string | null;
}

export interface NoteAmending {
  words: string;
}
export interface NoteVoiding {
  /** Why it does not count: `wrong client`, `written twice`. */
  reason: string;
}

/** A change of a note: its own name, and which version stands now. */
export interface NoteWritten {
  note: string;
  version: number;
  signed_at: string;
}

/** A note as it stands. Of another house: the day alone, no author and no name to open it by. */
export interface NoteView {
  /** Null: another house wrote it. */
  note: string | null;
  kind: CareNoteKind;
  stage: Stage | null;
  organisation: Labels;
  own: boolean;
  author: string | null;
  /** Whether the reader wrote it, and may amend it. */
  mine: boolean;
  language: Language;
  /** Null: the house that wrote it has forgotten the client. */
  words: string | null;
  written_at: string;
  signed_at: string;
  /** 1: never amended. */
  version: number;
  voided_at: string | null;
  voided_by: string | null;
  void_reason: string | null;
}

/** One note with everything it ever said, the first version first. */
export interface NoteHistory {
  note: string;
  versions: NoteView[];
}
