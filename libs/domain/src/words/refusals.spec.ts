import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../charter/code-lists.js';
import { REFUSALS, placeholders, refusalSentence } from './refusals.js';
import type { RefusalCode } from './refusals.en.js';
import { CRITERION_WORDS, STAGE_WORDS } from './terms.js';

const CODES = Object.keys(REFUSALS.en) as RefusalCode[];

describe('refusalSentence', () => {
  it('fills every parameter of every sentence, in every language', () => {
    for (const language of LANGUAGES) {
      for (const code of CODES) {
        const names = placeholders(REFUSALS.en[code]);
        const filled = refusalSentence(language, code, Object.fromEntries(names.map((name) => [name, 7])));
        expect(placeholders(filled)).toEqual([]);
        if (names.length > 0) expect(filled).toContain('7');
      }
    }
  });

  it('turns codes of stages and criteria into words', () => {
    expect(
      refusalSentence('ru', 'stage.not_a_move', { possible: 'rehabilitation, reintegration' }),
    ).toContain(`${STAGE_WORDS.rehabilitation.ru}, ${STAGE_WORDS.reintegration.ru}`);
    expect(
      refusalSentence('ar', 'stage.criteria_unmet', { criteria: 'medically_stable,support_network' }),
    ).toContain(`${CRITERION_WORDS.medically_stable.ar}، ${CRITERION_WORDS.support_network.ar}`);
  });

  it('does not take a parameter from the prototype, and shows a missing one', () => {
    expect(refusalSentence('en', 'client.code_mistyped')).toContain('{suggestion}');
    expect(placeholders('{toString} {a} {a}')).toEqual(['a', 'toString']);
  });

  it('puts a value in as it is, even one that looks like a pattern', () => {
    expect(refusalSentence('en', 'request.duplicate_key', { field: "$& {min} $'" })).toContain(
      "($& {min} $')",
    );
  });
});
