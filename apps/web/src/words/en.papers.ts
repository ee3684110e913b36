import { paperCodes } from '../../../../libs/domain/src/words/codes.paper.en.js';

/** What handing a paper to a client says in English; the other catalogues take their shape from here. */
export const papersWords = {
  codes: paperCodes,
  papers: {
    hand_over: 'Hand a paper over',
    title: 'A paper for the client',
    hint: 'It is for the client and for nobody else. That it left, and how they asked, is written down.',
    paper: 'Paper',
    language: 'Language of the client',
    asked_how: 'How they asked',
    consent: 'Which consent',
    certificate_hint: 'It goes into the hand of the person, when they are here. It names no place.',
    make: 'Make it',
  },
};
