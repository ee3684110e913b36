import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { parametersOf, sentenceFaults } from './laws.mjs';
import { placeOf, unwrap, walk } from './sources.mjs';

const LANGUAGES = ['en', 'ru', 'ar'];
const FOLDERS = [
  'apps/api/src',
  'apps/worker/src',
  'libs/domain/src',
  'libs/platform/src',
  'libs/casework/src',
];
const ALSO_RAISING = ['apps/cli/src', 'apps/web/src', 'migrations'];
const WORDS = 'libs/domain/src/words/';
const HOLE = /\{(\w+)\}/g;

/** What invented people have written in the demonstration, each in a language of their own. */
const WRITTEN_BY_PEOPLE = /^libs\/casework\/src\/demo\//;

/** Names of the fields of an answer that hold a sentence. */
const ANSWERED = /^(?:title|detail|message|label|heading)$/;

/** Faults of what the server says: refusals, words of codes, headings of lists, and sentences written beside them. */
export function serverFaults(root) {
  const said = readSources(root, FOLDERS);
  const raising = [...said, ...readSources(root, ALSO_RAISING)];
  const ours = said.filter((source) => !WRITTEN_BY_PEOPLE.test(nameOf(source)));
  return [...refusalFaults(said, raising), ...ours.flatMap((source) => termFaults(source))];
}

function readSources(root, folders) {
  const found = [];
  const read = (folder) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) read(name);
      else if (/(?<!\.spec|\.d)\.tsx?$/.test(name)) {
        const text = readFileSync(path.join(root, name), 'utf8');
        found.push(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
      }
    }
  };
  for (const folder of folders) read(folder);
  return found;
}

const nameOf = (source) => source.fileName;
const at = (node) => placeOf(node, nameOf);

/** Sentences of the refusals by language: code, text and place. */
function refusalsOf(said, language) {
  const found = new Map();
  const file = said.find((source) => nameOf(source) === `${WORDS}refusals.${language}.ts`);
  if (!file) throw new Error(`There is no ${WORDS}refusals.${language}.ts`);
  walk(file, (node) => {
    if (ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.initializer))
      found.set(node.name.text, { text: node.initializer.text, at: at(node) });
  });
  return found;
}

const END = { en: /[.?]$/, ru: /[.?]$/, ar: /[.؟]$/ };

function refusalFaults(said, raising) {
  const english = refusalsOf(said, 'en');
  const faults = unraised(english, raising);
  for (const language of LANGUAGES) {
    const sentences = refusalsOf(said, language);
    for (const [code, { at: place }] of english)
      if (!sentences.has(code)) faults.push(`${place} refusal ${code} is missing in ${language}`);
    for (const [code, { text, at: place }] of sentences) {
      const model = english.get(code);
      if (!model) faults.push(`${place} refusal ${code} is in ${language} and not in en`);
      else if (String(parametersOf(model.text, HOLE)) !== String(parametersOf(text, HOLE)))
        faults.push(`${place} refusal ${code} has other values in ${language} than in en`);
      if (!END[language].test(text)) faults.push(`${place} refusal ${code} is not a whole sentence`);
      for (const fault of sentenceFaults(language, text)) faults.push(`${place} refusal ${code} ${fault}`);
    }
  }
  return faults;
}

/** A code counts as raised where a source outside the words holds it, alone or within a statement of SQL. */
function unraised(english, raising) {
  const texts = raising
    .filter((source) => !nameOf(source).startsWith(WORDS))
    .map(({ text }) => text)
    .join('\n');
  return [...english]
    .filter(([code]) => !new RegExp(`['"\`]${code.replaceAll('.', '\\.')}['"\`]`).test(texts))
    .map(([code, { at: place }]) => `${place} refusal ${code} is raised by no source`);
}

/** Lists of codes whose words the server says itself, on its pages and papers: `wordOf(language, 'list', code)`. */
export function listsSaid(root) {
  const lists = new Set();
  for (const source of readSources(root, FOLDERS))
    for (const [, list] of source.text.matchAll(/\bwordOf\(\s*[\w.]+,\s*'(\w+)'/g)) lists.add(list);
  return lists;
}

/** Objects with the words of one thing in each language, and sentences that stand in a source by themselves. */
function termFaults(source) {
  const faults = [];
  walk(source, (node) => {
    if (ts.isObjectLiteralExpression(node)) faults.push(...labelFaults(node), ...besideFaults(node));
    else if (ts.isStringLiteralLike(node) && !nameOf(source).startsWith(WORDS)) {
      const what = bareSentence(node);
      if (what) faults.push(`${at(node)} a sentence in one language only: ${what}`);
    }
  });
  return faults;
}

/** The words of a page in every language side by side: `{ en: { … }, ru: { … }, ar: { … } }`. */
function besideOf(node) {
  const found = new Map();
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property)) return null;
    const value = unwrap(property.initializer);
    if (!LANGUAGES.includes(property.name.getText()) || !ts.isObjectLiteralExpression(value)) return null;
    found.set(property.name.getText(), phrasesOf(value));
  }
  return found.size > 1 ? found : null;
}

/** Texts by their names; those that take values, as `(name) => …`, are put together from what they hold. */
function phrasesOf(node, prefix = '', found = new Map()) {
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const name = `${prefix}${property.name.text}`;
    const value = unwrap(property.initializer);
    const said = ts.isArrowFunction(value) ? unwrap(value.body) : value;
    if (ts.isObjectLiteralExpression(said)) phrasesOf(said, `${name}.`, found);
    else if (ts.isStringLiteralLike(said)) found.set(name, { text: said.text, at: at(property) });
    else if (ts.isTemplateExpression(said)) found.set(name, { text: filled(said), at: at(property) });
  }
  return found;
}

const filled = ({ head, templateSpans }) =>
  [
    head.text,
    ...templateSpans.map(({ expression, literal }) => `{${expression.getText()}}${literal.text}`),
  ].join('');

function besideFaults(node) {
  const words = besideOf(node);
  if (!words) return [];
  const all = new Map([...words.values()].flatMap((phrases) => [...phrases]));
  const faults = [];
  for (const [name, { at: place }] of all)
    for (const language of LANGUAGES)
      if (!words.get(language)?.has(name)) faults.push(`${place} ${name} is missing in ${language}`);
  for (const [language, phrases] of words)
    for (const [name, { text, at: place }] of phrases) {
      for (const fault of sentenceFaults(language, text))
        faults.push(`${place} ${language} ${name} ${fault}`);
      const model = words.get('en')?.get(name)?.text ?? text;
      if (String(parametersOf(model, HOLE)) !== String(parametersOf(text, HOLE)))
        faults.push(`${place} ${name} has other values than in en`);
    }
  return faults;
}

/** Whether a text stands within words of every language side by side. */
function isBeside(node) {
  for (let up = node.parent; up; up = up.parent)
    if (ts.isObjectLiteralExpression(up) && besideOf(up)) return true;
  return false;
}

/** Names of languages as the standards write them, for dates and numbers: `ar-EG-u-nu-latn`. */
const LOCALE = /^(?:en|ru|ar)(?:-[\w]+)+$/;

function labelFaults(node) {
  const words = new Map(
    node.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && ts.isStringLiteralLike(unwrap(property.initializer))
        ? [[property.name.getText().replaceAll(/['"]/g, ''), unwrap(property.initializer).text]]
        : [],
    ),
  );
  const spoken = LANGUAGES.filter((language) => words.has(language));
  if (spoken.length < 2 || node.properties.length !== words.size) return [];
  if (spoken.every((language) => LOCALE.test(words.get(language)))) return [];
  // Names of the languages themselves and empty places of a label that is not known.
  if (spoken.every((language) => words.get(language) === '')) return [];
  const faults = LANGUAGES.filter((language) => !words.has(language)).map(
    (language) =>
      `${at(node)} the words for ${JSON.stringify(words.get(spoken[0]))} are missing in ${language}`,
  );
  for (const language of spoken) {
    const text = words.get(language);
    for (const fault of sentenceFaults(language, text))
      faults.push(`${at(node)} ${language} ${JSON.stringify(text)} ${fault}`);
    if (String(parametersOf(text, HOLE)) !== String(parametersOf(words.get(spoken[0]), HOLE)))
      faults.push(`${at(node)} ${JSON.stringify(text)} has other values than in ${spoken[0]}`);
  }
  return faults;
}

/** A sentence that would reach a person in one language: of another script anywhere, or in a field of an answer. */
function bareSentence(node) {
  const { text, parent } = node;
  if (ts.isPropertyAssignment(parent) && LANGUAGES.includes(parent.name.getText())) return null;
  if (isBeside(node)) return null;
  if (/[\p{Script=Cyrillic}\p{Script=Arabic}]{2,} *[\p{Script=Cyrillic}\p{Script=Arabic}]{2,}/u.test(text))
    return text.slice(0, 60);
  const isAnswered =
    nameOf(node.getSourceFile()).startsWith('apps/api/') &&
    ts.isPropertyAssignment(parent) &&
    ANSWERED.test(parent.name.getText());
  return isAnswered && /^\p{Lu}\p{Ll}+.* /u.test(text) ? text.slice(0, 60) : null;
}
