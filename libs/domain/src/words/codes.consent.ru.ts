import type { consentActionWords as en } from './codes.consent.en.js';

/** What was done with consents, in Russian. */
export const consentActionWords: Record<keyof typeof en, string> = {
  'consent.record': 'Записано согласие',
  'consent.narrow': 'Записано сужение согласия',
  'consent.withdraw': 'Записан отзыв согласия',
  'consent.list': 'Просмотрены согласия клиента',
  'consent.copy': 'Просмотрена копия согласия',
  'disclosure.account': 'Просмотрено, что кому передано',
  'consent.register': 'Просмотрен реестр согласий',
  'consent.list_own': 'Клиент просмотрел свои согласия',
  'consent.give_own': 'Клиент дал согласие в своём окне',
  'consent.narrow_own': 'Клиент сузил согласие в своём окне',
  'consent.withdraw_own': 'Клиент отозвал согласие в своём окне',
  'disclosure.account_own': 'Клиент просмотрел, что о нём кому передано',
};
