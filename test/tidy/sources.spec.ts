import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { readSources, type SourceFile } from '../support/sources.js';

const FILES = readSources(['apps', 'libs', 'migrations', 'test', 'scripts'], /\.(ts|tsx|mjs|css)$/);
const CODE = FILES.filter((file) => /\.(ts|tsx|mjs)$/.test(file.path));
const TEXTS = [
  ...FILES,
  ...readSources(['docs', 'packs'], /\.(md|json)$/),
  ...readSources(['.'], /^[A-Z]+\.md$/),
];
const LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;

/** Catalogues of words and the schema are read like a list, from top to bottom; specs are one long function by nature. */
const isList = (file: SourceFile): boolean => /^migrations\/|\/words\//.test(file.path);
const isSpec = (file: SourceFile): boolean => file.path.endsWith('.spec.ts');

const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

function longFunctions(file: SourceFile): string[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const lines = source.getLineAndCharacterOfPosition(node.getEnd()).line - first + 1;
      if (lines > FUNCTION_LINES_MAX) found.push(`${file.path}:${first + 1} ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const matches = (files: readonly SourceFile[], pattern: RegExp): string[] =>
  files.flatMap((file) =>
    file.text
      .split('\n')
      .flatMap((line, i) =>
        pattern.test(line) ? [`${file.path}:${i + 1} ${line.trim().slice(0, 80)}`] : [],
      ),
  );

// Put together from pieces, so that this file does not hold what it looks for.
const word = (...pieces: string[]): RegExp => new RegExp(`(?<!\\p{L})${pieces.join('')}`, 'iu');
const UNFINISHED = new RegExp(
  `(?<!\\p{L})(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})(?!\\p{L})`,
  'u',
);
const STIGMA = [
  word('add', 'ict'),
  word('abu', 's(e|er|ers|ing|ed)(?!\\p{L})'),
  word('junk', 'ie'),
  word('нарко', 'ман'),
  word('(чист|грязн)', '(ый|ая|ое|ые|ого|ому|ым|ых|ую)(?!\\p{L})'),
  new RegExp(['مد', 'من'].join(''), 'u'),
  new RegExp(`${['نظ', 'يف'].join('')}(?!\\p{L})`, 'u'),
];

/** What looks for these words and so must hold them: `care-words.ts` is the list of words that must not leave a house. */
const LOOKS_FOR_THEM = [
  'scripts/words/laws.mjs',
  'libs/platform/src/packs/packs.spec.ts',
  'libs/domain/src/words/care-words.ts',
];
/** Tests that can only run in some places, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'test/integration/embedded-postgres.spec.ts':
    'giving the server an account of its own needs a root to give it up',
};

describe('the sources', () => {
  it('are found, so that these tests look at something', () => {
    expect(CODE.length).toBeGreaterThan(150);
    expect(TEXTS.map((file) => file.path)).toContain('libs/domain/src/charter/roles.ts');
  });

  it(`are files of at most ${LINES_MAX} lines`, () => {
    const long = FILES.filter((file) => !isList(file) && linesOf(file.text) > LINES_MAX);
    expect(long.map((file) => `${file.path} ${linesOf(file.text)}`)).toEqual([]);
  });

  it(`are functions of at most ${FUNCTION_LINES_MAX} lines`, () => {
    expect(CODE.filter((file) => !isList(file) && !isSpec(file)).flatMap(longFunctions)).toEqual([]);
  });

  it('leave nothing for later', () => {
    expect(matches(TEXTS, UNFINISHED)).toEqual([]);
  });

  it('call people people: no word that brands them, in any language', () => {
    const spoken = TEXTS.filter((file) => !LOOKS_FOR_THEM.includes(file.path));
    expect(STIGMA.flatMap((pattern) => matches(spoken, pattern))).toEqual([]);
  });

  it('run every test: none alone, none left out', () => {
    const pattern =
      /\b(it|test|describe)\.(only|skip|todo|failing)\b|(^|\s)(xit|xtest|xdescribe|fit|fdescribe)\(/;
    expect(
      matches(
        CODE.filter(
          (file) => isSpec(file) && !file.path.startsWith('test/tidy/') && !(file.path in LEFT_OUT),
        ),
        pattern,
      ),
    ).toEqual([]);
  });

  it('make no test without an assertion file by file', () => {
    const silent = CODE.filter((file) => isSpec(file) && !/\bexpect|\bassert/.test(file.text));
    expect(silent.map((file) => file.path)).toEqual([]);
  });

  it('are named kebab-case, and imported by their own name: no barrel', () => {
    const odd = CODE.filter(
      (file) =>
        !/(^|\/)[a-z0-9]+([-.][a-z0-9]+)*\.(ts|tsx|mjs)$/.test(file.path) && !/\.d\.ts$/.test(file.path),
    );
    expect(odd.map((file) => file.path)).toEqual([]);
    expect(CODE.filter((file) => /\/index\.ts$/.test(file.path)).map((file) => file.path)).toEqual([
      'migrations/index.ts',
    ]);
  });

  it('has one shape under one name: the document of the API would take the last of two for both', () => {
    const names = FILES.filter(({ path }) => path.startsWith('apps/api/')).flatMap(({ path, text }) =>
      [...text.matchAll(/^export class (\w+Dto)\b/gm)].map(([, name]) => ({ name: name!, path })),
    );
    const twice = names.filter(({ name }, at) => names.findIndex((other) => other.name === name) !== at);
    expect(names.length).toBeGreaterThan(100);
    expect(twice).toEqual([]);
  });
});
