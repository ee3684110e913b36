import type { CodeWords } from './code-words.js';
import type { CONSENT_ENDS_EN, CONSENT_PARTS_EN, CONSENT_WORDS_EN } from './consent.en.js';

/** What the document of a consent says around the text of the jurisdiction, in Arabic. */
export const CONSENT_WORDS_AR = {
  consent_kind: {
    service: 'الرعاية والعلاج',
    care_sharing: 'مشاركة معلوماتي مع جهة أخرى تساعدني',
    tpo: 'العلاج ودفع تكاليفه وتسيير الخدمات',
    counselling_notes: 'ملاحظات الإرشاد النفسي',
    proceedings: 'محكمة أو إجراءات رسمية',
    follow_up: 'السؤال لاحقًا عن حالي',
    research: 'البحث العلمي',
    employer: 'التواصل مع جهة عمل',
    lender: 'التواصل مع البنك أو جهة التمويل',
    media: 'قصتي أمام الناس',
    family_information: 'إخبار أسرتي',
  },
  consent_purpose: {
    care: 'لمساعدتي وعلاجي',
    follow_up: 'للسؤال لاحقًا عن حالي',
    payment: 'لدفع تكاليف المساعدة',
    operations: 'لتسيير الخدمات جيدًا',
    proceedings: 'لهذه القضية أو هذا الإجراء',
    research: 'لهذا البحث',
    employer_contact: 'لإيجاد عمل والبقاء فيه',
    lender_contact: 'للحصول على قرض',
    media: 'للنشر',
    family_information: 'لإخبار أسرتي',
  },
  recipient_class: {
    own_house: 'هذه الجهة نفسها',
    treating_providers: 'من يعالجونني',
    payers: 'من يدفع تكاليف علاجي',
    family: 'من أسمّيهم من أسرتي',
    employers: 'جهة العمل التي أسمّيها',
    lenders: 'البنك أو جهة التمويل التي أسمّيها',
    researchers: 'الباحثون الذين أُخبرت عنهم',
    media: 'جهة النشر التي أُخبرت عنها',
    courts: 'المحكمة أو السلطة التي أُخبرت عنها',
  },
  disclosure_channel: {
    packet: 'عبر هذا النظام',
    export: 'كملف',
    paper: 'على الورق',
    fhir: 'كسجل بصيغة التبادل',
    token: 'كتأكيد بلا تفاصيل',
    spoken: 'شفهيًّا',
    access: 'بفتح السجل',
  },
} as const satisfies CodeWords<typeof CONSENT_WORDS_EN>;

/** The labels of the lines of a consent, in Arabic. */
export const CONSENT_PARTS_AR = {
  kind: 'ما هذه',
  from: 'الجهة المُفصِحة',
  to: 'الجهة المتلقية',
  purposes: 'لأي غرض',
  categories: 'ما يجوز مشاركته',
  safety: 'معلومات السلامة (يُسأل عنها على حدة)',
  apart: 'يُسأل عن كل واحدة على حدة',
  until: 'حتى',
  signer: 'من يوقّع',
  way: 'كيف',
  yes: 'نعم',
  no: 'لا',
  nothing: 'لا شيء',
  no_end: 'بلا نهاية؛ ويمكن سحبها في أي وقت',
  guardian_until: 'يسري توقيع ولي الأمر حتى',
} as const satisfies CodeWords<typeof CONSENT_PARTS_EN>;

/** How long a consent counts, as the client reads it, in Arabic. */
export const CONSENT_ENDS_AR = {
  date: 'تاريخ',
  end_of_care: 'انتهاء هذه الرعاية',
  handoff_completed: 'الإبلاغ عن وصولي',
  none: 'بلا نهاية',
} as const satisfies CodeWords<typeof CONSENT_ENDS_EN>;
