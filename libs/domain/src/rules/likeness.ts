/**
 * How many letters differ between two words: changed, missing, added, or two neighbours exchanged (Damerau 1964, each letter
 * in at most one exchange). Time and space are the product of the lengths, so words are cut at 40 letters.
 */
export function lettersApart(one: string, other: string): number {
  const a = Array.from(one).slice(0, LETTERS_MAX);
  const b = Array.from(other).slice(0, LETTERS_MAX);
  let before: number[] = [];
  let last: number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

const LETTERS_MAX = 40;

/** From 0, nothing alike, to 1, the same: one minus the share of letters that differ. Two empty words are not alike. */
export function likeness(one: string, other: string): number {
  const longer = Math.min(LETTERS_MAX, Math.max(one.length, other.length));
  return longer === 0 ? 0 : Math.max(0, 1 - lettersApart(one, other) / longer);
}
