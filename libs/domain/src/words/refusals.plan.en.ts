/** Why something of a plan cannot be written down so, in English. */
export const PLAN_REFUSALS_EN = {
  'plan.none': 'There is no plan of your organisation yet. Write the first goal.',
  'plan.goal_unknown': 'There is no such goal of this client here. Load the plan again.',
  'plan.task_unknown': 'There is no such step of this client here. Load the plan again.',
  'plan.due_has_passed': 'That day has passed. Choose today or a later day.',
  'plan.due_too_far': 'Nobody can plan that far. Choose a day until {until}.',
  'plan.task_after_goal':
    'The goal is due on {on}. Choose a day until then for the step, or revise the goal.',
  'plan.goal_revised': 'Another goal took the place of this one. Load the plan again and change that one.',
  'plan.goal_settled': 'This goal is not open any more. Open it again first.',
  'plan.already_so': 'It stands like that already. Nothing was changed.',
  'plan.drop_reason_needed': 'Say why the goal is dropped.',
  'plan.too_many_goals':
    'There are {most} open goals already. Settle some first: a plan has to be read by the client.',
  'plan.too_many_tasks': 'There are {most} steps already. Revise the goal into smaller ones.',
  'plan.review_in_future': 'That day is still to come. Write a review down once it was held.',
  'plan.review_before_plan': 'The plan began on {on}. Choose a day since then.',
  'plan.next_review_has_passed': 'The next review comes after today. Choose a later day.',
  'plan.next_review_too_late': 'In this stage a plan is reviewed within {days} days. Choose an earlier day.',
  'plan.approval_not_needed': 'The rules of your region ask for no approval of plans.',
  'plan.approved_already': 'This plan is approved as it stands.',
  'plan.approver_role': 'Your role does not approve plans. Ask a colleague whose role does.',
  'plan.own_writing': 'You wrote part of this plan. Ask another person to approve it.',
};
