import type { WINDOW_ACTIONS } from '../charter/window-actions.js';

/** What a client does in their own window, as the audit says it. */
export const windowActionWords = {
  'window.view': 'Просмотр клиентом своей записи',
  'window.accesses': 'Просмотр клиентом, кто смотрел его запись',
  'window.leave': 'Выход клиента из своего окна',
  'window.language': 'Выбор клиентом языка окна',
  'window.passkey': 'Настройка клиентом ключа доступа',
  'window.ask_provider': 'Просьба клиента о другой организации',
  'window.ask_erasure': 'Просьба клиента удалить данные',
  'window.status': 'Просмотр: есть ли у клиента код для своего окна',
} satisfies Record<keyof typeof WINDOW_ACTIONS, string>;
