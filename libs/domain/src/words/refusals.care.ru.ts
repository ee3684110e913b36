import { CHART_REFUSALS_RU } from './refusals.chart.ru.js';
import { PROGRAMME_REFUSALS_RU } from './refusals.programme.ru.js';
import { DOCUMENT_REFUSALS_RU } from './refusals.document.ru.js';
import { WARD_REFUSALS_RU } from './refusals.ward.ru.js';
import type { CARE_REFUSALS_EN } from './refusals.care.en.js';

/** Why something of a client’s care cannot be recorded, in Russian. */
export const CARE_REFUSALS_RU: Readonly<Record<keyof typeof CARE_REFUSALS_EN, string>> = {
  'instrument.unknown_item': 'В этом инструменте нет такого пункта. Загрузите форму заново.',
  'instrument.illegal_answer': 'Такого ответа в этой форме нет. Ответы формы: {answers}.',
  'instrument.not_asked': 'После предыдущих ответов об этом не спрашивают. Оставьте пустым.',
  'medicine.amount': 'Укажите количество: больше нуля и в пределах одной дозы.',
  'medicine.starts_in_the_past': 'Назначение начинается сейчас или позже. Данные дозы записываются отдельно.',
  'medicine.ends_before_it_starts': 'Назначение кончается раньше, чем начинается. Выберите конец позже.',
  'medicine.times': 'Укажите время приёма, каждое один раз.',
  'medicine.most_per_day': 'Укажите, сколько доз в сутки самое большее.',
  'medicine.hours_between': 'Укажите, сколько часов самое меньшее между дозами, от 1 до 24.',
  'medicine.allergy':
    'У клиента записана аллергия на это. Выберите другое лекарство или напишите, почему всё-таки назначаете.',
  'medicine.not_lawful_here': 'Лечение агонистами опиоидов здесь не разрешено законом.',
  'medicine.opioid_use_unknown':
    'Сначала запишите, когда в последний раз были опиоиды. Иначе это лекарство может вызвать резкую отмену.',
  'medicine.opioids_too_recent': 'Опиоиды были слишком недавно: сначала нужно дней без них: {days}.',
  'medicine.opioid_test_needed':
    'Нужен отрицательный тест на опиоиды, взятый после последнего приёма и не раньше чем за столько часов: {hours}.',
  'medicine.pregnancy_review_needed': 'Клиентка беременна: сначала решают акушер и специалист.',
  'medicine.no_dosing_by_score': 'Дозы при этом веществе не назначают по шкале. Врач ведёт по показателям.',
  'medicine.dose_in_the_future': 'Дозу записывают, когда она принята.',
  'medicine.dose_long_ago': 'Это слишком давно, чтобы записать как дозу. Напишите заметку.',
  'medicine.order_not_in_force': 'Назначение тогда не действовало. Посмотрите назначение.',
  'medicine.reason_needed': 'Напишите, почему доза не дана.',
  'medicine.two_identifiers': 'Проверьте двумя разными способами, кто это: имя, дата рождения, фото, код.',
  'medicine.due_time_needed': 'Укажите, какая это доза дня.',
  'medicine.dose_twice': 'Эта доза уже записана. Загрузите обход заново.',
  'medicine.dose_too_early':
    'Для этой дозы ещё рано. Её можно дать раньше времени на столько минут: {minutes}.',
  'medicine.dose_too_soon': 'Прошлая доза была слишком недавно. Между дозами нужно часов: {hours}.',
  'medicine.dose_too_many': 'Это больше, чем можно за 24 часа. Доз самое большее: {doses}.',
  'medicine.order_unknown': 'Такого назначения здесь нет.',
  'medicine.dose_unknown': 'Такой дозы здесь нет.',
  'medicine.fact_unknown': 'Такой отметки здесь нет.',
  'medicine.stopped': 'Это назначение уже отменено. Сделайте новое.',
  'medicine.voided': 'Это уже отмечено как недействительное.',
  'medicine.given_already':
    'Дозы по этому назначению уже выданы, отозвать его нельзя. Отмените его по другой причине.',
  'medicine.score_needed':
    'Сначала оцените отмену по шкале: доза даётся по оценке за последние часы ({hours}).',
  'medicine.not_its_time': 'В назначении нет дозы на это время. Загрузите обход ещё раз.',
  'medicine.fact_in_future': 'Здесь пишут о том, что уже было. Выберите прошедшее время.',
  'medicine.fact_form':
    'Для употребления укажите вещество, для теста — вещество и результат; в остальных случаях их нет.',
  'medicine.naloxone_not_here': 'Выдавать налоксон на руки в этом регионе закон не разрешает.',
  'instrument.unknown': 'Такого инструмента в этой версии нет. Загрузите список заново.',
  'instrument.retired': 'Эта версия больше не применяется. Загрузите список заново и возьмите новую.',
  'instrument.not_allowed': 'В вашем регионе этот инструмент применять нельзя.',
  'assessment.in_future': 'Это время ещё не наступило. Укажите, когда опросник был заполнен.',
  'assessment.before_episode': 'Это было до прихода клиента. Проверьте день.',
  'assessment.mode_not_of_form': 'Эту форму так не заполняют. Выберите один из её способов.',
  'assessment.substance_needed': 'Эта форма об одном веществе. Выберите, о каком.',
  'assessment.substance_not_asked': 'Эта форма не об одном веществе. Оставьте поле пустым.',
  'assessment.nothing_answered': 'Ни на что не отвечено. Введите хотя бы один ответ.',
  'assessment.unknown': 'У этого клиента нет такой оценки.',
  'assessment.of_others': 'Это записала другая организация. Попросите исправить её.',
  'assessment.voided': 'Эта оценка больше не учитывается.',
  'assessment.corrected': 'Эта оценка уже исправлена. Откройте новую.',
  'assessment.clinician_needed':
    'Сначала это должен посмотреть клиницист. Попросите его исправить или подписать.',
  'assessment.sign_off_not_needed': 'Этой оценке подпись не нужна.',
  'assessment.signed_off': 'Эта оценка уже подписана.',
  'assessment.sign_off_needed':
    'Суицидальный риск высокий, и клиницист этого ещё не подписал. Попросите его, можно дистанционно. Экстренный перевод этого никогда не ждёт.',
  'note.unknown': 'Такой записи здесь нет.',
  'note.in_future': 'Запись рассказывает о том, что уже было. Выберите прошедшее время.',
  'note.before_episode': 'Эта помощь началась {on}. Выберите время после её начала.',
  'note.not_author': 'Дополняет запись только тот, кто её сделал. Сделайте свою запись.',
  'note.void_by_author': 'Недействительной запись отмечает тот, кто её сделал, или дежурный руководитель.',
  'note.voided': 'Эта запись отмечена как недействительная. Сделайте новую.',
  ...CHART_REFUSALS_RU,
  ...DOCUMENT_REFUSALS_RU,
  ...PROGRAMME_REFUSALS_RU,
  ...WARD_REFUSALS_RU,
};
