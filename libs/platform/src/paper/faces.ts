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
const opened = new Map<string, Font>();

/** A face, read from its package once in a process. */
export function faceOf(name: FaceName, weight: Weight): Font {
  const key = `${name}-${weight}`;
  let face = opened.get(key);
  if (!face) {
    face = told(create(readFileSync(require.resolve(`${FILES[name]}-${weight}-normal.woff`))));
    opened.set(key, face);
  }
  return face;
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
