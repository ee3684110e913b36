import type { EXIT_ACTIONS } from '../charter/exit-actions.js';

/** What the audit says of these actions. */
export const exitActionWords = {
  'stage.exit': 'Запись о завершении помощи',
  'stage.entry_view': 'Просмотр данных о поступлении',
  'stage.entry': 'Запись данных о поступлении',
  'stage.entry_quality': 'Просмотр доли неизвестного',
  'followup.list': 'Просмотр последующих контактов',
  'followup.look': 'Просмотр, как связаться с клиентом после',
  'followup.attempt': 'Запись о попытке связаться',
  'followup.tick': 'Срок последующего контакта наступил или прошёл',
} satisfies Record<keyof typeof EXIT_ACTIONS, string>;
