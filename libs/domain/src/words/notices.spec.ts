import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../charter/code-lists.js';
import { CLIENT_NOTICES, NOTICE_CHANNELS, NOTICE_KINDS, noticeSpec } from '../charter/notices.js';
import { smsParts } from '../rules/sms-parts.js';
import { CARE_WORDS, careWordsIn } from './care-words.js';
import { NOTICE_PLACEHOLDERS, noticeTemplate, noticeText } from './notices.js';

/** Every message that can leave the house: every kind by every channel in every language, with and without an instant. */
const ALL = [...NOTICE_KINDS, 'digest' as const].flatMap((kind) =>
  NOTICE_CHANNELS.flatMap((channel) =>
    LANGUAGES.flatMap((language) =>
      [false, true].map((when) => ({
        name: `${kind} ${channel} ${language}${when ? ' with an instant' : ''}`,
        kind,
        channel,
        language,
        template: noticeTemplate(kind, channel, language, when),
      })),
    ),
  ),
);
const wordsOf = ({ template }: (typeof ALL)[number]): string => `${template.subject ?? ''}\n${template.body}`;
const LONG_LINK = 'https://window.example.org/window';
const LONGEST_WHEN = {
  en: 'Wed 30 Sep, 10:30',
  ru: 'ср 30 сент., 10:30',
  ar: 'الأربعاء 30 سبتمبر 10:30',
} as const;

describe('What leaves the house', () => {
  it('is every kind by every channel in every language', () => {
    expect(ALL).toHaveLength((NOTICE_KINDS.length + 1) * NOTICE_CHANNELS.length * LANGUAGES.length * 2);
  });

  it('names no care, no drug, no place and no house in any language', () => {
    expect(
      ALL.map((one) => [one.name, careWordsIn(wordsOf(one))]).filter(([, found]) => found?.length),
    ).toEqual([]);
  });

  it('has nothing to fill in but when and where to read more', () => {
    const known: readonly string[] = NOTICE_PLACEHOLDERS;
    const unknown = ALL.flatMap((one) =>
      (wordsOf(one).match(/\{[^}]*\}|%[sd]|\$\{|<[^>]*>/g) ?? []).filter((mark) => !known.includes(mark)),
    );
    expect(unknown).toEqual([]);
  });

  it('says when only where the kind says so', () => {
    const says = ALL.filter((one) => wordsOf(one).includes('{when}')).map(({ kind }) => kind);
    const may = Object.entries(CLIENT_NOTICES).filter(([, spec]) => 'says_when' in spec);
    expect([...new Set<string>(says)].sort()).toEqual(may.map(([kind]) => kind).sort());
    expect(
      ALL.filter((one) => !one.name.includes('instant')).some((one) => wordsOf(one).includes('{when}')),
    ).toBe(false);
  });

  it('holds no name and no figure: no capital letter within a sentence, no digit', () => {
    for (const one of ALL) {
      const text = wordsOf(one).replaceAll(/\{\w+\}/g, '');
      expect([one.name, text.match(/\d/g)]).toEqual([one.name, null]);
      expect([one.name, text.match(/(?<=\p{Ll}[ ,])(?=\p{Lu})/gu)]).toEqual([one.name, null]);
    }
  });

  it('fits one text message of Latin letters, and two of any other, also with a long address', () => {
    for (const { name, channel, language, kind, template } of ALL) {
      if (channel !== 'sms' || kind === 'digest' || !noticeSpec(kind).channels.includes('sms')) continue;
      const { body } = noticeText(template, { when: LONGEST_WHEN[language], link: LONG_LINK });
      expect([name, smsParts(body) <= (language === 'en' ? 1 : 2)]).toEqual([name, true]);
    }
  });

  it('has a headline that a locked screen shows whole, and only a text message has none', () => {
    for (const { name, channel, template } of ALL) {
      expect([name, template.subject === null]).toEqual([name, channel === 'sms']);
      expect((template.subject ?? '').length).toBeLessThanOrEqual(40);
      if (channel === 'push') expect([name, template.body]).toEqual([name, '']);
    }
  });
});

describe('The words of care', () => {
  it.each([
    ...[
      'Your methadone is ready',
      'the CLINIC',
      'rehabilitation',
      'overdose?',
      'careStage: treatmentPlan',
      'drug_test',
    ],
    ...['Ваше лечение', 'нарколога', 'в клинике', 'Реабилитация', 'трезвости', 'наркотики'],
    ...['العلاج', 'وعيادة', 'بالعلاج', 'مستشفى', 'الإدمان', 'المرضى', 'طبي', 'مُدْمِن'],
  ])('are found in %s', (text) => {
    expect(careWordsIn(text)).not.toEqual([]);
  });

  it.each([
    ...[
      'A loan of 200',
      'independent',
      'a branch of the bank',
      'your account',
      'Number of dependants',
      'sandwich',
    ],
    ...['отделение банка', 'заполните поле', 'выписка по счёту', 'право на льготу', 'Здравствуйте'],
    ...['غير صحيح', 'فرع البنك', 'طبيعي', 'إبرام العقد', 'حامل البطاقة', 'الأوقات', 'عقارات', 'تحقق من صحته'],
  ])('are not found in %s', (text) => {
    expect(careWordsIn(text)).toEqual([]);
  });

  it('are each found where they stand alone, and many in every language', () => {
    for (const language of LANGUAGES) {
      expect(CARE_WORDS[language].length).toBeGreaterThan(90);
      for (const stem of CARE_WORDS[language])
        expect([stem, careWordsIn(`. ${stem.replace('$', '')} .`).length > 0]).toEqual([stem, true]);
    }
  });
});

describe('Parts of a text message', () => {
  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['€'.repeat(81), 2],
    ['я'.repeat(70), 1],
    ['я'.repeat(71), 2],
    ['я'.repeat(134), 2],
    ['я'.repeat(135), 3],
    ['', 1],
  ])('of %s are %i', (text, parts) => {
    expect(smsParts(text)).toBe(parts);
  });
});
