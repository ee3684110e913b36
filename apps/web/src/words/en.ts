import { codes } from '../../../../libs/domain/src/words/codes.en.js';
import { appointmentsWords } from './en.appointments.js';
import { assessWords } from './en.assess.js';
import { consentsWords } from './en.consents.js';
import { coordinationWords } from './en.coordination.js';
import { directoryWords } from './en.directory.js';
import { dutyWords } from './en.duty.js';
import { eligibilityWords } from './en.eligibility.js';
import { entryWords } from './en.entry.js';
import { erasureWords } from './en.erasure.js';
import { firstWords } from './en.first.js';
import { houseWords } from './en.house.js';
import { identityWords } from './en.identity.js';
import { leavingWords } from './en.leaving.js';
import { loopWords } from './en.loop.js';
import { documentsWords } from './en.documents.js';
import { boardWords } from './en.board.js';
import { notesWords } from './en.notes.js';
import { noticesWords } from './en.notices.js';
import { oversightWords } from './en.oversight.js';
import { papersWords } from './en.papers.js';
import { chartWords } from './en.chart.js';
import { medicinesWords } from './en.medicines.js';
import { programmeWords } from './en.programme.js';
import { planWords } from './en.plans.js';
import { rightsWords } from './en.rights.js';
import { storyWords } from './en.story.js';
import { waysWords } from './en.ways.js';

/** Everything the screen says in English; the other catalogues take their shape from here. A browser loads its parts (i18n.ts). */
export const en = {
  ...firstWords,
  ...entryWords,
  ...appointmentsWords,
  ...assessWords,
  ...consentsWords,
  ...coordinationWords,
  duty: dutyWords,
  directory: directoryWords,
  ...identityWords,
  ...eligibilityWords,
  ...erasureWords,
  ...houseWords,
  ...leavingWords,
  ...documentsWords,
  ...boardWords,
  ...notesWords,
  ...noticesWords,
  ...oversightWords,
  ...papersWords,
  ...chartWords,
  ...medicinesWords,
  ...planWords,
  ...programmeWords,
  ...rightsWords,
  ...waysWords,
  loop: loopWords,
  told: storyWords,
  codes,
};
