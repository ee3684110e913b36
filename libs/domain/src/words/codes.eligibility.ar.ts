import type { CodeWords } from './code-words.js';
import type {
  eligibilityActionWords as englishActions,
  eligibilityCodes as english,
} from './codes.eligibility.en.js';

/** رموز الاستحقاق بالعربية. */
export const eligibilityCodes: CodeWords<typeof english> = {
  token_recipient: { lender: 'جهة تمويل', employer: 'جهة عمل', trainer: 'جهة تدريب' },
  token_use: { once: 'لطلب واحد', until: 'حتى آخر يوم في مدته' },
  token_state: { valid: 'سارٍ', used: 'استُخدم', expired: 'انتهت مدته', ended: 'أُنهي' },
};

export const eligibilityActionWords: CodeWords<typeof englishActions> = {
  'eligibility.issue': 'أصدر رمز استحقاق',
  'eligibility.revoke': 'أنهى رمز استحقاق',
  'eligibility.view': 'اطّلع على رموز متلقي الخدمة',
  'eligibility.desk': 'فتح صفحة الشركاء',
  'eligibility.check': 'تحقق من رمز',
  'eligibility.take': 'قبِل رمزًا لطلب',
  'eligibility.list': 'اطّلع على الرموز المقدَّمة',
  'eligibility.export': 'صدّر الرموز المقدَّمة',
};
