import { BackupRefusal } from './backup-refusal.js';
import { walNumber, type BackupFolder, type WalEntry } from './backup-folder.js';
import type { BackupManifest } from './manifest.js';

/** A backup with the log after it, without a gap. */
export interface BackupChain {
  readonly base: BackupManifest;
  readonly wal: readonly WalEntry[];
  /** Instants that can be brought back, both included. */
  readonly from: string;
  readonly until: string;
}

/** Every backup of a folder with what follows it. A segment that is missing ends the chain of those before it. */
export function readChains(folder: BackupFolder): BackupChain[] {
  folder.readOwner();
  const entries = folder.wal();
  const chains = folder.manifests().map((base) => chainOf(base, entries));
  if (chains.length > 0) return chains;
  throw new BackupRefusal(
    'backup.none',
    `There is no whole backup in ${folder.directory}.`,
    'Make one with "handrail backup"; one that was broken off is none.',
  );
}

/** The chain to bring an instant back: of the newest backup before it; without an instant, all there is. Refuses what no chain covers. */
export function chainFor(
  folder: BackupFolder,
  at: string | undefined,
): { chain: BackupChain; at: string | undefined } {
  const chains = readChains(folder);
  const newest = chains.at(-1) as BackupChain;
  if (at === undefined) return { chain: newest, at };
  const wanted = microsecondsOf(at);
  const chain = chains.findLast(
    ({ from, until }) => microsecondsOf(from) <= wanted && wanted <= microsecondsOf(until),
  );
  if (chain) return { chain: { ...chain, wal: upTo(chain, at) }, at };
  const ranges = chains.map(({ from, until }) => `${from} to ${until}`).join(', ');
  throw new BackupRefusal(
    'backup.outside_range',
    `${at} is not covered by the backups in ${folder.directory}.`,
    `Choose an instant within what they cover: ${ranges}.`,
  );
}

function chainOf(base: BackupManifest, entries: readonly WalEntry[]): BackupChain {
  const bytes = base.wal_segment_bytes;
  const wal: WalEntry[] = [];
  let next = walNumber(base.first_wal, bytes).number;
  for (const entry of entries) {
    const { number } = walNumber(entry.segment, bytes);
    if (number < next) continue;
    if (number > next) break;
    wal.push(entry);
    next += 1;
  }
  if (next <= walNumber(base.last_wal, bytes).number) {
    throw new BackupRefusal(
      'backup.missing',
      `The log of the backup ${base.id} is not whole: a part from ${base.first_wal} to ${base.last_wal} is missing.`,
      'Take another copy of the folder, or an older backup.',
    );
  }
  const until = wal.findLast((entry) => entry.until !== null)?.until ?? base.consistent_at;
  return { base, wal, from: base.consistent_at, until };
}

/** No more of the log than the instant needs; all of what the backup itself needs. */
function upTo({ base, wal }: BackupChain, at: string): WalEntry[] {
  const wanted = microsecondsOf(at);
  const needed = walNumber(base.last_wal, base.wal_segment_bytes).number;
  const end = wal.findIndex(
    (entry) =>
      entry.until !== null &&
      microsecondsOf(entry.until) >= wanted &&
      walNumber(entry.segment, base.wal_segment_bytes).number >= needed,
  );
  return end < 0 ? [...wal] : wal.slice(0, end + 1);
}

/** An instant of ISO 8601 in UTC as microseconds, as the server counts commits. */
export function microsecondsOf(instant: string): bigint {
  const [, fraction = ''] = /\.(\d{1,6})/.exec(instant) ?? [];
  const seconds = Date.parse(instant.replace(/\.\d+/, ''));
  return BigInt(seconds) * 1000n + BigInt(fraction.padEnd(6, '0'));
}
