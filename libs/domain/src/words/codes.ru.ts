import { assessmentCodes } from './codes.assessment.ru.js';
import { documentCodes } from './codes.document.ru.js';
import { chartCodes } from './codes.chart.ru.js';
import { wardCodes } from './codes.ward.ru.js';
import { programmeCodes } from './codes.programme.ru.js';
import { medicineCodes } from './codes.medicine.ru.js';
import { noteCodes } from './codes.note.ru.js';
import { planCodes } from './codes.plan.ru.js';
import { actionCodes } from './codes.action.ru.js';
import { erasureCodes } from './codes.erasure.ru.js';
import { everydayCodes } from './codes.everyday.ru.js';
import { eligibilityCodes } from './codes.eligibility.ru.js';
import { contactCodes } from './codes.contact.ru.js';
import { exitCodes } from './codes.exit.ru.js';
import { identityCodes } from './codes.identity.ru.js';
import { noticeCodes } from './codes.notices.ru.js';
import { paperCodes } from './codes.paper.ru.js';
import { rightsCodes } from './codes.rights.ru.js';

/** Values of the charter in Russian words. */
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
