import type { CHART_REFUSALS_EN } from './refusals.chart.en.js';

/** Why something cannot be written on the chart, in Russian. */
export const CHART_REFUSALS_RU: Readonly<Record<keyof typeof CHART_REFUSALS_EN, string>> = {
  'chart.reading_empty': 'Запишите хотя бы одно значение.',
  'chart.value_impossible': 'Так не бывает. Значения от {min} до {max}.',
  'chart.pressure_half': 'У давления два значения. Запишите оба.',
  'chart.pressure_upside_down': 'Нижнее давление меньше верхнего.',
  'chart.in_the_future': 'Записывают то, что измерено. Выберите прошедшее время.',
  'chart.before_the_stay': 'Клиента ещё не было. Выберите время позже.',
  'chart.reading_unknown': 'Такой записи здесь нет.',
  'chart.voided': 'Это уже отмечено недействительным.',
  'chart.observation_same': 'Клиент уже под таким наблюдением.',
  'chart.difference_needed': 'Решение отличается от того, о чём говорят оценки. Напишите почему.',
  'chart.rights_not_told': 'Поступление добровольно: сначала расскажите клиенту о правах, на странице прав.',
  'chart.not_consented':
    'Поступление добровольно: сначала запишите согласие на помощь, на странице согласий.',
};
