import type { NOTICE_ACTIONS } from '../charter/notices-actions.js';
import type { NoticeChannel, NoticeKind, NoticeMode, NoticeOutcome } from '../charter/notices.js';
import type { PhoneReader } from '../wire/notices.js';

/** Notices and safe contact, in Arabic words: for screens behind a sign-in, never for what leaves the house. */
export const noticeCodes = {
  notice_kind: {
    'appointment.given': 'حُدِّد موعد',
    'appointment.changed': 'تغيّر الموعد',
    'appointment.cancelled': 'أُلغي الموعد',
    'waiting.listed': 'عُرض مكان في قائمة الانتظار',
    'consent.withdrawn': 'سُجّل سحب موافقة',
    'consent.expiring': 'موافقة تنتهي قريبًا',
    'record.opened': 'فُتح السجل خارج المعتاد',
    'complaint.answered': 'رُدَّ على شكوى',
    'correction.answered': 'رُدَّ على طلب تصحيح',
    'request.answered': 'رُدَّ على طلب',
    'breach.told': 'فُقدت بيانات أو اطّلع عليها غير المخوّل',
    'work.assigned': 'أُسندت إليك مهمة',
    'work.overdue': 'مهمة متأخرة',
    'work.escalated': 'رُفعت المهمة إلى مكتب التنسيق',
    'message.dead': 'رسالة لم تصل',
    'complaint.received': 'وردت شكوى',
    'correction.received': 'ورد طلب تصحيح',
    'request.received': 'ورد طلب بشأن البيانات',
    'deadline.near': 'اقتربت نهاية المهلة',
    'breach.due': 'يجب الإبلاغ عن خرق بيانات',
    'permit.expiring': 'تصريح تنتهي مدته قريبًا',
    'consent.ending': 'موافقة أحد متلقي الخدمة تنتهي قريبًا',
    'alert.raised': 'أُطلق إنذار بشأن أحد متلقي الخدمة',
  } satisfies Record<NoticeKind, string>,
  notice_channel: {
    email: 'البريد الإلكتروني',
    sms: 'رسالة نصية',
    push: 'هذا الجهاز',
  } satisfies Record<NoticeChannel, string>,
  notice_mode: {
    at_once: 'كل إشعار فورًا',
    digest: 'رسالة واحدة صباحًا',
    in_app: 'هنا فقط',
  } satisfies Record<NoticeMode, string>,
  notice_outcome: {
    sent: 'أُرسلت',
    delivered: 'وصلت',
    undelivered: 'لم تصل',
    simulated: 'محاكاة، لم يُرسل شيء',
    not_allowed: 'لم يعد مسموحًا',
    given_up: 'تعذّر الإرسال',
    withdrawn: 'سُحبت',
  } satisfies Record<NoticeOutcome, string>,
  phone_reader: {
    only_me: 'متلقي الخدمة وحده',
    family: 'الأسرة',
    others: 'آخرون',
    not_said: 'لم يُذكر',
  } satisfies Record<PhoneReader, string>,
};

export const noticeActionWords = {
  'notice.list': 'اطّلع على إشعاراته',
  'notice.read': 'علّم إشعارات كمقروءة',
  'notice.preferences': 'اطّلع على طريقة إشعاره',
  'notice.prefer': 'اختار طريقة إشعاره',
  'contact.view': 'اطّلع على قواعد التواصل مع متلقي خدمة',
  'contact.change': 'سجّل قواعد التواصل مع متلقي خدمة',
  'window.notices': 'اطّلع متلقي الخدمة على إشعاراته',
  'window.contact': 'اطّلع متلقي الخدمة على طريقة التواصل معه',
  'window.contact_change': 'غيّر متلقي الخدمة طريقة التواصل معه',
  'notice.send': 'أُرسل إشعار',
  'notice.receipt': 'استُلم إيصال رسالة',
} satisfies Record<keyof typeof NOTICE_ACTIONS, string>;
