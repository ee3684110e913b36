import { readFileSync } from 'node:fs';
import type { Identity } from '#platform/vault/identity.js';

const FILE = 'test/fixtures/febrl/dataset1.csv';

export interface FebrlRecord {
  /** The number that an original and its duplicate share. */
  readonly pair: string;
  readonly identity: Identity;
}

/** The 500 originals and 500 duplicates of FEBRL's first data set (test/fixtures/febrl/SOURCE.md). */
export function readFebrl(): { originals: FebrlRecord[]; duplicates: FebrlRecord[] } {
  const originals: FebrlRecord[] = [];
  const duplicates: FebrlRecord[] = [];
  for (const line of readFileSync(FILE, 'utf8').split('\n').slice(1)) {
    const [id = '', given = '', family = '', , , , , , , born = '', number = ''] = line
      .split(',')
      .map((cell) => cell.trim());
    const [, pair] = /^rec-(\d+)-/.exec(id) ?? [];
    if (pair === undefined) continue;
    const birthDate = /^\d{8}$/.test(born)
      ? `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`
      : undefined;
    const identity: Identity = {
      givenName: given,
      familyName: family,
      ...(birthDate ? { birthDate } : {}),
      ...(number ? { documents: [{ kind: 'number', number }] } : {}),
    };
    (id.endsWith('-org') ? originals : duplicates).push({ pair, identity });
  }
  return { originals, duplicates };
}
