import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CARE_NOTE_CATEGORIES, CARE_NOTE_KINDS } from '../charter/care-note.js';
import { STAGES } from '../charter/pathway.js';
import { ROLE_CODES } from '../charter/roles.js';
import { Refusal } from '../refusal.js';
import { assertNoteTime, categoryOfNote, readsCounselling } from './care-note.js';

describe('A note', () => {
  it('is opened to others by the category of its stage, and by that of counselling only where it is counselling', () => {
    for (const kind of CARE_NOTE_KINDS)
      for (const stage of [...STAGES, null]) {
        const category = categoryOfNote(kind, stage);
        expect(CARE_NOTE_CATEGORIES).toContain(category);
        expect(category === 'counselling_notes').toBe(kind === 'counselling');
      }
    expect(categoryOfNote('round', 'treatment')).toBe('treatment');
    expect(categoryOfNote('progress', 'rehabilitation')).toBe('plan');
    expect(categoryOfNote('telephone', null)).toBe('treatment');
  });

  it('tells of no hour that is to come, and of none before the episode', () => {
    const instant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((at) => new Date(at));
    fc.assert(
      fc.property(instant, instant, instant, (one, other, written) => {
        const [opened, now] = one <= other ? [one, other] : [other, one];
        let refused: string | null = null;
        try {
          assertNoteTime(written, { opened, now });
        } catch (error) {
          refused = (error as Refusal).code;
        }
        expect(refused).toBe(
          written > now ? 'note.in_future' : written < opened ? 'note.before_episode' : null,
        );
      }),
    );
  });

  it('of counselling is read by those the pack names, and by nobody where it names nobody', () => {
    for (const role of ROLE_CODES) {
      expect(readsCounselling([role], [])).toBe(false);
      expect(readsCounselling([role], [role])).toBe(true);
    }
    expect(readsCounselling(['clinician'], ['duty_manager'])).toBe(false);
  });
});
