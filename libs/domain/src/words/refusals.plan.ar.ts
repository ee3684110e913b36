import type { PLAN_REFUSALS_EN } from './refusals.plan.en.js';

/** Why something of a plan cannot be written down so, in Arabic. */
export const PLAN_REFUSALS_AR: Readonly<Record<keyof typeof PLAN_REFUSALS_EN, string>> = {
  'plan.none': 'لا توجد خطة لجهتك بعد. اكتب الهدف الأول.',
  'plan.goal_unknown': 'لا يوجد هنا هدف كهذا لمتلقي الخدمة هذا. حمّل الخطة من جديد.',
  'plan.task_unknown': 'لا توجد هنا خطوة كهذه لمتلقي الخدمة هذا. حمّل الخطة من جديد.',
  'plan.due_has_passed': 'مضى هذا اليوم. اختر اليوم أو يومًا بعده.',
  'plan.due_too_far': 'هذا أبعد مما يُخطط له. اختر يومًا حتى {until}.',
  'plan.task_after_goal': 'موعد الهدف {on}. اختر للخطوة يومًا حتى ذلك الحين أو عدّل الهدف.',
  'plan.goal_revised': 'حل هدف آخر محل هذا الهدف. حمّل الخطة من جديد وغيّر ذلك.',
  'plan.goal_settled': 'لم يعد هذا الهدف مفتوحًا. افتحه من جديد أولًا.',
  'plan.already_so': 'الحال كذلك بالفعل. لم يتغير شيء.',
  'plan.drop_reason_needed': 'اذكر سبب ترك الهدف.',
  'plan.too_many_goals': 'بلغ عدد الأهداف المفتوحة {most}. أنهِ بعضها أولًا: على متلقي الخدمة أن يقرأ خطته.',
  'plan.too_many_tasks': 'بلغ عدد الخطوات {most}. قسّم الهدف إلى أهداف أصغر.',
  'plan.review_in_future': 'لم يأتِ هذا اليوم بعد. دوّن المراجعة بعد إجرائها.',
  'plan.review_before_plan': 'بدأت الخطة في {on}. اختر يومًا منذ ذلك الحين.',
  'plan.next_review_has_passed': 'تأتي المراجعة التالية بعد اليوم. اختر يومًا لاحقًا.',
  'plan.next_review_too_late': 'في هذه المرحلة تُراجع الخطة خلال عدد الأيام التالي: {days}. اختر يومًا أقرب.',
  'plan.approval_not_needed': 'لا تطلب قواعد منطقتك اعتماد الخطط.',
  'plan.approved_already': 'هذه الخطة معتمدة كما هي.',
  'plan.approver_role': 'دورك لا يعتمد الخطط. اطلب ذلك من زميل يسمح دوره به.',
  'plan.own_writing': 'كتبت جزءًا من هذه الخطة. اطلب من شخص آخر أن يعتمدها.',
};
