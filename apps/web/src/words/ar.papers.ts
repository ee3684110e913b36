import { paperCodes } from '../../../../libs/domain/src/words/codes.paper.ar.js';
import type { Catalogue } from './catalogue.js';
import type { papersWords as en } from './en.papers.js';

/** What handing a paper to a client says in Arabic. */
export const papersWords: Catalogue<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', typeof en> = {
  codes: paperCodes,
  papers: {
    hand_over: 'تسليم مستند',
    title: 'مستند لمتلقي الخدمة',
    hint: 'هو لمتلقي الخدمة ولا لأحد غيره. ويُسجَّل أنه خرج وكيف طُلب.',
    paper: 'المستند',
    language: 'لغة متلقي الخدمة',
    asked_how: 'كيف طُلب',
    consent: 'أي موافقة',
    certificate_hint: 'تُسلَّم إلى الشخص نفسه حين يكون حاضرًا. ولا يُذكر فيها مكان.',
    make: 'إعداد',
  },
};
