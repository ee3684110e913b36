import type { BreakGlassField, BreakGlassKind, BreakGlassState, ClientTold } from '../charter/identity.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal } from '../refusal.js';

const HOUR_MS = 3_600_000;

/** An opening as its row says; instants in milliseconds. */
export interface Opening {
  readonly kind: BreakGlassKind;
  readonly asked_by: string;
  readonly asked_at: number;
  readonly decided_by: string | null;
  readonly granted: boolean | null;
  readonly opened_at: number | null;
  readonly until_at: number | null;
  readonly closed_at: number | null;
  readonly review_due_at: number | null;
  readonly reviewed_at: number | null;
}

/** Where an opening stands now: derived from its instants, so that time alone ends it and no clock has to fire. */
export function stateOf(opening: Opening, now: number): BreakGlassState {
  const { opened_at, until_at, closed_at, reviewed_at, granted, asked_at } = opening;
  if (reviewed_at !== null) return 'reviewed';
  if (opened_at !== null) return closed_at === null && (until_at ?? 0) > now ? 'open' : 'over';
  if (granted === false) return 'refused';
  return asked_at + LIMITS.planned_request_hours * HOUR_MS <= now ? 'lapsed' : 'requested';
}

/** Whether the review should have been done. */
export function isOverdue({ opened_at, reviewed_at, review_due_at }: Opening, now: number): boolean {
  return opened_at !== null && reviewed_at === null && (review_due_at ?? Infinity) <= now;
}

/** Until when the client is told of an opening (R-D07); null where nothing was opened, and once telling is settled. */
export function tellDueAt({ opened_at }: Opening, told: ClientTold | null): number | null {
  if (opened_at === null || (told !== null && told !== 'not_yet')) return null;
  return opened_at + LIMITS.client_told_hours * HOUR_MS;
}

/** Refuses a request whose reason is too short to be one (research: reliability 1.2: at least 20 characters). */
export function assertSaysWhy(words: string): void {
  const min = LIMITS.planned_words_characters_min;
  if (words.replace(/\s+/gu, ' ').trim().length < min)
    throw new Refusal('break_glass.words_short', { field: 'words', parameters: { min } });
}

/** What the second person grants: all that was asked for, or less, and never more or longer. */
export function grantOf(
  asked: { readonly fields: readonly BreakGlassField[]; readonly minutes: number },
  granted: {
    readonly fields?: readonly BreakGlassField[] | undefined;
    readonly minutes?: number | undefined;
  },
): { fields: BreakGlassField[]; minutes: number } {
  const fields = [...(granted.fields ?? asked.fields)];
  const minutes = granted.minutes ?? asked.minutes;
  if (fields.length === 0 || fields.some((field) => !asked.fields.includes(field)))
    throw new Refusal('break_glass.more_than_asked', { field: 'fields' });
  if (minutes > asked.minutes) throw new Refusal('break_glass.more_than_asked', { field: 'minutes' });
  return { fields, minutes };
}

/** The parts of an identity that the fields open; what is not opened is not there. */
export function openedIdentity<
  I extends {
    given_name: string;
    family_name: string;
    other_names: string | null;
    sex: string;
    birth_on: string | null;
    phones: string[];
    address: string | null;
    documents: unknown[];
  },
>(identity: I, fields: readonly BreakGlassField[]): Partial<I> {
  const { given_name, family_name, other_names, sex, birth_on, phones, address, documents } = identity;
  return {
    ...(fields.includes('name') ? { given_name, family_name, other_names, sex } : {}),
    ...(fields.includes('birth_date') ? { birth_on } : {}),
    ...(fields.includes('contact') ? { phones, address } : {}),
    ...(fields.includes('documents') ? { documents } : {}),
  } as Partial<I>;
}
