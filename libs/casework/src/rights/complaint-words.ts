import type { ComplaintOutcome, ComplaintState } from '#domain/charter/rights.js';
import { openNote, sealNote } from '#platform/vault/sealed-note.js';

/** What is written in a complaint and about it, sealed under a key per complaint. */
export interface ComplaintWords {
  readonly words: string;
  readonly about_whom: string;
}
export interface DecisionWords {
  readonly words: string;
  readonly remedy: string | null;
}

type Sealed = 'words' | 'decision' | 'retaliation';

export function sealWords(
  base: Buffer,
  complaint: string,
  name: Sealed,
  words: ComplaintWords | DecisionWords | { words: string },
): Buffer {
  return sealNote(base, { record: complaint, name }, JSON.stringify(words));
}

export function openWords<T>(base: Buffer, complaint: string, name: Sealed, sealed: Buffer | null): T | null {
  return sealed && (JSON.parse(openNote(base, { record: complaint, name }, sealed)) as T);
}

/** A message is sealed under its own id. */
export function sealMessage(base: Buffer, message: string, words: string): Buffer {
  return sealNote(base, { record: message, name: 'message' }, words);
}
export function openMessage(base: Buffer, message: string, sealed: Buffer | null): string | null {
  return sealed && openNote(base, { record: message, name: 'message' }, sealed);
}

/** Where a complaint stands, in one word. */
export function stateOf(complaint: {
  outcome: ComplaintOutcome | null;
  acknowledged_at: Date | null;
  retaliation_checked_at: Date | null;
}): ComplaintState {
  if (complaint.retaliation_checked_at) return 'checked';
  if (complaint.outcome) return complaint.outcome === 'withdrawn' ? 'withdrawn' : 'decided';
  return complaint.acknowledged_at ? 'acknowledged' : 'received';
}

/** A passphrase is compared without capitals and without the spaces between, like that of a code to come back with. */
export function preparedPassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

export const iso = (at: Date): string => at.toISOString();
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
