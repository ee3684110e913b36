import type { DOCUMENT_ACTIONS } from '../charter/document-actions.js';
import type { CodeWords } from './code-words.js';
import type { documentCodes as english } from './codes.document.en.js';

/** Values of documents and letters in Arabic words. */
export const documentCodes: CodeWords<typeof english> = {
  document_kind: {
    report: 'تقرير',
    result: 'نتيجة',
    prescription: 'وصفة طبية',
    agreement: 'اتفاق',
    identity_document: 'وثيقة هوية',
    court_paper: 'ورقة محكمة',
    certificate: 'شهادة',
    picture: 'صورة',
    other: 'غير ذلك',
  },
  letter_kind: {
    referral_letter: 'خطاب إحالة',
    discharge_summary: 'ملخص الخروج',
    attendance: 'شهادة حضور',
  },
  letter_revoke_reason: {
    wrong_client: 'متلقي خدمة آخر',
    wrong_content: 'محتوى خاطئ',
    replaced: 'حلّ محله خطاب آخر',
    client_wish: 'برغبة متلقي الخدمة',
  },
};

/** What the audit says of these actions. */
export const documentActionWords = {
  'document.list': 'قرأ قائمة المستندات',
  'document.open': 'فتح مستندًا',
  'document.keep': 'حفظ مستندًا',
  'document.void': 'أبطل مستندًا',
  'letter.list': 'قرأ قائمة الخطابات',
  'letter.open': 'فتح خطابًا',
  'letter.give': 'سلّم خطابًا',
  'letter.revoke': 'ألغى خطابًا',
  'letter.verify': 'سُئل هل الخطاب سارٍ',
} satisfies Record<keyof typeof DOCUMENT_ACTIONS, string>;
