import { documentCodes } from '../../../../libs/domain/src/words/codes.document.ru.js';
import type { Catalogue } from './catalogue.js';
import type { documentsWords as english } from './en.documents.js';

/** What the screen of documents and letters says in Russian. */
export const documentsWords = {
  codes: documentCodes,
  documents: {
    title: 'Документы и письма',
    client: 'Клиент',
    to_client: 'Назад к клиенту',
    keep: 'Сохранить файл',
    keep_effect:
      'Файл проверяется по содержимому и шифруется; другие читают его, только если клиент открыл эту часть.',
    file: 'Файл',
    file_hint: 'PDF, PNG, JPEG или простой текст, до 2 МБ',
    too_large: 'Этот файл больше 2 МБ. Сохраните его меньшим.',
    name: 'Что это',
    kind: 'Вид',
    all_kinds: 'Все виды',
    category: 'Часть согласия, которая его открывает',
    dated_on: 'День, который на нём стоит',
    none: 'Документов ещё нет',
    none_words: 'Сохранённое здесь найдёт следующая смена.',
    forgotten: 'Учреждение, где это сохранили, забыло клиента.',
    save_file: 'Скачать файл',
    void: 'Не учитывать',
    void_mark: 'Не учитывается',
    void_effect: 'Документ останется для чтения вместе с этой причиной.',
    reason: 'Почему',
    letters: 'Выданные письма',
    no_letters: 'Писем ещё не выдавали.',
    give: 'Выдать письмо',
    give_effect:
      'Письмо записывается в журнал передач, и по коду на нём любой может спросить, действует ли оно.',
    letter: 'Письмо',
    language: 'Язык письма',
    to: 'Кому',
    own_hand: 'В руки клиента',
    to_class: 'Кто лечит клиента',
    words: 'Что в нём сказано',
    attendance_hint: 'В ней только дни: ни учреждения, ни болезни, ни вещества.',
    from_on: 'Первый день',
    until_on: 'Последний день',
    save_letter: 'Скачать письмо',
    revoke: 'Отозвать письмо',
    revoked: 'Отозвано',
    revoke_effect: 'С этого момента открытая страница говорит, что письмо не действует.',
  },
} as const satisfies Catalogue<'one' | 'few' | 'many' | 'other', typeof english>;
