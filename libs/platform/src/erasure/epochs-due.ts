import { LIMITS } from '#domain/charter/limits.js';
import type { RingKey } from '../keys/keyring-contents.js';
import type { ErasureEntry } from './erasure-ledger.js';

const DAY_MS = 86_400_000;

/** The key of an epoch that certificates promise to be destroyed: how many erasures wait for it, and until when. */
export interface EpochDue {
  readonly epoch: number;
  readonly erasures: number;
  /** ISO 8601: the day of the first certificate among them. */
  readonly due_at: string;
}

/**
 * Which epochs have to go so that people who were erased are unreadable in old backups too, on the day their certificates
 * say (ADR 0038). In the epochs before the one somebody was wrapped under at the end, older backups may hold them as well.
 */
export function epochsDue(
  epochs: readonly RingKey[],
  erasures: readonly Pick<ErasureEntry, 'at' | 'epoch'>[],
): EpochDue[] {
  return epochs.flatMap(({ number, state }) => {
    if (state === 'destroyed') return [];
    const waiting = erasures.filter(({ epoch }) => epoch !== null && number <= epoch);
    if (waiting.length === 0) return [];
    const first = Math.min(...waiting.map(({ at }) => Date.parse(at)));
    const due_at = new Date(first + LIMITS.erasure_backup_days * DAY_MS).toISOString();
    return [{ epoch: number, erasures: waiting.length, due_at }];
  });
}

/** Those that whoever answers for the machine is told of: so many days ahead, a rotation and a new backup still fit in. */
export function epochsToTell(due: readonly EpochDue[], now: number): EpochDue[] {
  return due.filter(({ due_at }) => Date.parse(due_at) - LIMITS.epoch_told_days * DAY_MS <= now);
}
