import type { Action } from '#domain/charter/actions.js';
import type { WorkItemView } from '#domain/wire/work.js';

/**
 * Where the work is done, for whoever may open that page; null: nowhere that the reader may go. The coordination office sees the
 * envelope of a handoff, never its content.
 */
export function workAddress(
  { handoff, client, kind }: Pick<WorkItemView, 'handoff' | 'client' | 'kind'>,
  may: (action: Action) => boolean,
): string | null {
  if (handoff) {
    if (handoff.side !== 'coordinator' && may('handoff.view')) return `/handoffs/${handoff.reference}`;
    return may('envelope.view') ? `/coordination/${handoff.reference}` : null;
  }
  if (client !== null && kind.startsWith('plan.') && may('plan.view')) return `/clients/${client}/plan`;
  return client !== null && may('client.view') ? `/clients/${client}` : null;
}
