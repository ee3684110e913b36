import type { WorkItemKind } from '../charter/code-lists.js';
import type { HandoffSide, HandoffState, Urgency } from '../charter/handoff.js';
import type { Stage } from '../charter/pathway.js';
import type { Labels } from './common.js';

/** Something that waits for somebody in the organisation. */
export interface WorkItemView {
  id: string;
  kind: WorkItemKind;
  due_at: string;
  created_at: string;
  overdue: boolean;
  client: string | null;
  handoff: {
    reference: string;
    side: HandoffSide;
    state: HandoffState;
    urgency: Urgency;
    stage: Stage;
    partner: Labels;
  } | null;
}
