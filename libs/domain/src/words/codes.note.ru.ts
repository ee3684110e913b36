import type { NOTE_ACTIONS } from '../charter/note-actions.js';
import type { CodeWords } from './code-words.js';
import type { noteCodes as english } from './codes.note.en.js';

/** Values of notes in Russian words. */
export const noteCodes: CodeWords<typeof english> = {
  care_note_kind: {
    progress: 'Как идёт',
    round: 'Обход',
    shift: 'Смена',
    telephone: 'Телефон',
    visit: 'Визит',
    conference: 'Консилиум',
    counselling: 'Работа психолога',
  },
};

/** What the audit says of these actions. */
export const noteActionWords = {
  'note.list': 'Читал записи',
  'note.counselling': 'Читал записи психолога',
  'note.view': 'Читал запись со всеми её версиями',
  'note.write': 'Сделал и подписал запись',
  'note.amend': 'Дополнил запись',
  'note.void': 'Отметил запись как недействительную',
} satisfies Record<keyof typeof NOTE_ACTIONS, string>;
