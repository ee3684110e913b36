import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** A word in one of the ways in which it may lie in a file. */
interface Needle {
  readonly word: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/**
 * Ways in which a text may be written without being hidden: UTF-8 and UTF-16 in both orders, hexadecimal, base64 (at each of
 * its three offsets), percent and \u escapes, and the composed and decomposed form of its letters.
 */
export function needlesOf(words: readonly string[]): Needle[] {
  return words.flatMap((word) =>
    [...new Set([word, word.normalize('NFD'), word.toUpperCase(), word.toLowerCase()])].flatMap((text) => {
      const utf8 = Buffer.from(text, 'utf8');
      const utf16 = Buffer.from(text, 'utf16le');
      const swapped = Buffer.from(utf16).swap16();
      const forms: [string, Buffer][] = [
        ['utf8', utf8],
        ['utf16le', utf16],
        ['utf16be', swapped],
        ['hex', Buffer.from(utf8.toString('hex'))],
        ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
        ['percent', Buffer.from(encodeURIComponent(text))],
        ['escaped', Buffer.from(escaped(text))],
        ...[0, 1, 2].map((offset): [string, Buffer] => [
          `base64+${offset}`,
          Buffer.from(base64At(utf8, offset)),
        ]),
        ...[0, 1, 2].map((offset): [string, Buffer] => [
          `base64url+${offset}`,
          Buffer.from(base64At(utf8, offset).replaceAll('+', '-').replaceAll('/', '_')),
        ]),
      ];
      return forms.map(([form, bytes]) => ({ word, form, bytes }));
    }),
  );
}

/** The middle of the base64 of a text that begins at this offset: what comes before and after it changes the edges alone. */
function base64At(bytes: Buffer, offset: number): string {
  const padded = Buffer.concat([Buffer.alloc(offset, 'x'), bytes]);
  const text = padded.toString('base64').replace(/=+$/, '');
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6));
}

function escaped(text: string): string {
  return [...text]
    .map((letter) =>
      letter < '\u0080' ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .join('');
}

/** Where a word was found: the file, the word, and the way it was written. */
export interface Hit {
  readonly place: string;
  readonly word: string;
  readonly form: string;
}

export interface Hunt {
  readonly hits: readonly Hit[];
  readonly files: number;
  readonly bytes: number;
}

/** Looks through every file below the folders, byte by byte, and through what is compressed in them as a whole file. */
export function huntFiles(folders: readonly string[], needles: readonly Needle[]): Hunt {
  const hits: Hit[] = [];
  let files = 0;
  let bytes = 0;
  for (const file of folders.flatMap(filesBelow)) {
    const content = readFileSync(file);
    files += 1;
    bytes += content.length;
    for (const [how, text] of [['', content], ...unpacked(content)] as const)
      hits.push(...huntBytes(`${file}${how}`, text, needles));
  }
  return { hits, files, bytes };
}

export function huntBytes(place: string, content: Buffer, needles: readonly Needle[]): Hit[] {
  return needles.flatMap(({ word, form, bytes }) => (content.includes(bytes) ? [{ place, word, form }] : []));
}

function unpacked(content: Buffer): [string, Buffer][] {
  return [
    ['(gunzip)', gunzipSync],
    ['(inflate)', inflateSync],
    ['(inflateRaw)', inflateRawSync],
  ].flatMap(([how, unpack]) => {
    try {
      return [[how as string, (unpack as (bytes: Buffer) => Buffer)(content)] as [string, Buffer]];
    } catch {
      return [];
    }
  });
}

function filesBelow(at: string): string[] {
  const stat = statSync(at, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [at];
  return readdirSync(at).flatMap((name) => filesBelow(path.join(at, name)));
}
