import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES } from '#domain/charter/code-lists.js';
import type { Language } from '#domain/charter/code-lists.js';

/** The only thing this app keeps on the computer: which language the screen speaks. */
const STORED = 'handrail.language';

/** What every screen needs, and the words of screens that few open: those come with the first of them. */
const loaders = {
  first: {
    en: async () => (await import('./words/en.first.js')).firstWords,
    ru: async () => (await import('./words/ru.first.js')).firstWords,
    ar: async () => (await import('./words/ar.first.js')).firstWords,
  },
  entry: {
    en: async () => (await import('./words/en.entry.js')).entryWords,
    ru: async () => (await import('./words/ru.entry.js')).entryWords,
    ar: async () => (await import('./words/ar.entry.js')).entryWords,
  },
  appointments: {
    en: async () => (await import('./words/en.appointments.js')).appointmentsWords,
    ru: async () => (await import('./words/ru.appointments.js')).appointmentsWords,
    ar: async () => (await import('./words/ar.appointments.js')).appointmentsWords,
  },
  assess: {
    en: async () => (await import('./words/en.assess.js')).assessWords,
    ru: async () => (await import('./words/ru.assess.js')).assessWords,
    ar: async () => (await import('./words/ar.assess.js')).assessWords,
  },
  coordination: {
    en: async () => (await import('./words/en.coordination.js')).coordinationWords,
    ru: async () => (await import('./words/ru.coordination.js')).coordinationWords,
    ar: async () => (await import('./words/ar.coordination.js')).coordinationWords,
  },
  duty: {
    en: async () => ({ duty: (await import('./words/en.duty.js')).dutyWords }),
    ru: async () => ({ duty: (await import('./words/ru.duty.js')).dutyWords }),
    ar: async () => ({ duty: (await import('./words/ar.duty.js')).dutyWords }),
  },
  directory: {
    en: async () => ({ directory: (await import('./words/en.directory.js')).directoryWords }),
    ru: async () => ({ directory: (await import('./words/ru.directory.js')).directoryWords }),
    ar: async () => ({ directory: (await import('./words/ar.directory.js')).directoryWords }),
  },
  identity: {
    en: async () => (await import('./words/en.identity.js')).identityWords,
    ru: async () => (await import('./words/ru.identity.js')).identityWords,
    ar: async () => (await import('./words/ar.identity.js')).identityWords,
  },
  consents: {
    en: async () => (await import('./words/en.consents.js')).consentsWords,
    ru: async () => (await import('./words/ru.consents.js')).consentsWords,
    ar: async () => (await import('./words/ar.consents.js')).consentsWords,
  },
  eligibility: {
    en: async () => (await import('./words/en.eligibility.js')).eligibilityWords,
    ru: async () => (await import('./words/ru.eligibility.js')).eligibilityWords,
    ar: async () => (await import('./words/ar.eligibility.js')).eligibilityWords,
  },
  erasure: {
    en: async () => (await import('./words/en.erasure.js')).erasureWords,
    ru: async () => (await import('./words/ru.erasure.js')).erasureWords,
    ar: async () => (await import('./words/ar.erasure.js')).erasureWords,
  },
  house: {
    en: async () => (await import('./words/en.house.js')).houseWords,
    ru: async () => (await import('./words/ru.house.js')).houseWords,
    ar: async () => (await import('./words/ar.house.js')).houseWords,
  },
  rights: {
    en: async () => (await import('./words/en.rights.js')).rightsWords,
    ru: async () => (await import('./words/ru.rights.js')).rightsWords,
    ar: async () => (await import('./words/ar.rights.js')).rightsWords,
  },
  loop: {
    en: async () => ({ loop: (await import('./words/en.loop.js')).loopWords }),
    ru: async () => ({ loop: (await import('./words/ru.loop.js')).loopWords }),
    ar: async () => ({ loop: (await import('./words/ar.loop.js')).loopWords }),
  },
  leaving: {
    en: async () => (await import('./words/en.leaving.js')).leavingWords,
    ru: async () => (await import('./words/ru.leaving.js')).leavingWords,
    ar: async () => (await import('./words/ar.leaving.js')).leavingWords,
  },
  documents: {
    en: async () => (await import('./words/en.documents.js')).documentsWords,
    ru: async () => (await import('./words/ru.documents.js')).documentsWords,
    ar: async () => (await import('./words/ar.documents.js')).documentsWords,
  },
  chart: {
    en: async () => (await import('./words/en.chart.js')).chartWords,
    ru: async () => (await import('./words/ru.chart.js')).chartWords,
    ar: async () => (await import('./words/ar.chart.js')).chartWords,
  },
  medicines: {
    en: async () => (await import('./words/en.medicines.js')).medicinesWords,
    ru: async () => (await import('./words/ru.medicines.js')).medicinesWords,
    ar: async () => (await import('./words/ar.medicines.js')).medicinesWords,
  },
  board: {
    en: async () => (await import('./words/en.board.js')).boardWords,
    ru: async () => (await import('./words/ru.board.js')).boardWords,
    ar: async () => (await import('./words/ar.board.js')).boardWords,
  },
  notes: {
    en: async () => (await import('./words/en.notes.js')).notesWords,
    ru: async () => (await import('./words/ru.notes.js')).notesWords,
    ar: async () => (await import('./words/ar.notes.js')).notesWords,
  },
  notices: {
    en: async () => (await import('./words/en.notices.js')).noticesWords,
    ru: async () => (await import('./words/ru.notices.js')).noticesWords,
    ar: async () => (await import('./words/ar.notices.js')).noticesWords,
  },
  oversight: {
    en: async () => (await import('./words/en.oversight.js')).oversightWords,
    ru: async () => (await import('./words/ru.oversight.js')).oversightWords,
    ar: async () => (await import('./words/ar.oversight.js')).oversightWords,
  },
  papers: {
    en: async () => (await import('./words/en.papers.js')).papersWords,
    ru: async () => (await import('./words/ru.papers.js')).papersWords,
    ar: async () => (await import('./words/ar.papers.js')).papersWords,
  },
  programme: {
    en: async () => (await import('./words/en.programme.js')).programmeWords,
    ru: async () => (await import('./words/ru.programme.js')).programmeWords,
    ar: async () => (await import('./words/ar.programme.js')).programmeWords,
  },
  plans: {
    en: async () => (await import('./words/en.plans.js')).planWords,
    ru: async () => (await import('./words/ru.plans.js')).planWords,
    ar: async () => (await import('./words/ar.plans.js')).planWords,
  },
  story: {
    en: async () => ({ told: (await import('./words/en.story.js')).storyWords }),
    ru: async () => ({ told: (await import('./words/ru.story.js')).storyWords }),
    ar: async () => ({ told: (await import('./words/ar.story.js')).storyWords }),
  },
  ways: {
    en: async () => (await import('./words/en.ways.js')).waysWords,
    ru: async () => (await import('./words/ru.ways.js')).waysWords,
    ar: async () => (await import('./words/ar.ways.js')).waysWords,
  },
  action: {
    en: async () => ({
      codes: (await import('../../../libs/domain/src/words/codes.action.en.js')).actionCodes,
    }),
    ru: async () => ({
      codes: (await import('../../../libs/domain/src/words/codes.action.ru.js')).actionCodes,
    }),
    ar: async () => ({
      codes: (await import('../../../libs/domain/src/words/codes.action.ar.js')).actionCodes,
    }),
  },
} as const;

type Part = keyof typeof loaders;

/** Parts that a screen has asked for; another language is spoken with all of them. */
const wanted = new Set<Part>(['first']);
const loaded = new Set<string>();

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

/** Everything that is wanted by now, also what was asked for while something was on its way. */
async function load(language: Language): Promise<void> {
  for (;;) {
    const missing = [...wanted].filter((part) => !loaded.has(`${language} ${part}`));
    if (missing.length === 0) return;
    const found = await Promise.all(
      missing.map(async (part) => [part, await loaders[part][language]()] as const),
    );
    for (const [part, words] of found) {
      i18next.addResourceBundle(language, 'translation', words, true, true);
      loaded.add(`${language} ${part}`);
    }
  }
}

/** Loads a screen together with its words. */
export async function withWords<T>(parts: readonly Part[], screen: () => Promise<T>): Promise<T> {
  for (const part of parts) wanted.add(part);
  const [page] = await Promise.all([screen(), load(currentLanguage())]);
  // Another language may have been chosen meanwhile.
  await load(currentLanguage());
  return page;
}

/** Loads the words of a language, then lets the whole screen speak it; direction follows. */
export async function speak(language: Language): Promise<void> {
  await load(language);
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
