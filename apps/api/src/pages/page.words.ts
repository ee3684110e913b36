import type { Language } from '#domain/charter/code-lists.js';

/** What the frame of a page says, on every page of ours. */
export interface FrameWords {
  readonly skip: string;
  readonly languages: string;
  readonly leave: string;
  readonly wrong: string;
  readonly again: string;
  readonly number: string;
  readonly back: string;
  readonly today: string;
  /** The first line of a list to choose from, before anything is chosen. */
  readonly choose: string;
}

export const FRAME_WORDS: Readonly<Record<Language, FrameWords>> = {
  en: {
    skip: 'To the content',
    languages: 'Language',
    leave: 'Leave now',
    wrong: 'That did not work',
    again: 'To the first page',
    number: 'Number of this answer',
    back: 'Back',
    today: 'Today',
    choose: 'Choose',
  },
  ru: {
    skip: 'К содержанию',
    languages: 'Язык',
    leave: 'Быстро уйти',
    wrong: 'Не получилось',
    again: 'На первую страницу',
    number: 'Номер этого ответа',
    back: 'Назад',
    today: 'Сегодня',
    choose: 'Выберите',
  },
  ar: {
    skip: 'إلى المحتوى',
    languages: 'اللغة',
    leave: 'خروج سريع',
    wrong: 'لم يتم الأمر',
    again: 'إلى الصفحة الأولى',
    number: 'رقم هذه الإجابة',
    back: 'رجوع',
    today: 'اليوم',
    choose: 'اختر',
  },
};

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ru: 'Русский',
  ar: 'العربية',
};
