import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';

/** The only thing this app keeps on the computer: which language the screen speaks. */
const STORED = 'handrail.language';

const loaders = {
  en: async () => (await import('./words/en.js')).en,
  ru: async () => (await import('./words/ru.js')).ru,
  ar: async () => (await import('./words/ar.js')).ar,
} as const;

const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);

/** A language of ours; English for anything else. */
export const spokenLanguage = (tag: string): Language => (isLanguage(tag) ? tag : 'en');

export const currentLanguage = (): Language => spokenLanguage(i18next.language);

export const directionOf = (language: Language): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');

function storedLanguage(): Language | null {
  try {
    const stored = window.localStorage.getItem(STORED);
    return isLanguage(stored) ? stored : null;
  } catch {
    return null;
  }
}

function preferredLanguage(): Language {
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

/** Loads the words of a language, then lets the whole screen speak it; direction follows. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loaders[language]());
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  try {
    window.localStorage.setItem(STORED, language);
  } catch {
    // A browser that keeps nothing still speaks the language until the page is closed.
  }
}

/** Starts with the language chosen last on this computer, else with the first one of the browser that we speak. */
export async function startSpeaking(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    // Every catalogue has every phrase: a second one to fall back to would only be loaded for nothing.
    fallbackLng: false,
    interpolation: { escapeValue: false },
    // Codes such as `system:import` have a colon of their own.
    nsSeparator: false,
  });
  await speak(storedLanguage() ?? preferredLanguage());
}
