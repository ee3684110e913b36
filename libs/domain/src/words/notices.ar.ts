import type { NoticeWords } from './notices.js';

/** What leaves the house, in Arabic. */
export const NOTICES_AR: NoticeWords = {
  client: {
    subject: 'لديك جديد',
    lines: {
      'appointment.given': 'تم تحديد موعد لك.',
      'appointment.changed': 'تغيّر موعدك.',
      'appointment.cancelled': 'أُلغي موعدك.',
      'waiting.listed': 'وصلك رد.',
      'consent.withdrawn': 'تم تنفيذ طلبك.',
      'consent.expiring': 'لديك مستند تنتهي مدته قريبًا.',
      'record.opened': 'لديك رسالة للقراءة.',
      'complaint.answered': 'وصلك رد.',
      'correction.answered': 'وصلك رد.',
      'request.answered': 'وصلك رد.',
      'breach.told': 'نرجو قراءة رسالة مهمة.',
    },
    dated: {
      'appointment.given': 'موعدك: {when}.',
      'appointment.changed': 'موعدك الجديد: {when}.',
    },
    open: 'للمزيد: {link}',
    why: 'أنت من اختار هذه الطريقة، ويمكنك تغييرها في الصفحة نفسها في أي وقت.',
  },
  account: {
    subject: 'لديك جديد في قائمتك',
    lines: {
      'work.assigned': 'أحال إليك زميل مهمة.',
      'work.overdue': 'هناك ما تأخر وينتظرك.',
      'work.escalated': 'هناك ما لم يعد يحتمل الانتظار.',
      'message.dead': 'تعذّر إيصال رسالة.',
      'complaint.received': 'ورد أمر جديد له مهلة.',
      'correction.received': 'ورد أمر جديد له مهلة.',
      'request.received': 'ورد أمر جديد له مهلة.',
      'deadline.near': 'اقتربت نهاية المهلة.',
      'breach.due': 'اقتربت نهاية مهلة لا يمكن تأجيلها.',
      'permit.expiring': 'هناك ما تنتهي مدته قريبًا.',
      'consent.ending': 'هناك ما تتابعه وينتهي قريبًا.',
      'alert.raised': 'هناك ما يحتاج إليك الآن.',
    },
    digest: 'لديك ما لم تقرأه بعد.',
    open: 'سجّل الدخول للاطلاع: {link}',
    why: 'يمكنك تغيير طريقة الإشعار من صفحة الإشعارات.',
  },
};
