import type { Language } from '../charter/code-lists.js';
import { windowWords as ar } from './window.ar.js';
import { windowWords as en, type WindowWords } from './window.en.js';
import { windowWords as ru } from './window.ru.js';

/** What the client's own window says, in each language. */
export const WINDOW_WORDS: Readonly<Record<Language, WindowWords>> = { en, ru, ar };
