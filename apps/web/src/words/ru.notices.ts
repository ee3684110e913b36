import { noticeCodes } from '../../../../libs/domain/src/words/codes.notices.ru.js';
import type { Catalogue } from './catalogue.js';
import type { noticesWords as english } from './en.notices.js';

/** What the screens about notices and safe contact say in Russian. */
export const noticesWords = {
  codes: noticeCodes,
  notices: {
    intro: 'О чём вам сообщили, сначала новое.',
    empty_title: 'Нового нет',
    empty: 'Здесь появляется то, что касается вас: переданные вам дела, просроченное, недоставленное.',
    kind: 'Что',
    when: 'Когда',
    read_all: 'Отметить всё прочитанным',
    fresh: 'новое',
    how: 'Как вам сообщать',
    mode: 'Сообщения вне этой страницы',
    mode_hint: 'Срочное приходит сразу, пока вы дежурите.',
    email: 'Ваш адрес почты',
    email_hint: 'В сообщениях нет ни клиента, ни места, ни сути дела.',
    quiet_from: 'Не беспокоить с',
    quiet_until: 'Не беспокоить до',
    quiet_hint: 'Пусто — тихие часы вашего региона.',
    save: 'Сохранить',
    simulated:
      'Настоящие сообщения не отправляются: {{channels}}. Пока они не настроены, отправка только имитируется.',
    contact: 'Как связаться с клиентом',
    contact_button: 'Как связаться',
    contact_intro: 'Записывайте только то, что говорит клиент. Из карты ничего не переносится.',
    anonymous:
      'Имя этого клиента не хранится, поэтому нет ни номера, ни адреса. Всё, о чём сообщают, он видит в своём окне.',
    said_nothing: 'Клиент пока ничего не сказал: сообщения не отправляются.',
    do_not: 'Не связываться совсем, только окно',
    channels: 'Можно сообщать через',
    phone: 'Телефон с кодом страны',
    readers: 'Кто ещё видит или слышит этот телефон',
    leave: 'Можно оставить сообщение',
    from: 'Можно указать отправителя (нейтральное имя)',
    say_when: 'Можно указать день и час встречи',
    hours_from: 'На связи с',
    hours_until: 'На связи до',
    language: 'Язык сообщений',
    as_record: 'Как в карте',
    note: 'Что учесть при звонке',
    last: 'Последние сообщения',
    by_client: 'В последний раз изменил сам клиент в своём окне',
    contact_save: 'Записать',
  },
} as const satisfies Catalogue<'one' | 'few' | 'many' | 'other', typeof english>;
