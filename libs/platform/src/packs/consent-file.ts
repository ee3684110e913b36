import {
  CONSENT_KIND_CODES,
  CONSENT_STATEMENTS,
  RECIPIENT_CLASSES,
  type ConsentKind,
} from '#domain/charter/consent.js';
import type { ConsentProfile } from '#domain/rules/consent.js';
import type { ConsentTemplate } from '#domain/rules/consent-document.js';
import type { Labels } from '#domain/wire/common.js';
import { Checker, DATE } from './pack-checker.js';

export interface DatedTemplate extends ConsentTemplate {
  readonly kinds: readonly ConsentKind[];
  /** First and last day; a text that was in force is never taken out of the file. */
  readonly valid_from: string;
  readonly valid_until: string | null;
}

/** What a jurisdiction says of consents: who signs, how long they may count, the texts, and the register it asks for. */
export interface ConsentRules {
  readonly profile: ConsentProfile;
  /** The register of consents an authority may inspect; null: none is asked for. */
  readonly register: {
    readonly electronic: boolean;
    readonly names: Labels;
    readonly columns: readonly string[];
  } | null;
  readonly templates: readonly DatedTemplate[];
}

/** Reads `consents.json` of a pack; answers it with everything that is wrong, each with file and place. */
export function readConsentRules(file: string): { rules: ConsentRules; problems: readonly string[] } {
  const c = new Checker(file);
  const profile = c.member(c.root, 'profile');
  const register = c.member(c.root, 'register');
  const templates = c.list(c.member(c.root, 'templates'), (place) => {
    const until = c.member(place, 'valid_until');
    return {
      id: c.text(c.member(place, 'id')),
      version: c.text(c.member(place, 'version')),
      kinds: c.list(c.member(place, 'kinds'), (kind) => c.oneOf(kind, CONSENT_KIND_CODES)),
      valid_from: c.text(c.member(place, 'valid_from'), DATE),
      valid_until: until.value === null ? null : c.text(until, DATE),
      titles: c.labels(c.member(place, 'titles')),
      texts: c.labels(c.member(place, 'texts')),
      statements: c.list(c.member(place, 'statements'), (one) => c.oneOf(one, CONSENT_STATEMENTS)),
    };
  });
  const covered = new Set(templates.filter((one) => one.valid_until === null).flatMap(({ kinds }) => kinds));
  for (const kind of CONSENT_KIND_CODES)
    if (!covered.has(kind))
      c.complain(c.member(c.root, 'templates'), `must have a text in force for ${kind}`);
  const rules: ConsentRules = {
    profile: {
      min_age_own_consent: c.number(c.member(profile, 'min_age_own_consent'), 10, 21),
      no_end_allowed: c.yesNo(c.member(profile, 'no_end_allowed')),
      recipient_classes: c.list(c.member(profile, 'recipient_classes'), (one) =>
        c.oneOf(one, RECIPIENT_CLASSES),
      ),
    },
    register:
      register.value === null
        ? null
        : {
            electronic: c.yesNo(c.member(register, 'electronic')),
            names: c.labels(c.member(register, 'names')),
            columns: c.list(c.member(register, 'columns'), (column) => c.text(column, /^[a-z_]+$/)),
          },
    templates,
  };
  return { rules, problems: c.problems };
}

/** The text of a kind of consent that is in force on a day: of several the one that came last. */
export function templateOn(rules: ConsentRules, kind: ConsentKind, day: string): DatedTemplate | undefined {
  return rules.templates
    .filter(
      (one) =>
        one.kinds.includes(kind) &&
        one.valid_from <= day &&
        (one.valid_until === null || day <= one.valid_until),
    )
    .sort((a, b) => a.valid_from.localeCompare(b.valid_from))
    .at(-1);
}
