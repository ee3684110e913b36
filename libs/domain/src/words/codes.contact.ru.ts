import type {
  CancelReason,
  ContactKind,
  ContactOutcome,
  GroupKind,
  SeriesScope,
} from '../charter/contact.js';
import type { CodeWords } from './code-words.js';
import type { contactActionWords as englishActions } from './codes.contact.en.js';

/** Values of appointments and groups, in Russian words. */
export const contactCodes = {
  contact_kind: {
    visit: 'Приём',
    call: 'Звонок',
    message: 'Сообщение',
    home: 'На дому',
    online: 'Онлайн',
  } satisfies Record<ContactKind, string>,
  contact_outcome: {
    kept: 'Пришёл',
    late: 'Пришёл позже',
    no_show: 'Не пришёл',
    cancelled_by_client: 'Отменил клиент',
    cancelled_by_staff: 'Отменил сотрудник',
    cancelled_by_organisation: 'Отменила организация',
  } satisfies Record<ContactOutcome, string>,
  cancel_reason: {
    illness: 'Болезнь',
    work_or_school: 'Работа или учёба',
    family: 'Семья',
    transport: 'Дорога',
    holiday: 'Праздник',
    staff_away: 'Сотрудник отсутствует',
    no_room: 'Нет помещения',
    care_ended: 'Помощь завершена',
    other: 'Другая причина',
  } satisfies Record<CancelReason, string>,
  group_kind: {
    therapy: 'Терапевтическая группа',
    skills: 'Навыки',
    education: 'Обучение',
    family: 'Семейная группа',
    activity: 'Занятие',
    aftercare: 'Поддержка после',
  } satisfies Record<GroupKind, string>,
  series_scope: {
    this: 'Только эту',
    following: 'Эту и все следующие',
  } satisfies Record<SeriesScope, string>,
};

/** Что делали со встречами и группами, по-русски. */
export const contactActionWords: CodeWords<typeof englishActions> = {
  'contact.list': 'Просмотр встреч клиента',
  'contact.calendar': 'Просмотр календаря',
  'contact.file': 'Встреча взята в календарь',
  'contact.plan': 'Назначена встреча',
  'contact.move': 'Перенесена встреча с клиентом',
  'contact.cancel': 'Отменена встреча',
  'contact.record': 'Отмечено, пришёл ли клиент',
  'contact.undo': 'Снята отметка о приходе',
  'group.plan': 'Назначено групповое занятие',
  'group.view': 'Просмотр списка группы',
  'group.record': 'Отмечено, кто пришёл на группу',
};
