import type { CodeWords } from './code-words.js';
import type { CONSENT_ENDS_EN, CONSENT_PARTS_EN, CONSENT_WORDS_EN } from './consent.en.js';

/** What the document of a consent says around the text of the jurisdiction, in Russian. */
export const CONSENT_WORDS_RU = {
  consent_kind: {
    service: 'Помощь и лечение',
    care_sharing: 'Передача сведений обо мне другой организации, которая мне помогает',
    tpo: 'Лечение, оплата и работа служб',
    counselling_notes: 'Записи психолога',
    proceedings: 'Суд или официальное разбирательство',
    follow_up: 'Узнать позже, как у меня дела',
    research: 'Исследование',
    employer: 'Связь с работодателем',
    lender: 'Связь с банком или кредитором',
    media: 'Моя история для всех',
    family_information: 'Рассказать моей семье',
  },
  consent_purpose: {
    care: 'Чтобы помогать мне и лечить',
    follow_up: 'Чтобы узнать позже, как у меня дела',
    payment: 'Чтобы оплатить помощь',
    operations: 'Чтобы службы хорошо работали',
    proceedings: 'Для этого суда или разбирательства',
    research: 'Для этого исследования',
    employer_contact: 'Чтобы найти и сохранить работу',
    lender_contact: 'Чтобы получить кредит',
    media: 'Чтобы опубликовать',
    family_information: 'Чтобы рассказать семье',
  },
  recipient_class: {
    own_house: 'Сама эта организация',
    treating_providers: 'Те, кто меня лечит',
    payers: 'Те, кто оплачивает моё лечение',
    family: 'Моя семья — кого я назову',
    employers: 'Работодатель, которого я назову',
    lenders: 'Банк или кредитор, которого я назову',
    researchers: 'Исследователи, о которых мне рассказали',
    media: 'Издание, о котором мне рассказали',
    courts: 'Суд или ведомство, о котором мне рассказали',
  },
  disclosure_channel: {
    packet: 'Через эту систему',
    export: 'Файлом',
    paper: 'На бумаге',
    fhir: 'Записью в формате обмена',
    token: 'Подтверждением без подробностей',
    spoken: 'Устно',
    access: 'Через доступ к записи',
  },
} as const satisfies CodeWords<typeof CONSENT_WORDS_EN>;

/** The labels of the lines of a consent, in Russian. */
export const CONSENT_PARTS_RU = {
  kind: 'Что это',
  from: 'Кто передаёт',
  to: 'Кто получает',
  purposes: 'Для чего',
  categories: 'Что можно передать',
  safety: 'Сведения о безопасности (спрашивают отдельно)',
  apart: 'О каждом пункте спрашивают отдельно',
  until: 'До каких пор',
  signer: 'Кто подписывает',
  way: 'Как',
  yes: 'да',
  no: 'нет',
  nothing: 'ничего',
  no_end: 'без срока; отозвать можно в любое время',
  guardian_until: 'Подпись законного представителя действует до',
} as const satisfies CodeWords<typeof CONSENT_PARTS_EN>;

/** How long a consent counts, as the client reads it, in Russian. */
export const CONSENT_ENDS_RU = {
  date: 'Дата',
  end_of_care: 'Окончание этой помощи',
  handoff_completed: 'Сообщение о том, что я прибыл(а)',
  none: 'Без срока',
} as const satisfies CodeWords<typeof CONSENT_ENDS_EN>;
