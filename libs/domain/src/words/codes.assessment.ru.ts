import type { CodeWords } from './code-words.js';
import type {
  assessmentActionWords as englishActions,
  assessmentCodes as english,
} from './codes.assessment.en.js';

/** Values of assessments in Russian words. */
export const assessmentCodes: CodeWords<typeof english> = {
  assessment_moment: {
    entry: 'В начале',
    review: 'Повторно',
    exit: 'В конце',
    follow_up: 'После',
    on_concern: 'При тревоге',
  },
  assessment_mend: {
    wrong_client: 'Это был другой клиент',
    wrong_answer: 'Введён неверный ответ',
    wrong_time: 'Введено неверное время',
    wrong_form: 'Взята не та форма',
    taken_twice: 'Введено дважды',
    client_asked: 'Попросил клиент',
  },
  assessment_mode: {
    self: 'Сам клиент',
    interview: 'В беседе',
    proxy: 'Кто-то за клиента',
    observation: 'Наблюдение сотрудника',
  },
  assessment_flag: {
    screen_suicide_now: 'Скрининг суицидального риска сейчас',
    clinician_same_day: 'Клиницист сегодня',
    clinician_at_once: 'Клиницист немедленно',
    clinical_attention: 'Разобраться с ответами об употреблении',
    call_doctor: 'Вызвать врача',
    screen_depression: 'Скрининг депрессии',
  },
  assessment_band: {
    none: 'Нет',
    low: 'Низкий',
    mild: 'Лёгкая степень',
    moderate: 'Умеренная степень',
    moderately_severe: 'Умеренно тяжёлая степень',
    severe: 'Тяжёлая степень',
    high: 'Высокий',
    likely_depression: 'Вероятна депрессия',
    low_wellbeing: 'Сниженное благополучие',
    wellbeing: 'Благополучие',
  },
  assessment_level: {
    none: 'Ничего не выявлено',
    low: 'Низкий',
    moderate: 'Умеренный',
    high: 'Высокий',
  },
  licence_class: {
    public_domain: 'Общественное достояние',
    free: 'Свободное использование',
    own: 'Собственный',
    non_commercial: 'Не для коммерческого использования',
    permission: 'Текст только с разрешения',
  },
  due_reason: {
    day_0: 'Первый день',
    day_3: 'Третий день',
    first_week: 'Первая неделя',
    after_withdrawal: 'Повтор после отмены',
    review: 'Повторная оценка',
    before_exit: 'Перед уходом',
    follow_up: 'Наблюдение после',
    flagged: 'Этого требует ответ',
    missed_at_risk: 'Не пришёл, есть риск',
    low_wellbeing: 'Сниженное благополучие',
  },
  score_change: {
    better: 'Лучше',
    worse: 'Хуже',
    no_reliable_change: 'Без достоверных изменений',
  },
};

/** What was done with assessments, as the audit says it in Russian. */
export const assessmentActionWords: CodeWords<typeof englishActions> = {
  'instrument.list': 'Просмотр списка инструментов',
  'assessment.record': 'Внесена оценка',
  'assessment.list': 'Просмотр оценок',
  'assessment.correct': 'Исправлена оценка',
  'assessment.void': 'Оценка отмечена как неучитываемая',
  'assessment.sign_off': 'Подписан высокий суицидальный риск',
};
