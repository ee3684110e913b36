import type { MatchReason } from '../charter/matching.js';
import { normaliseDocumentNumber, normalisePhone } from './identity-number.js';
import { nameSound, normaliseName, type NameSound } from './person-name.js';
import { lettersApart, likeness } from './likeness.js';
import { fullNameSounds } from './short-names.js';

/** What is compared of a person; dates are YYYY-MM-DD, or YYYY-MM or YYYY where no more is known. */
export interface ComparedIdentity {
  readonly givenName: string;
  readonly familyName: string;
  readonly otherNames?: string;
  readonly birthDate?: string;
  readonly phones?: readonly string[];
  readonly documents?: readonly { readonly number: string }[];
}

export interface IdentityMatch {
  readonly strength: 'strong' | 'possible';
  /** Only for the order in which people look: from 0 to 100. */
  readonly score: number;
  /** Why, in the order in which a person would say it. */
  readonly reasons: readonly MatchReason[];
}

interface NameForms extends NameSound {
  readonly normal: string;
  readonly full: readonly string[];
  readonly hasVowels: boolean;
}

type DateLevel = 'same' | 'swapped' | 'near' | 'day' | 'year' | 'other' | 'unknown';

interface NameLevel {
  readonly likeness: number;
  readonly how: 'same' | 'sound' | 'short' | 'alike' | 'part' | 'none';
}

const SAME: NameLevel = { likeness: 1, how: 'same' };
const NONE: NameLevel = { likeness: 0, how: 'none' };
/** From here on a name counts as the same name; below, as one that could be. */
const IS_NAME = 0.85;
const NEAR_NAME = 0.75;
const LIKELY_NAME = 0.68;
const MAY_BE_NAME = 0.6;
const DATE_SHARE: Readonly<Record<DateLevel, number>> = {
  same: 1,
  swapped: 0.8,
  near: 0.7,
  day: 0.45,
  year: 0.4,
  unknown: 0.4,
  other: 0,
};

/** Prepares one identity to be compared with many. */
export function comparable(identity: ComparedIdentity): ComparableIdentity {
  const forms = (name: string): NameForms => ({
    normal: normaliseName(name),
    ...nameSound(name),
    full: fullNameSounds(name),
    hasVowels: !/\p{sc=Arab}/u.test(name),
  });
  return {
    given: forms(identity.givenName),
    family: forms(identity.familyName),
    other: forms(identity.otherNames ?? ''),
    birthDate: identity.birthDate ?? '',
    phones: new Set((identity.phones ?? []).map(normalisePhone).filter(Boolean)),
    documents: new Set(
      (identity.documents ?? []).map(({ number }) => normaliseDocumentNumber(number)).filter(Boolean),
    ),
  };
}

export interface ComparableIdentity {
  readonly given: NameForms;
  readonly family: NameForms;
  readonly other: NameForms;
  readonly birthDate: string;
  readonly phones: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
}

/**
 * Says whether two identities may be one person, how surely and why; undefined when they are not worth a human's look. The
 * same in both directions. It is never a decision: `strong` means "look here first".
 */
export function matchIdentities(
  one: ComparableIdentity,
  other: ComparableIdentity,
): IdentityMatch | undefined {
  const date = compareDates(one.birthDate, other.birthDate);
  const names = compareNames(one, other);
  const phone = shares(one.phones, other.phones);
  const document = shares(one.documents, other.documents);
  const strength = weigh(names, date, phone || document, document);
  if (!strength) return undefined;
  const reasons = [...nameReasons(names), ...dateReasons(date)];
  if (document) reasons.push('same_document');
  if (phone) reasons.push('same_phone');
  const number = document ? 25 : phone ? 15 : 0;
  const score = Math.round(names.sum * 25 + DATE_SHARE[date] * 25) + number;
  return { strength, score: Math.min(100, score), reasons };
}

interface NamesCompared {
  readonly given: NameLevel;
  readonly family: NameLevel;
  readonly isSwapped: boolean;
  /** A name of one record is found among the further names of the other. */
  readonly inOthers: boolean;
  /** From 0 to 2: how alike both names are together. */
  readonly sum: number;
}

function weigh(
  { given, family, sum }: NamesCompared,
  date: DateLevel,
  number: boolean,
  document: boolean,
): IdentityMatch['strength'] | undefined {
  const both = Math.min(given.likeness, family.likeness);
  const best = Math.max(given.likeness, family.likeness);
  const isDate = date === 'same' || date === 'swapped' || date === 'near';
  if (both >= IS_NAME && date === 'same') return 'strong';
  if (number && (isDate || best >= IS_NAME)) return 'strong';
  if (document) return 'strong';
  if (number) return 'possible';
  if (date === 'same') return best >= NEAR_NAME || both >= 0.5 ? 'possible' : undefined;
  if (isDate) return sum >= 1.4 && best >= MAY_BE_NAME ? 'possible' : undefined;
  if (date === 'other') return undefined;
  return both >= IS_NAME || (date !== 'unknown' && best >= IS_NAME && both >= LIKELY_NAME)
    ? 'possible'
    : undefined;
}

function compareNames(one: ComparableIdentity, other: ComparableIdentity): NamesCompared {
  const fields = paired(compareName(one.given, other.given), compareName(one.family, other.family), false);
  const straight = withOthers(fields, one, other);
  const swapped = paired(compareName(one.given, other.family), compareName(one.family, other.given), true);
  return swapped.sum > straight.sum + 0.2 ? swapped : straight;
}

function paired(given: NameLevel, family: NameLevel, isSwapped: boolean): NamesCompared {
  return { given, family, isSwapped, inOthers: false, sum: given.likeness + family.likeness };
}

/** A patronymic or a grandfather's name stands in the place of the family name, or the other way. */
function withOthers(names: NamesCompared, one: ComparableIdentity, other: ComparableIdentity): NamesCompared {
  if (names.family.likeness >= IS_NAME) return names;
  const level = [compareName(one.other, other.family), compareName(one.family, other.other)].reduce(
    (best, next) => (next.likeness > best.likeness ? next : best),
    NONE,
  );
  if (level.likeness < IS_NAME || level.likeness <= names.family.likeness) return names;
  const family: NameLevel = { likeness: IS_NAME, how: 'part' };
  return { ...names, family, inOthers: true, sum: names.given.likeness + IS_NAME };
}

function compareName(one: NameForms, other: NameForms): NameLevel {
  if (one.normal === '' || other.normal === '') return NONE;
  if (one.normal === other.normal) return SAME;
  const vowels = one.hasVowels && other.hasVowels;
  const alike = likeness(one.voiced, other.voiced);
  const levels: NameLevel[] = [];
  if (one.skeleton === other.skeleton) {
    // A short skeleton is shared by many names: then the vowels speak too, where both scripts write them.
    const isLong = one.skeleton.length >= 3 || !vowels;
    levels.push({ likeness: isLong ? 0.95 : 0.5 + 0.45 * alike, how: 'sound' });
  }
  if (isShortFor(one, other)) levels.push({ likeness: 0.9, how: 'short' });
  if (one.parts.some((part) => part.length > 1 && other.parts.includes(part))) {
    levels.push({ likeness: 0.86, how: 'part' });
  }
  const consonants =
    Math.min(one.skeleton.length, other.skeleton.length) >= 3 ? likeness(one.skeleton, other.skeleton) : 0;
  levels.push({ likeness: 0.92 * Math.max(alike, consonants), how: 'alike' });
  levels.push({ likeness: beginsAlike(one.voiced, other.voiced) ? 0.8 : 0, how: 'alike' });
  return levels.reduce((best, next) => (next.likeness > best.likeness ? next : best), NONE);
}

/** A name that was cut off, by a form with too few boxes or by whoever was in a hurry. */
function beginsAlike(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 3 && long.startsWith(short);
}

function isShortFor(one: NameForms, other: NameForms): boolean {
  return (
    one.full.some((sound) => sound === other.skeleton || other.full.includes(sound)) ||
    other.full.includes(one.skeleton)
  );
}

function compareDates(one: string, other: string): DateLevel {
  const [a, b] = [one.split('-'), other.split('-')];
  const [yearA = '', monthA, dayA] = a;
  const [yearB = '', monthB, dayB] = b;
  if (yearA === '' || yearB === '') return 'unknown';
  if (dayA === undefined || dayB === undefined) {
    return yearA === yearB ? 'year' : 'other';
  }
  if (one === other) return 'same';
  if (yearA === yearB && monthA === dayB && dayA === monthB) return 'swapped';
  if (lettersApart(one, other) === 1) return 'near';
  if (monthA === monthB && dayA === dayB) {
    return Math.abs(Number(yearA) - Number(yearB)) <= 1 ? 'near' : 'day';
  }
  return yearA === yearB ? 'year' : 'other';
}

function nameReasons({ given, family, isSwapped, inOthers }: NamesCompared): MatchReason[] {
  const reasons: MatchReason[] = [];
  const [g, f] = [given.likeness >= MAY_BE_NAME, family.likeness >= MAY_BE_NAME];
  if (g && f) reasons.push(bothReason(given.how, family.how));
  else if ((g || f) && isSwapped) reasons.push('other_name');
  else if (g) reasons.push('given_name_only');
  else if (f) reasons.push('family_name_only');
  if (isSwapped && g && f) reasons.push('names_swapped');
  if ((g && given.how === 'short') || (f && family.how === 'short')) reasons.push('short_name');
  if (inOthers && !reasons.includes('other_name')) reasons.push('other_name');
  return reasons;
}

function bothReason(given: NameLevel['how'], family: NameLevel['how']): MatchReason {
  const hows = [given, family];
  if (hows.every((how) => how === 'same')) return 'same_names';
  return hows.every((how) => how === 'same' || how === 'sound') ? 'names_sound_same' : 'similar_names';
}

function dateReasons(date: DateLevel): MatchReason[] {
  const said: Partial<Record<DateLevel, MatchReason>> = {
    same: 'same_birth_date',
    swapped: 'birth_date_swapped',
    near: 'similar_birth_date',
    day: 'same_birthday',
    year: 'same_birth_year',
    unknown: 'birth_date_unknown',
  };
  const reason = said[date];
  return reason ? [reason] : [];
}

function shares(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const number of one) if (other.has(number)) return true;
  return false;
}
