import type { ProcessCounters } from './process-counters.js';

/** A row of `audit.event`; body and hash are null where a join found none. */
export interface EventRow {
  readonly event_id: string;
  readonly body: string | null;
  readonly event_hash: Buffer;
  /** A number (infinite) only when somebody made it so. */
  readonly at: Date | number;
  readonly action: string;
  readonly outcome: string;
  readonly organisation_id: string | null;
  readonly account_id: string | null;
  /** Whom the index of subjects says the event is about; null where it says nobody. */
  readonly subjects: readonly string[] | null;
}

/** How far the time of the row may lie from the time in the text: both come from the database, one transaction apart. */
const CLOCK_DIFFERENCE_MS_MAX = 3_600_000;

/**
 * What an event's columns, by which people find it, say otherwise than its sealed text, and whether its number in its
 * process is free. Any text is answered, none fails.
 */
export function contradictions(row: EventRow, counters: ProcessCounters): string[] {
  const body = parseBody(row.body ?? '');
  if (!body) return ['the text is not a JSON object'];
  const problems: string[] = [];
  const compare = (column: string, stored: string | null, said: unknown): void => {
    if (said !== undefined && (said ?? null) !== stored) problems.push(`the column "${column}" was changed`);
  };
  if (body['id'] !== row.event_id) problems.push('the text belongs to another event');
  compare('action', row.action, body['action'] ?? '');
  compare('outcome', row.outcome, body['outcome'] ?? '');
  compare('organisation_id', row.organisation_id, body['organisation']);
  compare('account_id', row.account_id, body['account']);
  const said = Array.isArray(body['subjects']) ? [...new Set(body['subjects'].map(String))].sort() : [];
  if (said.join() !== [...(row.subjects ?? [])].sort().join())
    problems.push('the index of subjects was changed');
  const at = Date.parse(String(body['at']));
  if (Math.abs(at - Number(row.at)) > CLOCK_DIFFERENCE_MS_MAX) problems.push('the column "at" was changed');
  const numbering = counters.add(body);
  if (numbering) problems.push(numbering);
  return problems;
}

function parseBody(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
