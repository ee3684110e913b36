import type { WINDOW_ACTIONS } from '../charter/window-actions.js';

/** What a client does in their own window, as the audit says it. */
export const windowActionWords = {
  'window.enter': 'دخول متلقي الخدمة إلى صفحته الخاصة',
  'window.leave': 'خروج متلقي الخدمة من صفحته الخاصة',
  'window.view': 'اطلاع متلقي الخدمة على سجله',
  'window.accesses': 'اطلاع متلقي الخدمة على من قرأ سجله',
  'window.providers': 'اطلاع متلقي الخدمة على الجهات المتاحة للاختيار',
  'window.passkeys': 'اطلاع متلقي الخدمة على مفاتيح المرور',
  'window.passkey': 'إعداد متلقي الخدمة مفتاح مرور أو حذفه',
  'window.ask_provider': 'طلب متلقي الخدمة جهة أخرى',
  'window.ask_erasure': 'طلب متلقي الخدمة محو بياناته',
  'client.wishes': 'الاطلاع على ما طلبه متلقي الخدمة',
} satisfies Record<keyof typeof WINDOW_ACTIONS, string>;
