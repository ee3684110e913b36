import { paperCodes } from '../../../../libs/domain/src/words/codes.paper.ru.js';
import type { Catalogue } from './catalogue.js';
import type { papersWords as en } from './en.papers.js';

/** What handing a paper to a client says in Russian. */
export const papersWords: Catalogue<'one' | 'few' | 'many' | 'other', typeof en> = {
  codes: paperCodes,
  papers: {
    hand_over: 'Выдать документ',
    title: 'Документ для клиента',
    hint: 'Он только для клиента. В журнал записывается, что он выдан и как о нём попросили.',
    paper: 'Документ',
    language: 'Язык клиента',
    asked_how: 'Как попросили',
    consent: 'Какое согласие',
    certificate_hint: 'Её отдают в руки самому человеку, когда он здесь. Место в ней не названо.',
    make: 'Подготовить',
  },
};
