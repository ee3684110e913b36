import type { CHART_ACTIONS } from '../charter/chart-actions.js';
import type { CodeWords } from './code-words.js';
import type { chartCodes as english } from './codes.chart.en.js';

/** Values of the chart in Arabic words. */
export const chartCodes: CodeWords<typeof english> = {
  vital_sign: {
    systolic: 'ضغط الدم الأعلى',
    diastolic: 'ضغط الدم الأدنى',
    pulse: 'النبض',
    respiration: 'الأنفاس في الدقيقة',
    temperature: 'الحرارة بالدرجة المئوية',
    oxygen: 'الأكسجين %',
    glucose: 'السكر، مليمول/لتر',
    consciousness: 'الوعي',
  },
  consciousness: {
    alert: 'يقظ ومدرك',
    confused: 'مشوش حديثًا',
    voice: 'يستجيب للصوت',
    pain: 'يستجيب للألم',
    unresponsive: 'لا يستجيب',
  },
  reading_void: {
    wrong_client: 'متلقي خدمة آخر',
    wrong_value: 'قيمة خاطئة',
    written_twice: 'كُتب مرتين',
  },
  observation_level: {
    general: 'كالجميع',
    intermittent: 'تفقد متكرر',
    within_sight: 'على مرأى دائمًا',
    within_reach: 'في المتناول دائمًا',
  },
  observation_reason: {
    suicide_risk: 'خطر الانتحار',
    withdrawal: 'الانسحاب',
    seizures: 'نوبات',
    confusion: 'تشوش',
    violence_risk: 'خطر العنف',
    newly_arrived: 'وصل حديثًا',
    safer_now: 'أكثر أمانًا الآن',
  },
  score_state: {
    settled: 'استقر',
    later: 'لاحقًا',
    due: 'حان وقتها',
    overdue: 'متأخر',
  },
  care_need: {
    withdrawal: 'الانسحاب وما قد ينتج عنه',
    body: 'صحة الجسد',
    mind: 'الصحة النفسية',
    willingness: 'ما هو متلقي الخدمة مستعد له',
    relapse_risk: 'خطر العودة إلى التعاطي',
    surroundings: 'أين ومع من يعيش',
  },
  need_rating: {
    none: 'لا حاجة',
    some: 'بعض الحاجة',
    marked: 'حاجة واضحة',
    severe: 'حاجة شديدة',
  },
  care_level: {
    outpatient: 'في البيت مع زيارات',
    day: 'نهاريًا',
    residential: 'إقامة في الدار',
    withdrawal_inpatient: 'الانسحاب في قسم داخلي',
    hospital: 'مستشفى',
  },
  client_answer: {
    agrees: 'يوافق',
    wishes_otherwise: 'يرغب بغير ذلك',
    undecided: 'لم يقرر',
  },
};

/** What the audit says of these actions. */
export const chartActionWords = {
  'chart.view': 'قرأ لوحة المتابعة',
  'chart.reading': 'كتب العلامات الحيوية',
  'chart.reading_void': 'علّم علامات حيوية كملغاة',
  'chart.observe': 'حدد درجة الملاحظة',
  'chart.care_level': 'قرر مكان رعاية متلقي الخدمة',
} satisfies Record<keyof typeof CHART_ACTIONS, string>;
