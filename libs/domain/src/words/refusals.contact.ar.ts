import type { CONTACT_REFUSALS_EN } from './refusals.contact.en.js';

/** لماذا لا يمكن تحديد موعد أو نقله أو تسجيل ما حدث فيه. */
export const CONTACT_REFUSALS_AR: Readonly<Record<keyof typeof CONTACT_REFUSALS_EN, string>> = {
  'contact.unknown': 'لا يوجد موعد كهذا في جهتكم.',
  'contact.ends_before_start': 'ينتهي الموعد قبل أن يبدأ. تحقق من الوقتين.',
  'contact.too_long': 'لا يزيد الموعد على {hours} ساعة. تحقق من وقت الانتهاء.',
  'contact.too_long_ago': 'مضى على هذا الوقت أكثر من {days} يومًا. يُسجَّل الموعد خلال {days} يومًا.',
  'contact.too_far_ahead': 'هذا بعد أكثر من {days} يومًا. تحقق من السنة.',
  'contact.not_yet': 'لم يحن وقت الموعد بعد، فلم يتغيب أحد.',
  'contact.in_future': 'لا يمكن أن يكون متلقي الخدمة قد حضر في المستقبل. تحقق من الوقت.',
  'contact.other_day': 'يبعد هذا أكثر من {hours} ساعة عن الوقت المحدد. حدد موعدًا آخر لذلك اليوم.',
  'contact.not_late': 'هذا ليس بعد الوقت المحدد. سجّل أن متلقي الخدمة حضر في وقته.',
  'contact.recorded': 'سُجّل من قبل ما حدث في هذا الموعد.',
  'contact.not_recorded': 'لم يُسجَّل بعد ما حدث في هذا الموعد، فلا شيء يُتراجع عنه.',
  'contact.undo_own_only': 'لا يتراجع عن التسجيل إلا من سجّله. اسأله.',
  'contact.undo_too_late': 'سُجّل هذا قبل أكثر من {minutes} دقيقة، ويبقى كما هو.',
  'contact.not_in_series': 'هذا الموعد ليس من سلسلة.',
  'contact.group_moves_as_one': 'هذا موعد مجموعة، ولا يُنقل لشخص وحده.',
  'group.unknown': 'لا يوجد لقاء مجموعة كهذا في جهتكم.',
  'group.mutual_aid_has_no_list':
    'مجموعات الدعم المتبادل لا تحتفظ بقائمة حضور، وهذا النظام لا يحتفظ بها أبدًا. أعطِ متلقي الخدمة المكان والوقت.',
  'group.client_twice': 'متلقي الخدمة هذا مذكور في القائمة مرتين.',
  'group.not_on_list': 'متلقي الخدمة هذا ليس في قائمة المجموعة.',
  'recurrence.unreadable': 'لا يمكن قراءة هذا التكرار.',
  'recurrence.part_unknown': 'التكرار مع {part} غير مدعوم.',
  'recurrence.end_needed': 'حدد أحد الأمرين: عدد المواعيد أو آخر يوم في السلسلة.',
  'recurrence.too_many': 'لا تزيد السلسلة على {max} موعد.',
  'recurrence.too_far': 'تنتهي السلسلة خلال {days} يومًا من بدايتها.',
  'recurrence.ends_before_start': 'تنتهي السلسلة قبل أن تبدأ. تحقق من آخر يوم.',
  'recurrence.start_not_in_rule': 'الموعد الأول ليس في يوم من أيام السلسلة.',
  'recurrence.exception_unknown': 'ليس في السلسلة موعد يوم {day}، فلا يمكن استثناؤه.',
  'recurrence.nothing_left': 'استُثنيت كل مواعيد السلسلة، فلا شيء يُحدَّد.',
};
