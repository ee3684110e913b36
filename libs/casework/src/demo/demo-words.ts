import type { Language } from '#domain/charter/code-lists.js';
import type { Stage } from '#domain/charter/pathway.js';

const REASONS: Readonly<Record<Language, Readonly<Partial<Record<Stage, string>>>>> = {
  ru: {
    treatment: 'Состояние ухудшилось, нужна медицинская помощь',
    rehabilitation: 'Лечение завершается, клиент просит о месте в реабилитации',
    reintegration: 'Программа пройдена, нужна помощь с жильём и документами',
    employment: 'Готов к учёбе и работе, нужна помощь со службой занятости',
  },
  ar: {
    treatment: 'تدهورت الحالة ويحتاج إلى رعاية طبية',
    rehabilitation: 'أوشك العلاج على الانتهاء ويطلب مكانًا في إعادة التأهيل',
    reintegration: 'أتم البرنامج ويحتاج إلى دعم في السكن والأوراق',
    employment: 'مستعد للتدريب والعمل ويحتاج إلى دعم',
  },
  en: {
    treatment: 'Worse since this morning, needs medical care',
    rehabilitation: 'Treatment is coming to its end, asks for a place',
    reintegration: 'Programme finished, needs help with housing and papers',
    employment: 'Ready for training and work',
  },
};

/** Why somebody is sent on, as staff would write it in their language. */
export function reasonFor(language: Language, stage: Stage): string {
  return REASONS[language][stage] ?? REASONS[language].rehabilitation ?? '';
}
