import type { WINDOW_ACTIONS } from '../charter/window-actions.js';

/** What a client does in their own window, as the audit says it. */
export const windowActionWords = {
  'window.view': 'اطلاع متلقي الخدمة على سجله',
  'window.accesses': 'اطلاع متلقي الخدمة على من قرأ سجله',
  'window.leave': 'خروج متلقي الخدمة من نافذته',
  'window.language': 'اختيار متلقي الخدمة لغة نافذته',
  'window.passkey': 'إعداد متلقي الخدمة مفتاح المرور',
  'window.ask_provider': 'طلب متلقي الخدمة جهة أخرى',
  'window.ask_erasure': 'طلب متلقي الخدمة محو بياناته',
  'window.status': 'الاطلاع على وجود رمز نافذة لمتلقي الخدمة',
} satisfies Record<keyof typeof WINDOW_ACTIONS, string>;
