import { beforeAll, describe, expect, it } from '@jest/globals';
import { measureMatching, type MatchingReport } from '../matching/campaign.js';
import { CORRUPTION_KINDS } from '../matching/corruptions.js';
import { readFebrl } from '../matching/febrl.js';
import { Haystack } from '../matching/measure.js';
import { inventPeople } from '../matching/people.js';
import { RECALL_MIN, recallOf } from '../matching/report.js';

const PEOPLE = 2_500;

/** Two mistakes at once lose some; everything else loses next to nothing. */
const TWO_AT_ONCE = /^misspelt, and|, and the year|both names|cut off|family name misspelt/;

describe('finding a person in three scripts', () => {
  let report: MatchingReport;
  beforeAll(() => {
    report = measureMatching({ people: PEOPLE, seed: 3, strangers: 500 });
  }, 120_000);

  it('asks with at least twelve kinds of mistakes, each of them often', () => {
    expect(CORRUPTION_KINDS.length).toBeGreaterThanOrEqual(12);
    for (const [kind, { asked }] of report.kinds) expect([kind, asked > 0]).toEqual([kind, true]);
  });

  it(`finds at least ${RECALL_MIN * 100} of a hundred among the first ten`, () => {
    expect(recallOf(report)).toBeGreaterThanOrEqual(RECALL_MIN);
  });

  it('finds nearly everybody where one thing is wrong', () => {
    for (const [kind, { asked, found }] of report.kinds) {
      const share = found / asked;
      expect([kind, share >= (TWO_AT_ONCE.test(kind) ? 0.85 : 0.97)]).toEqual([kind, true]);
    }
  });

  it('shows next to nobody for somebody who is not there', () => {
    expect(report.strangers.strangersShown / report.strangers.asked).toBeLessThan(0.1);
    expect(report.strangers.found).toBe(0);
  });

  it('names few strangers, so that a search stays cheap among a million', () => {
    for (const [index, { strangers }] of report.byIndex)
      expect([index, (strangers * 1_000_000) / PEOPLE < 40]).toEqual([index, true]);
  });

  it('calls strangers very similar only where both names and the date agree', () => {
    const people = inventPeople(PEOPLE, 3);
    const haystack = new Haystack(people.map(({ identity }) => identity));
    for (const [at, { identity }] of people.slice(0, 300).entries()) {
      const { phones: _phones, documents: _documents, ...names } = identity;
      const strong = haystack.ask(names, at).shown.filter(({ match }) => match.strength === 'strong');
      expect(strong.map(({ person }) => person)).toContain(at);
      for (const { person } of strong) expect(people[person]!.identity.birthDate).toBe(identity.birthDate);
    }
  });

  it('finds the duplicates of FEBRL by names, date and number, and without the number all that names and date can tell', () => {
    expect(readFebrl().originals).toHaveLength(500);
    const [names, number] = [...report.febrl.values()];
    expect(number!.found / number!.asked).toBeGreaterThanOrEqual(0.98);
    expect(names!.found / names!.asked).toBeGreaterThanOrEqual(0.9);
    expect(names!.strangersShown + number!.strangersShown).toBe(0);
  });

  it('is the same measurement every time', () => {
    const again = measureMatching({ people: 300, seed: 5, strangers: 20 });
    expect(measureMatching({ people: 300, seed: 5, strangers: 20 })).toEqual(again);
  });
});
