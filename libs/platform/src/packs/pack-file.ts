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
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import type { Labels } from '#domain/wire/common.js';
import { StartupError } from '../process/startup-error.js';
import {
  DEMO_JOURNEYS,
  JURISDICTIONS,
  type DemoClient,
  type DemoNetwork,
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
  const network = demoOf(demo, demo.root);
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
  const clocks = c.member(root, 'clocks');
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
    clocks: {
      acknowledge_hours_urgent: c.number(c.member(clocks, 'acknowledge_hours_urgent'), 1, 72),
      acknowledge_business_days_routine: c.number(
        c.member(clocks, 'acknowledge_business_days_routine'),
        1,
        30,
      ),
      arrival_grace_hours_residential: c.number(c.member(clocks, 'arrival_grace_hours_residential'), 1, 336),
      arrival_grace_hours_other: c.number(c.member(clocks, 'arrival_grace_hours_other'), 1, 336),
      report_days: c.number(c.member(clocks, 'report_days'), 1, 90),
      next_step_hours: c.number(c.member(clocks, 'next_step_hours'), 1, 336),
    },
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

function demoOf(c: Checker, root: Place): DemoNetwork {
  const legal_entities = c.list(c.member(root, 'legal_entities'), (entity) => ({
    code: c.text(c.member(entity, 'code'), ORGANISATION_CODE),
    names: c.labels(c.member(entity, 'names')),
  }));
  const entityCodes = legal_entities.map(({ code }) => code);
  const organisations = c.list(c.member(root, 'organisations'), (organisation) => ({
    code: c.text(c.member(organisation, 'code'), ORGANISATION_CODE),
    legal_entity: c.oneOf(c.member(organisation, 'legal_entity'), entityCodes),
    names: c.labels(c.member(organisation, 'names')),
    stages: c.list(c.member(organisation, 'stages'), (stage) => c.oneOf<Stage>(stage, STAGES)),
    accounts: c.list(c.member(organisation, 'accounts'), (account) => ({
      login: c.text(c.member(account, 'login'), DEMO_LOGIN),
      display_name: c.text(c.member(account, 'display_name')),
      roles: c.list(c.member(account, 'roles'), (role) => c.oneOf<Role>(role, STAFF_ROLES)),
      language: c.oneOf<Language>(c.member(account, 'language'), LANGUAGES),
    })),
  }));
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
