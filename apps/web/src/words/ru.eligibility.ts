import { eligibilityCodes } from '../../../../libs/domain/src/words/codes.eligibility.ru.js';
import type { Catalogue } from './catalogue.js';
import type { eligibilityWords as en } from './en.eligibility.js';

/** What giving and ending tokens of eligibility says in Russian. */
export const eligibilityWords: Catalogue<'one' | 'few' | 'many' | 'other', typeof en> = {
  codes: eligibilityCodes,
  eligibility: {
    title: 'Токены права на участие',
    intro:
      'Кредитору, работодателю или учебной организации вместо записи показывают токен: программу, ступень и последний день. Причину он не раскрывает.',
    none: 'Токенов ещё не выдавали.',
    give: 'Выдать токен',
    end: 'Прекратить токен',
    end_effect:
      'С этой минуты партнёр видит, что токен прекращён. Вернуть его нельзя, но можно выдать другой.',
    valid_until: 'Действует до',
    given: 'Выдан',
    shown: 'Впервые показан',
    used: 'Использован',
    partner: 'Для кого',
    programme: 'Программа',
    tier: 'Ступень',
    use: 'Как используется',
    last_day: 'Последний день',
    at_latest: 'Не позднее:',
    on_consent: 'На основании отдельного согласия клиента от',
    no_partners: 'В этом регионе пока нет ни кредитора, ни работодателя, ни учебной организации.',
    no_consent: {
      lenders: 'Клиент не соглашался, чтобы что-либо сообщали кредиторам.',
      employers: 'Клиент не соглашался, чтобы что-либо сообщали работодателям и учебным организациям.',
    },
    ask_first: 'Спросите клиента. Без его отдельного согласия никому ничего не сообщают.',
    to_consents: 'К согласиям клиента',
    code_title: 'Код токена',
    code_once: 'Передайте код клиенту сейчас. Он показывается один раз и нигде не хранится.',
    code_gone: 'Код уже был показан. Если у клиента его нет, прекратите этот токен и выдайте другой.',
    copy: 'Скопировать',
    copied: 'Скопировано',
    print: 'Напечатать',
    done: 'Код передан',
  },
};
