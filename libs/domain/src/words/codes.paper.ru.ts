import type { CodeWords } from './code-words.js';
import type { paperActionWords as actionsEn, paperCodes as codesEn } from './codes.paper.en.js';

/** Papers for the client, in Russian words. */
export const paperCodes = {
  paper: {
    record: 'Запись для чтения (PDF)',
    record_data: 'Запись в виде данных (FHIR)',
    accounting: 'Кому и что было передано',
    consent: 'Копия согласия',
    certificate: 'Справка о дате добровольного лечения',
  },
  paper_request_way: {
    in_person: 'Лично',
    in_writing: 'Письменно',
    by_telephone: 'По телефону',
    by_representative: 'Через представителя',
  },
} satisfies CodeWords<typeof codesEn>;

export const paperActionWords = {
  'paper.take': 'Взятие документа со своей страницы',
  'paper.hand_over': 'Выдача документа по просьбе клиента',
} satisfies Record<keyof typeof actionsEn, string>;
