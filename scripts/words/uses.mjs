import ts from 'typescript';
import { baseOf, countedOf, parametersOf } from './laws.mjs';
import { unwrap, walk } from './sources.mjs';

/** A variable that may hold this share of all keys holds "any key": what it holds is written elsewhere. */
const ANY_KEY_SHARE = 0.5;

/**
 * Phrases that no source uses, and keys that cannot be known. A key put together from codes is every key that the types
 * of its parts allow, so the lists of the charter decide; a part that may be any text is a fault. Lists of codes that the
 * server says itself need no screen.
 */
export function useFaults(web, phrases, saidElsewhere = new Set()) {
  const counted = countedOf(phrases);
  const names = [...phrases.keys()];
  const known = new Map(names.map((name) => [baseOf(name, counted) ?? name, name]));
  const sections = new Set(names.map((name) => name.split('.')[0]));
  const used = new Set();
  const faults = [];
  for (const source of web.screens) {
    walk(source, (node) => {
      const keys = keysAt(node, sections, web.checker);
      for (const key of keys?.all ?? []) if (known.has(key)) used.add(key);
      const call = translationCall(node);
      if (call) faults.push(...callFaults(call, { web, known, phrases }));
    });
  }
  for (const [key, name] of known)
    if (!used.has(key) && !(key.startsWith('codes.') && saidElsewhere.has(key.split('.')[1])))
      faults.push(`${phrases.get(name).at} ${key} is used by no source`);
  return faults;
}

/** Keys that a literal anywhere in a source names, so that they may be held in a table and called for later. */
function keysAt(node, sections, checker) {
  const isKeyLike = (text) => sections.has(text.split('.')[0]) && text.includes('.');
  if (ts.isStringLiteralLike(node)) return isKeyLike(node.text) ? { all: [node.text] } : null;
  if (ts.isTemplateExpression(node) && isKeyLike(node.head.text)) return keysOf(node, checker);
  return null;
}

/** `t(…)` or `i18next.t(…)`. */
function translationCall(node) {
  if (!ts.isCallExpression(node) || node.arguments.length === 0) return null;
  const callee = node.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  return name === 't' ? node : null;
}

function callFaults(call, { web, known, phrases }) {
  const [first, options] = call.arguments;
  const keys = keysOf(first, web.checker);
  const place = web.at(call);
  if (keys.open) return [`${place} a key that may be anything: ${keys.open}`];
  if (keys.all.length > known.size * ANY_KEY_SHARE) return [];
  const found = keys.all.filter((key) => known.has(key));
  const lost = keys.all.filter((key) => !known.has(key));
  // Two lists that are chosen from together name more keys than there are.
  if (lost.length > 0 && (!keys.crossed || found.length === 0))
    return [`${place} there is no phrase ${lost.slice(0, 3).join(', ')}${lost.length > 3 ? ', …' : ''}`];
  const given = namesGiven(options);
  if (given === null) return [];
  return found.flatMap((key) =>
    parametersOf(phrases.get(known.get(key)).text)
      .filter((name) => !given.includes(name))
      .map((name) => `${place} ${key} is not given its value {{${name}}}`),
  );
}

/** Names of the values in the second argument; null if they cannot be seen. */
function namesGiven(options) {
  if (!options) return [];
  const value = unwrap(options);
  if (!ts.isObjectLiteralExpression(value)) return null;
  if (value.properties.some((property) => ts.isSpreadAssignment(property))) return null;
  return value.properties.map((property) => property.name.text);
}

/**
 * Every text that an expression can be; `open` is the part that may be anything. A cast to a list of codes is believed
 * where nothing else is known, one to a single code is not: it only silences the compiler.
 */
function keysOf(node, checker) {
  if (ts.isAsExpression(node)) {
    const inner = keysOf(node.expression, checker);
    const cast = textsOf(node, checker);
    return inner.open && !cast.open && cast.all.length > 1 ? cast : inner;
  }
  const value = unwrap(node);
  if (ts.isAsExpression(value)) return keysOf(value, checker);
  if (ts.isStringLiteralLike(value)) return { all: [value.text] };
  if (ts.isConditionalExpression(value))
    return both(keysOf(value.whenTrue, checker), keysOf(value.whenFalse, checker));
  if (ts.isTemplateExpression(value)) {
    let all = [value.head.text];
    let lists = 0;
    for (const span of value.templateSpans) {
      const part = keysOf(span.expression, checker);
      if (part.open) return part;
      if (part.all.length > 1) lists += 1;
      all = all.flatMap((before) => part.all.map((each) => `${before}${each}${span.literal.text}`));
    }
    return { all, crossed: lists > 1 };
  }
  return textsOf(value, checker);
}

const both = (one, other) => ({ all: [...one.all, ...other.all], open: one.open ?? other.open });

function textsOf(node, checker) {
  const type = checker.getTypeAtLocation(node);
  const constraint = type.flags & ts.TypeFlags.Instantiable ? checker.getBaseConstraintOfType(type) : type;
  const parts = constraint?.isUnion() ? constraint.types : [constraint];
  const all = [];
  for (const part of parts) {
    if (part?.isStringLiteral() || part?.isNumberLiteral()) all.push(String(part.value));
    else if (part && part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) continue;
    else return { all: [], open: node.getText() };
  }
  return { all };
}
