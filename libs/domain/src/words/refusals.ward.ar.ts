import type { WARD_REFUSALS_EN } from './refusals.ward.en.js';

/** Why something of the ward cannot be done, in Arabic. */
export const WARD_REFUSALS_AR = {
  'bed.unknown': 'لا يوجد سرير كهذا هنا. أعد تحميل القائمة.',
  'bed.taken': 'هذا السرير مشغول أو محجوز. اختر سريراً آخر.',
  'bed.closed': 'هذا السرير خارج الخدمة. اختر سريراً آخر.',
  'bed.open': 'هذا السرير في الخدمة بالفعل.',
  'bed.none': 'لا يوجد سرير مشغول أو محجوز هنا. أعد تحميل القائمة.',
  'bed.has_one': 'لهذا الشخص سرير هنا بالفعل. أعد تحميل القائمة.',
  'bed.label_taken': 'سرير آخر في هذا الموقع له الاسم نفسه. اختر اسماً آخر.',
  'bed.handoff_not_accepted': 'يُحجز السرير بعد قبول الإحالة هنا وحتى وصول متلقي الخدمة.',
  'bed.site_unknown': 'لا يوجد موقع كهذا لمؤسستك.',
  'bed.until_in_past': 'اختر ساعة لم تأتِ بعد.',
  'bed.until_too_long': 'يُحجز السرير {days} يوماً على الأكثر.',
  'round.concern_needed': 'اذكر ما يحتاج إلى انتباه.',
  'round.concern_unasked': 'يُذكر السبب فقط عندما يلزم الانتباه.',
  'handover.unknown': 'لا يوجد تسليم مناوبة كهذا هنا.',
  'handover.waits': 'هناك تسليم ينتظر الاستلام. يستلمه زميل أولاً.',
  'handover.signed': 'تم استلام هذه المناوبة. لا تتغير الورقة بعد ذلك.',
  'handover.same_person': 'من يسلّم المناوبة لا يستلمها. يوقّع زميل آخر.',
} satisfies Record<keyof typeof WARD_REFUSALS_EN, string>;
