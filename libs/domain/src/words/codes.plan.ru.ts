import type { PLAN_ACTIONS } from '../charter/plan-actions.js';
import type { CodeWords } from './code-words.js';
import type { planCodes as english } from './codes.plan.en.js';

/** Values of plans in Russian words. */
export const planCodes: CodeWords<typeof english> = {
  plan_domain: {
    substance_use: 'Употребление веществ',
    physical_health: 'Физическое здоровье',
    mental_health: 'Психическое здоровье',
    housing: 'Жильё',
    family: 'Семья и отношения',
    children: 'Дети',
    legal: 'Правовые вопросы и документы',
    money: 'Деньги и долги',
    work: 'Учёба и работа',
    community: 'Общество и смысл',
  },
  goal_state: {
    open: 'Открыта',
    met: 'Достигнута',
    partly: 'Достигнута частично',
    revised: 'Пересмотрена',
    dropped: 'Оставлена',
  },
  drop_reason: {
    client_wishes_otherwise: 'Клиент хочет иначе',
    circumstances_changed: 'Обстоятельства изменились',
    not_possible_now: 'Сейчас невозможно',
    taken_over_elsewhere: 'Этим занимаются в другом месте',
    written_in_error: 'Записано по ошибке',
  },
  task_state: {
    open: 'Открыт',
    done: 'Сделан',
    dropped: 'Не нужен',
  },
  plan_approval: {
    waiting: 'Ждёт утверждения',
    approved: 'Утверждён',
  },
};

/** What the audit says of these actions. */
export const planActionWords = {
  'plan.view': 'Читал план',
  'plan.goal': 'Записал цель',
  'plan.revise': 'Пересмотрел цель',
  'plan.settle': 'Записал, что стало с целью',
  'plan.task': 'Добавил шаг к цели',
  'plan.task_state': 'Записал, что стало с шагом',
  'plan.review': 'Пересмотрел план',
  'plan.approve': 'Утвердил план',
  'plan.tick': 'Наступил срок пересмотра плана',
} satisfies Record<keyof typeof PLAN_ACTIONS, string>;
