import type { CodeWords } from './code-words.js';
import type { paperActionWords as actionsEn, paperCodes as codesEn } from './codes.paper.en.js';

/** Papers for the client, in Arabic words. */
export const paperCodes = {
  paper: {
    record: 'السجل للقراءة (PDF)',
    record_data: 'السجل كبيانات (FHIR)',
    accounting: 'لمن أُفصح عن معلومات',
    consent: 'نسخة من موافقة',
    certificate: 'شهادة بتاريخ العلاج الطوعي',
  },
  paper_request_way: {
    in_person: 'حضورًا',
    in_writing: 'كتابةً',
    by_telephone: 'بالهاتف',
    by_representative: 'عن طريق ممثل',
  },
} satisfies CodeWords<typeof codesEn>;

export const paperActionWords = {
  'paper.take': 'أخذ مستندًا من صفحته الخاصة',
  'paper.hand_over': 'تسليم مستند بطلب متلقي الخدمة',
} satisfies Record<keyof typeof actionsEn, string>;
