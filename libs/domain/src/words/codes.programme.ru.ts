import type { PROGRAMME_ACTIONS } from '../charter/programme-actions.js';
import type { CodeWords } from './code-words.js';
import type { programmeCodes as english } from './codes.programme.en.js';

/** Values of programmes in Russian words. */
export const programmeCodes: CodeWords<typeof english> = {
  programme_kind: {
    residential_short: 'С проживанием, краткая',
    residential_long: 'С проживанием, длительная',
    therapeutic_community: 'Терапевтическое сообщество',
    day: 'Дневной стационар',
    outpatient: 'Амбулаторная',
  },
  phase_reason: {
    goals_met: 'Цели достигнуты',
    needs_more_time: 'Нужно больше времени',
    needs_more_support: 'Нужно больше поддержки',
    clients_wish: 'По желанию клиента',
    after_relapse: 'После срыва',
  },
  programme_end: {
    completed: 'Пройдена',
    moved_on: 'Продолжает в другом месте',
    left: 'Клиент ушёл',
    ended_by_house: 'Завершена организацией',
  },
  leave_kind: {
    day: 'На день',
    overnight: 'С ночёвкой',
    family: 'К семье',
    medical: 'К врачу',
    work: 'На работу',
  },
  leave_return: {
    in_time: 'Вернулся вовремя',
    late: 'Вернулся позже',
    not_back: 'Не вернулся',
  },
  therapy_work: {
    kitchen: 'Кухня',
    garden: 'Сад и огород',
    workshop: 'Мастерская',
    laundry: 'Прачечная',
    animals: 'Животные',
    building: 'Стройка и ремонт',
    office: 'Офис',
  },
  incident_kind: {
    substance_in_house: 'Вещество в доме',
    violence: 'Насилие',
    threat: 'Угроза',
    property: 'Чужие вещи',
    house_rules: 'Правила дома',
    belongings_withheld: 'У клиента удержали телефон, документы или письма',
    force_used: 'К клиенту применили силу',
    humiliation: 'Клиента унизили',
    unpaid_labour: 'Клиент работал вместо оплачиваемого персонала',
  },
  measure: {
    none: 'Без меры',
    talk: 'Беседа',
    apology: 'Извинение',
    repair: 'Возмещение',
    closer_support: 'Больше сопровождения',
    leave_paused: 'Несколько дней без отпуска',
    programme_ended: 'Программа завершается',
  },
  incident_state: {
    reported: 'Сообщено',
    heard: 'Клиент выслушан',
    decided: 'Решено',
    appealed: 'Обжаловано',
    closed: 'Закрыто',
  },
  appeal_outcome: {
    upheld: 'Решение остаётся',
    eased: 'Мера смягчена',
    lifted: 'Мера отменена',
  },
  relapse_answer: {
    stays: 'Остаётся в программе',
    steps_up: 'На детоксикацию с возвращением',
    hospital: 'В больницу с возвращением',
  },
};

/** What the audit says of these actions. */
export const programmeActionWords = {
  'programme.list': 'Прочитал программы',
  'programme.add': 'Добавил программу',
  'programme.close': 'Закрыл программу',
  'programme.view': 'Прочитал программу клиента',
  'programme.begin': 'Начал программу',
  'programme.phase': 'Сменил этап программы',
  'programme.end': 'Завершил программу',
  'programme.relapse': 'Записал срыв',
  'programme.peer': 'Назначил равного консультанта',
  'programme.peer_end': 'Завершил равное консультирование',
  'leave.plan': 'Запланировал отпуск',
  'leave.return': 'Записал конец отпуска',
  'therapy_work.consent': 'Записал желание работать',
  'therapy_work.withdraw': 'Отозвал желание работать',
  'therapy_work.record': 'Записал трудотерапию',
  'incident.report': 'Сообщил о происшествии',
  'incident.hear': 'Выслушал клиента',
  'incident.decide': 'Решил о происшествии',
  'incident.appeal': 'Записал обжалование',
  'incident.settle': 'Рассмотрел обжалование',
} satisfies Record<keyof typeof PROGRAMME_ACTIONS, string>;
