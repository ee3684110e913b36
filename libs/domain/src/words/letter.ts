import type { Language } from '../charter/code-lists.js';
import type { LetterKind } from '../charter/document.js';

/** What letters say beside the record. `{…}` is filled in. */
export interface LetterWords {
  readonly title: Readonly<Record<LetterKind, string>>;
  readonly from: string;
  readonly to: string;
  readonly own_hand: string;
  readonly client: string;
  readonly said: Readonly<Record<'referral_letter' | 'discharge_summary', string>>;
  readonly stays: string;
  readonly recorded: string;
  readonly diagnoses: string;
  readonly safety: string;
  readonly signed: string;
  /** Neutral: it tells neither of what nor where. */
  readonly attended: string;
  readonly days: string;
  readonly alone: string;
  readonly verify_title: string;
  readonly verify: string;
  readonly code: string;
}

export const LETTER_WORDS: Readonly<Record<Language, LetterWords>> = {
  en: {
    title: {
      referral_letter: 'Referral letter',
      discharge_summary: 'Discharge summary',
      attendance: 'Certificate of attendance',
    },
    from: 'From',
    to: 'To',
    own_hand: 'into the client’s own hand',
    client: 'Client code',
    said: { referral_letter: 'What we ask you for', discharge_summary: 'Summary and what comes next' },
    stays: 'Stays in our care',
    recorded: 'Recorded at the end',
    diagnoses: 'Diagnoses',
    safety: 'Safety',
    signed: 'Signed',
    attended:
      'The bearer of this paper, known under the code {code}, kept their appointments on {count} of the days from {from} to {until}.',
    days: 'Days',
    alone:
      'This paper was given to its bearer alone. Nobody else is asked about it, and it says nothing beside the days.',
    verify_title: 'Is this letter genuine?',
    verify:
      'Open {address} and enter the code. The page says whether the letter stands, and nothing of whom it is about.',
    code: 'Code of this letter',
  },
  ru: {
    title: {
      referral_letter: 'Направление',
      discharge_summary: 'Выписной эпикриз',
      attendance: 'Справка о посещениях',
    },
    from: 'От кого',
    to: 'Кому',
    own_hand: 'в руки клиента',
    client: 'Код клиента',
    said: { referral_letter: 'О чём мы вас просим', discharge_summary: 'Итог и что дальше' },
    stays: 'Пребывание у нас',
    recorded: 'Записано в конце',
    diagnoses: 'Диагнозы',
    safety: 'Безопасность',
    signed: 'Подписано',
    attended:
      'Предъявитель этой справки, известный под кодом {code}, приходил на назначенные встречи. Число дней посещений с {from} по {until}: {count}.',
    days: 'Дни',
    alone:
      'Эта бумага выдана только предъявителю. Никого другого о ней не спрашивают, и кроме дней в ней ничего нет.',
    verify_title: 'Подлинное ли это письмо?',
    verify:
      'Откройте {address} и введите код. Страница скажет, действует ли письмо, и ничего о том, о ком оно.',
    code: 'Код этого письма',
  },
  ar: {
    title: {
      referral_letter: 'خطاب إحالة',
      discharge_summary: 'ملخص الخروج',
      attendance: 'شهادة حضور',
    },
    from: 'من',
    to: 'إلى',
    own_hand: 'إلى يد متلقي الخدمة',
    client: 'رمز متلقي الخدمة',
    said: { referral_letter: 'ما نطلبه منكم', discharge_summary: 'الملخص والخطوة التالية' },
    stays: 'الإقامة لدينا',
    recorded: 'ما سُجل في النهاية',
    diagnoses: 'التشخيصات',
    safety: 'السلامة',
    signed: 'التوقيع',
    attended:
      'حضر حامل هذا المستند، المعروف بالرمز {code}، مواعيده. عدد أيام الحضور من {from} إلى {until}: {count}.',
    days: 'الأيام',
    alone: 'سُلّم هذا المستند إلى حامله وحده. لا يُسأل عنه غيره، ولا يقول شيئًا سوى الأيام.',
    verify_title: 'هل هذا الخطاب صحيح؟',
    verify: 'افتح {address} وأدخل الرمز. تقول الصفحة هل الخطاب سارٍ، ولا تقول شيئًا عمن هو عنه.',
    code: 'رمز هذا الخطاب',
  },
};
