import { CHART_REFUSALS_AR } from './refusals.chart.ar.js';
import { PROGRAMME_REFUSALS_AR } from './refusals.programme.ar.js';
import { DOCUMENT_REFUSALS_AR } from './refusals.document.ar.js';
import { WARD_REFUSALS_AR } from './refusals.ward.ar.js';
import type { CARE_REFUSALS_EN } from './refusals.care.en.js';

/** Why something of a client’s care cannot be recorded, in Arabic. */
export const CARE_REFUSALS_AR: Readonly<Record<keyof typeof CARE_REFUSALS_EN, string>> = {
  'instrument.unknown_item': 'لا يوجد بند كهذا في هذه الأداة. حمّل النموذج من جديد.',
  'instrument.illegal_answer': 'هذه ليست من إجابات هذا النموذج. إجاباته: {answers}.',
  'instrument.not_asked': 'لا يُسأل عن هذا بعد الإجابات السابقة. اتركه فارغًا.',
  'medicine.amount': 'حدّد الكمية: أكثر من صفر وضمن حدود الجرعة.',
  'medicine.starts_in_the_past': 'يبدأ الأمر الطبي الآن أو لاحقًا. تُدوَّن الجرعات المعطاة على حدة.',
  'medicine.ends_before_it_starts': 'ينتهي الأمر قبل أن يبدأ. اختر نهاية لاحقة.',
  'medicine.times': 'حدّد أوقات اليوم، كلًّا مرة واحدة.',
  'medicine.most_per_day': 'حدّد الحد الأقصى للجرعات في اليوم.',
  'medicine.hours_between': 'حدّد أقل عدد من الساعات بين جرعتين، من 1 إلى 24.',
  'medicine.allergy': 'مسجَّل أن لدى متلقي الخدمة حساسية من هذا. اختر دواءً آخر أو اذكر سبب وصفه رغم ذلك.',
  'medicine.not_lawful_here': 'العلاج بناهضات الأفيون غير مسموح به قانونًا هنا.',
  'medicine.opioid_use_unknown':
    'دوّن أولًا متى كان آخر تعاطٍ للأفيونات. من دون ذلك قد يسبب هذا الدواء انسحابًا مفاجئًا.',
  'medicine.opioids_too_recent':
    'لم يمضِ وقت كافٍ على آخر تعاطٍ للأفيونات: يلزم أولًا عدد أيام من دونها: {days}.',
  'medicine.opioid_test_needed':
    'يلزم اختبار أفيونات سلبي أُجري بعد آخر تعاطٍ وخلال عدد الساعات التالي: {hours}.',
  'medicine.pregnancy_review_needed': 'متلقية الخدمة حامل: يراجع ذلك أولًا طبيب توليد واختصاصي.',
  'medicine.no_dosing_by_score':
    'لا يوجد مقياس تُحدَّد به جرعات هذه المادة. يخطط لها الطبيب وفق العلامات الحيوية.',
  'medicine.dose_in_the_future': 'تُدوَّن الجرعة بعد أخذها.',
  'medicine.dose_long_ago': 'مضى وقت طويل لتدوينها كجرعة. اكتب ملاحظة.',
  'medicine.order_not_in_force': 'لم يكن الأمر ساريًا حينها. راجع الأمر.',
  'medicine.reason_needed': 'اذكر سبب عدم إعطاء الجرعة.',
  'medicine.two_identifiers': 'تحقق من هوية الشخص بأمرين مختلفين: الاسم، تاريخ الميلاد، الصورة، الرمز.',
  'medicine.due_time_needed': 'حدّد أي جرعة من جرعات اليوم هي.',
  'medicine.dose_twice': 'سبق تدوين هذه الجرعة. حمّل الجولة من جديد.',
  'medicine.dose_too_early':
    'الوقت مبكر لهذه الجرعة: يمكن إعطاؤها قبل موعدها بعدد الدقائق التالي: {minutes}.',
  'medicine.dose_too_soon': 'الجرعة السابقة قريبة جدًا. الساعات اللازمة بين الجرعتين: {hours}.',
  'medicine.dose_too_many': 'هذا أكثر مما يجوز خلال 24 ساعة. الحد الأقصى للجرعات: {doses}.',
  'medicine.order_unknown': 'لا يوجد هنا أمر علاجي كهذا.',
  'medicine.dose_unknown': 'لا توجد هنا جرعة كهذه.',
  'medicine.fact_unknown': 'لا يوجد هنا قيد كهذا.',
  'medicine.stopped': 'أُوقف هذا الأمر من قبل. اكتب أمرًا جديدًا.',
  'medicine.voided': 'أُبطل هذا من قبل.',
  'medicine.given_already': 'أُعطيت جرعات من هذا الأمر، فلا يمكن سحبه. أوقفه لسبب آخر.',
  'medicine.score_needed': 'قِس شدة الانسحاب أولًا: تُعطى هذه الجرعة بحسب قياس من آخر الساعات (العدد: {hours}).',
  'medicine.not_its_time': 'ليس في الأمر جرعة في هذا الوقت. حمّل الجولة من جديد.',
  'medicine.fact_in_future': 'هذا عمّا حدث بالفعل. اختر وقتًا مضى.',
  'medicine.fact_form': 'التعاطي تُذكر معه المادة، والتحليل تُذكر معه المادة والنتيجة، ولا يُذكران مع غيرهما.',
  'medicine.naloxone_not_here': 'لا يجيز القانون في هذه المنطقة تسليم النالوكسون ليؤخذ إلى البيت.',
  'instrument.unknown': 'لا توجد أداة كهذه بهذا الإصدار. حمّل القائمة من جديد.',
  'instrument.retired': 'لم يعد هذا الإصدار مستخدمًا. حمّل القائمة من جديد واختر الأحدث.',
  'instrument.not_allowed': 'لا يُسمح باستخدام هذه الأداة في منطقتك.',
  'assessment.in_future': 'لم يحن ذلك الوقت بعد. أدخل الوقت الذي أُجري فيه.',
  'assessment.before_episode': 'كان ذلك قبل مجيء متلقي الخدمة. راجع اليوم.',
  'assessment.mode_not_of_form': 'لا تُجرى هذه الأداة بهذه الطريقة. اختر إحدى طرقها.',
  'assessment.substance_needed': 'تسأل هذه الأداة عن مادة واحدة. اختر أيّها.',
  'assessment.substance_not_asked': 'لا تخص هذه الأداة مادة بعينها. اترك الحقل فارغًا.',
  'assessment.nothing_answered': 'لم يُجب عن أي بند. أدخل إجابة واحدة على الأقل.',
  'assessment.unknown': 'لا يوجد تقييم كهذا لمتلقي الخدمة هذا.',
  'assessment.of_others': 'كتبت هذا جهة أخرى. اطلب منها تصحيحه.',
  'assessment.voided': 'لم يعد هذا التقييم محسوبًا.',
  'assessment.corrected': 'صُحّح هذا التقييم من قبل. افتح الأحدث.',
  'assessment.clinician_needed': 'يجب أن ينظر طبيب سريري في هذا أولًا. اطلب منه أن يصححه أو يوقّعه.',
  'assessment.sign_off_not_needed': 'لا يحتاج هذا التقييم إلى توقيع.',
  'assessment.signed_off': 'وُقّع هذا التقييم من قبل.',
  'assessment.sign_off_needed':
    'خطر الانتحار مرتفع ولم يوقّع على ذلك طبيب سريري بعد. اطلب توقيعه، ولو عن بُعد. الطوارئ لا تنتظر ذلك أبدًا.',
  'note.unknown': 'لا توجد هنا ملاحظة كهذه.',
  'note.in_future': 'الملاحظة عمّا حدث بالفعل. اختر وقتًا مضى.',
  'note.before_episode': 'بدأت هذه الرعاية في {on}. اختر وقتًا بعد بدايتها.',
  'note.not_author': 'لا يعدّل الملاحظة إلا كاتبها. اكتب ملاحظة خاصة بك.',
  'note.void_by_author': 'يُبطل الملاحظةَ كاتبُها أو مدير المناوبة.',
  'note.voided': 'أُبطلت هذه الملاحظة. اكتب ملاحظة جديدة.',
  ...CHART_REFUSALS_AR,
  ...DOCUMENT_REFUSALS_AR,
  ...PROGRAMME_REFUSALS_AR,
  ...WARD_REFUSALS_AR,
};
