import { codes } from '../../../../libs/domain/src/words/codes.ru.js';
import { appointmentsWords } from './ru.appointments.js';
import { assessWords } from './ru.assess.js';
import { consentsWords } from './ru.consents.js';
import { coordinationWords } from './ru.coordination.js';
import { directoryWords } from './ru.directory.js';
import { dutyWords } from './ru.duty.js';
import { eligibilityWords } from './ru.eligibility.js';
import { entryWords } from './ru.entry.js';
import { erasureWords } from './ru.erasure.js';
import { firstWords } from './ru.first.js';
import { houseWords } from './ru.house.js';
import { identityWords } from './ru.identity.js';
import { leavingWords } from './ru.leaving.js';
import { loopWords } from './ru.loop.js';
import { documentsWords } from './ru.documents.js';
import { notesWords } from './ru.notes.js';
import { noticesWords } from './ru.notices.js';
import { oversightWords } from './ru.oversight.js';
import { papersWords } from './ru.papers.js';
import { boardWords } from './ru.board.js';
import { chartWords } from './ru.chart.js';
import { medicinesWords } from './ru.medicines.js';
import { programmeWords } from './ru.programme.js';
import { planWords } from './ru.plans.js';
import { rightsWords } from './ru.rights.js';
import { storyWords } from './ru.story.js';
import { waysWords } from './ru.ways.js';

/** Everything the screen says in Russian. A browser loads its parts (i18n.ts). */
export const ru = {
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
