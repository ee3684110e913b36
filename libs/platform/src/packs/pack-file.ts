import { readFileSync } from 'node:fs';
import { IANAZone } from 'luxon';
import {
  LANGUAGES,
  SEXES,
  SUBSTANCES,
  type Language,
  type Sex,
  type Substance,
} from '#domain/charter/code-lists.js';
import { STANDING_KINDS, type StandingKind } from '#domain/charter/handoff.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import type { Labels } from '#domain/wire/common.js';
import { StartupError } from '../process/startup-error.js';
import {
  DEMO_JOURNEYS,
  JURISDICTIONS,
  type Clocks,
  type DemoClient,
  type DemoNetwork,
  type DemoOrganisation,
  type IsoWeekday,
  type Pack,
} from './pack.js';

const SUBSTANCE_CODES = Object.keys(SUBSTANCES) as Substance[];
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const HOLIDAY = /^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const ORGANISATION_CODE = /^[A-Z0-9][A-Z0-9-]{1,39}$/;
/** Logins of the demo end in `.demo`, which is no domain anybody can own: nothing can ever be mailed to them. */
const DEMO_LOGIN = /^[a-z0-9-]+@[a-z0-9-]+\.[a-z-]+\.demo$/;

/** Reads and checks the two files of a pack; refuses with everything that is wrong, each with file and place. */
export function readPack(packFile: string, demoFile: string): Pack {
  const pack = new Checker(packFile);
  const demo = new Checker(demoFile);
  const body = packOf(pack, pack.root);
  const network = demoOf(demo, demo.root, body.licensed_stages);
  const problems = [...pack.problems, ...demo.problems];
  if (problems.length > 0) {
    throw new StartupError(
      `A jurisdiction pack cannot be used. ${problems.join(' ')}`,
      'Mend the named places; docs/operating.md says what a pack holds.',
    );
  }
  return { ...body, demo: network };
}

function packOf(c: Checker, root: Place): Omit<Pack, 'demo'> {
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
  const hotline = c.member(root, 'hotline');
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
    licensed_stages: c.list(c.member(root, 'licensed_stages'), (stage) => c.oneOf<Stage>(stage, STAGES)),
    capacity_stale_days: c.number(c.member(root, 'capacity_stale_days'), 1, 90),
    consent_text: { id: c.text(c.member(consent, 'id')), texts: c.labels(c.member(consent, 'texts')) },
    redisclosure_notice: {
      version: c.text(c.member(notice, 'version')),
      texts: c.labels(c.member(notice, 'texts')),
    },
    identity_document_kinds: c.list(c.member(root, 'identity_document_kinds'), (kind) => ({
      code: c.text(c.member(kind, 'code'), /^[a-z_]+$/),
      names: c.labels(c.member(kind, 'names')),
    })),
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

function demoOf(c: Checker, root: Place, licensed: readonly Stage[]): DemoNetwork {
  const legal_entities = c.list(c.member(root, 'legal_entities'), (entity) => ({
    code: c.text(c.member(entity, 'code'), ORGANISATION_CODE),
    names: c.labels(c.member(entity, 'names')),
  }));
  const entityCodes = legal_entities.map(({ code }) => code);
  const organisations = c.list(c.member(root, 'organisations'), (organisation) =>
    organisationOf(c, organisation, entityCodes, licensed),
  );
  if (!organisations.some(({ coordinates }) => coordinates))
    c.complain(c.member(root, 'organisations'), 'must include a coordination office');
  const once = [
    ...organisations.map(({ code }) => code),
    ...organisations.flatMap(({ accounts }) => accounts.map(({ login }) => login)),
  ];
  for (const name of once.filter((one, at) => once.indexOf(one) !== at))
    c.complain(root, `names ${name} twice`);
  const clients = c.list(c.member(root, 'clients'), (client) => {
    const identity = c.member(client, 'identity');
    return {
      journey: c.oneOf(c.member(client, 'journey'), DEMO_JOURNEYS),
      language: c.oneOf<Language>(c.member(client, 'language'), LANGUAGES),
      substance: c.oneOf<Substance>(c.member(client, 'substance'), SUBSTANCE_CODES),
      ...(identity.value === undefined ? {} : { identity: personOf(c, identity) }),
    };
  });
  return { legal_entities, organisations, clients };
}

function organisationOf(
  c: Checker,
  place: Place,
  entityCodes: readonly string[],
  licensed: readonly Stage[],
): DemoOrganisation {
  const duty = c.member(place, 'duty');
  const organisation: DemoOrganisation = {
    code: c.text(c.member(place, 'code'), ORGANISATION_CODE),
    legal_entity: c.oneOf(c.member(place, 'legal_entity'), entityCodes),
    names: c.labels(c.member(place, 'names')),
    stages: c.list(c.member(place, 'stages'), (stage) => c.oneOf<Stage>(stage, STAGES)),
    coordinates: c.yesNo(c.member(place, 'coordinates')),
    site: siteOf(c, c.member(place, 'site')),
    duty: {
      duty: c.oneOf<Role>(c.member(duty, 'duty'), STAFF_ROLES),
      manager: c.oneOf<Role>(c.member(duty, 'manager'), STAFF_ROLES),
      round_the_clock: c.yesNo(c.member(duty, 'round_the_clock')),
    },
    standing: c.list(c.member(place, 'standing'), (standing) => ({
      kind: c.oneOf<StandingKind>(c.member(standing, 'kind'), STANDING_KINDS),
      number: c.text(c.member(standing, 'number')),
      from: c.text(c.member(standing, 'from'), DATE),
      until: c.text(c.member(standing, 'until'), DATE),
    })),
    places: c.object(c.member(place, 'places'), (free) => c.number(free, 0, 10_000)),
    accounts: c.list(c.member(place, 'accounts'), (account) => ({
      login: c.text(c.member(account, 'login'), DEMO_LOGIN),
      display_name: c.text(c.member(account, 'display_name')),
      roles: c.list(c.member(account, 'roles'), (role) => c.oneOf<Role>(role, STAFF_ROLES)),
      language: c.oneOf<Language>(c.member(account, 'language'), LANGUAGES),
    })),
  };
  checkStanding(c, c.member(place, 'standing'), organisation, licensed);
  checkPeople(c, place, organisation);
  for (const stage of Object.keys(organisation.places)) {
    if (!(organisation.stages as readonly string[]).includes(stage))
      c.complain(c.member(c.member(place, 'places'), stage), 'must be a stage that the organisation offers');
  }
  return organisation;
}

function siteOf(c: Checker, place: Place): DemoOrganisation['site'] {
  const weekend = c.member(place, 'weekend_days');
  const [opens, closes] = [c.member(place, 'opens'), c.member(place, 'closes')];
  const site = {
    code: c.text(c.member(place, 'code'), ORGANISATION_CODE),
    names: c.labels(c.member(place, 'names')),
    weekend_days: weekend.value === null ? null : c.list(weekend, (day) => c.number(day, 1, 7)),
    opens: opens.value === null ? null : c.text(opens, TIME),
    closes: closes.value === null ? null : c.text(closes, TIME),
  };
  if (new Set(site.weekend_days).size > 6) c.complain(weekend, 'must leave a working day');
  const isWhole =
    site.opens === null ? site.closes === null : site.closes !== null && site.opens < site.closes;
  if (!isWhole) c.complain(opens, 'must come together with closes, and before it');
  return site;
}

/** Registered, licensed for what needs a licence, and of one kind no two papers valid on one day. */
function checkStanding(
  c: Checker,
  place: Place,
  { standing, stages }: DemoOrganisation,
  licensed: readonly Stage[],
): void {
  const holds = (kind: StandingKind): boolean => standing.some((paper) => paper.kind === kind);
  if (!holds('registration')) c.complain(place, 'must include a registration');
  const stage = stages.find((one) => licensed.includes(one));
  if (stage !== undefined && !holds('licence'))
    c.complain(place, `must include a licence, because ${stage} is a licensed stage`);
  standing.forEach((paper, at) => {
    const path = { ...place, path: `${place.path}[${at}]` };
    if (paper.from >= paper.until) c.complain(path, 'must be valid from a day before it ends');
    const overlaps = standing
      .slice(0, at)
      .some((one) => one.kind === paper.kind && one.from < paper.until && paper.from < one.until);
    if (overlaps) c.complain(path, `overlaps another ${paper.kind}`);
  });
}

/** A reminder to a role that nobody holds reaches nobody, and a forced change of custody needs two coordinators. */
function checkPeople(c: Checker, place: Place, { duty, coordinates, accounts }: DemoOrganisation): void {
  for (const level of ['duty', 'manager'] as const) {
    if (!accounts.some(({ roles }) => roles.includes(duty[level])))
      c.complain(c.member(c.member(place, 'duty'), level), 'must be a role that an account holds');
  }
  if (coordinates && accounts.filter(({ roles }) => roles.includes('coordinator')).length < 2)
    c.complain(
      c.member(place, 'accounts'),
      'must hold two coordinators, because the organisation coordinates',
    );
}

function personOf(c: Checker, person: Place): NonNullable<DemoClient['identity']> {
  return {
    given_name: c.text(c.member(person, 'given_name')),
    family_name: c.text(c.member(person, 'family_name')),
    birth_on: c.text(c.member(person, 'birth_on'), DATE),
    sex: c.oneOf<Sex>(c.member(person, 'sex'), SEXES),
  };
}

interface Place {
  readonly value: unknown;
  readonly path: string;
}

/** Reads values out of one JSON file and remembers everything that is wrong, with its place. */
class Checker {
  readonly problems: string[] = [];
  readonly root: Place;

  constructor(private readonly file: string) {
    this.root = { value: this.parse(), path: '' };
  }

  private parse(): unknown {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8'));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new StartupError(
        `The pack file ${this.file} cannot be read: ${code ?? message}.`,
        'Put the file back as it was delivered, or mend its JSON.',
      );
    }
  }

  complain(place: Place, what: string): void {
    this.problems.push(`${this.file}: ${place.path || 'the file'} ${what}.`);
  }

  member(place: Place, name: string): Place {
    const isObject = typeof place.value === 'object' && place.value !== null && !Array.isArray(place.value);
    const value = isObject ? (place.value as Record<string, unknown>)[name] : undefined;
    return { value, path: place.path ? `${place.path}.${name}` : name };
  }

  text(place: Place, pattern = /\S/): string {
    if (typeof place.value === 'string' && pattern.test(place.value)) return place.value;
    this.complain(place, `must be text like ${String(pattern)}`);
    return '';
  }

  number(place: Place, min: number, max: number): number {
    if (Number.isInteger(place.value) && (place.value as number) >= min && (place.value as number) <= max)
      return place.value as number;
    this.complain(place, `must be a whole number from ${min} to ${max}`);
    return min;
  }

  yesNo(place: Place): boolean {
    if (typeof place.value !== 'boolean') this.complain(place, 'must be true or false');
    return place.value === true;
  }

  oneOf<T extends string>(place: Place, values: readonly T[]): T {
    if ((values as readonly unknown[]).includes(place.value)) return place.value as T;
    this.complain(place, `must be one of ${values.join(', ')}`);
    return values[0] as T;
  }

  list<T>(place: Place, read: (item: Place) => T): T[] {
    if (Array.isArray(place.value))
      return place.value.map((value: unknown, at) => read({ value, path: `${place.path}[${at}]` }));
    this.complain(place, 'must be a list');
    return [];
  }

  /** Members whose names are data, not known beforehand. */
  object<T>(place: Place, read: (member: Place) => T): Readonly<Record<string, T>> {
    if (typeof place.value === 'object' && place.value !== null && !Array.isArray(place.value))
      return Object.fromEntries(
        Object.keys(place.value).map((name) => [name, read(this.member(place, name))]),
      );
    this.complain(place, 'must be an object');
    return {};
  }

  labels(place: Place): Labels {
    return Object.fromEntries(
      LANGUAGES.map((language) => [language, this.text(this.member(place, language))]),
    ) as Labels;
  }

  timeZone(place: Place): string {
    const zone = this.text(place);
    if (zone !== '' && !IANAZone.isValidZone(zone))
      this.complain(place, 'must be a time zone of the IANA list');
    return zone;
  }
}
