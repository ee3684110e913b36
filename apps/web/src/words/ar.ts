import { codes } from '../../../../libs/domain/src/words/codes.ar.js';
import { appointmentsWords } from './ar.appointments.js';
import { assessWords } from './ar.assess.js';
import { consentsWords } from './ar.consents.js';
import { coordinationWords } from './ar.coordination.js';
import { directoryWords } from './ar.directory.js';
import { dutyWords } from './ar.duty.js';
import { eligibilityWords } from './ar.eligibility.js';
import { entryWords } from './ar.entry.js';
import { erasureWords } from './ar.erasure.js';
import { firstWords } from './ar.first.js';
import { houseWords } from './ar.house.js';
import { identityWords } from './ar.identity.js';
import { leavingWords } from './ar.leaving.js';
import { loopWords } from './ar.loop.js';
import { documentsWords } from './ar.documents.js';
import { notesWords } from './ar.notes.js';
import { noticesWords } from './ar.notices.js';
import { oversightWords } from './ar.oversight.js';
import { papersWords } from './ar.papers.js';
import { boardWords } from './ar.board.js';
import { chartWords } from './ar.chart.js';
import { medicinesWords } from './ar.medicines.js';
import { programmeWords } from './ar.programme.js';
import { planWords } from './ar.plans.js';
import { rightsWords } from './ar.rights.js';
import { storyWords } from './ar.story.js';
import { waysWords } from './ar.ways.js';

/** Everything the screen says in Arabic. A browser loads its parts (i18n.ts). */
export const ar = {
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
  ...notesWords,
  ...noticesWords,
  ...oversightWords,
  ...papersWords,
  ...boardWords,
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
