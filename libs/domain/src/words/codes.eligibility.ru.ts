import type { CodeWords } from './code-words.js';
import type { eligibilityActionWords as englishActions } from './codes.eligibility.en.js';

/** Токены права на участие, по-русски. */
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
