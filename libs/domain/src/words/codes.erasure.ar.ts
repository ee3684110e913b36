import type { CodeWords } from './code-words.js';
import type { erasureActionWords as englishActions, erasureCodes as english } from './codes.erasure.en.js';

export const erasureCodes = {
  erasure_state: {
    requested: 'بانتظار القرار',
    granted: 'ووفق عليه ولم يُنفَّذ بعد',
    refused: 'مرفوض',
    taken_back: 'سحبه متلقي الخدمة',
    carried_out: 'مُحيت البيانات',
  },
  erasure_way: {
    in_person: 'حضوريًا',
    in_writing: 'كتابةً',
    by_telephone: 'هاتفيًا',
    by_representative: 'عن طريق ممثل',
    own_window: 'من نافذته الخاصة',
    retention: 'لم يعد القانون يحفظ السجل',
  },
  erasure_ground: {
    no_longer_needed: 'لم تعد البيانات لازمة',
    consent_withdrawn: 'سُحبت الموافقة ولا سند آخر للحفظ',
    objection: 'يعترض متلقي الخدمة ولا شيء أرجح من اعتراضه',
    unlawful: 'ما كان ينبغي حفظ البيانات أصلًا',
    law_requires: 'يوجب القانون محوها',
    kept_by_law: 'يوجب القانون حفظ السجل',
    legal_claim: 'لازمة لدعوى قانونية',
    public_health: 'لازمة للصحة العامة',
    identity_not_shown: 'تعذّر التحقق من هوية مقدم الطلب',
  },
  erasure_scope: {
    person: 'لا يستطيع أحد معرفة من كان',
    organisation: 'لم تعد هذه الجهة تعرف من هو',
  },
  hold_ground: {
    court: 'أمر محكمة',
    authority: 'طلب جهة رسمية',
    claim: 'دعوى قانونية قائمة',
    complaint: 'شكوى قيد النظر',
    safeguarding: 'حماية طفل أو بالغ معرّض للخطر',
  },
  erased_store: {
    person_key: 'مفتاح بيانات الشخص',
    identity_fields: 'الاسم وتاريخ الميلاد وبيانات الاتصال والوثائق',
    search_tokens: 'علامات البحث',
    acquaintance: 'معرفة هذه الجهة بالشخص',
    drafts: 'النماذج غير المكتملة',
    open_work: 'المهام المفتوحة',
    client_code: 'رمز متلقي الخدمة (بقيت منه علامة فقط)',
  },
  kept_store: {
    case_record: 'سجل الرعاية تحت أرقام لا تدل على أحد',
    audit: 'سجل التدقيق وهو خالٍ من الأسماء',
    other_organisations: 'ما تحفظه جهات أخرى وتُسأل عنه هي',
    import_marks: 'علامة مشفّرة تمنع الاستيراد من إعادة الشخص',
  },
} as const satisfies CodeWords<typeof english>;

export const erasureActionWords = {
  'erasure.list': 'قراءة طلبات المحو',
  'erasure.view': 'قراءة ما يخص محو بيانات متلقي الخدمة',
  'erasure.request': 'تسجيل طلب محو',
  'erasure.withdraw': 'تسجيل سحب طلب محو',
  'erasure.decide': 'البت في طلب محو',
  'erasure.complete': 'محو بيانات متلقي الخدمة',
  'erasure.certificate': 'قراءة شهادة محو',
  'hold.place': 'وضع أمر حفظ قانوني',
  'hold.lift': 'رفع أمر حفظ قانوني',
} as const satisfies CodeWords<typeof englishActions>;
