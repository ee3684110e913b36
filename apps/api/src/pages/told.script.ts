import type { Language } from '#domain/charter/code-lists.js';
import { NOTICE_WORDS } from '#domain/words/notices.js';

/** Whoever asked a browser to be told: a client in the window, or a member of staff in the app. */
export const TOLD_READERS = ['window', 'staff'] as const;
export type ToldReader = (typeof TOLD_READERS)[number];

/** Where a service worker lies. Its name stays the same, because browsers come back to it for its next version. */
export const toldScriptPath = (reader: ToldReader): string => `/pages/told/${reader}.js`;

const OPENS: Readonly<Record<ToldReader, string>> = { window: '/window/messages', staff: '/notices' };

/** The one line that a locked screen shows, in each language: the subject of every notice (R-P07). */
function linesOf(reader: ToldReader): Readonly<Record<Language, string>> {
  const line = (language: Language): string =>
    NOTICE_WORDS[language][reader === 'window' ? 'client' : 'account'].subject;
  return { en: line('en'), ru: line('ru'), ar: line('ar') };
}

/**
 * The service worker that shows a message which came by web push. What came is a language and nothing else; the words lie here. It lies
 * in a folder of its own without pages, so it stands between nobody and a page: it fetches nothing and keeps nothing. Several messages
 * are one line, and the line leads to a page behind a sign-in.
 */
export function toldScript(reader: ToldReader): string {
  return `const LINES = ${JSON.stringify(linesOf(reader))};
const languageOf = (event) => {
  try {
    const { language } = event.data.json();
    return Object.hasOwn(LINES, language) ? language : 'en';
  } catch {
    return 'en';
  }
};
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('push', (event) => {
  const lang = languageOf(event);
  event.waitUntil(self.registration.showNotification(LINES[lang], { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', tag: 'told' }));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow('${OPENS[reader]}'));
});
`;
}
