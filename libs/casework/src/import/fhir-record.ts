/** Why a record of a FHIR export cannot be used, in words. No sentence ever names what the record says about a person. */
export const UNUSABLE = {
  not_json: 'The line is not JSON.',
  not_utf8: 'The line is not UTF-8.',
  too_long: 'The line is longer than 1 MB.',
  not_a_resource: 'The line is no FHIR resource: there is no object with a resourceType.',
  other_type: 'The resource is of another type than the file is named after.',
  older_fhir: 'The record has the shape of FHIR DSTU2 or STU3. This import takes R4; export as R4.',
  newer_fhir: 'The record has the shape of FHIR R5. This import takes R4; export as R4.',
  modifier:
    'The record carries a modifier that changes its meaning and is not known here (modifierExtension or implicitRules).',
  id_missing: 'The record has no id, so it could not be recognised again.',
  id_invalid: 'The id of the record is not a FHIR id (1 to 64 letters, digits, - or .).',
  deceased: 'The patient has died; nothing is taken over.',
  not_active: 'The record is not in use any more, or another one replaces it.',
  birth_invalid: 'The birthDate is not a FHIR date (YYYY, YYYY-MM or YYYY-MM-DD).',
  birth_in_future: 'The birthDate lies in the future.',
  birth_too_early: 'The birthDate is more than 120 years ago.',
  gender_invalid: 'The gender is not one of male, female, other, unknown.',
  content_differs: 'A record with this id was taken over before with other content. The first one is kept.',
  subject_missing: 'The condition does not say which patient it belongs to.',
  subject_not_patient: 'The condition belongs to something other than a patient.',
  subject_contained:
    'The patient lies inside the condition itself; only patients of the Patient files are taken over.',
  subject_not_resolved: 'The patient is named by a search or an identifier instead of a reference.',
  subject_unknown: 'The patient it belongs to was not taken over by this organisation.',
  subject_moved_on: 'The client it belongs to is no longer with this organisation.',
  entered_in_error: 'The condition was entered in error.',
  refuted: 'The condition was refuted.',
  status_invalid:
    'The clinicalStatus is not one of active, recurrence, relapse, inactive, remission, resolved.',
  code_missing: 'The condition has no code with a code system.',
  onset_invalid: 'The onset is not a FHIR date or lies in the future.',
} as const;

export type UnusableCode = keyof typeof UNUSABLE;

export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: UnusableCode };

export type Json = Readonly<Record<string, unknown>>;

export function unusable(why: UnusableCode): { readonly ok: false; readonly why: UnusableCode } {
  return { ok: false, why };
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; anything else in it, or instead of it, is passed over. */
export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/**
 * A text without control characters, trimmed and cut to `charactersMax`; undefined for anything else, and where nothing
 * is left. Whoever writes the export writes these, so none of them is trusted with a length.
 */
export function text(value: unknown, charactersMax: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const clean = value.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  return clean === '' ? undefined : Array.from(clean).slice(0, charactersMax).join('');
}

/** The first code of a CodeableConcept that is one of the system given. */
export function codeOf(concept: unknown, system: RegExp): string | undefined {
  if (!isObject(concept)) return undefined;
  const coding = objects(concept['coding']).find(
    ({ system: own }) => typeof own === 'string' && system.test(own),
  );
  return text(coding?.['code'], 64);
}

/** Everything any resource is refused for before its content counts. */
export function commonRefusal(record: Json, resourceType: 'Patient' | 'Condition'): UnusableCode | undefined {
  if (record['resourceType'] !== resourceType) return 'other_type';
  const byProfile = versionByProfile(record['meta']);
  if (byProfile) return byProfile;
  if (record['implicitRules'] !== undefined || objects(record['modifierExtension']).length > 0)
    return 'modifier';
  const { id } = record;
  if (typeof id !== 'string' || id === '') return 'id_missing';
  return /^[A-Za-z0-9\-.]{1,64}$/.test(id) ? undefined : 'id_invalid';
}

/** A profile that lies under the address of another FHIR version, or is of Argonaut, which was DSTU2. */
function versionByProfile(meta: unknown): 'older_fhir' | 'newer_fhir' | undefined {
  const profiles = isObject(meta) && Array.isArray(meta['profile']) ? meta['profile'] : [];
  const named = (pattern: RegExp): boolean =>
    profiles.some((profile) => typeof profile === 'string' && pattern.test(profile));
  if (named(/hl7\.org\/fhir\/(DSTU2|STU3|1\.0|3\.0)\b|\/argonaut\//i)) return 'older_fhir';
  return named(/hl7\.org\/fhir\/(R5|5\.0)\b/i) ? 'newer_fhir' : undefined;
}

const FHIR_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Whether this is a FHIR date (R4, 2.24.0.1) that the calendar has. */
export function isFhirDate(value: string): boolean {
  const [, year, month = '01', day = '01'] = FHIR_DATE.exec(value) ?? [];
  if (year === undefined) return false;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
}
