import { existsSync } from 'node:fs';
import { CARE_TEAM } from '#domain/charter/action-spec.js';
import { LANGUAGES, type Language } from '#domain/charter/code-lists.js';
import { TOKEN_RECIPIENTS } from '#domain/charter/eligibility.js';
import { MEDICINE_RULES_DEFAULT } from '#domain/charter/medicine.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import type { Role } from '#domain/charter/roles.js';
import type { ProgrammeView } from '#domain/wire/eligibility.js';
import { StartupError } from '../process/startup-error.js';
import { chartOf } from './chart-file.js';
import { readConsentRules } from './consent-file.js';
import { readDemo } from './demo-file.js';
import { Checker, DATE, TIME, type Place } from './pack-checker.js';
import { JURISDICTIONS, type Clocks, type IsoWeekday, type Pack } from './pack.js';

const PROGRAMME_CODE = /^[a-z][a-z0-9_]{1,39}$/;
const HOLIDAY = /^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A jurisdiction in which nobody is invented: its organisations are the operator's. */
const NO_NAMES = { given: [], family: [], other: [] };
const NO_DEMO: ReturnType<typeof readDemo> = {
  network: {
    legal_entities: [],
    organisations: [],
    groups: [],
    clients: [],
    crowd: { seed: 0, names: { male: NO_NAMES, female: NO_NAMES }, roads: [], stories: {} },
  },
  problems: [],
};

/** Reads and checks a pack, the consents beside it and the folder of its demo network, where there is one; refuses with everything that is wrong, each with file and place. */
export function readPack(packFile: string, consentFile: string, demoFolder: string): Pack {
  const pack = new Checker(packFile);
  const body = packOf(pack, pack.root);
  const demo = existsSync(demoFolder) ? readDemo(demoFolder, body.licensed_stages) : NO_DEMO;
  const consents = readConsentRules(consentFile);
  const problems = [...pack.problems, ...consents.problems, ...demo.problems];
  if (problems.length > 0) {
    throw new StartupError(
      `A jurisdiction pack cannot be used. ${problems.join(' ')}`,
      'Mend the named places; docs/operating.md says what a pack holds.',
    );
  }
  return { ...body, consents: consents.rules, demo: demo.network };
}

function packOf(c: Checker, root: Place): Omit<Pack, 'demo' | 'consents'> {
  const hours = c.member(root, 'working_hours');
  const working_hours = {
    from: c.text(c.member(hours, 'from'), TIME),
    to: c.text(c.member(hours, 'to'), TIME),
  };
  if (working_hours.from >= working_hours.to) c.complain(hours, 'must begin before they end');
  const weekend = c.member(root, 'weekend_days');
  const weekend_days = c.list(weekend, (day) => c.number(day, 1, 7) as IsoWeekday);
  if (new Set(weekend_days).size > 6) c.complain(weekend, 'must leave a working day');
  const consent = c.member(root, 'consent_text');
  const notice = c.member(root, 'redisclosure_notice');
  const answer = c.member(root, 'official_answer');
  const rights = c.member(root, 'rights');
  const breach = c.member(root, 'breach');
  const hotline = c.member(root, 'hotline');
  const region = c.member(root, 'storage_region');
  return {
    jurisdiction: c.oneOf(c.member(root, 'jurisdiction'), JURISDICTIONS),
    version: c.text(c.member(root, 'version')),
    valid_from: c.text(c.member(root, 'valid_from'), DATE),
    names: c.labels(c.member(root, 'names')),
    time_zone: c.timeZone(c.member(root, 'time_zone')),
    language: c.oneOf<Language>(c.member(root, 'language'), LANGUAGES),
    hotline: hotline.value === null ? null : c.text(hotline, /^\d{3,8}$/),
    weekend_days,
    holidays: c.list(c.member(root, 'holidays'), (day) => c.text(day, HOLIDAY)),
    working_hours,
    clocks: clocksOf(c, c.member(root, 'clocks')),
    quiet_hours: quietHoursOf(c, c.member(root, 'quiet_hours')),
    licensed_stages: c.list(c.member(root, 'licensed_stages'), (stage) => c.oneOf<Stage>(stage, STAGES)),
    capacity_stale_days: c.number(c.member(root, 'capacity_stale_days'), 1, 90),
    contacts: contactsOf(c, c.member(root, 'contacts')),
    storage_region: region.value === null ? null : c.text(region, /^[A-Z]{2}$/),
    retention: retentionOf(c, c.member(root, 'retention')),
    consent_text: { id: c.text(c.member(consent, 'id')), texts: c.labels(c.member(consent, 'texts')) },
    redisclosure_notice: {
      version: c.text(c.member(notice, 'version')),
      short: c.labels(c.member(notice, 'short')),
      texts: c.labels(c.member(notice, 'texts')),
    },
    counselling_readers: rolesOf(c, c.member(root, 'counselling_readers')),
    plans: plansOf(c, c.member(root, 'plans')),
    ...wardOf(c, root),
    merge_needs_two: c.yesNo(c.member(root, 'merge_needs_two')),
    official_answer: {
      id: c.text(c.member(answer, 'id')),
      days: c.number(c.member(answer, 'days'), 1, 90),
      texts: c.labels(c.member(answer, 'texts')),
    },
    rights: {
      id: c.text(c.member(rights, 'id')),
      texts: c.labels(c.member(rights, 'texts')),
      easy: c.labels(c.member(rights, 'easy')),
      appeal_to: c.labels(c.member(rights, 'appeal_to')),
    },
    breach: {
      hours: c.number(c.member(breach, 'hours'), 1, 1_440),
      authority: c.labels(c.member(breach, 'authority')),
    },
    health_permit_needed: c.yesNo(c.member(root, 'health_permit_needed')),
    programmes: c.list(c.member(root, 'programmes'), (one) => programmeOf(c, one)),
    instruments: instrumentsOf(c, c.member(root, 'instruments')),
    identity_document_kinds: c.list(c.member(root, 'identity_document_kinds'), (kind) => ({
      code: c.text(c.member(kind, 'code'), /^[a-z_]+$/),
      names: c.labels(c.member(kind, 'names')),
    })),
  };
}

function retentionOf(c: Checker, place: Place): Pack['retention'] {
  return {
    record_years: c.number(c.member(place, 'record_years'), 1, 100),
    texts: c.labels(c.member(place, 'texts')),
  };
}

function quietHoursOf(c: Checker, place: Place): Pack['quiet_hours'] {
  return { from: c.text(c.member(place, 'from'), TIME), until: c.text(c.member(place, 'until'), TIME) };
}

function contactsOf(c: Checker, place: Place): Pack['contacts'] {
  return {
    past_days: c.number(c.member(place, 'past_days'), 1, 90),
    reminder_hours: c.number(c.member(place, 'reminder_hours'), 1, 168),
    week_starts_on: c.number(c.member(place, 'week_starts_on'), 1, 7) as IsoWeekday,
  };
}

function plansOf(c: Checker, place: Place): Pack['plans'] {
  return {
    approved_by: rolesOf(c, c.member(place, 'approved_by')),
    review_days_residential: c.number(c.member(place, 'review_days_residential'), 1, 366),
    review_days_outpatient: c.number(c.member(place, 'review_days_outpatient'), 1, 366),
  };
}

const INSTRUMENT = /^[a-z0-9-]+$/;

function instrumentsOf(c: Checker, place: Place): Pack['instruments'] {
  return {
    off: c.list(c.member(place, 'off'), (one) => c.text(one, INSTRUMENT)),
    band_sets: c.object(c.member(place, 'band_sets'), (one) => c.text(one, INSTRUMENT)),
  };
}

/** What is given, measured and done in a house. */
function wardOf(c: Checker, root: Place): Pick<Pack, 'chart' | 'rehabilitation' | 'medicines'> {
  return {
    chart: chartOf(c, c.member(root, 'chart')),
    rehabilitation: rehabilitationOf(c, c.member(root, 'rehabilitation')),
    medicines: medicinesOf(c, c.member(root, 'medicines')),
  };
}

/** Work as therapy is at most eight hours a day and forty a week, whatever a region says; an appeal has at least three days. */
function rehabilitationOf(c: Checker, place: Place): Pack['rehabilitation'] {
  return {
    work_minutes_per_day_max: c.number(c.member(place, 'work_minutes_per_day_max'), 30, 480),
    work_minutes_per_week_max: c.number(c.member(place, 'work_minutes_per_week_max'), 30, 2_400),
    appeal_days: c.number(c.member(place, 'appeal_days'), 3, 60),
  };
}

/** The stop rule may be made longer than that of the domain, never shorter. */
function medicinesOf(c: Checker, place: Place): Pack['medicines'] {
  const least = MEDICINE_RULES_DEFAULT;
  const days = (name: 'opioid_free_days_min' | 'opioid_free_days_after_long_acting_min') =>
    c.number(c.member(place, name), least[name], 60);
  return {
    agonists_allowed: c.yesNo(c.member(place, 'agonists_allowed')),
    naloxone_take_home: c.yesNo(c.member(place, 'naloxone_take_home')),
    opioid_free_days_min: days('opioid_free_days_min'),
    opioid_free_days_after_long_acting_min: days('opioid_free_days_after_long_acting_min'),
    opioid_test_hours_max: c.number(c.member(place, 'opioid_test_hours_max'), 1, least.opioid_test_hours_max),
  };
}

/** Roles of the care team, and no other: whoever stands outside it reads no note. */
function rolesOf(c: Checker, place: Place): readonly Role[] {
  return c.list(place, (role) => c.oneOf<Role>(role, CARE_TEAM));
}

function programmeOf(c: Checker, place: Place): ProgrammeView {
  return {
    code: c.text(c.member(place, 'code'), PROGRAMME_CODE),
    for: c.oneOf(c.member(place, 'for'), TOKEN_RECIPIENTS),
    names: c.labels(c.member(place, 'names')),
    tiers: c.list(c.member(place, 'tiers'), (tier) => ({
      code: c.text(c.member(tier, 'code'), PROGRAMME_CODE),
      names: c.labels(c.member(tier, 'names')),
    })),
    days_max: c.number(c.member(place, 'days_max'), 1, 366),
  };
}

/** What each clock may be set to: wide enough for any service, narrow enough to find a value in the wrong unit. */
const CLOCK_LIMITS: Readonly<Record<keyof Clocks, readonly [min: number, max: number]>> = {
  acknowledge_hours_urgent: [1, 72],
  acknowledge_business_days_routine: [1, 30],
  decide_hours_urgent: [1, 168],
  decide_business_days_routine: [1, 30],
  hard_stop_business_days: [1, 90],
  answer_hours_urgent: [1, 168],
  answer_business_days: [1, 30],
  waitlist_review_days: [1, 90],
  arrival_grace_hours_residential: [1, 336],
  arrival_grace_hours_other: [1, 336],
  not_seen_hours: [1, 48],
  hold_business_days: [1, 30],
  report_days: [1, 90],
  acknowledge_report_business_days: [1, 30],
  overturn_business_days: [1, 30],
  next_step_hours: [1, 336],
  contact_hours: [1, 336],
  draft_days: [1, 365],
  place_hold_days: [1, 90],
  contact_kept_days: [1, 90],
};

function clocksOf(c: Checker, place: Place): Clocks {
  const clocks = Object.fromEntries(
    Object.entries(CLOCK_LIMITS).map(([name, [min, max]]) => [
      name,
      c.number(c.member(place, name), min, max),
    ]),
  ) as unknown as Clocks;
  if (clocks.hard_stop_business_days < clocks.decide_business_days_routine)
    c.complain(
      c.member(place, 'hard_stop_business_days'),
      'must not be shorter than decide_business_days_routine',
    );
  if (
    clocks.not_seen_hours >=
    Math.min(clocks.arrival_grace_hours_residential, clocks.arrival_grace_hours_other)
  )
    c.complain(c.member(place, 'not_seen_hours'), 'must be shorter than both arrival_grace_hours');
  return clocks;
}
