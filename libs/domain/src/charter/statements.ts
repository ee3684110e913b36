import type { PacketFieldName } from './consent.js';
import type { CorrectionField } from './rights.js';

const WHOLE: readonly PacketFieldName[] = [
  'safety',
  'reason',
  'diagnoses',
  'social',
  'employment',
  'plan',
  'identity',
  'contact',
];

/**
 * Beside which parts of a packet a client's words about an uncorrected field stand. They travel where every one of these parts may
 * (domain 05, R-L03; ADR 0043): words about nothing in particular only where everything ordinary goes, words about the year of birth
 * with who the person is, because the card that needs no consent holds an age band alone.
 */
export const STATEMENT_BESIDE: Readonly<Record<CorrectionField, readonly PacketFieldName[]>> = {
  'client.birth_year': ['identity'],
  'client.language': ['identity'],
  'client.substance': ['reason', 'diagnoses'],
  'identity.name': ['identity'],
  'identity.birth_date': ['identity'],
  'identity.contact': ['contact'],
  'safety.screen': ['safety'],
  'diagnosis.condition': ['diagnoses'],
  'treatment.record': ['stage_outcomes'],
  'rehabilitation.record': ['plan'],
  'reintegration.record': ['social'],
  'employment.record': ['employment'],
  'handoff.packet': WHOLE,
  other: WHOLE,
};
