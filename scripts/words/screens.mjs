import ts from 'typescript';
import { unwrap, walk } from './sources.mjs';

/** Names under which a person reads or hears something, in JSX and in objects that are handed to the kit. */
const READ_BY_PEOPLE =
  /^(?:title|label|placeholder|alt|description|hint|legend|heading|message|summary|caption|text|term|error|nothingFound|aria-(?:label|description|roledescription|valuetext|placeholder)|\w+(?:Label|Title|Text|Message|Placeholder|Hint|Description))$/;
/** Names of classes and attributes of the parts of an element, not of what it says. */
const STYLED = /^(?:class\w*|styles?|attributes)$/;
/** The name of the product, and each language in its own words. */
const AT_HOME_EVERYWHERE = new Set(['Handrail', 'English', 'Русский', 'العربية']);
/** What is printed on keys. */
const KEYS = /^(?:Ctrl|Alt|Shift|Enter|Esc|Tab|Space|Home|End|Cmd)$/;
/** Elements that hold what nobody reads as language. */
const WITHOUT_LANGUAGE = new Set(['Code', 'Kbd', 'code', 'kbd', 'style', 'script']);

/** Sentences that are written into a screen instead of a catalogue. */
export function screenFaults(web) {
  const faults = [];
  for (const source of web.screens) {
    walk(source, (node) => {
      const what = sentenceAt(node, web.checker);
      if (what !== null) faults.push(`${web.at(node)} a sentence that is in no catalogue: ${what}`);
    });
  }
  return faults;
}

function sentenceAt(node, checker) {
  if (ts.isJsxText(node)) return hasWords(node.text) && !isCodeElement(node.parent) ? tidy(node.text) : null;
  const text = textOf(node);
  if (text === null || ts.isImportDeclaration(node.parent) || isSpoken(node) || !hasWords(text)) return null;
  if (isOfOtherScript(text) || isSentence(text)) return tidy(text);
  return isReadHere(node) && !isChoice(node, checker) ? tidy(text) : null;
}

/** What a literal says, its holes left empty; null for everything else. */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ');
  return null;
}

const tidy = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 60);

/** Numbers, signs, codes in capitals and the names of keys say the same in every language. */
function hasWords(text) {
  if (AT_HOME_EVERYWHERE.has(text.trim())) return false;
  return text
    .split(/[^\p{L}\p{M}\p{N}'’]+/u)
    .some((word) => /\p{L}{2,}/u.test(word) && !/^[\p{Lu}\d]+$/u.test(word) && !KEYS.test(word));
}

const isOfOtherScript = (text) => /[\p{Script=Cyrillic}\p{Script=Arabic}]{2,}/u.test(text);

/** A capital letter, and a second word after it: a sentence wherever it stands. */
const isSentence = (text) => /^\p{Lu}\p{Ll}*['’]?\p{Ll}*[,:]? \p{L}{2,}/u.test(text.trim());

/** What is thrown is read by whoever mends it; what a key or a type says is no text; spoken already is what `t` gets. */
function isSpoken(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isNewExpression(at) && /Error$/.test(at.expression.getText())) return true;
    if (ts.isCallExpression(at) && /^(?:must|t|i18next\.t)$/.test(at.expression.getText())) return true;
    if (ts.isTypeNode(at)) return true;
    if (ts.isJsxAttribute(at) && STYLED.test(at.name.getText())) return true;
    if (ts.isFunctionLike(at) || ts.isJsxElement(at) || ts.isJsxSelfClosingElement(at)) return false;
  }
  return false;
}

/** In a child of an element, or under a name that people read. */
function isReadHere(node) {
  let { parent } = node;
  let child = node;
  while (isTransparent(parent, child)) [child, parent] = [parent, parent.parent];
  if (ts.isJsxExpression(parent)) {
    if (ts.isJsxAttribute(parent.parent)) return isReadName(parent.parent.name.getText());
    return !isCodeElement(parent.parent);
  }
  if (ts.isJsxAttribute(parent)) return isReadName(parent.name.getText());
  return ts.isPropertyAssignment(parent) && parent.initializer === child && isReadName(propertyName(parent));
}

const isReadName = (name) => READ_BY_PEOPLE.test(name);

const propertyName = ({ name }) =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText();

/** What lets a text through to the outside: brackets, casts, branches, `&&`, `??`, and a sum of texts. */
function isTransparent(parent, child) {
  if (ts.isConditionalExpression(parent)) return parent.condition !== child;
  if (ts.isBinaryExpression(parent))
    return ['&&', '||', '??', '+'].includes(ts.tokenToString(parent.operatorToken.kind) ?? '');
  return unwrap(parent) !== parent;
}

function isCodeElement(node) {
  if (!ts.isJsxElement(node)) return false;
  return WITHOUT_LANGUAGE.has(node.openingElement.tagName.getText());
}

/** Where one of a few values is asked for, the text is a code and not said: `label="since"` of an own component. */
function isChoice(node, checker) {
  const type = ts.isExpression(node) ? checker.getContextualType(node) : undefined;
  if (!type) return false;
  const parts = type.isUnion() ? type.types : [type];
  const texts = parts.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
  return texts.length > 0 && texts.every((each) => each.isStringLiteral());
}
