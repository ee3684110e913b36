import type { CareNoteKind } from '../charter/care-note.js';
import type { NOTE_ACTIONS } from '../charter/note-actions.js';

/** Values of notes in English words. */
export const noteCodes = {
  care_note_kind: {
    progress: 'How it goes',
    round: 'Ward round',
    shift: 'Shift',
    telephone: 'Telephone',
    visit: 'Visit',
    conference: 'Case conference',
    counselling: 'Counselling',
  } satisfies Record<CareNoteKind, string>,
};

/** What the audit says of these actions. */
export const noteActionWords = {
  'note.list': 'Read notes',
  'note.counselling': 'Read counselling notes',
  'note.view': 'Read a note with its versions',
  'note.write': 'Wrote and signed a note',
  'note.amend': 'Amended a note',
  'note.void': 'Marked a note as void',
} satisfies Record<keyof typeof NOTE_ACTIONS, string>;
