import { describe, expect, it } from '@jest/globals';
import { ar } from './ar.js';
import { en } from './en.js';
import { ru } from './ru.js';

type Words = { readonly [key: string]: string | Words };

const CATALOGUES: Record<'en' | 'ru' | 'ar', Words> = { en, ru, ar };
const LANGUAGES = ['en', 'ru', 'ar'] as const;

/** Every phrase of a catalogue under its full name. */
function phrases(words: Words, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [name, phrase] of phrases(value, `${prefix}${key}.`)) found.set(name, phrase);
  }
  return found;
}

const PLURAL = /_(?:zero|one|two|few|many|other)$/;

/** Names of counted phrases without their category. `own_part_other` counts, the plain code `other` does not. */
const counted = (language: (typeof LANGUAGES)[number]): Set<string> =>
  new Set(
    [...phrases(CATALOGUES[language]).keys()]
      .filter((name) => name.endsWith('_other'))
      .map((name) => name.slice(0, -6)),
  );

const parameters = (phrase: string): string[] =>
  [...phrase.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

/** Words that are never on a screen (mission). */
const UNKIND = /addict|abuse|\bclean\b|dirty|наркоман|чист(ый|ая|ые)|грязн|مدمن|نظيف/i;

describe('catalogues', () => {
  it('hold the same phrases in every language, plural categories apart', () => {
    const plain = (language: (typeof LANGUAGES)[number]): string[] => {
      const plurals = counted(language);
      return [...phrases(CATALOGUES[language]).keys()]
        .filter((name) => !plurals.has(name.replace(PLURAL, '')))
        .sort();
    };
    expect(plain('ru')).toEqual(plain('en'));
    expect(plain('ar')).toEqual(plain('en'));
    expect([...counted('ru')].sort()).toEqual([...counted('en')].sort());
    expect([...counted('ar')].sort()).toEqual([...counted('en')].sort());
  });

  it.each(LANGUAGES)('%s has a form for every category its language counts in, and no other', (language) => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const names = [...phrases(CATALOGUES[language]).keys()];
    const bases = counted(language);
    expect(bases.size).toBeGreaterThan(3);
    for (const base of bases) {
      const forms = names.filter((name) => name.replace(PLURAL, '') === base && PLURAL.test(name));
      expect(forms.sort()).toEqual(categories.map((category) => `${base}_${category}`).sort());
    }
  });

  it.each(LANGUAGES)('%s has no empty phrase and none with a wounding word', (language) => {
    for (const [name, phrase] of phrases(CATALOGUES[language])) {
      expect(`${name}: ${phrase}`).not.toMatch(/: \s*$/);
      expect(phrase).not.toMatch(UNKIND);
    }
  });

  it('name the same values in every language; a form that says its number in words may leave the number out', () => {
    const english = phrases(en);
    for (const language of ['ru', 'ar'] as const) {
      for (const [name, phrase] of phrases(CATALOGUES[language])) {
        const base = name.replace(PLURAL, '');
        const model = counted(language).has(base) ? english.get(`${base}_other`) : english.get(name);
        const spoken = language === 'ar' && /_(?:zero|one|two)$/.test(name);
        if (!spoken)
          expect({ name, parameters: parameters(phrase) }).toEqual({
            name,
            parameters: parameters(model ?? ''),
          });
      }
    }
  });

  it('are written in the script of their language', () => {
    for (const [name, phrase] of phrases(ru)) expect(`${name} ${phrase}`).toMatch(/\p{Script=Cyrillic}/u);
    for (const [name, phrase] of phrases(ar)) expect(`${name} ${phrase}`).toMatch(/\p{Script=Arabic}/u);
  });
});
