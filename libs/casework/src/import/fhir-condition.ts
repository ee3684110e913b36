import {
  codeOf,
  commonRefusal,
  isFhirDate,
  isObject,
  objects,
  text,
  unusable,
  type Json,
  type Reading,
  type UnusableCode,
} from './fhir-record.js';

/** What is taken over of a condition. */
export interface TakenCondition {
  readonly id: string;
  readonly patient_id: string;
  readonly code_system: string;
  readonly code: string;
  readonly display: string | null;
  readonly clinical_status: string | null;
  /** YYYY-MM-DD; null where the export says less than a day, because a made-up day would be read as a fact. */
  readonly onset_on: string | null;
}

const CLINICAL_STATUSES = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'];

/** Reads one R4 Condition. `today` is the day of the database, YYYY-MM-DD. */
export function readCondition(record: Json, today: string): Reading<TakenCondition> {
  const refusal = commonRefusal(record, 'Condition') ?? shapeRefusal(record) ?? verificationRefusal(record);
  if (refusal) return unusable(refusal);
  const subject = patientIdOf(record['subject']);
  if (!subject.ok) return subject;
  const status = codeOf(record['clinicalStatus'], /condition-clinical/);
  if (record['clinicalStatus'] !== undefined && !CLINICAL_STATUSES.includes(status ?? ''))
    return unusable('status_invalid');
  const coding = codingOf(record['code']);
  if (!coding) return unusable('code_missing');
  const onset = onsetOf(record, today);
  if (!onset.ok) return onset;
  return {
    ok: true,
    value: {
      id: record['id'] as string,
      patient_id: subject.value,
      ...coding,
      clinical_status: status ?? null,
      onset_on: onset.value,
    },
  };
}

/** Elements and types that Condition had in other versions of FHIR. */
function shapeRefusal(record: Json): UnusableCode | undefined {
  const isOlder =
    typeof record['clinicalStatus'] === 'string' ||
    typeof record['verificationStatus'] === 'string' ||
    ['patient', 'context', 'assertedDate', 'dateRecorded', 'dateAsserted'].some((name) => name in record);
  if (isOlder) return 'older_fhir';
  return 'participant' in record ? 'newer_fhir' : undefined;
}

function verificationRefusal(record: Json): UnusableCode | undefined {
  const status = codeOf(record['verificationStatus'], /condition-ver-status/);
  if (status === 'entered-in-error') return 'entered_in_error';
  return status === 'refuted' ? 'refuted' : undefined;
}

/** The id behind `Patient/1`, an absolute address, a version of it, or `urn:uuid:`. */
function patientIdOf(subject: unknown): Reading<string> {
  if (!isObject(subject)) return unusable('subject_missing');
  const { reference } = subject;
  if (typeof reference !== 'string' || reference === '') {
    return unusable(isObject(subject['identifier']) ? 'subject_not_resolved' : 'subject_missing');
  }
  if (reference.startsWith('#')) return unusable('subject_contained');
  if (reference.includes('?')) return unusable('subject_not_resolved');
  const [, uuid] = /^urn:uuid:([0-9a-fA-F-]{36})$/.exec(reference) ?? [];
  const [, type, id] =
    /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/.exec(
      reference,
    ) ?? [];
  if (uuid !== undefined) return { ok: true, value: uuid };
  if (id === undefined) return unusable('subject_not_resolved');
  return type === 'Patient' ? { ok: true, value: id } : unusable('subject_not_patient');
}

function codingOf(concept: unknown): Pick<TakenCondition, 'code_system' | 'code' | 'display'> | undefined {
  if (!isObject(concept)) return undefined;
  for (const coding of objects(concept['coding'])) {
    const code_system = text(coding['system'], 200);
    const code = text(coding['code'], 64);
    if (code_system !== undefined && code !== undefined)
      return { code_system, code, display: text(coding['display'], 300) ?? null };
  }
  return undefined;
}

function onsetOf(record: Json, today: string): Reading<string | null> {
  const period = record['onsetPeriod'];
  const onset = record['onsetDateTime'] ?? (isObject(period) ? period['start'] : undefined);
  if (onset === undefined) return { ok: true, value: null };
  const day = typeof onset === 'string' ? (onset.split('T', 1)[0] ?? '') : '';
  if (!isFhirDate(day) || day > today.slice(0, day.length)) return unusable('onset_invalid');
  return { ok: true, value: day.length === 10 ? day : null };
}
