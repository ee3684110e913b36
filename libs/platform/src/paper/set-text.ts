import bidiFactory from 'bidi-js';
import { FACE_NAMES, faceOf, SET_LEFTWARDS, SET_RIGHTWARDS, type FaceName, type Weight } from './faces.js';

export type Direction = 'ltr' | 'rtl';

export interface Style {
  readonly weight: Weight;
  /** In points. */
  readonly size: number;
}

/** Letters of one face and one direction, in the order in which they stand on the paper from left to right. */
export interface Piece {
  readonly face: FaceName;
  /** With a mark at its start that says the direction. */
  readonly text: string;
  readonly width: number;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

interface Letter {
  readonly text: string;
  readonly face: FaceName;
  readonly level: number;
}

const bidi = bidiFactory();
/** Marks that steer the algorithm and are never seen. */
const STEERING = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\u00AD\uFEFF]/u;
const UNSEEN = '\u25A1';

/**
 * Breaks a text into lines no wider than `width` points and puts what is written from right to left into its place
 * (Unicode Standard Annex 9). A word that is wider than a line is broken where the line ends.
 */
export function setText(text: string, direction: Direction, style: Style, width: number): Line[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .split('\n')
    .flatMap((paragraph) => setParagraph(paragraph, direction, style, width));
}

function setParagraph(text: string, direction: Direction, style: Style, width: number): Line[] {
  const letters = lettersOf(text.normalize('NFC'), direction, style.weight);
  const lines: Letter[][] = [];
  let line: Letter[] = [];
  let used = 0;
  for (const word of wordsOf(letters)) {
    const wide = widthOf(word, style);
    if (used + widthOf(withoutSpaces(word), style) <= width) {
      line.push(...word);
      used += wide;
      continue;
    }
    if (line.length > 0) lines.push(line);
    line = [];
    for (const part of partsOf(word, style, width)) {
      if (line.length > 0) lines.push(line);
      line = [...part];
    }
    used = widthOf(line, style);
  }
  lines.push(line);
  return lines.map((each) => lineOf(withoutSpaces(each), direction, style));
}

/** Each letter with the face that has it and its level: even ones stand from left to right, odd ones from right to left. */
function lettersOf(text: string, direction: Direction, weight: Weight): Letter[] {
  const embedding = bidi.getEmbeddingLevels(text, direction);
  const mirrored = bidi.getMirroredCharactersMap(text, embedding.levels);
  const letters: Letter[] = [];
  let at = 0;
  for (const letter of text) {
    const level = embedding.levels[at] ?? 0;
    const shown = mirrored.get(at) ?? letter;
    at += letter.length;
    if (STEERING.test(letter)) continue;
    const face = faceFor(shown, level, weight, letters.at(-1));
    letters.push({ text: face ? shown : UNSEEN, face: face ?? 'latin', level });
  }
  return letters;
}

function faceFor(
  letter: string,
  level: number,
  weight: Weight,
  before: Letter | undefined,
): FaceName | undefined {
  const point = letter.codePointAt(0) ?? 0;
  const has = (name: FaceName): boolean => faceOf(name, weight).hasGlyphForCodePoint(point);
  // A mark above or below belongs to its letter, and a space between two words of a script to that script.
  if (/[\p{M} ]/u.test(letter) && before?.level === level && has(before.face)) return before.face;
  return FACE_NAMES.find(has);
}

/** Words, each with the spaces after it. */
function wordsOf(letters: readonly Letter[]): Letter[][] {
  const words: Letter[][] = [];
  let wasSpace = true;
  for (const letter of letters) {
    const isSpace = letter.text === ' ';
    if (!isSpace && wasSpace) words.push([]);
    if (words.length === 0) words.push([]);
    words.at(-1)?.push(letter);
    wasSpace = isSpace;
  }
  return words;
}

/** A word in parts that each fit a line. */
function partsOf(word: readonly Letter[], style: Style, width: number): Letter[][] {
  if (widthOf(withoutSpaces(word), style) <= width) return [[...word]];
  const parts: Letter[][] = [];
  let part: Letter[] = [];
  for (const letter of word) {
    if (part.length > 0 && widthOf([...part, letter], style) > width) {
      parts.push(part);
      part = [];
    }
    part.push(letter);
  }
  parts.push(part);
  return parts;
}

function withoutSpaces(letters: readonly Letter[]): readonly Letter[] {
  let end = letters.length;
  while (end > 0 && letters[end - 1]?.text === ' ') end -= 1;
  return letters.slice(0, end);
}

function widthOf(letters: readonly Letter[], style: Style): number {
  return piecesOf(letters, style).reduce((sum, { width }) => sum + width, 0);
}

function piecesOf(letters: readonly Letter[], { weight, size }: Style): (Piece & { level: number })[] {
  const runs: { face: FaceName; level: number; text: string }[] = [];
  for (const { face, level, text } of letters) {
    const last = runs.at(-1);
    if (last?.face === face && last.level === level) last.text += text;
    else runs.push({ face, level, text });
  }
  return runs.map(({ face, level, text }) => {
    const font = faceOf(face, weight);
    const told = `${level % 2 === 1 ? SET_LEFTWARDS : SET_RIGHTWARDS}${text}`;
    return {
      face,
      level,
      text: told,
      width: (font.layout(told, []).advanceWidth * size) / font.unitsPerEm,
    };
  });
}

/** Rule L2: from the highest level down, whatever stands at it or above is turned round. */
function lineOf(letters: readonly Letter[], direction: Direction, style: Style): Line {
  const pieces = piecesOf(letters, style);
  const highest = Math.max(0, ...pieces.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    for (let start = 0; start < pieces.length; start += 1) {
      let end = start;
      while (end < pieces.length && (pieces[end]?.level ?? 0) >= level) end += 1;
      if (end > start) pieces.splice(start, end - start, ...pieces.slice(start, end).reverse());
      start = end;
    }
  }
  return { pieces, width: pieces.reduce((sum, { width }) => sum + width, 0) };
}
