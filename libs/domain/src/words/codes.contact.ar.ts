import type {
  CancelReason,
  ContactKind,
  ContactOutcome,
  GroupKind,
  SeriesScope,
} from '../charter/contact.js';
import type { CodeWords } from './code-words.js';
import type { contactActionWords as englishActions } from './codes.contact.en.js';

/** Values of appointments and groups, in Arabic words. */
export const contactCodes = {
  contact_kind: {
    visit: 'زيارة',
    call: 'مكالمة',
    message: 'رسالة',
    home: 'زيارة منزلية',
    online: 'عبر الإنترنت',
  } satisfies Record<ContactKind, string>,
  contact_outcome: {
    kept: 'حضر',
    late: 'حضر متأخرًا',
    no_show: 'لم يحضر',
    cancelled_by_client: 'ألغاه متلقي الخدمة',
    cancelled_by_staff: 'ألغاه الموظف',
    cancelled_by_organisation: 'ألغته الجهة',
  } satisfies Record<ContactOutcome, string>,
  cancel_reason: {
    illness: 'مرض',
    work_or_school: 'عمل أو دراسة',
    family: 'أسرة',
    transport: 'مواصلات',
    holiday: 'عطلة',
    staff_away: 'الموظف غائب',
    no_room: 'لا توجد غرفة',
    care_ended: 'انتهت الرعاية',
    other: 'سبب آخر',
  } satisfies Record<CancelReason, string>,
  group_kind: {
    therapy: 'مجموعة علاجية',
    skills: 'مهارات',
    education: 'تثقيف',
    family: 'مجموعة أسرية',
    activity: 'نشاط',
    aftercare: 'رعاية لاحقة',
  } satisfies Record<GroupKind, string>,
  series_scope: {
    this: 'هذا فقط',
    following: 'هذا وكل ما يليه',
  } satisfies Record<SeriesScope, string>,
};

/** ما جرى في المواعيد والمجموعات، بالعربية. */
export const contactActionWords: CodeWords<typeof englishActions> = {
  'contact.list': 'اطّلع على مواعيد متلقي الخدمة',
  'contact.calendar': 'اطّلع على تقويم',
  'contact.file': 'نقل موعدًا إلى تقويم',
  'contact.plan': 'حدّد موعدًا',
  'contact.move': 'نقل موعدًا',
  'contact.cancel': 'ألغى موعدًا',
  'contact.record': 'سجّل حضور متلقي الخدمة من عدمه',
  'contact.undo': 'تراجع عن تسجيل حضور',
  'group.plan': 'حدّد لقاء مجموعة',
  'group.view': 'اطّلع على قائمة مجموعة',
  'group.record': 'سجّل من حضر المجموعة',
};
