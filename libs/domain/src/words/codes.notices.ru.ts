import type { NOTICE_ACTIONS } from '../charter/notices-actions.js';
import type { NoticeChannel, NoticeKind, NoticeMode, NoticeOutcome } from '../charter/notices.js';
import type { PhoneReader } from '../wire/notices.js';

/** Notices and safe contact, in Russian words: for screens behind a sign-in, never for what leaves the house. */
export const noticeCodes = {
  notice_kind: {
    'appointment.given': 'Назначена встреча',
    'appointment.changed': 'Время встречи изменено',
    'appointment.cancelled': 'Встреча отменена',
    'waiting.listed': 'Предложено место в листе ожидания',
    'consent.withdrawn': 'Записан отзыв согласия',
    'consent.expiring': 'Скоро закончится согласие',
    'record.opened': 'Данные открывали вне обычного порядка',
    'complaint.answered': 'Получен ответ на жалобу',
    'correction.answered': 'Получен ответ на просьбу об исправлении',
    'request.answered': 'Получен ответ на запрос',
    'breach.told': 'Данные утрачены или стали известны посторонним',
    'work.assigned': 'Вам передана задача',
    'work.overdue': 'Задача просрочена',
    'work.escalated': 'Задача передана координационному центру',
    'message.dead': 'Сообщение не доставлено',
    'complaint.received': 'Поступила жалоба',
    'correction.received': 'Поступила просьба об исправлении',
    'request.received': 'Поступил запрос о данных',
    'deadline.near': 'Срок подходит к концу',
    'breach.due': 'Нужно сообщить об утечке данных',
    'permit.expiring': 'Скоро истекает разрешение',
    'consent.ending': 'Скоро закончится согласие клиента',
    'alert.raised': 'Есть срочный сигнал о клиенте',
  } satisfies Record<NoticeKind, string>,
  notice_channel: {
    email: 'Электронная почта',
    sms: 'СМС',
    push: 'Это устройство',
  } satisfies Record<NoticeChannel, string>,
  notice_mode: {
    at_once: 'Каждое сразу',
    digest: 'Одно письмо утром',
    in_app: 'Только здесь',
  } satisfies Record<NoticeMode, string>,
  notice_outcome: {
    sent: 'отправлено',
    delivered: 'доставлено',
    undelivered: 'не доставлено',
    simulated: 'имитация, ничего не отправлено',
    not_allowed: 'больше не разрешено',
    given_up: 'отправить не удалось',
    withdrawn: 'отозвано',
  } satisfies Record<NoticeOutcome, string>,
  phone_reader: {
    only_me: 'Только клиент',
    family: 'Семья',
    others: 'Другие',
    not_said: 'Не сказано',
  } satisfies Record<PhoneReader, string>,
};

export const noticeActionWords = {
  'notice.list': 'Чтение своих уведомлений',
  'notice.read': 'Уведомления отмечены прочитанными',
  'notice.preferences': 'Чтение своих настроек уведомлений',
  'notice.prefer': 'Выбран способ уведомления',
  'contact.view': 'Чтение правил связи с клиентом',
  'contact.change': 'Записаны правила связи с клиентом',
  'window.notices': 'Клиент прочитал свои уведомления',
  'window.contact': 'Клиент прочитал свои правила связи',
  'window.contact_change': 'Клиент изменил свои правила связи',
  'notice.send': 'Отправлено уведомление',
  'notice.receipt': 'Принято подтверждение доставки',
} satisfies Record<keyof typeof NOTICE_ACTIONS, string>;
