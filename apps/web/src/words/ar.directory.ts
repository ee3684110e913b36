import type { Catalogue } from './catalogue.js';
import type { directoryWords as english } from './en.directory.js';

/** What the directory says, in Arabic. */
export const directoryWords = {
  intro:
    'مجموعات المساعدة المتبادلة لا تتبع أحدًا ولا تحتفظ بقوائم للناس. أخبر متلقي الخدمة بالمكان والموعد؛ لا إحالة إليها.',
  meetings: 'لقاءات المساعدة المتبادلة',
  services: 'الخدمات',
  town: 'المدينة',
  town_find: 'بحث',
  weekday: 'يوم الأسبوع',
  for: 'لمن',
  way: 'أين',
  kind: 'النوع',
  audience: { dependent: 'لمن لديهم اعتماد على مادة', relatives: 'للمقربين منهم' },
  ways: { in_person: 'حضوريًا', online: 'عبر الإنترنت' },
  kinds: { service: 'خدمة', mutual_aid: 'مساعدة متبادلة' },
  group: 'المجموعة',
  when: 'الموعد',
  lasts_zero: '{{count}} دقيقة',
  lasts_one: 'دقيقة واحدة',
  lasts_two: 'دقيقتان',
  lasts_few: '{{count}} دقائق',
  lasts_many: '{{count}} دقيقة',
  lasts_other: '{{count}} دقيقة',
  open: 'مفتوح للجميع',
  closed: 'للفئة المذكورة فقط',
  name: 'الاسم',
  where: 'المكان',
  telephone: 'الهاتف',
  empty_title: 'لا توجد نتائج',
  empty: 'جرّب مدينة أخرى أو يومًا آخر.',
} as const satisfies Catalogue<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', typeof english>;
