import type { Catalogue } from './catalogue.js';
import type { dutyWords as english } from './en.duty.js';

/** What the screens of duty say, in Arabic. */
export const dutyWords = {
  now: 'المناوب الآن',
  nobody: 'لا أحد معيَّن. يتولى الأمر: {{role}}',
  week: 'الأسبوع',
  this_week: 'هذا الأسبوع',
  previous: 'الأسبوع السابق',
  next: 'الأسبوع التالي',
  today: 'اليوم',
  of_site: 'المناوبات في {{site}}',
  level: { duty: 'المناوب', manager: 'المسؤول' },
  plan: 'تعيين مناوبة',
  plan_short: 'تعيين',
  site: 'الموقع',
  which_level: 'المستوى',
  who: 'من',
  from_date: 'البداية، اليوم',
  from_time: 'البداية، الوقت',
  until_date: 'النهاية، اليوم',
  until_time: 'النهاية، الوقت',
  free: 'لا أحد معيَّن',
  take_over: 'أتولاها أنا',
  pass_on: 'يتولاها زميل آخر',
  pass_effect: 'يبقى في السجل من كان معيَّنًا، ويتولى الزميل الأمر بدلًا منه.',
  instead_of: 'بدلًا من',
  cancel: 'إلغاء المناوبة',
  cancel_effect: 'تصبح الساعات شاغرة من جديد، ويتولى الأمر أصحاب الدور إلى أن يُعيَّن أحد.',
  day: 'اليوم',
  no_sites: 'لم تُهيَّأ مناوبات في جهتكم.',
} as const satisfies Catalogue<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', typeof english>;
