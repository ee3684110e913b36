import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';

/**
 * Parses a JSON body and refuses what parsers silently accept: the same key twice in one object (the reader and the
 * checker might see different values), prototype keys, and nesting beyond the limit.
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('request.malformed');
  }
  inspect(text);
  return value;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;
/** Names that every object has already: a validator that asks for one finds it, whatever was declared. */
const FORBIDDEN_KEYS = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/** Walks the tokens of text that is known to be JSON: a string before a colon inside an object is a key. */
function inspect(text: string): void {
  const keysOfOpenObjects: (Set<string> | null)[] = [];
  let lastString: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      keysOfOpenObjects.push(token === '{' ? new Set() : null);
      if (keysOfOpenObjects.length > LIMITS.json_depth_max) throw new Refusal('request.malformed');
    } else if (token === '}' || token === ']') {
      keysOfOpenObjects.pop();
    } else if (token === ':') {
      const key = JSON.parse(lastString ?? '""') as string;
      const keys = keysOfOpenObjects.at(-1);
      if (FORBIDDEN_KEYS.has(key)) throw new Refusal('request.malformed');
      if (keys?.has(key))
        throw new Refusal('request.duplicate_key', { parameters: { field: key.slice(0, 60) } });
      keys?.add(key);
    } else if (token !== ',') {
      lastString = token;
    }
  }
}
