import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LIMITS } from '#domain/charter/limits.js';
import type { KeyState, RingKey } from '../keys/keyring-contents.js';
import { epochsDue, epochsToTell } from './epochs-due.js';

const DAY = 86_400_000;
const at = (day: number): string => new Date(day * DAY).toISOString();
const key = (number: number, state: KeyState): RingKey => ({ number, state, madeAt: at(0) });

describe('The epochs that certificates promise to be destroyed', () => {
  it('are those that are left up to the epoch of the erasure, on the day of the first certificate', () => {
    const epochs = [key(1, 'destroyed'), key(2, 'kept'), key(3, 'kept'), key(4, 'current')];
    const erasures = [
      { at: at(10), epoch: 3 },
      { at: at(5), epoch: 2 },
      { at: at(1), epoch: null },
    ];
    expect(epochsDue(epochs, erasures)).toEqual([
      { epoch: 2, erasures: 2, due_at: at(5 + LIMITS.erasure_backup_days) },
      { epoch: 3, erasures: 1, due_at: at(10 + LIMITS.erasure_backup_days) },
    ]);
    expect(epochsDue(epochs, [])).toEqual([]);
  });

  it('leave no erasure waiting once they are all destroyed, and none is forgotten before (property)', () => {
    const states = fc.array(fc.constantFrom<KeyState>('kept', 'destroyed'), { minLength: 1, maxLength: 6 });
    const erasures = fc.array(fc.record({ at: fc.nat(400).map(at), epoch: fc.integer({ min: 1, max: 6 }) }));
    fc.assert(
      fc.property(states, erasures, (list, entries) => {
        const epochs = list.map((state, index) => key(index + 1, state));
        const due = epochsDue(epochs, entries);
        for (const { number, state } of epochs) {
          const holds = state !== 'destroyed' && entries.some(({ epoch }) => epoch >= number);
          expect(due.some(({ epoch }) => epoch === number)).toBe(holds);
        }
        const gone = epochs.map(({ number }) => key(number, 'destroyed'));
        expect(epochsDue(gone, entries)).toEqual([]);
      }),
    );
  });

  it('are told of while a rotation and a new backup still fit in, and from then on', () => {
    const due = epochsDue([key(1, 'current')], [{ at: at(0), epoch: 1 }]);
    const first = (LIMITS.erasure_backup_days - LIMITS.epoch_told_days) * DAY;
    expect(epochsToTell(due, first - 1)).toEqual([]);
    expect(epochsToTell(due, first)).toEqual(due);
    expect(epochsToTell(due, 900 * DAY)).toEqual(due);
  });
});
