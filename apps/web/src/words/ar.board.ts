import { wardCodes } from '../../../../libs/domain/src/words/codes.ward.ar.js';
import type { Catalogue } from './catalogue.js';
import type { boardWords as english } from './en.board.js';

/** What the screens of the ward say in Arabic. */
export const boardWords = {
  codes: wardCodes,
  board: {
    title: 'لوحة القسم',
    beds: 'الأسرّة',
    handover: 'تسليم المناوبة',
    downtime: 'ورقة لحالة التعطل',
    nobody: 'لا أحد في القسم',
    nobody_words: 'يظهر هنا كل من يُقبل.',
    bed: 'السرير',
    client: 'متلقي الخدمة',
    know: 'ما يجب معرفته',
    doses: 'الدواء التالي',
    round: 'الجولة',
    no_bed: 'بلا سرير',
    day: 'اليوم {{day}}',
    away: 'غائب. السرير محفوظ حتى',
    late: 'متأخر {{late}}، فائت {{missed}}',
    write: 'سجّل',
    print: 'طباعة',
    printed: 'طُبعت',
    allergies: 'الحساسية',
    risk: 'خطر الانتحار',
    by_hand: 'بخط اليد: الوقت، ماذا، من',
    signed_by: 'التوقيع: ____________________',
    give: 'تسليم المناوبة',
    take: 'استلام المناوبة',
    nothing: 'لا شيء لتسليمه.',
    given_by: 'سلّمها',
    taken_by: 'استلمها',
    not_taken: 'لا أحد بعد',
    places: '{{empty}} من {{beds}} سرير شاغر. المعلن للشبكة: {{stated}}',
    open: 'إعادة إلى الخدمة',
    close: 'إغلاق للتنظيف',
    room: 'الغرفة',
    designation: 'لمن',
    add: 'إضافة السرير',
  },
} as const satisfies Catalogue<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', typeof english>;
