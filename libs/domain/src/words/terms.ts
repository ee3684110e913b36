import type { Language } from '../charter/code-lists.js';
import type { Criterion, Stage } from '../charter/pathway.js';

/** The words of one code in each language of the product. */
type Term = Readonly<Record<Language, string>>;

/** Stages in words, for sentences and screens alike. */
export const STAGE_WORDS = {
  contact: { en: 'First contact', ru: 'Первичное обращение', ar: 'التواصل الأول' },
  assessment: { en: 'Assessment', ru: 'Оценка (диагностика)', ar: 'التقييم' },
  treatment: { en: 'Treatment', ru: 'Лечение', ar: 'العلاج' },
  rehabilitation: { en: 'Rehabilitation', ru: 'Реабилитация', ar: 'إعادة التأهيل' },
  reintegration: { en: 'Social reintegration', ru: 'Ресоциализация', ar: 'الدمج المجتمعي' },
  employment: { en: 'Employment support', ru: 'Содействие занятости', ar: 'دعم التشغيل' },
  follow_up: { en: 'Follow-up', ru: 'Последующее сопровождение', ar: 'المتابعة' },
} as const satisfies Record<Stage, Term>;

/** Criteria of the stages in words, each a statement that is met or not. */
export const CRITERION_WORDS = {
  withdrawal_settled: {
    en: 'Withdrawal has settled',
    ru: 'Синдром отмены купирован',
    ar: 'هدأت أعراض الانسحاب',
  },
  medically_stable: {
    en: 'Medically stable',
    ru: 'Состояние здоровья стабильно',
    ar: 'الحالة الطبية مستقرة',
  },
  no_unmet_suicide_risk: {
    en: 'No moderate or high suicide risk',
    ru: 'Нет среднего или высокого суицидального риска',
    ar: 'لا يوجد خطر انتحار متوسط أو مرتفع',
  },
  overdose_risk_talk_held: {
    en: 'Talk about overdose risk held',
    ru: 'Проведена беседа о риске передозировки',
    ar: 'جرى الحديث عن خطر الجرعة الزائدة',
  },
  goals_met_or_revised: {
    en: 'Goals met or revised',
    ru: 'Цели достигнуты или пересмотрены',
    ar: 'تحققت الأهداف أو رُوجعت',
  },
  no_use_for_28_days: {
    en: 'No use for 28 days',
    ru: 'Без употребления 28 дней',
    ar: 'دون تعاطٍ مدة 28 يومًا',
  },
  aftercare_arranged: {
    en: 'Continuing care arranged',
    ru: 'Постреабилитационное сопровождение организовано',
    ar: 'رُتبت الرعاية اللاحقة',
  },
  housing_stable: {
    en: 'Stable housing for 90 days',
    ru: 'Стабильное жильё 90 дней',
    ar: 'سكن مستقر مدة 90 يومًا',
  },
  identity_documents_held: {
    en: 'Identity documents held',
    ru: 'Документы, удостоверяющие личность, есть',
    ar: 'وثائق الهوية متوفرة',
  },
  lawful_income_or_education: {
    en: 'Lawful income or education',
    ru: 'Законный доход или учёба',
    ar: 'دخل مشروع أو دراسة',
  },
  support_network: {
    en: 'At least two people to lean on',
    ru: 'Есть поддержка хотя бы двух близких людей',
    ar: 'شخصان على الأقل يمكن الاعتماد عليهما',
  },
  work_sustained: {
    en: 'In work or training for 13 weeks',
    ru: 'В работе или на обучении 13 недель',
    ar: 'عمل أو تدريب مستمر مدة 13 أسبوعًا',
  },
} as const satisfies Record<Criterion, Term>;

const TERMS = new Map<string, Term>([...Object.entries(STAGE_WORDS), ...Object.entries(CRITERION_WORDS)]);

/**
 * Puts a parameter of a sentence into the language of the reader: codes of stages and criteria, alone or in a list with
 * commas, become their words; everything else stays as it is.
 */
export function termsInWords(language: Language, value: string): string {
  return value
    .split(/,\s*/)
    .map((part) => TERMS.get(part)?.[language] ?? part)
    .join(language === 'ar' ? '، ' : ', ');
}
