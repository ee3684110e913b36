import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeClientCode, formatClientCode } from './client-code.js';
import { parseFormName } from './form-name.js';

describe('the name of a kept form', () => {
  it('is a form alone, or a form and the client or handoff it is about, in one spelling', () => {
    expect(parseFormName('walk-in')).toEqual({ form: 'walk-in', kind: 'walk-in', about: null });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 5, maxLength: 5 }),
        fc.constantFrom('client' as const, 'handoff' as const),
        (bytes, what) => {
          const code = encodeClientCode(bytes);
          const named = {
            form: `${what}/${formatClientCode(code)}/safety`,
            kind: 'safety',
            about: { what, code },
          };
          for (const typed of [code, formatClientCode(code), code.toLowerCase()])
            expect(parseFormName(`${what}~${typed}~safety`)).toEqual(named);
          expect(parseFormName(named.form)).toEqual(named);
        },
      ),
    );
  });

  it('is nothing else: whatever is read comes out in the shape the database knows', () => {
    const shape =
      /^((client|handoff)\/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}\/)?[a-z][a-z0-9-]{1,39}$/;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(
              fc.constantFrom('client', 'handoff', '~', '/', '7K3M9QXRT4', 'safety', '..', '\u200f', ''),
              {
                maxLength: 7,
              },
            )
            .map((parts) => parts.join('')),
        ),
        (text) => {
          const named = parseFormName(text);
          if (named) expect(named.form).toMatch(shape);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
