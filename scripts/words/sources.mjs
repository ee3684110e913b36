import path from 'node:path';
import ts from 'typescript';

/** @typedef {{ text: string, at: string }} Phrase a phrase of a catalogue, and where it stands as `file:line` */
/** @typedef {Map<string, Phrase>} Phrases by their full names, such as `app.lock` */

const LANGUAGES = ['en', 'ru', 'ar'];
const WORDS = 'apps/web/src/words/';

/** The sources of the web app with their types, so that a key put together at run time is known by what can be in it. */
export function openSources(root, configuration) {
  const { config } = ts.readConfigFile(path.join(root, configuration), (file) => ts.sys.readFile(file));
  const folder = path.join(root, path.dirname(configuration));
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const program = ts.createProgram({ rootNames: fileNames, options });
  const checker = program.getTypeChecker();
  const nameOf = (source) => path.relative(root, source.fileName).split(path.sep).join('/');
  const at = (node) => placeOf(node, nameOf);
  const ours = program
    .getSourceFiles()
    .filter((source) => nameOf(source).startsWith('apps/web/src/') && !source.isDeclarationFile)
    .filter((source) => !/\.spec\.tsx?$/.test(source.fileName));
  return {
    checker,
    at,
    /** What is not a catalogue. */
    screens: ours.filter((source) => !nameOf(source).startsWith(WORDS)),
    /** The phrases of each language. */
    catalogues: () =>
      Object.fromEntries(
        LANGUAGES.map((language) => {
          const source = ours.find((each) => nameOf(each) === `${WORDS}${language}.ts`);
          if (!source) throw new Error(`There is no ${WORDS}${language}.ts`);
          return [language, phrasesOf(source, language, checker, at)];
        }),
      ),
  };
}

/** `file:line` of a node. */
export function placeOf(node, nameOf) {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${nameOf(source)}:${line + 1}`;
}

/** Every phrase of the object `name` of a file, its parts in other files included. */
function phrasesOf(source, name, checker, at) {
  const [symbol] = checker
    .getExportsOfModule(checker.getSymbolAtLocation(source))
    .filter((each) => each.name === name);
  const found = new Map();
  const take = (node, prefix) => {
    const value = unwrap(node);
    if (ts.isStringLiteralLike(value)) {
      found.set(prefix, { text: value.text, at: at(value) });
    } else if (ts.isObjectLiteralExpression(value)) {
      for (const property of value.properties) takeProperty(property, prefix);
    } else if (ts.isIdentifier(value)) {
      take(initializerOf(checker.getSymbolAtLocation(value), checker), prefix);
    } else {
      throw new Error(`${at(value)}: a catalogue holds phrases and nothing that is worked out`);
    }
  };
  const takeProperty = (property, prefix) => {
    if (ts.isSpreadAssignment(property)) return take(property.expression, prefix);
    const key = property.name.text;
    const full = prefix === '' ? key : `${prefix}.${key}`;
    if (ts.isShorthandPropertyAssignment(property))
      return take(initializerOf(checker.getShorthandAssignmentValueSymbol(property), checker), full);
    return take(property.initializer, full);
  };
  take(initializerOf(symbol, checker), '');
  return found;
}

function initializerOf(symbol, checker) {
  const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return real.valueDeclaration.initializer;
}

/** The expression without `as`, `satisfies` and brackets around it. */
export function unwrap(node) {
  return ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node)
    ? unwrap(node.expression)
    : node;
}

/** Calls `see` with a node and everything below it. */
export function walk(node, see) {
  see(node);
  ts.forEachChild(node, (child) => walk(child, see));
}
