import type { CHART_REFUSALS_EN } from './refusals.chart.en.js';

/** Why something cannot be written on the chart, in Arabic. */
export const CHART_REFUSALS_AR: Readonly<Record<keyof typeof CHART_REFUSALS_EN, string>> = {
  'chart.reading_empty': 'اكتب قيمة واحدة على الأقل.',
  'chart.value_impossible': 'هذا غير ممكن. القيم من {min} إلى {max}.',
  'chart.pressure_half': 'لضغط الدم قيمتان. اكتبهما معًا.',
  'chart.pressure_upside_down': 'القيمة الدنيا لضغط الدم أقل من العليا.',
  'chart.in_the_future': 'يُكتب ما قيس. اختر وقتًا مضى.',
  'chart.before_the_stay': 'لم يكن متلقي الخدمة هنا بعد. اختر وقتًا لاحقًا.',
  'chart.reading_unknown': 'لا توجد قراءة كهذه هنا.',
  'chart.voided': 'عُلّم هذا كملغى من قبل.',
  'chart.observation_same': 'متلقي الخدمة تحت هذه الدرجة بالفعل.',
  'chart.difference_needed': 'قرارك يختلف عما تشير إليه التقديرات. اذكر السبب.',
  'chart.rights_not_told': 'الدخول طوعي: أخبر متلقي الخدمة بحقوقه أولًا، في صفحة الحقوق.',
  'chart.not_consented': 'الدخول طوعي: سجّل الموافقة على الخدمة أولًا، في صفحة الموافقات.',
};
