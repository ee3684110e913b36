import type { Catalogue } from './catalogue.js';
import type { directoryWords as english } from './en.directory.js';

/** What the directory says, in Russian. */
export const directoryWords = {
  intro:
    'Взаимопомощь никому не принадлежит и не ведёт списков людей. Скажите клиенту, где и когда; направлений туда не дают.',
  meetings: 'Встречи взаимопомощи',
  services: 'Службы',
  town: 'Город',
  town_find: 'Найти',
  weekday: 'День недели',
  for: 'Для кого',
  way: 'Где',
  kind: 'Что',
  audience: { dependent: 'Для людей с зависимостью', relatives: 'Для близких' },
  ways: { in_person: 'На месте', online: 'Онлайн' },
  kinds: { service: 'Служба', mutual_aid: 'Взаимопомощь' },
  group: 'Группа',
  when: 'Когда',
  lasts_one: '{{count}} минута',
  lasts_few: '{{count}} минуты',
  lasts_many: '{{count}} минут',
  lasts_other: '{{count}} минуты',
  open: 'Открыто для всех',
  closed: 'Только для тех, кому предназначено',
  name: 'Название',
  where: 'Где',
  telephone: 'Телефон',
  empty_title: 'Ничего не найдено',
  empty: 'Попробуйте другой город или другой день.',
} as const satisfies Catalogue<'one' | 'few' | 'many' | 'other', typeof english>;
