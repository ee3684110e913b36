/** Numbers people are known by, reduced so that ways of writing one number meet. */

/** The subscriber's part: the rest is a trunk prefix or a country code, which people write or leave out. */
const PHONE_DIGITS = 9;
const PHONE_DIGITS_MIN = 5;
const DOCUMENT_CHARACTERS_MIN = 4;

/** Letters and digits only, capitals, digits of any script as 0-9; empty when too little is left to mean anything. */
export function normaliseDocumentNumber(number: string): string {
  const normal = asciiDigits(number.normalize('NFKC'))
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return normal.length >= DOCUMENT_CHARACTERS_MIN ? normal : '';
}

/** The last nine digits; empty when there are fewer than five. */
export function normalisePhone(phone: string): string {
  const digits = asciiDigits(phone.normalize('NFKC')).replace(/\D/g, '');
  return digits.length >= PHONE_DIGITS_MIN ? digits.slice(-PHONE_DIGITS) : '';
}

function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}
