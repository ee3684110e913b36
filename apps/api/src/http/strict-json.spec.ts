import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseStrictJson } from './strict-json.js';

const INHERITED = new RegExp(['"prototype', ...Object.getOwnPropertyNames(Object.prototype)].join('|'));

describe('a JSON body', () => {
  it('reads whatever JSON.stringify writes, as JSON.parse does', () => {
    const plain = fc.jsonValue({ maxDepth: 6 }).filter((value) => !INHERITED.test(JSON.stringify(value)));
    fc.assert(
      fc.property(plain, (value) =>
        expect(parseStrictJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'request.duplicate_key'],
    ['{"a":1,"\\u0061":2}', 'request.duplicate_key'],
    ['{"x":{"a":[1],"b":"a","a":2}}', 'request.duplicate_key'],
    ['{"__proto__":{"admin":true}}', 'request.malformed'],
    ['{"a":{"toString":1}}', 'request.malformed'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'request.malformed'],
    ['{"a":', 'request.malformed'],
    ['', 'request.malformed'],
  ])('refuses %s', (text, code) => {
    let refusal: unknown;
    try {
      parseStrictJson(text);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ name: 'Refusal', code });
  });

  it('does not mistake values for keys, or keys of brothers for its own', () => {
    expect(parseStrictJson('[{"a":"a"},{"a":"b:\\"a\\":{"}]')).toEqual([{ a: 'a' }, { a: 'b:"a":{' }]);
  });
});
