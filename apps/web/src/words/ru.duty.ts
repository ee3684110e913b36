import type { Catalogue } from './catalogue.js';
import type { dutyWords as english } from './en.duty.js';

/** What the screens of duty say, in Russian. */
export const dutyWords = {
  now: 'Сейчас дежурит',
  nobody: 'Никто не назначен. Отвечает: {{role}}',
  week: 'Неделя',
  this_week: 'Эта неделя',
  previous: 'Неделя раньше',
  next: 'Неделя позже',
  today: 'Сегодня',
  of_site: 'Дежурства: {{site}}',
  level: { duty: 'Дежурный', manager: 'Ответственный' },
  plan: 'Назначить дежурство',
  plan_short: 'Назначить',
  site: 'Площадка',
  which_level: 'Для чего',
  who: 'Кто',
  from_date: 'Начало, день',
  from_time: 'Начало, время',
  until_date: 'Конец, день',
  until_time: 'Конец, время',
  free: 'никто не назначен',
  take_over: 'Беру на себя',
  pass_on: 'Заменит другой',
  pass_effect: 'В записи останется, кто был назначен. Отвечать будет коллега.',
  instead_of: 'вместо:',
  cancel: 'Отменить дежурство',
  cancel_effect: 'Часы снова свободны. Пока никто не назначен, отвечают все, у кого эта роль.',
  day: 'День',
  no_sites: 'Для вашей организации дежурства не заведены.',
} as const satisfies Catalogue<'one' | 'few' | 'many' | 'other', typeof english>;
