import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../charter/code-lists.js';
import { REFUSALS, placeholders, refusalSentence } from './refusals.js';
import type { RefusalCode } from './refusals.en.js';
import { CRITERION_WORDS, STAGE_WORDS } from './terms.js';

const CODES = Object.keys(REFUSALS.en) as RefusalCode[];

/** Words that are never on a screen (mission). */
const UNKIND = /addict|abuse|\bclean\b|dirty|наркоман|чист(ый|ая|ые)|грязн|مدمن|نظيف/i;

describe('refusal sentences', () => {
  it('exist for the same codes in every language', () => {
    for (const language of LANGUAGES)
      expect(Object.keys(REFUSALS[language]).sort()).toEqual([...CODES].sort());
  });

  it.each(CODES)('%s asks for the same parameters in every language', (code) => {
    for (const language of LANGUAGES) {
      expect(placeholders(REFUSALS[language][code])).toEqual(placeholders(REFUSALS.en[code]));
    }
  });

  it.each(CODES)('%s is a whole sentence in its own script', (code) => {
    expect(REFUSALS.en[code]).toMatch(/[A-Za-z].*[.?]$/u);
    expect(REFUSALS.ru[code]).toMatch(/\p{Script=Cyrillic}.*[.?]$/u);
    expect(REFUSALS.ar[code]).toMatch(/\p{Script=Arabic}.*[.؟]$/u);
  });

  it('never speak of a person in words that wound', () => {
    for (const language of LANGUAGES) {
      for (const code of CODES) expect(REFUSALS[language][code]).not.toMatch(UNKIND);
    }
  });
});

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
