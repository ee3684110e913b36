import type { ERASURE_REFUSALS_EN } from './refusals.erasure.en.js';

/** Why an erasure cannot be carried out or a legal hold be laid, in Arabic. */
export const ERASURE_REFUSALS_AR: Readonly<Record<keyof typeof ERASURE_REFUSALS_EN, string>> = {
  'erasure.unknown': 'لا يوجد طلب محو كهذا في جهتكم.',
  'erasure.open': 'يوجد بالفعل طلب محو مفتوح لمتلقي الخدمة هذا. أكملوه.',
  'erasure.asked_in_future': 'يوم الطلب لم يأتِ بعد. صححوا التاريخ.',
  'erasure.asked_too_early': 'مضى على يوم الطلب أكثر من {days} يومًا. راجعوا السنة.',
  'erasure.decided': 'صدر القرار في هذا الطلب من قبل، ويبقى كما هو.',
  'erasure.not_granted': 'لم يُوافَق على هذا المحو، فلا شيء يُنفَّذ.',
  'erasure.taken_back': 'سحب متلقي الخدمة هذا الطلب. سجّلوا طلبًا جديدًا إن عاد إليه.',
  'erasure.carried_out': 'نُفِّذ هذا المحو، ولا يمكن التراجع عنه أو تغييره.',
  'erasure.retention_note_needed':
    'يُلزم القانون بحفظ هذا السجل حتى {until}. اكتبوا سبب محوه رغم ذلك ({min} حرفًا على الأقل).',
  'erasure.same_person': 'من وافق على المحو لا ينفّذه. اطلبوا ذلك من زميل مخوَّل.',
  'erasure.held': 'يوجد أمر حفظ قانوني لمتلقي الخدمة هذا: لا يُمحى شيء قبل رفعه.',
  'erasure.handoff_open':
    'توجد إحالة مفتوحة لمتلقي الخدمة هذا. أنهوها أولًا حتى لا ينتظر الشريك شخصًا مُحيت بياناته.',
  'erasure.no_certificate': 'لا توجد شهادة لهذا الطلب لأنه لم يُنفَّذ.',
  'hold.unknown': 'لا يوجد أمر حفظ كهذا في جهتكم.',
  'hold.exists': 'يوجد بالفعل أمر حفظ قانوني لمتلقي الخدمة هذا.',
  'hold.lifted': 'رُفع أمر الحفظ هذا من قبل.',
};
