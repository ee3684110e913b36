import type { NOTE_ACTIONS } from '../charter/note-actions.js';
import type { CodeWords } from './code-words.js';
import type { noteCodes as english } from './codes.note.en.js';

/** Values of notes in Arabic words. */
export const noteCodes: CodeWords<typeof english> = {
  care_note_kind: {
    progress: 'سير الحال',
    round: 'جولة الجناح',
    shift: 'المناوبة',
    telephone: 'هاتف',
    visit: 'زيارة',
    conference: 'اجتماع الحالة',
    counselling: 'إرشاد نفسي',
  },
};

/** What the audit says of these actions. */
export const noteActionWords = {
  'note.list': 'قرأ الملاحظات',
  'note.counselling': 'قرأ ملاحظات الإرشاد النفسي',
  'note.view': 'قرأ ملاحظة بكل نسخها',
  'note.write': 'كتب ملاحظة ووقّعها',
  'note.amend': 'عدّل ملاحظة',
  'note.void': 'أبطل ملاحظة',
} satisfies Record<keyof typeof NOTE_ACTIONS, string>;
