import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  LANGUAGES,
  SEXES,
  SUBSTANCES,
  type Language,
  type Sex,
  type Substance,
} from '#domain/charter/code-lists.js';
import { MEETING_AUDIENCES, MEETING_WAYS } from '#domain/charter/directory.js';
import { ORGANISATION_KINDS } from '#domain/charter/eligibility.js';
import { STANDING_KINDS, type StandingKind } from '#domain/charter/handoff.js';
import { STAGES, type Stage } from '#domain/charter/pathway.js';
import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import { StartupError } from '../process/startup-error.js';
import { crowdOf } from './demo-crowd-file.js';
import {
  DEMO_JOURNEYS,
  type DemoClient,
  type DemoGroup,
  type DemoNetwork,
  type DemoOrganisation,
  type DemoPlace,
  type DemoStanding,
} from './demo-pack.js';
import { Checker, DATE, TIME, type Place } from './pack-checker.js';

const SUBSTANCE_CODES = Object.keys(SUBSTANCES) as Substance[];
const ORGANISATION_CODE = /^[A-Z0-9][A-Z0-9-]{1,39}$/;
/** Logins of the demo end in `.demo`, which is no domain anybody can own: nothing can ever be mailed to them. */
const DEMO_LOGIN = /^[a-z0-9-]+@[a-z0-9-]+\.[a-z-]+\.demo$/;
/**
 * No number of either country begins with 0 behind the country code (0 is what one dials before a number of the own country),
 * so these reach nobody.
 */
const UNDIALLABLE = /^\+(7 000 000-\d\d-\d\d|20 00 0000 \d{4})$/;

const MAIN_SITE: DemoOrganisation['site'] = {
  code: 'MAIN',
  names: { en: 'Main site', ru: 'Главный адрес', ar: 'المقر الرئيسي' },
  weekend_days: null,
  opens: null,
  closes: null,
};

/**
 * Reads the demo network of a jurisdiction from every `.json` file of a folder, `core.json` first and the others in the order
 * of their names. Each holds some of: legal entities, organisations, groups of mutual aid, clients, and one the crowd.
 * Answers everything that is wrong, each with file and place.
 */
export function readDemo(
  folder: string,
  licensed: readonly Stage[],
): { network: DemoNetwork; problems: string[] } {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  if (!files.includes('core.json')) {
    throw new StartupError(
      `The pack file ${path.join(folder, 'core.json')} cannot be read: ENOENT.`,
      'Put the file back as it was delivered, or mend its JSON.',
    );
  }
  const order = ['core.json', ...files.filter((name) => name !== 'core.json').sort()];
  const parts = order.map((name) => new Checker(path.join(folder, name)));
  const legal_entities = parts.flatMap((c) =>
    c.listed(c.member(c.root, 'legal_entities'), (entity) => ({
      code: c.text(c.member(entity, 'code'), ORGANISATION_CODE),
      names: c.labels(c.member(entity, 'names')),
    })),
  );
  const entityCodes = legal_entities.map(({ code }) => code);
  const organisations = parts.flatMap((c) =>
    c.listed(c.member(c.root, 'organisations'), (organisation) =>
      organisationOf(c, organisation, entityCodes, licensed),
    ),
  );
  const groups = parts.flatMap((c) => c.listed(c.member(c.root, 'groups'), (group) => groupOf(c, group)));
  const clients = parts.flatMap((c) =>
    c.listed(c.member(c.root, 'clients'), (client) => clientOf(c, client)),
  );
  const [core] = parts as [Checker];
  if (!organisations.some(({ coordinates }) => coordinates))
    core.complain(core.member(core.root, 'organisations'), 'must include a coordination office');
  assertOnce(core, [
    ...entityCodes,
    ...organisations.flatMap(({ accounts }) => accounts.map(({ login }) => login)),
  ]);
  assertOnce(core, [...organisations.map(({ code }) => code), ...groups.map(({ code }) => code)]);
  const crowds = parts.filter((c) => c.member(c.root, 'crowd').value !== undefined);
  const c = crowds[0] ?? core;
  if (crowds.length !== 1) core.complain(core.root, 'must have one crowd beside it');
  const crowd = crowdOf(c, c.member(c.root, 'crowd'), organisations);
  return {
    network: { legal_entities, organisations, groups, clients, crowd },
    problems: parts.flatMap(({ problems }) => problems),
  };
}

function assertOnce(c: Checker, names: readonly string[]): void {
  for (const name of names.filter((one, at) => names.indexOf(one) !== at))
    c.complain(c.root, `names ${name} twice`);
}

function clientOf(c: Checker, client: Place): DemoClient {
  const identity = c.member(client, 'identity');
  return {
    journey: c.oneOf(c.member(client, 'journey'), DEMO_JOURNEYS),
    language: c.oneOf<Language>(c.member(client, 'language'), LANGUAGES),
    substance: c.oneOf<Substance>(c.member(client, 'substance'), SUBSTANCE_CODES),
    ...(identity.value === undefined ? {} : { identity: personOf(c, identity) }),
  };
}

function placeOf(c: Checker, place: Place): DemoPlace {
  const address = c.maybe(c.member(place, 'address'), (one) => c.labels(one));
  const telephone = c.maybe(c.member(place, 'telephone'), (one) => c.text(one, UNDIALLABLE));
  return {
    town: c.labels(c.member(place, 'town')),
    region: c.labels(c.member(place, 'region')),
    ...(address && { address }),
    ...(telephone && { telephone }),
  };
}

function groupOf(c: Checker, place: Place): DemoGroup {
  return {
    code: c.text(c.member(place, 'code'), ORGANISATION_CODE),
    names: c.labels(c.member(place, 'names')),
    at: placeOf(c, c.member(place, 'at')),
    meetings: c.list(c.member(place, 'meetings'), (meeting) => ({
      weekday: c.number(c.member(meeting, 'weekday'), 1, 7),
      starts: c.text(c.member(meeting, 'starts'), TIME),
      minutes: c.number(c.member(meeting, 'minutes'), 15, 480),
      way: c.oneOf(c.member(meeting, 'way'), MEETING_WAYS),
      for: c.oneOf(c.member(meeting, 'for'), MEETING_AUDIENCES),
      language: c.oneOf<Language>(c.member(meeting, 'language'), LANGUAGES),
      open: c.yesNo(c.member(meeting, 'open')),
    })),
  };
}

function untilOf(c: Checker, place: Place): DemoStanding['until'] {
  if (typeof place.value === 'string') return c.text(place, DATE);
  return { in_days: c.number(c.member(place, 'in_days'), -3650, 3650) };
}

/** For comparing papers: one that is counted in days from the planting is taken for one that lasts. */
function lastDay({ until }: DemoStanding): string {
  return typeof until === 'string' ? until : '9999-12-31';
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
    kind: c.maybe(c.member(place, 'kind'), (one) => c.oneOf(one, ORGANISATION_KINDS)) ?? 'care',
    coordinates: c.maybe(c.member(place, 'coordinates'), (one) => c.yesNo(one)) ?? false,
    featured: c.maybe(c.member(place, 'featured'), (one) => c.yesNo(one)) ?? false,
    gives_up: c.maybe(c.member(place, 'gives_up'), (one) => c.yesNo(one)) ?? false,
    at: placeOf(c, c.member(place, 'at')),
    site: c.maybe(c.member(place, 'site'), (one) => siteOf(c, one)) ?? MAIN_SITE,
    duty: {
      duty: c.oneOf<Role>(c.member(duty, 'duty'), STAFF_ROLES),
      manager: c.oneOf<Role>(c.member(duty, 'manager'), STAFF_ROLES),
      round_the_clock: c.yesNo(c.member(duty, 'round_the_clock')),
    },
    standing: c.list(c.member(place, 'standing'), (standing) => ({
      kind: c.oneOf<StandingKind>(c.member(standing, 'kind'), STANDING_KINDS),
      number: c.text(c.member(standing, 'number')),
      from: c.text(c.member(standing, 'from'), DATE),
      until: untilOf(c, c.member(standing, 'until')),
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
    if (typeof paper.until === 'string' && paper.from >= paper.until)
      c.complain(path, 'must be valid from a day before it ends');
    const overlaps = standing
      .slice(0, at)
      .some((one) => one.kind === paper.kind && one.from < lastDay(paper) && paper.from < lastDay(one));
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
