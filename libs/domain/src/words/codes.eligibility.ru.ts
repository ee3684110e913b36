import type { CodeWords } from './code-words.js';
import type {
  eligibilityActionWords as englishActions,
  eligibilityCodes as english,
} from './codes.eligibility.en.js';

/** Токены права на участие, по-русски. */
export const eligibilityCodes: CodeWords<typeof english> = {
  token_recipient: {
    lender: 'Кредитор',
    employer: 'Работодатель',
    trainer: 'Учебная организация',
  },
  token_use: { once: 'Для одной заявки', until: 'До последнего дня срока' },
  token_state: { valid: 'Действует', used: 'Использован', expired: 'Срок истёк', ended: 'Прекращён' },
};

export const eligibilityActionWords: CodeWords<typeof englishActions> = {
  'eligibility.issue': 'Выдан токен права на участие',
  'eligibility.revoke': 'Прекращён токен права на участие',
  'eligibility.view': 'Прочитаны токены клиента',
  'eligibility.desk': 'Открыта страница партнёра',
  'eligibility.check': 'Проверен токен',
  'eligibility.take': 'Токен принят к заявке',
  'eligibility.list': 'Прочитан список предъявленных токенов',
  'eligibility.export': 'Выгружен список предъявленных токенов',
};
