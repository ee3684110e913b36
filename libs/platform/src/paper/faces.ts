import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type Glyph, type GlyphRun } from 'fontkit';

export type Weight = 400 | 700;
export type FaceName = 'latin' | 'latin-ext' | 'cyrillic' | 'arabic';

/** Letters come from the first face that has them; Arabic ones from a face whose letters are drawn whole (ADR 0041). */
const FILES: Readonly<Record<FaceName, string>> = {
  latin: '@fontsource/noto-sans/files/noto-sans-latin',
  'latin-ext': '@fontsource/noto-sans/files/noto-sans-latin-ext',
  cyrillic: '@fontsource/noto-sans/files/noto-sans-cyrillic',
  arabic: '@fontsource/vazirmatn/files/vazirmatn-arabic',
};
export const FACE_NAMES = Object.keys(FILES) as readonly FaceName[];

/** At the start of a text it says how the face is to set it; it is no letter of the text. */
export const SET_LEFTWARDS = '\u200F';
export const SET_RIGHTWARDS = '\u200E';

const LIGATURE = /^uni(F[BCDE][0-9A-F]{2})/;
const require = createRequire(import.meta.url);
const files = new Map<string, Buffer>();
const measuring = new Map<string, Font>();

/** A face to measure with, the same for all papers. */
export function faceOf(name: FaceName, weight: Weight): Font {
  const key = `${name}-${weight}`;
  const face = measuring.get(key) ?? openFace(name, weight);
  measuring.set(key, face);
  return face;
}

/**
 * A face for one paper to draw with and to take along. No two papers share one: taking the letters of the first along makes the
 * face forget what some of them are, and a reader would not find them in the second.
 */
export function openFace(name: FaceName, weight: Weight): Font {
  const file = `${FILES[name]}-${weight}-normal.woff`;
  const bytes = files.get(file) ?? readFileSync(require.resolve(file));
  files.set(file, bytes);
  return told(create(bytes));
}

/**
 * The face, which guesses no direction but is told it, and names a ligature by its one code point: a reader turns Arabic
 * text round letter by letter, and would turn the letters of a ligature as well.
 */
function told(font: Font): Font {
  return Object.create(font, {
    layout: {
      value: (text: string, features?: readonly string[]): GlyphRun => {
        const isTold = text.startsWith(SET_LEFTWARDS) || text.startsWith(SET_RIGHTWARDS);
        const direction = text.startsWith(SET_LEFTWARDS) ? 'rtl' : 'ltr';
        const run = font.layout(isTold ? text.slice(1) : text, features, undefined, undefined, direction);
        return {
          glyphs: run.glyphs.map(named),
          positions: run.positions,
          advanceWidth: run.advanceWidth,
        };
      },
    },
  }) as Font;
}

function named(glyph: Glyph): Glyph {
  const [, code] = (glyph.codePoints.length > 1 && LIGATURE.exec(glyph.name ?? '')) || [];
  if (code === undefined) return glyph;
  return Object.create(glyph, { codePoints: { value: [parseInt(code, 16)] } }) as Glyph;
}
