import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SHOWN_CLASSES, type Answers, type Instrument } from '#domain/charter/instrument.js';
import { askedItems, checkAnswers, resultOf } from '#domain/rules/instrument.js';
import { all, inOrder, INSTRUMENTS, refusals, scored } from '../../../../test/support/scoring.js';

describe('Instruments of which only numbers may be kept', () => {
  it('ASSIST adds up questions 2 to 7 of a substance, by bands of its own for alcohol, and tobacco without the fifth', () => {
    const answers = { '1': 3, '2': 6, '3': 6, '4': 7, '5': 8, '6': 6, '7': 6 };
    expect(scored('assist', answers).of['specific']).toMatchObject({ value: 39, band: 'high' });
    expect(scored('assist', { '1': 0 }).of['specific']).toMatchObject({ value: 0, band: 'low' });
    expect(scored('assist', {}).of['specific']).toMatchObject({ value: null, band: null });
    const some = { '1': 3, '2': 4, '3': 0, '4': 0, '5': 0, '6': 0, '7': 0 };
    expect(scored('assist', some).of['specific']?.band).toBe('moderate');
    expect(scored('assist-alcohol', some).of['specific']?.band).toBe('low');
    const { '5': _, ...tobacco } = answers;
    expect(scored('assist-tobacco', tobacco).of['specific']?.value).toBe(31);
    expect(refusals('assist', { '1': 0, '2': 6 })).toEqual(['instrument.not_asked answers.2']);
    expect(refusals('assist', { '1': 3, '2': 1 })).toEqual(['instrument.illegal_answer answers.2']);
  });
  it('WHOQOL-BREF turns three items round and carries each domain to 4-20 and 0-100', () => {
    const threes = scored('whoqol-bref', all('whoqol-bref', 3)).of;
    for (const domain of ['physical', 'psychological', 'social', 'environment'])
      expect([threes[domain]?.value, threes[`${domain}_100`]?.value]).toEqual([12, 50]);
    // 5 everywhere: items 3 and 4 count 1, so (1 + 1 + 5·5) / 7 · 4 = 15.43; item 26 counts 1: (25 + 1) / 6 · 4 = 17.33
    const fives = scored('whoqol-bref', all('whoqol-bref', 5)).of;
    expect([
      fives['physical']?.value,
      fives['psychological']?.value,
      fives['social']?.value,
      fives['environment']?.value,
    ]).toEqual([15.43, 17.33, 20, 20]);
    expect(fives['physical_100']?.value).toBe(71.43);
  });
  it('WHOQOL-BREF lets two items of a domain be missing, one of the social one', () => {
    const without = (...gone: string[]) =>
      scored(
        'whoqol-bref',
        Object.fromEntries(Object.entries(all('whoqol-bref', 4)).filter(([id]) => !gone.includes(id))),
      ).of;
    expect(without('20')['social']?.value).toBe(16);
    expect(without('20', '21')['social']?.value).toBeNull();
    expect(without('8', '9')['environment']?.value).toBe(16);
    expect(without('8', '9', '12')['environment']?.value).toBeNull();
  });
  it('EUROHIS-QOL 8 is a mean, WHODAS 2.0 a share of 48, SURE a sum from 21 to 63', () => {
    expect(
      scored('eurohis-qol-8', inOrder('eurohis-qol-8', [1, 2, 3, 4, 5, 3, 3, 4])).of['mean']?.value,
    ).toBe(3.13);
    const whodas = scored(
      'whodas-12',
      inOrder('whodas-12', [1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 1, 1, 5, 6, 7]),
    ).of;
    expect([whodas['simple']?.value, whodas['percent']?.value]).toEqual([12, 25]);
    expect(scored('sure', all('sure', 1)).of['total']?.value).toBe(21);
    expect(scored('sure', all('sure', 3)).of['total']?.value).toBe(63);
  });
});

describe('Every instrument', () => {
  const anyAnswers = (instrument: Instrument): fc.Arbitrary<Answers> =>
    fc
      .tuple(
        ...instrument.items.map(({ answers }) =>
          fc.option(
            'from' in answers
              ? fc.integer({ min: answers.from, max: answers.to })
              : fc.constantFrom(...answers),
          ),
        ),
      )
      .map((given) => {
        let answers: Record<string, number> = {};
        for (const [at, { id }] of instrument.items.entries()) {
          const answer = given[at] ?? null;
          if (answer === null || !askedItems(instrument, answers).some((one) => one.id === id)) continue;
          answers = { ...answers, [id]: answer };
        }
        return answers;
      });

  it.each(INSTRUMENTS.all.map((one) => [one.id, one] as const))(
    '%s keeps its scores within their bounds, and counts nothing that was not answered',
    (_, instrument) => {
      fc.assert(
        fc.property(anyAnswers(instrument), (answers) => {
          checkAnswers(instrument, answers);
          const { scores, missing } = resultOf(instrument, answers, { sex: 'male', substance: 'opioids' });
          for (const [at, { value }] of scores.entries()) {
            const rule = instrument.scores[at]!;
            if (value === null) continue;
            expect(value).toBeGreaterThanOrEqual(rule.min);
            expect(value).toBeLessThanOrEqual(rule.max);
          }
          for (const id of missing) expect(Object.hasOwn(answers, id)).toBe(false);
        }),
        { numRuns: 200 },
      );
    },
  );

  it.each(INSTRUMENTS.all.map((one) => [one.id, one] as const))(
    '%s refuses what is no answer: between, below, above, words, and items of others',
    (id, instrument) => {
      for (const { id: item } of instrument.items.filter(({ asked_if }) => !asked_if))
        for (const wrong of [-1, 0.5, 1_000, Number.NaN, Infinity, '1', null, true])
          expect(refusals(id, { [item]: wrong as number })).toEqual([
            `instrument.illegal_answer answers.${item}`,
          ]);
      expect(refusals(id, { nothing: 1 })).toEqual(['instrument.unknown_item answers.nothing']);
      expect(refusals(id, JSON.parse('{"__proto__": 1, "constructor": 1}') as Answers)).toHaveLength(2);
    },
  );

  it('shows words only where its licence lets it, and another language than English only in its own', () => {
    const shown: readonly string[] = SHOWN_CLASSES;
    const wrong = INSTRUMENTS.all.filter(({ licence, texts }) => {
      const languages = Object.keys(texts);
      if (!shown.includes(licence.class)) return languages.length > 0;
      return licence.class !== 'own' && languages.some((language) => language !== 'en');
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
