import type { EXIT_ACTIONS } from '../charter/exit-actions.js';

/** What the audit says of these actions. */
export const exitActionWords = {
  'stage.exit': 'تسجيل انتهاء الرعاية',
  'stage.entry_view': 'قراءة بيانات الدخول',
  'stage.entry': 'تسجيل بيانات الدخول',
  'stage.entry_quality': 'الاطلاع على نسبة المجهول',
  'followup.list': 'قراءة المتابعات',
  'followup.look': 'الاطلاع على طريقة التواصل لاحقًا',
  'followup.attempt': 'تسجيل محاولة تواصل',
  'followup.tick': 'حل موعد متابعة أو انقضى',
} satisfies Record<keyof typeof EXIT_ACTIONS, string>;
