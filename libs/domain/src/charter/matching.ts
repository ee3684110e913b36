/** Why somebody may be the same person, as it is said beside a masked candidate; the words are in the catalogues. */
export const MATCH_REASONS = [
  'same_names',
  'names_sound_same',
  'similar_names',
  'names_swapped',
  'short_name',
  'other_name',
  'given_name_only',
  'family_name_only',
  'same_birth_date',
  'birth_date_swapped',
  'similar_birth_date',
  'same_birthday',
  'same_birth_year',
  'birth_date_unknown',
  'same_document',
  'same_phone',
] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** What somebody searches for a person for; it is kept in the audit beside the search. */
export const SEARCH_REASONS = ['arrival', 'call', 'appointment', 'handoff', 'record', 'check'] as const;
export type SearchReason = (typeof SEARCH_REASONS)[number];
