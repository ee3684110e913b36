import { describe, expect, it } from '@jest/globals';
import { WITHHELD, type Answers } from '#domain/charter/instrument.js';
import { askedItems, changeOf } from '#domain/rules/instrument.js';
import { all, inOrder, refusals, scored, the } from '../../../../test/support/scoring.js';

describe('PHQ-9', () => {
  it.each([
    [[0, 0, 0, 0, 0, 0, 0, 0, 0], 0, 'none', false],
    [[1, 1, 1, 1, 0, 0, 0, 0, 0], 4, 'none', false],
    [[1, 1, 1, 1, 1, 0, 0, 0, 0], 5, 'mild', false],
    [[1, 1, 1, 1, 1, 1, 1, 2, 0], 9, 'mild', false],
    [[2, 2, 2, 2, 2, 0, 0, 0, 0], 10, 'moderate', true],
    [[3, 3, 3, 3, 2, 0, 0, 0, 0], 14, 'moderate', true],
    [[3, 3, 3, 3, 3, 0, 0, 0, 0], 15, 'moderately_severe', true],
    [[3, 3, 3, 3, 3, 3, 1, 0, 0], 19, 'moderately_severe', true],
    [[3, 3, 3, 3, 3, 3, 2, 0, 0], 20, 'severe', true],
    [[3, 3, 3, 3, 3, 3, 3, 3, 3], 27, 'severe', true],
  ])('%j is %i, %s', (answers, value, band, positive) => {
    expect(scored('phq-9', inOrder('phq-9', answers)).of['total']).toMatchObject({ value, band, positive });
  });

  it.each([1, 2, 3])(
    'an answer of %i to item 9 asks for the suicide screen, whatever the total and whatever is missing',
    (answer) => {
      expect(scored('phq-9', { '9': answer }).flags).toEqual(['screen_suicide_now']);
      expect(scored('phq-9', { ...all('phq-9', 0), '9': answer }).flags).toEqual(['screen_suicide_now']);
    },
  );

  it('has no total where an item is missing, and says which', () => {
    const { '4': _, ...rest } = all('phq-9', 1);
    expect(scored('phq-9', rest)).toMatchObject({
      missing: ['4'],
      of: { total: { value: null, band: null, positive: null } },
    });
  });

  it('moves by five or by chance', () => {
    expect(changeOf(the('phq-9'), 'total', 15, 10)).toBe('better');
    expect(changeOf(the('phq-9'), 'total', 10, 15)).toBe('worse');
    expect(changeOf(the('phq-9'), 'total', 15, 11)).toBe('no_reliable_change');
    expect(changeOf(the('phq-9'), 'total', null, 11)).toBeNull();
  });
});

describe('GAD-7', () => {
  it.each([
    [[0, 0, 0, 0, 0, 0, 0], 0, 'none', false],
    [[1, 1, 1, 1, 0, 0, 0], 4, 'none', false],
    [[1, 1, 1, 1, 1, 0, 0], 5, 'mild', false],
    [[3, 3, 3, 0, 0, 0, 0], 9, 'mild', false],
    [[3, 3, 3, 1, 0, 0, 0], 10, 'moderate', true],
    [[3, 3, 3, 3, 2, 0, 0], 14, 'moderate', true],
    [[3, 3, 3, 3, 3, 0, 0], 15, 'severe', true],
    [[3, 3, 3, 3, 3, 3, 3], 21, 'severe', true],
  ])('%j is %i, %s', (answers, value, band, positive) => {
    expect(scored('gad-7', inOrder('gad-7', answers)).of['total']).toMatchObject({ value, band, positive });
  });
});

describe('DUDIT', () => {
  it.each([
    [[1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 2, false, true],
    [[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1, false, false],
    [[1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2], 5, false, true],
    [[2, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2], 6, true, true],
    [[4, 4, 4, 4, 4, 4, 0, 0, 0, 0, 0], 24, true, true],
    [[4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], 44, true, true],
  ])('%j is %i, and its cut-off is that of men or of women', (answers, value, men, women) => {
    const of = (sex: string | null) => scored('dudit', inOrder('dudit', answers), { sex }).of['total'];
    expect(of('male')).toMatchObject({ value, positive: men });
    expect(of('female')).toMatchObject({ value, positive: women });
    expect(of(null)).toMatchObject({ value, positive: null });
  });

  it('shows probable dependence from 25', () => {
    const at = (last: number) =>
      scored('dudit', inOrder('dudit', [4, 4, 4, 4, 4, 4, last, 0, 0, 0, 0])).of['dependence'];
    expect(at(0)?.positive).toBe(false);
    expect(at(1)).toMatchObject({ value: 25, positive: true });
  });

  it('knows no 1 and no 3 in its last two items', () => {
    for (const item of ['10', '11'])
      for (const answer of [1, 3])
        expect(refusals('dudit', { [item]: answer })).toEqual([`instrument.illegal_answer answers.${item}`]);
  });
});

describe('SDS', () => {
  it.each([
    ['opioids', [1, 1, 1, 1, 0], 4, false],
    ['opioids', [1, 1, 1, 1, 1], 5, true],
    ['stimulants', [1, 1, 1, 1, 0], 4, false],
    ['stimulants', [1, 1, 1, 1, 1], 5, true],
    ['cannabis', [1, 1, 0, 0, 0], 2, false],
    ['cannabis', [1, 1, 1, 0, 0], 3, true],
    ['cocaine', [3, 0, 0, 0, 0], 3, true],
    ['sedatives', [0, 0, 0, 0, 3], 3, true],
    ['opioids', [3, 3, 3, 3, 3], 15, true],
  ])('%s: %j is %i', (substance, answers, value, positive) => {
    expect(scored('sds', inOrder('sds', answers), { substance }).of['total']).toMatchObject({
      value,
      positive,
    });
  });
});

describe('WHO-5', () => {
  it.each([
    [[0, 0, 0, 0, 0], 0, 'likely_depression', true],
    [[2, 2, 1, 1, 1], 28, 'likely_depression', true],
    [[2, 2, 2, 1, 1], 32, 'low_wellbeing', true],
    [[3, 3, 2, 2, 2], 48, 'low_wellbeing', true],
    [[3, 3, 3, 2, 2], 52, 'wellbeing', false],
    [[5, 5, 5, 5, 5], 100, 'wellbeing', false],
  ])('%j is %i of 100, %s', (answers, value, band, asks) => {
    const result = scored('who-5', inOrder('who-5', answers));
    expect(result.of['total']).toMatchObject({ value, band });
    expect(result.flags).toEqual(asks ? ['screen_depression'] : []);
  });
  it('is better when it rises, by ten', () => {
    expect(changeOf(the('who-5'), 'total', 40, 52)).toBe('better');
    expect(changeOf(the('who-5'), 'total', 40, 48)).toBe('no_reliable_change');
    expect(changeOf(the('who-5'), 'total', 52, 40)).toBe('worse');
  });
});

describe('BARC-10', () => {
  it.each([
    [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 10, false],
    [[5, 5, 5, 5, 5, 5, 4, 4, 4, 4], 46, false],
    [[5, 5, 5, 5, 5, 5, 5, 4, 4, 4], 47, true],
    [[6, 6, 6, 6, 6, 6, 6, 6, 6, 6], 60, true],
  ])('%j is %i', (answers, value, positive) => {
    expect(scored('barc-10', inOrder('barc-10', answers)).of['total']).toMatchObject({ value, positive });
  });
  it('knows no 0 and no 7', () => {
    expect(refusals('barc-10', { '1': 0, '2': 7 })).toHaveLength(2);
  });
});

describe('BAM', () => {
  it('counts days as they are and exchanges answers of five steps for days', () => {
    const answers = {
      ...all('bam-r', 0),
      '1': 2,
      '2': 10,
      '3': 5,
      '4': 4,
      '5': 1,
      '6': 3,
      '8': 4,
      '9': 3,
      '10': 8,
      '11': 6,
      '12': 1,
      '13': 20,
      '14': 4,
      '15': 1,
      '16': 25,
    };
    const { of, flags } = scored('bam-r', answers);
    // 4 + 1 + 3; 15 + 10 + 5 + 30 + 6 + 8; 22 + 8 + 8 + 20 + 30 + 25
    expect([of['use']?.value, of['risk']?.value, of['protective']?.value]).toEqual([8, 74, 113]);
    expect(flags).toEqual(['clinical_attention']);
  });
  it('reaches 90, 180 and 180, and 12, 24 and 24 in its weekly form', () => {
    const most = (id: string): Answers =>
      Object.fromEntries(
        the(id).items.map(({ id: item, answers }) => [
          item,
          'from' in answers ? answers.to : (answers.at(-1) as number),
        ]),
      );
    const values = (id: string) => scored(id, most(id)).scores.map(({ value }) => value);
    expect(values('bam-r')).toEqual([90, 180, 180]);
    expect(values('bam-iop')).toEqual([12, 24, 24]);
  });
  it('asks for nothing where nothing was used', () => {
    expect(scored('bam-r', all('bam-r', 0)).flags).toEqual([]);
  });
  it('knows 0 and 4 of an income that is enough, nothing between, and no more days than a month has', () => {
    expect(refusals('bam-r', { '14': 2, '4': 31 })).toEqual(
      ['instrument.illegal_answer answers.4', 'instrument.illegal_answer answers.14'].sort().reverse(),
    );
  });
});

describe('CIWA-Ar', () => {
  it.each([
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0, 'mild', 4],
    [[1, 1, 1, 1, 1, 1, 1, 0, 0, 0], 7, 'mild', 4],
    [[1, 1, 1, 1, 1, 1, 1, 1, 0, 0], 8, 'moderate', 2],
    [[7, 7, 0, 0, 0, 0, 0, 0, 0, 0], 14, 'moderate', 2],
    [[7, 7, 1, 0, 0, 0, 0, 0, 0, 0], 15, 'severe', 1],
    [[7, 7, 7, 7, 7, 7, 7, 7, 7, 4], 67, 'severe', 1],
  ])('%j is %i, %s, and is taken again after %i hours', (answers, value, band, again_after_hours) => {
    const result = scored('ciwa-ar', inOrder('ciwa-ar', answers));
    expect(result.of['total']).toMatchObject({ value, band, again_after_hours });
    expect(result.flags).toEqual(value >= 15 ? ['call_doctor'] : []);
  });
  it('has other bands for a house that chose them', () => {
    const nine = inOrder('ciwa-ar', [7, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(scored('ciwa-ar', nine, {}, 'wide').of['total']?.band).toBe('mild');
    expect(scored('ciwa-ar', nine).of['total']?.band).toBe('moderate');
  });
  it('knows no 5 of orientation', () => {
    expect(refusals('ciwa-ar', { '10': 5 })).toEqual(['instrument.illegal_answer answers.10']);
  });
});

describe('COWS', () => {
  const LEGAL = [
    [0, 1, 2, 4],
    [0, 1, 2, 3, 4],
    [0, 1, 3, 5],
    [0, 1, 2, 5],
    [0, 1, 2, 4],
    [0, 1, 2, 4],
    [0, 1, 2, 3, 5],
    [0, 1, 2, 4],
    [0, 1, 2, 4],
    [0, 1, 2, 4],
    [0, 3, 5],
  ];
  it.each(LEGAL.map((legal, at) => [at + 1, legal] as const))(
    'item %i takes %j and nothing else',
    (item, legal) => {
      for (let answer = -1; answer <= 6; answer++)
        expect(refusals('cows', { [item]: answer }).length).toBe(
          (legal as readonly number[]).includes(answer) ? 0 : 1,
        );
    },
  );
  it.each([
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0, 'none'],
    [[4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 4, 'none'],
    [[4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 5, 'mild'],
    [[4, 4, 3, 1, 0, 0, 0, 0, 0, 0, 0], 12, 'mild'],
    [[4, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0], 13, 'moderate'],
    [[4, 4, 5, 5, 4, 2, 0, 0, 0, 0, 0], 24, 'moderate'],
    [[4, 4, 5, 5, 4, 2, 1, 0, 0, 0, 0], 25, 'moderately_severe'],
    [[4, 4, 5, 5, 4, 4, 5, 4, 1, 0, 0], 36, 'moderately_severe'],
    [[4, 4, 5, 5, 4, 4, 5, 4, 2, 0, 0], 37, 'severe'],
    [[4, 4, 5, 5, 4, 4, 5, 4, 4, 4, 5], 48, 'severe'],
  ])('%j is %i, %s', (answers, value, band) => {
    expect(scored('cows', inOrder('cows', answers)).of['total']).toMatchObject({ value, band });
  });
});

describe('C-SSRS screener', () => {
  it.each([
    [{ '1': 0, '2': 0, '6': 0 }, 'none', []],
    [{ '1': 1, '2': 0, '6': 0 }, 'low', []],
    [{ '1': 0, '2': 1, '3': 0, '4': 0, '5': 0, '6': 0 }, 'low', []],
    [{ '1': 1, '2': 1, '3': 1, '4': 0, '5': 0, '6': 0 }, 'moderate', ['clinician_same_day']],
    [{ '1': 0, '2': 0, '6': 1, '6b': 0 }, 'moderate', ['clinician_same_day']],
    [{ '1': 0, '2': 0, '6': 1, '6b': 1 }, 'high', ['clinician_at_once']],
    [{ '1': 1, '2': 1, '3': 1, '4': 1, '5': 0, '6': 0 }, 'high', ['clinician_at_once', 'clinician_same_day']],
    [
      { '1': 1, '2': 1, '3': 0, '4': 0, '5': 1, '6': 1, '6b': 0 },
      'high',
      ['clinician_at_once', 'clinician_same_day'],
    ],
  ])('%j is %s', (answers, level, flags) => {
    expect(scored('c-ssrs', answers as unknown as Answers)).toMatchObject({ level, flags, missing: [] });
  });
  it('goes from 2 to 6 where there were no thoughts, and refuses an answer between', () => {
    expect(askedItems(the('c-ssrs'), { '1': 1, '2': 0 }).map(({ id }) => id)).toEqual(['1', '2', '6']);
    expect(refusals('c-ssrs', { '1': 1, '2': 0, '3': 0 })).toEqual(['instrument.not_asked answers.3']);
    expect(refusals('c-ssrs', { '6': 0, '6b': 1 })).toEqual(['instrument.not_asked answers.6b']);
  });
  it('never says “none” of somebody who was not asked everything, and says the worst that is known', () => {
    expect(scored('c-ssrs', { '1': 0, '2': 0 }).level).toBeNull();
    expect(scored('c-ssrs', { '1': 1, '2': 1, '4': 1 }).level).toBe('high');
  });
});

describe('TOP', () => {
  const weeks = (key: string, days: readonly number[]): Answers =>
    Object.fromEntries(days.map((day, at) => [`${key}.w${4 - at}`, day]));
  it('adds up four weeks to 28 days and knows what was not told from what was not asked', () => {
    const result = scored('top', {
      ...weeks('1b', [7, 5, 2, 0]),
      ...weeks('4b', [5, 5, 5, 5]),
      '2b': 1,
      '2c': 0,
      '4g': 12,
      '4a': WITHHELD,
    });
    expect(result.of['1b']?.value).toBe(14);
    expect(result.of['4b']?.value).toBe(20);
    expect(result.of['4g']?.value).toBe(12);
    expect(result.of['4a']?.value).toBeNull();
    expect(result.missing).not.toContain('4a');
    expect(result.missing).toContain('4d');
    expect(result.of['1a']?.value).toBeNull();
  });
  it('is sharing where either was shared, by one answer or both', () => {
    const sharing = (answers: Answers) => scored('top', answers).of['sharing']?.positive;
    expect([
      sharing({ '2b': 0, '2c': 0 }),
      sharing({ '2b': 1, '2c': 0 }),
      sharing({ '2c': 1 }),
      sharing({}),
    ]).toEqual([false, true, true, null]);
  });
  it('is reliably fewer days from eight on', () => {
    expect(changeOf(the('top'), '1b', 20, 12)).toBe('better');
    expect(changeOf(the('top'), '1b', 20, 13)).toBe('no_reliable_change');
    expect(changeOf(the('top'), '4b', 4, 12)).toBe('better');
  });
  it('marks everything of its third section, and nothing else, with a label of its own', () => {
    for (const { id, sensitive } of the('top').items) expect(sensitive === 'crime').toBe(id.startsWith('3'));
  });
  it('knows no eighth day of a week', () => {
    expect(refusals('top', { '1b.w1': 8, '4a': 21 })).toHaveLength(2);
  });
});

describe('WORK-4', () => {
  it.each([
    [{ '1': 20, '2': 0, '3': 10, '4': 3 }, 0],
    [{ '1': 20, '2': 0, '3': 5, '4': 3 }, 50],
    [{ '1': 10, '2': 10, '3': 8, '4': 1 }, 60],
    [{ '1': 0, '2': 28, '4': 0 }, 100],
    [{ '1': 0, '2': 0, '4': 0 }, null],
    [{ '1': 3, '2': 4, '3': 7, '4': 1 }, 70],
    [{ '1': 10, '2': 5, '4': 1 }, null],
  ])('%j lost %p of 100', (answers, value) => {
    expect(scored('work-4', answers as unknown as Answers).of['lost_productivity']?.value).toBe(value);
  });
  it('does not ask how much was done on days that were not worked', () => {
    expect(refusals('work-4', { '1': 0, '3': 4 })).toEqual(['instrument.not_asked answers.3']);
  });
});
