import type { WARD_REFUSALS_EN } from './refusals.ward.en.js';

/** Why something of the ward cannot be done, in Russian. */
export const WARD_REFUSALS_RU = {
  'bed.unknown': 'Такой койки здесь нет. Обновите список.',
  'bed.taken': 'Эта койка занята или оставлена для другого. Выберите другую.',
  'bed.closed': 'Эта койка закрыта. Выберите другую.',
  'bed.open': 'Эта койка уже открыта.',
  'bed.none': 'Здесь нет занятой или оставленной койки. Обновите список.',
  'bed.has_one': 'У этого человека уже есть койка здесь. Обновите список.',
  'bed.label_taken': 'Так уже названа другая койка этого адреса. Выберите другое название.',
  'bed.handoff_not_accepted':
    'Койку оставляют после того, как передача здесь принята, и до прибытия клиента.',
  'bed.site_unknown': 'У вашей организации нет такого адреса.',
  'bed.until_in_past': 'Выберите час, который ещё не наступил.',
  'bed.until_too_long': 'Койку держат не дольше {days} дн.',
  'round.concern_needed': 'Укажите, что требует внимания.',
  'round.concern_unasked': 'Причина указывается, только если нужно внимание.',
  'handover.unknown': 'Такой сдачи смены здесь нет.',
  'handover.waits': 'Одна сдача смены уже ждёт. Сначала её примет коллега.',
  'handover.signed': 'Эта смена уже принята. Лист больше не меняется.',
  'handover.same_person': 'Кто сдаёт смену, тот её не принимает. Подпишет коллега.',
} satisfies Record<keyof typeof WARD_REFUSALS_EN, string>;
