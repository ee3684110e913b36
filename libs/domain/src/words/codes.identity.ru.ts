import type { identityCodes as english } from './codes.identity.en.js';
import type { CodeWords } from './code-words.js';

/** Who may know who somebody is, in Russian words. */
export const identityCodes = {
  identity_mode: {
    identified: 'По имени',
    pseudonymous: 'Под выбранным именем',
    anonymous: 'Анонимно',
  },
  break_glass_kind: {
    emergency: 'Экстренно',
    planned: 'Вдвоём',
  },
  break_glass_reason: {
    life_at_risk: 'Угроза жизни',
    overdose: 'Передозировка',
    unconscious: 'Без сознания',
    suicide_risk: 'Риск самоубийства',
    violence: 'Насилие',
    child_at_risk: 'Ребёнок в опасности',
    client_asked: 'По просьбе клиента',
    continuity_of_care: 'Чтобы продолжить помощь',
    wrong_record: 'Возможна ошибка в карте',
    complaint: 'Жалоба',
    court_order: 'Решение суда',
    audit_finding: 'Замечание аудита',
  },
  break_glass_field: {
    name: 'Имя',
    birth_date: 'Дата рождения',
    photo: 'Фотография',
    contact: 'Телефон и адрес',
    documents: 'Документы',
    safety: 'Сведения о безопасности',
  },
  break_glass_state: {
    requested: 'Ждёт второго человека',
    refused: 'Не разрешено',
    lapsed: 'Решения не дождались',
    open: 'Открыто сейчас',
    over: 'Ждёт проверки',
    reviewed: 'Проверено',
  },
  break_glass_verdict: {
    justified: 'Обоснованно',
    not_justified: 'Необоснованно',
  },
  client_told: {
    told: 'Клиент знает',
    not_yet: 'Клиенту скажут позже',
    dangerous: 'Сообщать опасно',
  },
  protection_kind: {
    staff: 'Сотрудник',
    public_person: 'Публичное лицо',
    minor: 'Несовершеннолетний',
    known_to_staff: 'Знакомый сотрудников',
  },
  protection_alert: {
    refused: 'Попытка открыть карту',
    own_record: 'Попытка открыть собственную карту',
    opened: 'Открыто по особому доступу',
  },
  merge_ground: {
    same_document: 'Один и тот же документ',
    client_says_so: 'Так говорит клиент',
    recognised_by_staff: 'Узнали сотрудники',
    entered_twice: 'Внесён дважды по ошибке',
  },
  merge_state: {
    proposed: 'Ждёт второго человека',
    refused: 'Это разные люди',
    merged: 'Соединены',
    undone: 'Отменено',
  },
  data_authority: {
    court: 'Суд',
    prosecutor: 'Прокуратура',
    police: 'Полиция',
    social_authority: 'Органы соцзащиты',
    employer: 'Работодатель',
    lawyer: 'Адвокат',
    other: 'Кто-то другой',
  },
  data_basis: {
    court_order: 'Решение суда',
    statutory_duty: 'Названный закон',
    written_request: 'Письмо',
    none_named: 'Основание не названо',
  },
  data_decision: {
    neither: 'Не подтверждать и не отрицать',
    court_order: 'Передать, что постановил суд',
  },
  data_state: {
    received: 'Ждёт решения',
    decided: 'Ждёт дня отправки',
    answered: 'Дан ответ',
  },
} as const satisfies CodeWords<typeof english>;
