import type { consentActionWords as en } from './codes.consent.en.js';

/** What was done with consents, in Russian. */
export const consentActionWords: Record<keyof typeof en, string> = {
  'consent.record': 'Записано согласие',
  'consent.narrow': 'Записано сужение согласия',
  'consent.withdraw': 'Записан отзыв согласия',
  'consent.list': 'Просмотрены согласия клиента',
  'consent.preview': 'Просмотрен текст согласия',
  'consent.copy': 'Просмотрена копия согласия',
  'disclosure.account': 'Просмотрено, что кому передано',
  'consent.register': 'Просмотрен реестр согласий',
  'own.consents': 'Клиент просмотрел свои согласия',
  'own.preview': 'Клиент просмотрел текст согласия',
  'own.copy': 'Клиент просмотрел копию своего согласия',
  'own.give': 'Клиент дал согласие на своей странице',
  'own.narrow': 'Клиент сузил согласие на своей странице',
  'own.withdraw': 'Клиент отозвал согласие на своей странице',
  'own.disclosures': 'Клиент просмотрел, что о нём кому передано',
};
