import { assessmentCodes } from './codes.assessment.en.js';
import { documentCodes } from './codes.document.en.js';
import { chartCodes } from './codes.chart.en.js';
import { wardCodes } from './codes.ward.en.js';
import { programmeCodes } from './codes.programme.en.js';
import { medicineCodes } from './codes.medicine.en.js';
import { noteCodes } from './codes.note.en.js';
import { planCodes } from './codes.plan.en.js';
import { actionCodes } from './codes.action.en.js';
import { erasureCodes } from './codes.erasure.en.js';
import { everydayCodes } from './codes.everyday.en.js';
import { eligibilityCodes } from './codes.eligibility.en.js';
import { contactCodes } from './codes.contact.en.js';
import { exitCodes } from './codes.exit.en.js';
import { identityCodes } from './codes.identity.en.js';
import { noticeCodes } from './codes.notices.en.js';
import { paperCodes } from './codes.paper.en.js';
import { rightsCodes } from './codes.rights.en.js';

/** Values of the charter in English words: a value without a word does not compile. */
export const codes = {
  ...everydayCodes,
  ...assessmentCodes,
  ...chartCodes,
  ...medicineCodes,
  ...programmeCodes,
  ...wardCodes,
  ...noteCodes,
  ...planCodes,
  ...documentCodes,
  ...erasureCodes,
  ...eligibilityCodes,
  ...contactCodes,
  ...exitCodes,
  ...identityCodes,
  ...noticeCodes,
  ...paperCodes,
  ...rightsCodes,
  ...actionCodes,
};
