export type Side = 'theirs' | 'yours';
export type Pick<T> = { readonly [F in keyof T & string]?: Side };
type Field<T> = keyof T & string;

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Fields that somebody else has changed since the form was opened, to something other than what is written in it. */
export function changedMeanwhile<T extends object>(
  fields: readonly Field<T>[],
  base: T,
  yours: T,
  theirs: T,
): Field<T>[] {
  return fields.filter((field) => !same(base[field], theirs[field]) && !same(yours[field], theirs[field]));
}

/** What is not written in here takes what is recorded now; where both have written, a person chooses. */
export function preferred<T extends object>(changed: readonly Field<T>[], base: T, yours: T): Pick<T> {
  const picks: { [F in Field<T>]?: Side } = {};
  for (const field of changed) if (same(base[field], yours[field])) picks[field] = 'theirs';
  return picks;
}

/**
 * The values of the form after the choice: what only one of the two has changed is as that one changed it, what both have changed
 * is as it was chosen; without a choice what was written here stays.
 */
export function merge<T extends object>(
  fields: readonly Field<T>[],
  base: T,
  yours: T,
  theirs: T,
  picks: Pick<T>,
): T {
  const merged = { ...yours };
  for (const field of changedMeanwhile(fields, base, yours, theirs))
    if (picks[field] === 'theirs') merged[field] = theirs[field];
  return merged;
}
