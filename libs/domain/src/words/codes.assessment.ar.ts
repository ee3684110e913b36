import type { CodeWords } from './code-words.js';
import type {
  assessmentActionWords as englishActions,
  assessmentCodes as english,
} from './codes.assessment.en.js';

/** Values of assessments in Arabic words. */
export const assessmentCodes: CodeWords<typeof english> = {
  assessment_moment: {
    entry: 'في البداية',
    review: 'مراجعة',
    exit: 'في النهاية',
    follow_up: 'بعد ذلك',
    on_concern: 'عند القلق',
  },
  assessment_mend: {
    wrong_client: 'كان متلقي خدمة آخر',
    wrong_answer: 'أُدخلت إجابة خاطئة',
    wrong_time: 'أُدخل وقت خاطئ',
    wrong_form: 'استُخدم نموذج خاطئ',
    taken_twice: 'أُدخل مرتين',
    client_asked: 'طلب متلقي الخدمة ذلك',
  },
  assessment_mode: {
    self: 'متلقي الخدمة بنفسه',
    interview: 'في حديث',
    proxy: 'شخص عن متلقي الخدمة',
    observation: 'ملاحظة الموظف',
  },
  assessment_flag: {
    screen_suicide_now: 'فحص خطر الانتحار الآن',
    clinician_same_day: 'طبيب سريري اليوم',
    clinician_at_once: 'طبيب سريري فورًا',
    clinical_attention: 'النظر في الإجابات عن التعاطي',
    call_doctor: 'استدعاء الطبيب',
    screen_depression: 'فحص الاكتئاب',
  },
  assessment_band: {
    none: 'لا يوجد',
    low: 'منخفض',
    mild: 'خفيف',
    moderate: 'متوسط',
    moderately_severe: 'متوسط إلى شديد',
    severe: 'شديد',
    high: 'مرتفع',
    likely_depression: 'الاكتئاب مرجّح',
    low_wellbeing: 'عافية منخفضة',
    wellbeing: 'عافية',
  },
  assessment_level: {
    none: 'لم يُعثر على شيء',
    low: 'منخفض',
    moderate: 'متوسط',
    high: 'مرتفع',
  },
  licence_class: {
    public_domain: 'ملك عام',
    free: 'استخدام حر',
    own: 'خاصتنا',
    non_commercial: 'ليس للاستخدام التجاري',
    permission: 'النص بإذن فقط',
  },
  due_reason: {
    day_0: 'اليوم الأول',
    day_3: 'اليوم الثالث',
    first_week: 'الأسبوع الأول',
    after_withdrawal: 'مجددًا بعد الانسحاب',
    review: 'مراجعة',
    before_exit: 'قبل المغادرة',
    follow_up: 'متابعة',
    flagged: 'تستدعيه إجابة',
    missed_at_risk: 'لم يحضر وهناك خطر',
    low_wellbeing: 'عافية منخفضة',
  },
  score_change: {
    better: 'أفضل',
    worse: 'أسوأ',
    no_reliable_change: 'لا تغيّر موثوق',
  },
};

/** What was done with assessments, as the audit says it in Arabic. */
export const assessmentActionWords: CodeWords<typeof englishActions> = {
  'instrument.list': 'الاطلاع على قائمة الأدوات',
  'assessment.record': 'تسجيل تقييم',
  'assessment.list': 'الاطلاع على التقييمات',
  'assessment.correct': 'تصحيح تقييم',
  'assessment.void': 'وسم تقييم بأنه غير محسوب',
  'assessment.sign_off': 'التوقيع على خطر انتحار مرتفع',
};
