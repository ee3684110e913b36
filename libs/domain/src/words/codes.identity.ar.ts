import type { identityCodes as english } from './codes.identity.en.js';
import type { CodeWords } from './code-words.js';

/** Who may know who somebody is, in Arabic words. */
export const identityCodes = {
  identity_mode: {
    identified: 'بالاسم',
    pseudonymous: 'باسم مختار',
    anonymous: 'دون اسم',
  },
  break_glass_kind: {
    emergency: 'طارئ',
    planned: 'بشخصين',
  },
  break_glass_reason: {
    life_at_risk: 'الحياة في خطر',
    overdose: 'جرعة زائدة',
    unconscious: 'فاقد الوعي',
    suicide_risk: 'خطر انتحار',
    violence: 'عنف',
    child_at_risk: 'طفل في خطر',
    client_asked: 'بطلب متلقي الخدمة',
    continuity_of_care: 'لمواصلة الرعاية',
    wrong_record: 'قد يكون الملف خاطئًا',
    complaint: 'شكوى',
    court_order: 'أمر محكمة',
    audit_finding: 'ملاحظة تدقيق',
  },
  break_glass_field: {
    name: 'الاسم',
    birth_date: 'تاريخ الميلاد',
    photo: 'الصورة',
    contact: 'الهاتف والعنوان',
    documents: 'الوثائق',
    safety: 'معلومات السلامة',
  },
  break_glass_state: {
    requested: 'ينتظر شخصًا ثانيًا',
    refused: 'لم يُؤذن به',
    lapsed: 'لم يقرر أحد في الوقت',
    open: 'مفتوح الآن',
    over: 'ينتظر المراجعة',
    reviewed: 'رُوجع',
  },
  break_glass_verdict: {
    justified: 'مبرر',
    not_justified: 'غير مبرر',
  },
  client_told: {
    told: 'متلقي الخدمة يعلم',
    not_yet: 'سيُبلَّغ متلقي الخدمة لاحقًا',
    dangerous: 'الإبلاغ يعرّض أحدًا للخطر',
  },
  protection_kind: {
    staff: 'من العاملين',
    public_person: 'شخصية عامة',
    minor: 'قاصر',
    known_to_staff: 'معروف للعاملين',
  },
  protection_alert: {
    refused: 'محاولة فتح الملف',
    own_record: 'محاولة فتح ملفه الشخصي',
    opened: 'فُتح بالوصول الاستثنائي',
  },
  merge_ground: {
    same_document: 'الوثيقة نفسها',
    client_says_so: 'متلقي الخدمة يقول ذلك',
    recognised_by_staff: 'تعرّف عليه العاملون',
    entered_twice: 'أُدخل مرتين بالخطأ',
  },
  merge_state: {
    proposed: 'ينتظر شخصًا ثانيًا',
    refused: 'ليسا الشخص نفسه',
    merged: 'مضمومان',
    undone: 'أُلغي الضم',
  },
  data_authority: {
    court: 'محكمة',
    prosecutor: 'نيابة',
    police: 'شرطة',
    social_authority: 'جهة اجتماعية',
    employer: 'صاحب عمل',
    lawyer: 'محامٍ',
    other: 'جهة أخرى',
  },
  data_basis: {
    court_order: 'أمر محكمة',
    statutory_duty: 'قانون مسمى',
    written_request: 'خطاب',
    none_named: 'لم يُذكر أساس',
  },
  data_decision: {
    neither: 'لا تأكيد ولا نفي',
    court_order: 'تسليم ما أمرت به المحكمة',
  },
  data_state: {
    received: 'ينتظر القرار',
    decided: 'ينتظر موعده',
    answered: 'أُجيب',
  },
} as const satisfies CodeWords<typeof english>;
