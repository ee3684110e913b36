import type { CHART_ACTIONS } from '../charter/chart-actions.js';
import type { CodeWords } from './code-words.js';
import type { chartCodes as english } from './codes.chart.en.js';

/** Values of the chart in Russian words. */
export const chartCodes: CodeWords<typeof english> = {
  vital_sign: {
    systolic: 'Давление верхнее',
    diastolic: 'Давление нижнее',
    pulse: 'Пульс',
    respiration: 'Дыхание в минуту',
    temperature: 'Температура, °C',
    oxygen: 'Кислород, %',
    glucose: 'Глюкоза, ммоль/л',
    consciousness: 'Сознание',
  },
  consciousness: {
    alert: 'В ясном сознании',
    confused: 'Спутан впервые',
    voice: 'Отвечает на голос',
    pain: 'Отвечает на боль',
    unresponsive: 'Не отвечает',
  },
  reading_void: {
    wrong_client: 'Не тот клиент',
    wrong_value: 'Неверное значение',
    written_twice: 'Записано дважды',
  },
  observation_level: {
    general: 'Как за всеми',
    intermittent: 'Частый осмотр',
    within_sight: 'Всегда на виду',
    within_reach: 'Всегда рядом',
  },
  observation_reason: {
    suicide_risk: 'Риск самоубийства',
    withdrawal: 'Синдром отмены',
    seizures: 'Судороги',
    confusion: 'Спутанность',
    violence_risk: 'Риск насилия',
    newly_arrived: 'Только поступил',
    safer_now: 'Теперь безопаснее',
  },
  score_state: {
    settled: 'Улеглось',
    later: 'Позже',
    due: 'Пора',
    overdue: 'Просрочено',
  },
  care_need: {
    withdrawal: 'Синдром отмены и его опасности',
    body: 'Здоровье тела',
    mind: 'Душевное здоровье',
    willingness: 'К чему клиент готов',
    relapse_risk: 'Риск возврата к употреблению',
    surroundings: 'Где и с кем живёт',
  },
  need_rating: {
    none: 'Нет',
    some: 'Немного',
    marked: 'Заметно',
    severe: 'Сильно',
  },
  care_level: {
    outpatient: 'Дома, с визитами',
    day: 'Днём',
    residential: 'С проживанием',
    withdrawal_inpatient: 'Синдром отмены, в отделении',
    hospital: 'Больница',
  },
  client_answer: {
    agrees: 'Согласен',
    wishes_otherwise: 'Хочет иначе',
    undecided: 'Не решил',
  },
};

/** What the audit says of these actions. */
export const chartActionWords = {
  'chart.view': 'Прочитал лист наблюдения',
  'chart.reading': 'Записал показатели',
  'chart.reading_void': 'Отметил показатели недействительными',
  'chart.observe': 'Установил уровень наблюдения',
  'chart.care_level': 'Решил, где помогать клиенту',
} satisfies Record<keyof typeof CHART_ACTIONS, string>;
