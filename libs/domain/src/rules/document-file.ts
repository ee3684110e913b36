import { DOCUMENT_TYPES, type DocumentType } from '../charter/document.js';
import { LIMITS } from '../charter/limits.js';
import { Refusal, type RefusalCode } from '../refusal.js';

/** The test file of the makers of virus scanners, in two halves so that no scanner takes this source for it. */
const TEST_VIRUS = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

const ARCHIVES = [
  'PK\x03\x04',
  'PK\x05\x06',
  'PK\x07\x08',
  'Rar!\x1a\x07',
  '7z\xbc\xaf\x27\x1c',
  '\x1f\x8b',
  'BZh',
  '\xfd7zXZ',
  '\x28\xb5\x2f\xfd',
  'MSCF',
  'LZIP',
];
const PROGRAMS = [
  'MZ',
  '\x7fELF',
  '\xfe\xed\xfa',
  '\xcf\xfa\xed\xfe',
  '\xce\xfa\xed\xfe',
  '\xca\xfe\xba\xbe',
  '#!',
  '\xd0\xcf\x11\xe0',
  '\x00asm',
];
const MARKUP =
  /^[\s\ufeff]*(?:<\s*(?:!doctype|html|script|svg|iframe|body|head|\?xml|\?php|!--)|\{\\rtf|%!ps)/i;
const PNG = '\x89PNG\r\n\x1a\n';
const TAR_AT = 257;
const HEAD_BYTES = 1_024;
const PART_BYTES = 8_192;

/**
 * Refuses, by name, what is not exactly one file of a type we take: too large or empty, an archive, a program, the test string of
 * virus scanners, a file that is something else than it says, one that is two at once, and a PDF that acts or is locked. The bytes decide,
 * never a name or what the sender says.
 */
export function assertDocumentFile(bytes: Uint8Array, said: DocumentType): void {
  if (bytes.length === 0) throw unfit('document.empty');
  if (bytes.length > LIMITS.document_bytes_max)
    throw new Refusal('document.too_large', {
      field: 'content',
      parameters: { bytes: LIMITS.document_bytes_max },
    });
  const text = latin1(bytes);
  if (text.includes(TEST_VIRUS)) throw unfit('document.harmful');
  const found = typeOf(text);
  if (found !== said) throw unfit('document.not_as_said');
  if (isTwoAtOnce(bytes, text, found)) throw unfit('document.two_at_once');
  if (found === 'application/pdf') assertPassivePdf(text);
}

const unfit = (code: RefusalCode): Refusal => new Refusal(code, { field: 'content' });

/** One character a byte; in parts, because a call takes only so many. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    text += String.fromCharCode(...bytes.subarray(at, at + PART_BYTES));
  return text;
}

/** What the bytes are; archives and programs are refused by name, and so is whatever is nothing we take. */
function typeOf(text: string): DocumentType {
  if (text.startsWith(PNG)) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^%PDF-[12]\.\d/.test(text)) return 'application/pdf';
  if (ARCHIVES.some((sign) => text.startsWith(sign)) || text.startsWith('ustar', TAR_AT))
    throw unfit('document.archive');
  if (PROGRAMS.some((sign) => text.startsWith(sign))) throw unfit('document.program');
  if (isPlainText(text)) return 'text/plain';
  throw new Refusal('document.unknown_type', {
    field: 'content',
    parameters: { types: DOCUMENT_TYPES.map((one) => one.split('/')[1]!.toUpperCase()).join(', ') },
  });
}

/** Text is UTF-8 without control characters, and no page or program that is written in letters. */
function isPlainText(bytes: string): boolean {
  let text: string;
  try {
    const percents = bytes.replace(/[%\x80-\xff]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
    text = decodeURIComponent(percents);
  } catch {
    return false;
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/.test(text)) return false;
  return !MARKUP.test(text);
}

/** Whether something else begins before, within or behind it: another reader would find another file. */
function isTwoAtOnce(bytes: Uint8Array, text: string, type: DocumentType): boolean {
  // A list of the contents of an archive may stand anywhere: archives are read from their end.
  if (text.includes('PK\x05\x06') && (text.includes('PK\x03\x04') || text.includes('PK\x01\x02')))
    return true;
  const head = text.slice(0, HEAD_BYTES);
  if (type !== 'application/pdf' && head.includes('%PDF-')) return true;
  if (type !== 'text/plain' && /<\s*(?:script|html|svg|iframe|\?php)/i.test(head)) return true;
  switch (type) {
    case 'image/png':
      return endOfPng(bytes) !== bytes.length;
    case 'image/jpeg':
      return endOfJpeg(bytes) !== bytes.length;
    case 'application/pdf':
      return !/%%EOF[\r\n \t\0]*$/.test(text.slice(-HEAD_BYTES)) || text.startsWith('ustar', TAR_AT);
    case 'text/plain':
      return false;
  }
}

/** Where the last chunk of a PNG ends; -1 where its chunks do not follow each other. */
function endOfPng(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = PNG.length;
  for (let first = true; at + 12 <= bytes.length; first = false) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (first !== (name === 'IHDR') || !/^[A-Za-z]{4}$/.test(name)) return -1;
    at += 12 + length;
    if (name === 'IEND') return length === 0 ? at : -1;
  }
  return -1;
}

const SOS = 0xda;
const EOI = 0xd9;
/** Markers that stand alone: nothing is to be skipped behind them. */
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** Where a JPEG ends; -1 where its segments do not follow each other. */
function endOfJpeg(bytes: Uint8Array): number {
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return -1;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    at += 2;
    if (marker === EOI) return at;
    if (isAlone(marker)) continue;
    if (at + 2 > bytes.length) return -1;
    const length = bytes[at]! * 256 + bytes[at + 1]!;
    if (length < 2) return -1;
    at += length;
    if (marker === SOS) at = endOfScan(bytes, at);
  }
  return -1;
}

/** Behind a scan: the next byte FF that is neither stuffed nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    if (bytes[at] === 0xff && bytes[at + 1] !== 0 && !isAlone(bytes[at + 1]!)) return at;
    at += 1;
  }
  return bytes.length;
}

/** A name of PDF may write its letters as #4A; this is the text with them written out. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** Refuses a PDF that runs something, carries files, or cannot be looked into. */
function assertPassivePdf(text: string): void {
  const names = plainNames(text);
  if (/\/Encrypt(?![A-Za-z])/.test(names)) throw unfit('document.locked');
  if (/\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])/.test(names))
    throw unfit('document.acts');
}
