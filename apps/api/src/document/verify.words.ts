import type { Language } from '#domain/charter/code-lists.js';
import type { LetterKind } from '#domain/charter/document.js';

/** What the page says by which anybody asks whether a letter stands. It names no place and no illness, and no kind tells of care. */
export interface VerifyWords {
  readonly title: string;
  readonly intro: string;
  readonly code: string;
  readonly hint: string;
  readonly ask: string;
  readonly answer: string;
  readonly stands: string;
  readonly revoked: string;
  readonly unknown: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<LetterKind, string>>;
  readonly day: string;
  readonly issuer: string;
  readonly nothing: string;
  readonly only: string;
}

export const VERIFY_WORDS: Readonly<Record<Language, VerifyWords>> = {
  en: {
    title: 'Check a letter',
    intro: 'A letter carries a code at its end. Enter it, and this page says whether the letter stands.',
    code: 'Code of the letter',
    hint: 'Ten letters and digits, such as 7K3M-9QXR-T4.',
    ask: 'Check',
    answer: 'Answer',
    stands: 'The letter stands.',
    revoked: 'The letter was revoked. Do not rely on it.',
    unknown: 'No letter has this code. Look at the code again.',
    kind: 'Kind',
    kinds: {
      referral_letter: 'Letter',
      discharge_summary: 'Summary',
      attendance: 'Certificate of attendance',
    },
    day: 'Day of issue',
    issuer: 'Issued by',
    nothing: '–',
    only: 'More is said to nobody: of whom the letter is, stands in the letter alone.',
  },
  ru: {
    title: 'Проверить письмо',
    intro: 'В конце письма стоит код. Введите его, и страница скажет, действует ли письмо.',
    code: 'Код письма',
    hint: 'Десять букв и цифр, например 7K3M-9QXR-T4.',
    ask: 'Проверить',
    answer: 'Ответ',
    stands: 'Письмо действует.',
    revoked: 'Письмо отозвано. На него нельзя полагаться.',
    unknown: 'Письма с таким кодом нет. Посмотрите код ещё раз.',
    kind: 'Вид',
    kinds: { referral_letter: 'Письмо', discharge_summary: 'Итог', attendance: 'Справка о посещениях' },
    day: 'День выдачи',
    issuer: 'Выдано',
    nothing: '–',
    only: 'Больше не говорится никому: о ком письмо, стоит только в самом письме.',
  },
  ar: {
    title: 'التحقق من خطاب',
    intro: 'في نهاية الخطاب رمز. أدخله فتقول هذه الصفحة هل الخطاب سارٍ.',
    code: 'رمز الخطاب',
    hint: 'عشرة أحرف وأرقام، مثل 7K3M-9QXR-T4.',
    ask: 'تحقق',
    answer: 'الجواب',
    stands: 'الخطاب سارٍ.',
    revoked: 'أُلغي الخطاب. لا تعتمد عليه.',
    unknown: 'لا خطاب بهذا الرمز. راجع الرمز من جديد.',
    kind: 'النوع',
    kinds: { referral_letter: 'خطاب', discharge_summary: 'ملخص', attendance: 'شهادة حضور' },
    day: 'يوم الإصدار',
    issuer: 'الجهة المُصدرة',
    nothing: '–',
    only: 'لا يُقال لأحد أكثر من ذلك: عمن هو الخطاب مكتوب في الخطاب وحده.',
  },
};
