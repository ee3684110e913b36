import type { WINDOW_ACTIONS } from '../charter/window-actions.js';

/** What a client does in their own window, as the audit says it. */
export const windowActionWords = {
  'window.enter': 'Вход клиента на свою страницу',
  'window.leave': 'Выход клиента со своей страницы',
  'window.view': 'Просмотр клиентом своих данных',
  'window.accesses': 'Просмотр клиентом, кто смотрел его запись',
  'window.providers': 'Просмотр клиентом организаций на выбор',
  'window.passkeys': 'Просмотр клиентом своих ключей доступа',
  'window.passkey': 'Настройка или удаление клиентом ключа доступа',
  'window.ask_provider': 'Просьба клиента о другой организации',
  'window.ask_erasure': 'Просьба клиента удалить данные',
  'client.wishes': 'Просмотр просьб клиента',
} satisfies Record<keyof typeof WINDOW_ACTIONS, string>;
