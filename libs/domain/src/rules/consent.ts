import { CONSENT_ACTIONS } from '../charter/consent-actions.js';
import {
  CONSENT_KINDS,
  CONSENT_KINDS_OF_ROLE,
  CONSENT_KIND_CODES,
  TPO_PURPOSES,
  type ConsentCategory,
  type ConsentKind,
  type ConsentPurpose,
  type RecipientClass,
} from '../charter/consent.js';
import type { Role } from '../charter/roles.js';
import { Refusal, refuseIfAny } from '../refusal.js';
import type { ConsentNarrowRequest, ConsentRequest } from '../wire/consent.js';

/** What a jurisdiction says of consents; part of its pack. */
export interface ConsentProfile {
  /** From this age on a client signs alone (R-C10). */
  readonly min_age_own_consent: number;
  /** Whether a consent for treatment, payment and operations may be without an end (R-C02). */
  readonly no_end_allowed: boolean;
  /** Classes of recipients a consent may name instead of an organisation. */
  readonly recipient_classes: readonly RecipientClass[];
}

export interface ConsentSubject {
  readonly birth_year: number | null;
  readonly language: string;
}

/** A consent of which nothing is missing. */
export type WholeConsent = ConsentRequest &
  Required<
    Pick<ConsentRequest, 'kind' | 'purposes' | 'categories' | 'language' | 'given_how' | 'signer' | 'ends'>
  > & {
    /** The last day of a guardian's say; null where the client signed. */
    readonly own_from: string | null;
  };

/**
 * The day from which a client decides alone. Of many only the year of birth is known, above all of those without a name:
 * then it is 1 January of the year in which they reach the age. One rule for both ends, so that there is no day on which
 * nobody may sign, and a guardian's say never outlives its reason (ADR 0039).
 */
export function ownFrom(birthYear: number | null, age: number, stated?: string): string | null {
  if (birthYear === null) return stated ?? null;
  const year = birthYear + age;
  return stated?.startsWith(`${year}-`) ? stated : `${year}-01-01`;
}

/** Whether somebody else has to sign, on that day. Of whom no year is known it is assumed that they decide themselves. */
export function needsGuardian(birthYear: number | null, age: number, today: string): boolean {
  return birthYear !== null && today < `${birthYear + age}-01-01`;
}

/** Kinds of consent somebody with these roles records at the client's wish: what any one of the roles allows. */
export function recordedBy(roles: readonly Role[]): ConsentKind[] {
  const recording: readonly Role[] = CONSENT_ACTIONS['consent.record'].roles;
  const kinds = roles
    .filter((role) => recording.includes(role))
    .flatMap((role) => CONSENT_KINDS_OF_ROLE[role] ?? CONSENT_KIND_CODES);
  return CONSENT_KIND_CODES.filter((kind) => kinds.includes(kind));
}

/** Refuses a kind of consent that none of the roles records. */
export function assertRecords(roles: readonly Role[], kind: ConsentKind = 'care_sharing'): void {
  if (!recordedBy(roles).includes(kind)) throw new Refusal('consent.kind_of_others', { field: 'kind' });
}

const MISSING = {
  recipient: 'consent.recipient_required',
  purposes: 'consent.purpose_required',
  categories: 'consent.category_required',
  ends: 'consent.end_required',
  language: 'consent.language_required',
  given_how: 'consent.way_required',
  signer: 'consent.signer_required',
} as const;

/**
 * A consent as it may be stored, or the refusals of everything that is missing or does not belong together, each by its own
 * name (R-C01, R-C02, R-C05, R-C06, R-C09, R-C10; domain 05, section 5.7). `today` is a day of the recipient's calendar.
 */
export function wholeConsent(
  wanted: ConsentRequest,
  profile: ConsentProfile,
  client: ConsentSubject,
  today: string,
): WholeConsent {
  const meant: ConsentRequest = {
    ...wanted,
    kind: wanted.kind ?? 'care_sharing',
    // A day alone says when it ends.
    ...(wanted.ends === undefined && wanted.expires_on !== undefined && { ends: 'date' as const }),
    ...(wanted.kind === 'service' && {
      categories: wanted.categories ?? [],
      purposes: wanted.purposes ?? ['care'],
    }),
  };
  refuseIfAny(missingOf(meant));
  const whole = meant as WholeConsent;
  refuseIfAny([
    ...combinationsOf(whole),
    ...endsOf(whole, profile, today),
    ...signerOf(whole, profile, client, today),
    ...recipientOf(whole, profile),
    ...(whole.language === client.language
      ? []
      : [new Refusal('consent.language_other', { field: 'language' })]),
  ]);
  const own_from =
    whole.signer === 'guardian'
      ? ownFrom(client.birth_year, profile.min_age_own_consent, whole.authority?.own_from)
      : null;
  return {
    ...whole,
    purposes: [...new Set(whole.purposes)],
    categories: [...new Set(whole.categories)],
    own_from,
  };
}

function missingOf(wanted: ConsentRequest): Refusal[] {
  const missing = (Object.keys(MISSING) as (keyof typeof MISSING)[]).filter((element) => {
    if (element === 'recipient')
      return !wanted.recipient?.trim() && !wanted.recipient_class && wanted.kind !== 'service';
    if (element === 'categories') return wanted.kind !== 'service' && !wanted.categories?.length;
    if (element === 'purposes') return !wanted.purposes?.length;
    if (element === 'ends') return !wanted.ends || (wanted.ends === 'date' && !wanted.expires_on);
    return wanted[element] === undefined;
  });
  return missing.map(
    (element) => new Refusal(MISSING[element], { field: element === 'ends' ? 'expires_on' : element }),
  );
}

function combinationsOf({ kind, purposes, categories }: WholeConsent): Refusal[] {
  const spec = CONSENT_KINDS[kind];
  const allowed: readonly ConsentCategory[] = spec.categories;
  const meant: readonly ConsentPurpose[] = spec.purposes;
  if (categories.includes('counselling_notes') && (categories.length > 1 || kind !== 'counselling_notes'))
    return [new Refusal('consent.counselling_alone', { field: 'categories' })];
  if (purposes.includes('proceedings') && (purposes.length > 1 || kind !== 'proceedings'))
    return [new Refusal('consent.proceedings_alone', { field: 'purposes' })];
  return [
    ...(purposes.every((one) => meant.includes(one))
      ? []
      : [new Refusal('consent.purpose_of_another', { field: 'purposes' })]),
    ...(categories.every((one) => allowed.includes(one))
      ? []
      : [new Refusal('consent.category_of_another', { field: 'categories' })]),
  ];
}

function endsOf(wanted: WholeConsent, profile: ConsentProfile, today: string): Refusal[] {
  const { ends, expires_on, purposes } = wanted;
  if (expires_on !== undefined && expires_on < today)
    return [new Refusal('consent.expired_on_arrival', { field: 'expires_on' })];
  const endless = ends === 'none' && expires_on === undefined;
  if (endless && !(profile.no_end_allowed && purposes.every((one) => TPO_PURPOSES.includes(one))))
    return [new Refusal('consent.end_needed', { field: 'expires_on' })];
  return [];
}

function signerOf(
  wanted: WholeConsent,
  profile: ConsentProfile,
  { birth_year }: ConsentSubject,
  today: string,
): Refusal[] {
  const minor = needsGuardian(birth_year, profile.min_age_own_consent, today);
  const { signer, authority, kind } = wanted;
  const refused = (code: ConstructorParameters<typeof Refusal>[0], field = 'signer') => [
    new Refusal(code, { field }),
  ];
  // Nobody under age is shown to the public, whoever signs (H10, H17).
  if (minor && kind === 'media') return refused('consent.minor_not_published', 'kind');
  if (signer === 'self') return minor ? refused('consent.guardian_required') : [];
  if (signer === 'guardian') {
    if (birth_year === null && !authority?.own_from)
      return refused('consent.birth_year_needed', 'authority.own_from');
    const until = ownFrom(birth_year, profile.min_age_own_consent, authority?.own_from);
    if (until === null || until <= today) return refused('consent.guardian_not_needed');
  } else if (minor) return refused('consent.guardian_required');
  if (!authority?.document?.trim()) return refused('consent.authority_required', 'authority.document');
  return authority.checked ? [] : refused('consent.guardian_unchecked', 'authority.checked');
}

function recipientOf(wanted: WholeConsent, profile: ConsentProfile): Refusal[] {
  const spec = CONSENT_KINDS[wanted.kind];
  const classes: readonly RecipientClass[] = spec.classes;
  const wrong = () => [new Refusal('consent.recipient_of_another', { field: 'recipient' })];
  if (wanted.recipient && wanted.recipient_class) return wrong();
  if (wanted.recipient) return spec.organisation ? [] : wrong();
  const named = wanted.recipient_class ?? 'own_house';
  if (!classes.includes(named)) return wrong();
  return profile.recipient_classes.includes(named)
    ? []
    : [new Refusal('consent.class_not_here', { field: 'recipient_class' })];
}

export interface ConsentExtent {
  readonly kind: ConsentKind;
  readonly purposes: readonly ConsentPurpose[];
  readonly categories: readonly ConsentCategory[];
  readonly expires_on: string | null;
}

/**
 * What is left of a consent when something is taken away. Refuses what would add anything, what changes nothing, and what
 * leaves nothing: that is a withdrawal. A sensitive category needs no other to be taken away; safety takes pregnancy along.
 */
export function narrowed(
  standing: ConsentExtent,
  wanted: ConsentNarrowRequest,
  today: string,
): ConsentExtent {
  const purposes = wanted.purposes ?? standing.purposes;
  const categories = wanted.categories ?? standing.categories;
  const expires_on = wanted.expires_on ?? standing.expires_on;
  const within =
    purposes.every((one) => standing.purposes.includes(one)) &&
    categories.every((one) => standing.categories.includes(one)) &&
    (standing.expires_on === null || (expires_on !== null && expires_on <= standing.expires_on));
  if (!within) throw new Refusal('consent.not_narrower', { field: 'categories' });
  if (purposes.length === 0 || (categories.length === 0 && standing.categories.length > 0))
    throw new Refusal('consent.narrowed_to_nothing', { field: 'categories' });
  if (expires_on !== null && expires_on < today)
    throw new Refusal('consent.expired_on_arrival', { field: 'expires_on' });
  const same =
    new Set(purposes).size === standing.purposes.length &&
    new Set(categories).size === standing.categories.length &&
    expires_on === standing.expires_on;
  if (same) throw new Refusal('consent.not_narrower', { field: 'categories' });
  return {
    kind: standing.kind,
    purposes: [...new Set(purposes)],
    categories: [...new Set(categories)],
    expires_on,
  };
}
