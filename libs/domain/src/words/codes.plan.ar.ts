import type { PLAN_ACTIONS } from '../charter/plan-actions.js';
import type { CodeWords } from './code-words.js';
import type { planCodes as english } from './codes.plan.en.js';

/** Values of plans in Arabic words. */
export const planCodes: CodeWords<typeof english> = {
  plan_domain: {
    substance_use: 'تعاطي المواد',
    physical_health: 'الصحة الجسدية',
    mental_health: 'الصحة النفسية',
    housing: 'السكن',
    family: 'الأسرة والعلاقات',
    children: 'الأطفال',
    legal: 'الشؤون القانونية والوثائق',
    money: 'المال والديون',
    work: 'التعليم والعمل',
    community: 'المجتمع والمعنى',
  },
  goal_state: {
    open: 'مفتوح',
    met: 'تحقق',
    partly: 'تحقق جزئيًا',
    revised: 'عُدّل',
    dropped: 'تُرك',
  },
  drop_reason: {
    client_wishes_otherwise: 'متلقي الخدمة يريد غير ذلك',
    circumstances_changed: 'تغيرت الظروف',
    not_possible_now: 'غير ممكن الآن',
    taken_over_elsewhere: 'تُتابع في جهة أخرى',
    written_in_error: 'كُتب خطأً',
  },
  task_state: {
    open: 'مفتوحة',
    done: 'تمت',
    dropped: 'غير لازمة',
  },
  plan_approval: {
    waiting: 'تنتظر الاعتماد',
    approved: 'معتمدة',
  },
};

/** What the audit says of these actions. */
export const planActionWords = {
  'plan.view': 'قرأ الخطة',
  'plan.goal': 'كتب هدفًا',
  'plan.revise': 'عدّل هدفًا',
  'plan.settle': 'سجّل ما آل إليه هدف',
  'plan.task': 'أضاف خطوة إلى هدف',
  'plan.task_state': 'سجّل ما آلت إليه خطوة',
  'plan.review': 'راجع الخطة',
  'plan.approve': 'اعتمد الخطة',
  'plan.tick': 'حل موعد مراجعة خطة',
} satisfies Record<keyof typeof PLAN_ACTIONS, string>;
