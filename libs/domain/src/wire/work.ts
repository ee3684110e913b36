import type { NextStepResult, WorkItemKind } from '../charter/code-lists.js';
import type { HandoffSide, HandoffState, Urgency } from '../charter/handoff.js';
import type { Stage } from '../charter/pathway.js';
import type { Role } from '../charter/roles.js';
import type { Labels } from './common.js';

/** Something that waits for somebody in the organisation. */
export interface WorkItemView {
  id: string;
  kind: WorkItemKind;
  due_at: string;
  created_at: string;
  /** A person of this role is asked first; null: anybody of the care team. */
  role: Role | null;
  overdue: boolean;
  client: string | null;
  handoff: {
    reference: string;
    side: HandoffSide | 'coordinator';
    state: HandoffState;
    urgency: Urgency | null;
    stage: Stage | null;
    partner: Labels;
  } | null;
}

export interface WorkCompleteRequest {
  /** What came of a next step. */
  result?: NextStepResult;
}
