import { assessmentCodes } from './codes.assessment.ar.js';
import { documentCodes } from './codes.document.ar.js';
import { chartCodes } from './codes.chart.ar.js';
import { wardCodes } from './codes.ward.ar.js';
import { programmeCodes } from './codes.programme.ar.js';
import { medicineCodes } from './codes.medicine.ar.js';
import { noteCodes } from './codes.note.ar.js';
import { planCodes } from './codes.plan.ar.js';
import { actionCodes } from './codes.action.ar.js';
import { erasureCodes } from './codes.erasure.ar.js';
import { everydayCodes } from './codes.everyday.ar.js';
import { eligibilityCodes } from './codes.eligibility.ar.js';
import { contactCodes } from './codes.contact.ar.js';
import { exitCodes } from './codes.exit.ar.js';
import { identityCodes } from './codes.identity.ar.js';
import { noticeCodes } from './codes.notices.ar.js';
import { paperCodes } from './codes.paper.ar.js';
import { rightsCodes } from './codes.rights.ar.js';

/** Values of the charter in Arabic words. */
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
