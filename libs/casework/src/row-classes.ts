import { AssessmentRow } from './assessment/assessment.row.js';
import { ClientCodeRow, ClientRow, SafetyScreenRow } from './client/client.row.js';
import { EmploymentRow } from './employment/employment.row.js';
import { HandoffContactRow, HandoffNoteRow, HandoffRow } from './handoff/handoff.row.js';
import { StageSpellRow } from './pathway/stage-spell.row.js';
import { RehabilitationRow } from './rehabilitation/rehabilitation.row.js';
import { ReintegrationRow } from './reintegration/reintegration.row.js';
import { TreatmentRow } from './treatment/treatment.row.js';

/** Every row class of the api, listed as classes: the same in tsc, swc and jest. */
export const ROW_CLASSES = [
  AssessmentRow,
  ClientRow,
  ClientCodeRow,
  SafetyScreenRow,
  EmploymentRow,
  HandoffRow,
  HandoffContactRow,
  HandoffNoteRow,
  StageSpellRow,
  RehabilitationRow,
  ReintegrationRow,
  TreatmentRow,
];
