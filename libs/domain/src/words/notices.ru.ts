import type { NoticeWords } from './notices.js';

/** What leaves the house, in Russian. */
export const NOTICES_RU: NoticeWords = {
  client: {
    subject: 'Для вас есть новое сообщение',
    lines: {
      'appointment.given': 'Вам назначена встреча.',
      'appointment.changed': 'Время встречи изменилось.',
      'appointment.cancelled': 'Встреча отменена.',
      'waiting.listed': 'Вам пришёл ответ.',
      'consent.withdrawn': 'Ваша просьба выполнена.',
      'consent.expiring': 'Скоро закончится срок действия одного документа.',
      'record.opened': 'Для вас есть сообщение.',
      'complaint.answered': 'Вам пришёл ответ.',
      'correction.answered': 'Вам пришёл ответ.',
      'request.answered': 'Вам пришёл ответ.',
      'breach.told': 'Прочитайте важное сообщение.',
    },
    dated: {
      'appointment.given': 'Вас ждут: {when}.',
      'appointment.changed': 'Новое время: {when}.',
    },
    open: 'Подробнее: {link}',
    why: 'Вы сами выбрали этот способ связи. Изменить его можно в любой момент на той же странице.',
  },
  account: {
    subject: 'В вашем списке есть новое',
    lines: {
      'work.assigned': 'Коллега передал вам задачу.',
      'work.overdue': 'Срок прошёл, ждут вашего ответа.',
      'work.escalated': 'Есть то, что больше не может ждать.',
      'message.dead': 'Одно сообщение не удалось доставить.',
      'complaint.received': 'Поступило новое обращение, идёт срок.',
      'correction.received': 'Поступило новое обращение, идёт срок.',
      'request.received': 'Поступило новое обращение, идёт срок.',
      'deadline.near': 'Срок подходит к концу.',
      'breach.due': 'Срок подходит к концу, перенести его нельзя.',
      'permit.expiring': 'Скоро закончится срок действия.',
      'consent.ending': 'Скоро закончится срок того, за чем вы следите.',
      'alert.raised': 'Что-то требует вас прямо сейчас.',
    },
    digest: 'У вас есть непрочитанное.',
    open: 'Войдите, чтобы прочитать: {link}',
    why: 'Способ уведомления можно изменить в разделе уведомлений.',
  },
};
