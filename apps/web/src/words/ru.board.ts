import { wardCodes } from '../../../../libs/domain/src/words/codes.ward.ru.js';
import type { Catalogue } from './catalogue.js';
import type { boardWords as english } from './en.board.js';

/** What the screens of the ward say in Russian. */
export const boardWords = {
  codes: wardCodes,
  board: {
    title: 'Доска отделения',
    beds: 'Койки',
    handover: 'Сдача смены',
    downtime: 'Лист на случай сбоя',
    nobody: 'В отделении никого нет',
    nobody_words: 'Здесь появится каждый, кто поступит.',
    bed: 'Койка',
    client: 'Клиент',
    know: 'Важно знать',
    doses: 'Следующее лекарство',
    round: 'Обход',
    no_bed: 'Без койки',
    day: 'День {{day}}',
    away: 'Отсутствует. Койку держат до',
    late: 'С опозданием {{late}}, пропущено {{missed}}',
    write: 'Записать',
    print: 'Печать',
    printed: 'Напечатано',
    allergies: 'Аллергии',
    risk: 'Риск суицида',
    by_hand: 'От руки: время, что, кто',
    signed_by: 'Подпись: ____________________',
    give: 'Сдать смену',
    take: 'Принять смену',
    nothing: 'Передавать нечего.',
    given_by: 'Сдал(а)',
    taken_by: 'Принял(а)',
    not_taken: 'пока никто',
    places: 'Свободно коек: {{empty}} из {{beds}}. Заявлено сети: {{stated}}',
    open: 'Снова открыть',
    close: 'Закрыть на уборку',
    room: 'Палата',
    designation: 'Для кого',
    add: 'Добавить койку',
  },
} as const satisfies Catalogue<'one' | 'few' | 'many' | 'other', typeof english>;
