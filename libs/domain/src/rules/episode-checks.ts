import { LIMITS } from '../charter/limits.js';
import { Refusal, type RefusalCode } from '../refusal.js';
import type { DataWarning, EntryRecord } from '../wire/exit.js';

/** What the rules of an episode look at (domain 02, 2.7). What is not known yet is left out, and no rule speaks of it. */
export interface EpisodeFacts extends Partial<EntryRecord> {
  readonly today: string;
  readonly started_on?: string;
  readonly exited_on?: string | null;
  readonly birth_year?: number | null;
  readonly age_min?: number;
  readonly sex?: 'female' | 'male' | 'other' | 'unknown';
  readonly pregnant?: boolean | null;
  readonly pregnancy_confirmed?: boolean;
  readonly age_first_use?: number | null;
  readonly age_first_injected?: number | null;
  readonly substances?: readonly SubstanceUse[];
  readonly injecting?: 'never' | 'over_12_months_ago' | 'last_12_months' | 'current' | 'refused' | 'unknown';
}

export interface SubstanceUse {
  readonly rank: number;
  readonly substance: string;
  readonly route?: string;
  readonly none_in_30_days?: boolean;
  readonly last_use_on?: string | null;
}

const BIRTH_YEAR_MIN = 1903;
const FIRST_INJECTED_AGE_MIN = 8;
const DAY_MS = 86_400_000;

interface Finding {
  readonly rule: string;
  readonly field: string;
  /** Null: a warning, which stops nobody. */
  readonly code: RefusalCode | null;
}

/** Everything that cannot be, as refusals by name, and everything that is odd, as warnings. Both at once, so that a form shows all. */
export function checkEpisode(facts: EpisodeFacts): { refusals: Refusal[]; warnings: DataWarning[] } {
  const found = [
    ...daysInOrder(facts),
    ...daysToCome(facts),
    ...age(facts),
    ...ages(facts),
    ...oneFirst(facts),
    ...injecting(facts),
    ...lastUse(facts),
    ...pregnancy(facts),
    ...legalBasis(facts),
  ];
  return {
    refusals: found.flatMap(({ code, field }) => (code === null ? [] : [new Refusal(code, { field })])),
    warnings: found.flatMap(({ rule, field, code }) => (code === null ? [{ rule, field }] : [])),
  };
}

/** V1: requested, first contact, first appointment offered; admitted, started, ended: none before the one before it. */
function daysInOrder(facts: EpisodeFacts): Finding[] {
  const { requested_on, first_contact_on, first_appt_offered_on, admitted_on, started_on, exited_on } = facts;
  const out: Finding[] = [];
  const roads = [
    { requested_on, first_contact_on, first_appt_offered_on },
    { admitted_on, started_on, exited_on },
  ];
  for (const road of roads) {
    let before = '';
    for (const [name, day] of Object.entries(road)) {
      // When the stage began is the clock's to say: what does not fit is the day somebody typed.
      const field = name === 'started_on' ? 'admitted_on' : name;
      if (day && day < before) out.push({ rule: 'V1', field, code: 'entry.days_out_of_order' });
      else if (day) before = day;
    }
  }
  const { planned_end_on } = facts;
  const from = admitted_on ?? started_on;
  if (planned_end_on && from && planned_end_on < from)
    out.push({ rule: 'V1', field: 'planned_end_on', code: 'entry.days_out_of_order' });
  return out;
}

/** What has happened has not happened tomorrow. */
function daysToCome(facts: EpisodeFacts): Finding[] {
  return (['requested_on', 'first_contact_on', 'first_appt_offered_on', 'admitted_on', 'exited_on'] as const)
    .filter((field) => (facts[field] ?? '') > facts.today)
    .map((field) => ({ rule: 'V1', field, code: 'record.date_in_future' }));
}

/** V2: a year of birth somebody alive can have, and the least age of the jurisdiction; below it a guardian signs, so that warns. */
function age({ birth_year, age_min, started_on, today }: EpisodeFacts): Finding[] {
  if (!birth_year) return [];
  const year = Number((started_on ?? today).slice(0, 4));
  if (birth_year < BIRTH_YEAR_MIN || birth_year > year)
    return [{ rule: 'V2', field: 'birth_year', code: 'entry.birth_year' }];
  return age_min !== undefined && year - birth_year < age_min
    ? [{ rule: 'V2', field: 'birth_year', code: null }]
    : [];
}

/** V3: nobody used for the first time at an age they have not reached, nor injected before 8. */
function ages({ birth_year, started_on, today, age_first_use, age_first_injected }: EpisodeFacts): Finding[] {
  const now = birth_year ? Number((started_on ?? today).slice(0, 4)) - birth_year : Infinity;
  const out: Finding[] = [];
  if (age_first_use && age_first_use > now)
    out.push({ rule: 'V3', field: 'age_first_use', code: 'entry.age_not_reached' });
  if (age_first_injected && (age_first_injected > now || age_first_injected < FIRST_INJECTED_AGE_MIN))
    out.push({ rule: 'V3', field: 'age_first_injected', code: 'entry.age_not_reached' });
  return out;
}

/** V4: one substance is the first, and only one. */
function oneFirst({ substances }: EpisodeFacts): Finding[] {
  if (!substances || substances.length === 0) return [];
  const first = substances.filter(({ rank }) => rank === 1).length;
  return first === 1 ? [] : [{ rule: 'V4', field: 'substances', code: 'entry.one_first_substance' }];
}

/** V5: whether an episode goes into the European figures: alcohol and gambling are kept in the own statistics alone. */
export function countsForTdi(primary: string | null): boolean {
  return primary !== 'alcohol' && primary !== 'gambling';
}

/** V6: who injects has injected. */
function injecting({ substances, injecting: said }: EpisodeFacts): Finding[] {
  const injects = substances?.some(({ route }) => route === 'inject') ?? false;
  return injects && said === 'never' ? [{ rule: 'V6', field: 'injecting', code: 'entry.injects' }] : [];
}

/** V7: no use in 30 days means that the last one is longer ago. */
function lastUse({ substances, started_on, today }: EpisodeFacts): Finding[] {
  const latest = Date.parse(started_on ?? today) - LIMITS.no_use_days * DAY_MS;
  return (substances ?? [])
    .filter(({ none_in_30_days: none, last_use_on: on }) => none && on && Date.parse(on) > latest)
    .map(() => ({ rule: 'V7', field: 'last_use_on', code: 'entry.used_within_30_days' }));
}

/** V10: a pregnancy of a man is asked again, and stands where somebody said that it is so. */
function pregnancy({ sex, pregnant, pregnancy_confirmed: confirmed }: EpisodeFacts): Finding[] {
  return pregnant && sex === 'male' && !confirmed
    ? [{ rule: 'V10', field: 'pregnant', code: 'entry.pregnancy' }]
    : [];
}

/** H1: who did not choose to come has a document, a reviewer and an end that is not over (domain 09). */
function legalBasis(facts: EpisodeFacts): Finding[] {
  const { legal_basis_of_entry: basis, legal_until_on: until } = facts;
  if (basis !== 'involuntary_medical') return [];
  const missing = (['legal_document', 'legal_reviewer', 'legal_until_on'] as const).filter(
    (field) => !facts[field]?.trim(),
  );
  const out: Finding[] = missing.map((field) => ({ rule: 'H1', field, code: 'entry.legal_ground' }));
  if (until && until < facts.today)
    out.push({ rule: 'H1', field: 'legal_until_on', code: 'entry.legal_ground_over' });
  return out;
}

/** V11: more than one in ten unknown is said, and blocks nothing. Refusing to say is an answer and not unknown (V12). */
export function tooManyUnknown(unknown: number, entries: number): boolean {
  return entries > 0 && unknown / entries > LIMITS.unknown_share_max;
}

/** V12: not wanting to say and not knowing stay two answers, in whatever standard knows both; `refused` never becomes `unknown`. */
export function isAnswered(value: string | null): boolean {
  return value !== null && value !== 'unknown';
}
