/** Digits of any keyboard that people here have, and the comma of half the world. */
export const latin = (typed: string): string =>
  typed
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replaceAll(/[,\u066b]/g, '.');

/** An amount as it was typed; not a number where it cannot be read, which is refused by the name of its field. */
export const amountOf = (typed: string): number => {
  const plain = latin(typed).trim();
  return /^\d{1,6}(\.\d{1,4})?$/.test(plain) ? Number(plain) : 0;
};

/** Times of the day as people type them: `8:00 20.30` becomes `08:00`, `20:30`; what cannot be read stays and is refused. */
export const timesOf = (typed: string): string[] =>
  latin(typed.replaceAll(/[,;\u060c]/g, ' '))
    .split(/\s+/)
    .filter((each) => each !== '')
    .map((each) =>
      each.replace(
        /^(\d{1,2})[.:](\d{2})$/,
        (_, hour: string, minute: string) => `${hour.padStart(2, '0')}:${minute}`,
      ),
    );
