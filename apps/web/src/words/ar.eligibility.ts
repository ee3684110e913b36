import { eligibilityCodes } from '../../../../libs/domain/src/words/codes.eligibility.ar.js';
import type { Catalogue } from './catalogue.js';
import type { eligibilityWords as en } from './en.eligibility.js';

/** What giving and ending tokens of eligibility says in Arabic. */
export const eligibilityWords: Catalogue<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', typeof en> = {
  codes: eligibilityCodes,
  eligibility: {
    title: 'رموز الاستحقاق',
    intro:
      'يُعرض على جهة التمويل أو العمل أو التدريب رمز بدلًا من السجل: برنامج وفئة وآخر يوم، ولا شيء عن السبب.',
    none: 'لم يُعطَ أي رمز بعد.',
    give: 'إعطاء رمز',
    end: 'إنهاء الرمز',
    end_effect: 'يقرأ الشريك من الآن أن الرمز أُنهي. لا يمكن إعادته ساريًا، ويمكن إعطاء رمز آخر.',
    valid_until: 'سارٍ حتى',
    given: 'أُعطي في',
    shown: 'عُرض أول مرة في',
    used: 'استُخدم في',
    partner: 'لمن',
    programme: 'البرنامج',
    tier: 'الفئة',
    use: 'طريقة الاستخدام',
    last_day: 'آخر يوم',
    at_latest: 'في موعد أقصاه:',
    on_consent: 'بناءً على موافقة مستقلة من متلقي الخدمة بتاريخ',
    no_partners: 'لا توجد في هذه المنطقة بعد جهة تمويل أو عمل أو تدريب.',
    no_consent: {
      lenders: 'لم يوافق متلقي الخدمة على إخبار جهات التمويل بأي شيء.',
      employers: 'لم يوافق متلقي الخدمة على إخبار جهات العمل أو التدريب بأي شيء.',
    },
    ask_first: 'اسأل متلقي الخدمة. من دون موافقة مستقلة منه لا يُخبَر أحد بشيء.',
    to_consents: 'إلى موافقات متلقي الخدمة',
    code_title: 'رمز الاستحقاق الجديد',
    code_once: 'سلّمه الآن لمتلقي الخدمة. يظهر هذه المرة فقط ولا يُحفظ في أي مكان.',
    code_gone: 'ظهر الرمز من قبل. إن لم يكن مع متلقي الخدمة فأنهِ هذا الرمز وأعطِ رمزًا آخر.',
    copy: 'نسخ',
    copied: 'تم النسخ',
    print: 'طباعة',
    done: 'سلّمت الرمز',
  },
};
