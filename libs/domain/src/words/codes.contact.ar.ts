import type { CodeWords } from './code-words.js';
import type { contactActionWords as englishActions } from './codes.contact.en.js';

/** ما جرى في المواعيد والمجموعات، بالعربية. */
export const contactActionWords: CodeWords<typeof englishActions> = {
  'contact.list': 'اطّلع على مواعيد متلقي الخدمة',
  'contact.calendar': 'اطّلع على تقويم',
  'contact.file': 'نقل موعدًا إلى تقويم',
  'contact.plan': 'حدّد موعدًا',
  'contact.move': 'نقل موعدًا',
  'contact.cancel': 'ألغى موعدًا',
  'contact.record': 'سجّل حضور متلقي الخدمة من عدمه',
  'contact.undo': 'تراجع عن تسجيل حضور',
  'group.plan': 'حدّد لقاء مجموعة',
  'group.view': 'اطّلع على قائمة مجموعة',
  'group.record': 'سجّل من حضر المجموعة',
};
