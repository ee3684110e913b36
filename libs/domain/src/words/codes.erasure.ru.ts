import type { CodeWords } from './code-words.js';
import type { erasureActionWords as englishActions, erasureCodes as english } from './codes.erasure.en.js';

export const erasureCodes = {
  erasure_state: {
    requested: 'Ждёт решения',
    granted: 'Разрешено, ещё не выполнено',
    refused: 'Отказано',
    taken_back: 'Отозвано клиентом',
    carried_out: 'Удалено',
  },
  erasure_way: {
    in_person: 'Лично',
    in_writing: 'Письменно',
    by_telephone: 'По телефону',
    by_representative: 'Через представителя',
    own_window: 'В своём окне',
    retention: 'Закон больше не хранит запись',
  },
  erasure_ground: {
    no_longer_needed: 'Данные больше не нужны',
    consent_withdrawn: 'Согласие отозвано, иных оснований хранить нет',
    objection: 'Клиент возражает, и его интересы перевешивают',
    unlawful: 'Данные не должны были храниться',
    law_requires: 'Удаления требует закон',
    kept_by_law: 'Закон требует хранить запись',
    legal_claim: 'Нужны для судебного спора',
    public_health: 'Нужны для охраны здоровья населения',
    identity_not_shown: 'Личность обратившегося не подтверждена',
  },
  erasure_scope: {
    person: 'Никто не может прочитать, кто это был',
    organisation: 'Эта организация больше не знает, кто это',
  },
  hold_ground: {
    court: 'Решение суда',
    authority: 'Требование ведомства',
    claim: 'Идёт судебный спор',
    complaint: 'Рассматривается жалоба',
    safeguarding: 'Защита ребёнка или уязвимого взрослого',
  },
  erased_store: {
    person_key: 'Ключ к данным человека',
    identity_fields: 'Имя, дата рождения, контакты, документы',
    search_tokens: 'Поисковые метки',
    acquaintance: 'Отметка, что организация знает этого человека',
    drafts: 'Незаконченные формы',
    open_work: 'Открытые задачи',
    client_code: 'Код клиента (осталась только отметка)',
  },
  kept_store: {
    case_record: 'Запись о помощи под номерами, которые никого не называют',
    audit: 'Журнал действий, в котором нет имён',
    other_organisations: 'То, что хранят и за что отвечают другие организации',
    import_marks: 'Отметка под ключом, чтобы импорт не вернул человека',
  },
} as const satisfies CodeWords<typeof english>;

export const erasureActionWords = {
  'erasure.list': 'Чтение запросов на удаление',
  'erasure.view': 'Чтение сведений об удалении данных клиента',
  'erasure.request': 'Запись запроса на удаление',
  'erasure.withdraw': 'Отзыв запроса на удаление',
  'erasure.decide': 'Решение по запросу на удаление',
  'erasure.complete': 'Удаление данных клиента',
  'erasure.certificate': 'Чтение свидетельства об удалении',
  'hold.place': 'Запрет на удаление',
  'hold.lift': 'Снятие запрета на удаление',
} as const satisfies CodeWords<typeof englishActions>;
