import { NOTE_CATEGORY_OF_STAGE, type CareNoteCategory, type CareNoteKind } from '../charter/care-note.js';
import type { Stage } from '../charter/pathway.js';
import type { Role } from '../charter/roles.js';
import { Refusal } from '../refusal.js';

/** Under which category of a consent another house reads a note; outside every stage it is the narrowest of care, `treatment`. */
export function categoryOfNote(kind: CareNoteKind, stage: Stage | null): CareNoteCategory {
  if (kind === 'counselling') return 'counselling_notes';
  return stage === null ? 'treatment' : NOTE_CATEGORY_OF_STAGE[stage];
}

/**
 * Refuses what cannot have been: a note about an hour that is still to come, or about one before anybody here knew the client.
 * Both bounds are instants of the database clock; a note written late is in order.
 */
export function assertNoteTime(written: Date, { opened, now }: { opened: Date; now: Date }): void {
  if (written.getTime() > now.getTime()) throw new Refusal('note.in_future', { field: 'written_at' });
  if (written.getTime() < opened.getTime())
    throw new Refusal('note.before_episode', {
      field: 'written_at',
      parameters: { on: opened.toISOString().slice(0, 10) },
    });
}

/** Whether the pack names one of these roles among those who read the counselling notes of others (domain 05, R-A05). */
export function readsCounselling(roles: readonly Role[], readers: readonly Role[]): boolean {
  return roles.some((role) => readers.includes(role));
}
