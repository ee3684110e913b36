import type { MEDICINE_ACTIONS } from '../charter/medicine-actions.js';
import type { CodeWords } from './code-words.js';
import type { medicineCodes as english } from './codes.medicine.en.js';

/** Values of medicines in Russian words. */
export const medicineCodes: CodeWords<typeof english> = {
  medicine_class: {
    opioid_antagonist: 'Антагонист опиоидов',
    opioid_agonist: 'Агонист опиоидов',
    sedative: 'Седативное',
    anticonvulsant: 'Противосудорожное',
    vitamin: 'Витамин',
    other: 'Другое',
  },
  medicine_route: {
    oral: 'Внутрь',
    sublingual: 'Под язык',
    intramuscular: 'Внутримышечно',
    intravenous: 'Внутривенно',
    subcutaneous: 'Подкожно',
    transdermal: 'Пластырь',
    nasal: 'В нос',
    inhaled: 'Ингаляция',
    rectal: 'Ректально',
    topical: 'На кожу',
  },
  dose_unit: {
    mg: 'мг',
    mcg: 'мкг',
    g: 'г',
    ml: 'мл',
    iu: 'МЕ',
    tablet: 'таблетки',
    drop: 'капли',
    puff: 'вдохи',
    patch: 'пластыри',
  },
  order_purpose: {
    withdrawal: 'Отмена',
    maintenance: 'Поддержание',
    relapse_prevention: 'Профилактика возврата',
    other: 'Другое',
  },
  dose_state: {
    later: 'Позже',
    due: 'Пора',
    late: 'Опаздывает',
    missed: 'Пропущено',
    given: 'Выдано',
    refused: 'Отказ',
    held: 'Задержано',
    absent: 'Нет на месте',
    out_of_stock: 'Нет в наличии',
  },
  client_identifier: {
    name: 'Имя',
    birth_date: 'Дата рождения',
    photo: 'Фотография',
    client_code: 'Код клиента',
    wristband: 'Браслет',
  },
  dose_reason: {
    declined: 'Клиент отказался',
    asleep: 'Спит',
    vomiting: 'Рвота',
    vital_signs: 'Показатели состояния',
    score_below_threshold: 'Оценка ниже порога',
    not_in_house: 'Не в доме',
    not_in_stock: 'Нет в наличии',
  },
  order_stop: {
    completed: 'Завершено',
    changed: 'Изменено',
    side_effect: 'Побочное действие',
    client_declines: 'Клиент отказывается',
    stop_rule: 'Стоп-правило',
    leaves: 'Клиент уходит',
    ordered_in_error: 'Назначено по ошибке',
  },
  medicine_void: {
    wrong_client: 'Не тот клиент',
    wrong_value: 'Неверное значение',
    written_twice: 'Записано дважды',
  },
  medical_fact: {
    substance_use: 'Употребление',
    toxicology: 'Тест на вещества',
    obstetric_review: 'Осмотр при беременности',
    overdose_talk: 'Разговор о передозировке',
    naloxone_given: 'Выдан налоксон',
  },
  toxicology_result: {
    negative: 'Отрицательный',
    positive: 'Положительный',
    invalid: 'Недействительный',
  },
  dose_schedule: {
    times: 'По часам',
    as_needed: 'По необходимости',
    by_score: 'По оценке шкалы',
  },
};

/** What the audit says of these actions. */
export const medicineActionWords = {
  'medicine.list': 'Читал лекарства',
  'medicine.round': 'Читал лекарственный обход',
  'medicine.order': 'Назначил лекарство',
  'medicine.stop': 'Отменил лекарство',
  'medicine.dose': 'Записал дозу',
  'medicine.dose_void': 'Отметил дозу как недействительную',
  'medicine.fact': 'Записал медицинский факт',
  'medicine.fact_void': 'Отметил медицинский факт как недействительный',
} satisfies Record<keyof typeof MEDICINE_ACTIONS, string>;
