import type { DOCUMENT_ACTIONS } from '../charter/document-actions.js';
import type { CodeWords } from './code-words.js';
import type { documentCodes as english } from './codes.document.en.js';

/** Values of documents and letters in Russian words. */
export const documentCodes: CodeWords<typeof english> = {
  document_kind: {
    report: 'Заключение',
    result: 'Результат',
    prescription: 'Рецепт',
    agreement: 'Соглашение',
    identity_document: 'Документ, удостоверяющий личность',
    court_paper: 'Бумага суда',
    certificate: 'Справка',
    picture: 'Снимок',
    other: 'Другое',
  },
  letter_kind: {
    referral_letter: 'Направление',
    discharge_summary: 'Выписной эпикриз',
    attendance: 'Справка о посещениях',
  },
  letter_revoke_reason: {
    wrong_client: 'Другой клиент',
    wrong_content: 'Неверное содержание',
    replaced: 'Есть новое письмо вместо него',
    client_wish: 'По желанию клиента',
  },
};

/** What the audit says of these actions. */
export const documentActionWords = {
  'document.list': 'Читал список документов',
  'document.open': 'Открыл документ',
  'document.keep': 'Сохранил документ',
  'document.void': 'Отметил документ как недействительный',
  'letter.list': 'Читал список писем',
  'letter.open': 'Открыл письмо',
  'letter.give': 'Выдал письмо',
  'letter.revoke': 'Отозвал письмо',
  'letter.verify': 'Спрошено, действует ли письмо',
} satisfies Record<keyof typeof DOCUMENT_ACTIONS, string>;
