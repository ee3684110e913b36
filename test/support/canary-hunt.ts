import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { ARABIC_TO_LATIN, CYRILLIC_TO_LATIN } from '#domain/rules/transliteration.js';

/** A word in one of the ways in which it may lie in a file. */
export interface Needle {
  readonly word: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/**
 * Ways in which a text may be written without being hidden: as it is, composed or decomposed, in large or small letters, in
 * Latin letters, without accents, backwards; each of them in UTF-8, in UTF-16 in both orders, in hexadecimal, in base64 (at
 * each of its three offsets), and in percent and \u escapes.
 */
export function needlesOf(words: readonly string[]): Needle[] {
  return words.flatMap((word) => {
    const spelt = [word, inLatin(word)].flatMap((text) => [text, text.normalize('NFD')]);
    const cased = spelt.flatMap((text) => [text, text.toUpperCase(), text.toLowerCase()]);
    const texts = [...new Set(cased.flatMap((text) => [text, [...text].reverse().join('')]))];
    return unique(
      texts.flatMap((text) => {
        const utf16 = Buffer.from(text, 'utf16le');
        const forms: [string, Buffer][] = [
          ['utf16le', utf16],
          ['utf16be', Buffer.from(utf16).swap16()],
          ['percent', Buffer.from(encodeURIComponent(text))],
          ['escaped', Buffer.from(escaped(text))],
        ];
        return [
          ...formsOf(word, Buffer.from(text, 'utf8')),
          ...formsOf(word, utf16).filter(({ form }) => form.startsWith('base64')),
          ...forms.map(([form, bytes]) => ({ word, form, bytes })),
        ];
      }),
    );
  });
}

/** The same of what is no text, a picture for one: as it is, in hexadecimal and in base64. */
export function needlesOfBytes(name: string, bytes: Buffer): Needle[] {
  return unique(formsOf(name, bytes));
}

function formsOf(word: string, bytes: Buffer): Needle[] {
  const forms: [string, Buffer][] = [
    ['plain', bytes],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
  ];
  for (const offset of [0, 1, 2]) {
    const text = base64At(bytes, offset);
    forms.push([`base64+${offset}`, Buffer.from(text)]);
    forms.push([`base64url+${offset}`, Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))]);
  }
  return forms.map(([form, content]) => ({ word, form, bytes: content }));
}

/** As somebody without the letters would write it; what is Latin already, without its accents. */
function inLatin(text: string): string {
  return [...text.toLowerCase()]
    .map((letter) => CYRILLIC_TO_LATIN.get(letter) ?? ARABIC_TO_LATIN.get(letter) ?? letter)
    .join('');
}

function unique(needles: readonly Needle[]): Needle[] {
  return [...new Map(needles.map((one) => [one.bytes.toString('latin1'), one])).values()];
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

/** What is found in some bytes: each needle once, however often it is there. One walk, whatever the number of needles. */
export function huntBytes(place: string, content: Buffer, needles: readonly Needle[]): Hit[] {
  const { marks, byStart } = indexOf(needles);
  const found = new Set<Needle>();
  for (let at = 0; at + 2 < content.length; at += 1) {
    const start = startAt(content, at);
    if (marks[start] === 0) continue;
    for (const needle of byStart.get(start) ?? [])
      if (
        !found.has(needle) &&
        at + needle.bytes.length <= content.length &&
        needle.bytes.compare(content, at, at + needle.bytes.length) === 0
      )
        found.add(needle);
  }
  return [...found].map(({ word, form }) => ({ place, word, form }));
}

interface NeedleIndex {
  /** 1 where a needle begins so. */
  readonly marks: Uint8Array;
  readonly byStart: ReadonlyMap<number, readonly Needle[]>;
}

const indexes = new WeakMap<readonly Needle[], NeedleIndex>();

function indexOf(needles: readonly Needle[]): NeedleIndex {
  const known = indexes.get(needles);
  if (known) return known;
  const marks = new Uint8Array(1 << 24);
  const byStart = new Map<number, Needle[]>();
  for (const needle of needles) {
    const start = startAt(needle.bytes, 0);
    marks[start] = 1;
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
  }
  const made = { marks, byStart };
  indexes.set(needles, made);
  return made;
}

/** The three bytes from here on, as one number. */
function startAt(bytes: Buffer, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
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
