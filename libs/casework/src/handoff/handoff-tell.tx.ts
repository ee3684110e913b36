import type { Action } from '#domain/charter/actions.js';
import type { ClientNoticeKind } from '#domain/charter/notices.js';
import type { Tx } from '#platform/db/tx.js';
import { tellClient } from '../notices/tell.tx.js';
import type { Facts } from './effects.service.js';
import type { HandoffLocked } from './handoff-lock.queries.js';

/** Moves of which the client hears, whoever made them. */
const TOLD: Partial<Record<Action, ClientNoticeKind>> = {
  'handoff.accept': 'appointment.given',
  'handoff.reschedule': 'appointment.changed',
  'handoff.resume': 'appointment.changed',
  'handoff.waitlist': 'waiting.listed',
  'handoff.recall': 'appointment.cancelled',
  'handoff.stop': 'appointment.cancelled',
  'handoff.fail': 'appointment.cancelled',
};

/** Tells the client what a move means for them: a time, another time, none any more, or an offer to answer. */
export async function tellOfMove(
  tx: Tx,
  action: Action,
  handoff: HandoffLocked,
  facts: Facts,
  version: number,
): Promise<void> {
  const kind = TOLD[action];
  if (!kind || handoff.kind === 'information_only') return;
  // Of a time that was never given nobody is told that there is none.
  if (kind === 'appointment.cancelled' && !handoff.appointment_at) return;
  const at = facts['appointment_at'];
  await tellClient(tx, handoff.client_id, kind, {
    cause: `${handoff.id}/${version}`,
    ...(at instanceof Date ? { at } : {}),
  });
}
