import type { consentActionWords as en } from './codes.consent.en.js';

/** What was done with consents, in Arabic. */
export const consentActionWords: Record<keyof typeof en, string> = {
  'consent.record': 'سُجلت موافقة',
  'consent.narrow': 'سُجل تضييق موافقة',
  'consent.withdraw': 'سُجل سحب موافقة',
  'consent.list': 'عُرضت موافقات متلقي الخدمة',
  'consent.preview': 'عُرض نص موافقة',
  'consent.copy': 'عُرضت نسخة موافقة',
  'disclosure.account': 'عُرض ما أُعطي ولمن',
  'consent.register': 'عُرض سجل الموافقات',
  'own.consents': 'اطلع متلقي الخدمة على موافقاته',
  'own.preview': 'اطلع متلقي الخدمة على نص موافقة',
  'own.copy': 'اطلع متلقي الخدمة على نسخة موافقته',
  'own.give': 'أعطى متلقي الخدمة موافقة في صفحته الخاصة',
  'own.narrow': 'ضيّق متلقي الخدمة موافقة في صفحته الخاصة',
  'own.withdraw': 'سحب متلقي الخدمة موافقة في صفحته الخاصة',
  'own.disclosures': 'اطلع متلقي الخدمة على ما أُعطي عنه ولمن',
};
