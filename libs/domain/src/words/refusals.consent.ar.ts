import type { CONSENT_REFUSALS_EN } from './refusals.consent.en.js';

/** Why a consent cannot be recorded, narrowed or withdrawn, in Arabic. */
export const CONSENT_REFUSALS_AR: Record<keyof typeof CONSENT_REFUSALS_EN, string> = {
  'consent.recipient_own': 'لا حاجة إلى موافقة للمشاركة داخل جهتكم. اختر شريكًا.',
  'consent.category_required': 'اختر نوعًا واحدًا على الأقل من البيانات التي يوافق متلقي الخدمة على مشاركتها.',
  'consent.expired_on_arrival': 'لا يمكن أن تنتهي الموافقة قبل أن تبدأ. اختر تاريخًا لاحقًا.',
  'consent.unknown': 'لا توجد موافقة كهذه من متلقي الخدمة لهذا الشريك. سجّل الموافقة أولًا.',
  'consent.withdrawn': 'سحب متلقي الخدمة هذه الموافقة. تحدّث معه؛ فالأمر يحتاج إلى موافقة جديدة.',
  'consent.expired': 'انتهت مدة هذه الموافقة. اطلب من متلقي الخدمة موافقة جديدة.',
  'consent.already_withdrawn': 'سُحبت هذه الموافقة من قبل.',
  'consent.recipient_required': 'حدد من يجوز له أن يتلقى البيانات.',
  'consent.purpose_required': 'حدد الغرض الذي يجوز استخدام البيانات له.',
  'consent.end_required': 'حدد إلى متى تسري الموافقة: تاريخًا أو حدثًا تنتهي به.',
  'consent.end_needed': 'موافقة كهذه تحتاج هنا إلى نهاية. اختر تاريخًا أو حدثًا.',
  'consent.language_required': 'حدد اللغة التي عُرض بها النص.',
  'consent.language_other': 'يُعرض النص بلغة متلقي الخدمة. إن كانت لغته مختلفة فغيّرها في السجل أولًا.',
  'consent.way_required': 'حدد كيف أعطى متلقي الخدمة الموافقة.',
  'consent.signer_required': 'حدد من وقّع: متلقي الخدمة أو ولي أمره أو من يمثله.',
  'consent.counselling_alone': 'ملاحظات الإرشاد النفسي تحتاج إلى موافقة مستقلة لا شيء معها.',
  'consent.proceedings_alone': 'استخدام البيانات أمام المحاكم والجهات الرسمية يحتاج إلى موافقة مستقلة.',
  'consent.purpose_of_another': 'هذا الغرض يحتاج إلى نوع آخر من الموافقة يُعطى على حدة.',
  'consent.category_of_another': 'لا يمكن أن يدخل هذا النوع من البيانات في موافقة كهذه.',
  'consent.recipient_of_another': 'لا يمكن إعطاء موافقة كهذه لهذا المتلقي.',
  'consent.class_not_here': 'يجب هنا أن تذكر الموافقة الجهة التي تتلقى البيانات.',
  'consent.guardian_required': 'متلقي الخدمة قاصر: يجب أن يوقّع ولي أمره.',
  'consent.guardian_not_needed': 'متلقي الخدمة يقرر الآن بنفسه، فيوقّع هو.',
  'consent.guardian_unchecked':
    'تأكد أولًا أن هذا ليس الشخص الذي يحتاج متلقي الخدمة إلى الحماية منه، وأثبت ذلك.',
  'consent.guardian_kept_apart': 'يجب إبعاد هذا الشخص عن متلقي الخدمة، فلا يوقّع عنه. ابحث عن ولي آخر.',
  'consent.authority_required': 'اذكر الوثيقة التي تجيز لهذا الشخص أن يوقّع عن متلقي الخدمة.',
  'consent.birth_year_needed': 'أدخل سنة ميلاد متلقي الخدمة أو اليوم الذي يقرر منه بنفسه.',
  'consent.kind_of_others':
    'موافقة كهذه يسجلها من يعالجون متلقي الخدمة. يمكنك تسجيل الموافقة للبنك أو جهة التمويل ولأصحاب العمل.',
  'consent.minor_not_published': 'لا يظهر قاصر في وسائل الإعلام، أيًا كان من وافق.',
  'consent.text_changed': 'تغيّر النص منذ عرضه. اعرضه من جديد قبل التوقيع.',
  'consent.not_narrower': 'هذا لا يضيّق الموافقة. وللسماح بأكثر يعطي متلقي الخدمة موافقة جديدة.',
  'consent.narrowed_to_nothing': 'لن يبقى شيء. اسحب الموافقة بدلًا من ذلك.',
};
