import type { CodeWords } from './code-words.js';
import type { contactActionWords as englishActions } from './codes.contact.en.js';

/** Что делали со встречами и группами, по-русски. */
export const contactActionWords: CodeWords<typeof englishActions> = {
  'contact.list': 'Просмотр встреч клиента',
  'contact.calendar': 'Просмотр календаря',
  'contact.file': 'Встреча взята в календарь',
  'contact.plan': 'Назначена встреча',
  'contact.move': 'Перенесена встреча с клиентом',
  'contact.cancel': 'Отменена встреча',
  'contact.record': 'Отмечено, пришёл ли клиент',
  'contact.undo': 'Снята отметка о приходе',
  'group.plan': 'Назначено групповое занятие',
  'group.view': 'Просмотр списка группы',
  'group.record': 'Отмечено, кто пришёл на группу',
};
