import type { Language } from '../charter/code-lists.js';
import type { PaperKind, PaperRequestWay } from '../charter/paper.js';

/** What a client asked the house for. */
export interface PaperRequest {
  paper: PaperKind;
  language: Language;
  /** Which consent, where a copy of one is asked for. */
  consent?: string;
  /** Why it leaves, for the audit: nobody has to say what they want it for. */
  asked_how: PaperRequestWay;
}
