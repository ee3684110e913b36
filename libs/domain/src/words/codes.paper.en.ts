import type { PAPER_ACTIONS } from '../charter/paper-actions.js';
import type { PaperKind, PaperRequestWay } from '../charter/paper.js';

/** Papers for the client, in English words. */
export const paperCodes = {
  paper: {
    record: 'The record, to read (PDF)',
    record_data: 'The record as data (FHIR)',
    accounting: 'Whom something was disclosed to',
    consent: 'Copy of a consent',
    certificate: 'Certificate of the date of voluntary treatment',
  } satisfies Record<PaperKind, string>,
  paper_request_way: {
    in_person: 'In person',
    in_writing: 'In writing',
    by_telephone: 'By telephone',
    by_representative: 'Through a representative',
  } satisfies Record<PaperRequestWay, string>,
};

export const paperActionWords = {
  'paper.take': 'Took a paper from their own window',
  'paper.hand_over': 'Handed a paper over at the request of the client',
} satisfies Record<keyof typeof PAPER_ACTIONS, string>;
