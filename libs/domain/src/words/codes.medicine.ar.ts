import type { MEDICINE_ACTIONS } from '../charter/medicine-actions.js';
import type { CodeWords } from './code-words.js';
import type { medicineCodes as english } from './codes.medicine.en.js';

/** Values of medicines in Arabic words. */
export const medicineCodes: CodeWords<typeof english> = {
  medicine_class: {
    opioid_antagonist: 'مضاد أفيونات',
    opioid_agonist: 'ناهض أفيونات',
    sedative: 'مهدئ',
    anticonvulsant: 'مضاد اختلاج',
    vitamin: 'فيتامين',
    other: 'غير ذلك',
  },
  medicine_route: {
    oral: 'بالفم',
    sublingual: 'تحت اللسان',
    intramuscular: 'في العضل',
    intravenous: 'في الوريد',
    subcutaneous: 'تحت الجلد',
    transdermal: 'لصقة على الجلد',
    nasal: 'بالأنف',
    inhaled: 'بالاستنشاق',
    rectal: 'بالشرج',
    topical: 'على الجلد',
  },
  dose_unit: {
    mg: 'ملغ',
    mcg: 'مكغ',
    g: 'غ',
    ml: 'مل',
    iu: 'وحدة دولية',
    tablet: 'أقراص',
    drop: 'قطرات',
    puff: 'بخّات',
    patch: 'لصقات',
  },
  order_purpose: {
    withdrawal: 'الانسحاب',
    maintenance: 'العلاج المستمر',
    relapse_prevention: 'الوقاية من الانتكاس',
    other: 'غير ذلك',
  },
  dose_state: {
    later: 'لاحقًا',
    due: 'حان وقتها',
    late: 'متأخرة',
    missed: 'فائتة',
    given: 'أُعطيت',
    refused: 'رُفضت',
    held: 'أُجّلت',
    absent: 'غير موجود',
    out_of_stock: 'غير متوفر',
  },
  client_identifier: {
    name: 'الاسم',
    birth_date: 'تاريخ الميلاد',
    photo: 'الصورة',
    client_code: 'رمز متلقي الخدمة',
    wristband: 'سوار المعصم',
  },
  dose_reason: {
    declined: 'رفض متلقي الخدمة',
    asleep: 'نائم',
    vomiting: 'قيء',
    vital_signs: 'العلامات الحيوية',
    score_below_threshold: 'القياس دون الحد',
    not_in_house: 'ليس في الدار',
    not_in_stock: 'غير متوفر',
  },
  order_stop: {
    completed: 'اكتمل',
    changed: 'تغيّر',
    side_effect: 'أثر جانبي',
    client_declines: 'متلقي الخدمة لا يريده',
    stop_rule: 'قاعدة إيقاف',
    leaves: 'متلقي الخدمة يغادر',
    ordered_in_error: 'كُتب خطأً',
  },
  medicine_void: {
    wrong_client: 'متلقي خدمة آخر',
    wrong_value: 'قيمة خاطئة',
    written_twice: 'كُتب مرتين',
  },
  medical_fact: {
    substance_use: 'تعاطٍ',
    toxicology: 'تحليل المواد',
    obstetric_review: 'مراجعة في الحمل',
    overdose_talk: 'حديث عن الجرعة الزائدة',
    naloxone_given: 'تسليم النالوكسون',
  },
  toxicology_result: {
    negative: 'سلبي',
    positive: 'إيجابي',
    invalid: 'غير صالح',
  },
  dose_schedule: {
    times: 'في أوقات من اليوم',
    as_needed: 'عند الحاجة',
    by_score: 'بحسب القياس',
  },
};

/** What the audit says of these actions. */
export const medicineActionWords = {
  'medicine.list': 'قرأ الأدوية',
  'medicine.round': 'قرأ جولة الأدوية',
  'medicine.order': 'كتب أمرًا علاجيًا',
  'medicine.stop': 'أوقف دواء',
  'medicine.dose': 'دوّن جرعة',
  'medicine.dose_void': 'أبطل جرعة',
  'medicine.fact': 'دوّن واقعة طبية',
  'medicine.fact_void': 'أبطل واقعة طبية',
} satisfies Record<keyof typeof MEDICINE_ACTIONS, string>;
