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

  it.each(['ru', 'ar'] as const)(
    '%s names the same values; an Arabic form that says its number in words may leave the number out',
    (language) => {
      const english = phrases(en);
      const plurals = counted(language);
      const named = [...phrases(CATALOGUES[language])]
        .filter(([name]) => language === 'ru' || !/_(?:zero|one|two)$/.test(name))
        .map(([name, phrase]) => ({ name, values: parameters(phrase) }));
      const model = (name: string): string => {
        const base = name.replace(PLURAL, '');
        return english.get(plurals.has(base) ? `${base}_other` : name) ?? '';
      };
      expect(named).toEqual(named.map(({ name }) => ({ name, values: parameters(model(name)) })));
    },
  );

  it('are written in the script of their language', () => {
    for (const [name, phrase] of phrases(ru)) expect(`${name} ${phrase}`).toMatch(/\p{Script=Cyrillic}/u);
    for (const [name, phrase] of phrases(ar)) expect(`${name} ${phrase}`).toMatch(/\p{Script=Arabic}/u);
  });
});
