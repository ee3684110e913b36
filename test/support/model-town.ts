import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Stage } from '#domain/charter/pathway.js';
import type { Role } from '#domain/charter/roles.js';
import type { Actor } from '#platform/db/actor.js';

/** The stages that every house of a town offers: enough for a client to go round and come back. */
export const TOWN_STAGES = [
  'assessment',
  'treatment',
  'rehabilitation',
  'reintegration',
] as const satisfies readonly Stage[];

/** With every role of the care team: the laws must hold without the help of the roles. */
const ALL_ROUND: readonly Role[] = [
  'clinician',
  'case_manager',
  'social_worker',
  'employment_officer',
  'intake_officer',
  'duty_manager',
  'org_admin',
  'auditor',
  'privacy_officer',
];

const NAMES = JSON.stringify({ en: 'Place', ru: 'Место', ar: 'مكان' });

export interface TownHouse {
  readonly id: string;
  readonly code: string;
  /** Two who may do everything, so that a second person can be asked for. */
  readonly people: readonly Actor[];
  /** May read, and change nothing. */
  readonly observer: Actor;
}

/** Some houses of one jurisdiction and the coordination office over them. */
export interface Town {
  readonly houses: readonly TownHouse[];
  readonly office: TownHouse;
}

/** Adds the coordination office of the jurisdiction; every town of a database shares it. */
export async function addOffice(owner: pg.ClientBase, jurisdiction: string): Promise<TownHouse> {
  const office = newHouse('OFFICE', ['coordinator']);
  await insert(owner, [office], { jurisdiction, coordinates: true, stages: [] });
  return office;
}

/** Adds houses with registration, licence, a main site and somebody on duty day and night, as the seed does. */
export async function addHouses(
  owner: pg.ClientBase,
  jurisdiction: string,
  count: number,
): Promise<TownHouse[]> {
  const houses = Array.from({ length: count }, (_, n) => newHouse(`H${n}`, ALL_ROUND));
  await insert(owner, houses, { jurisdiction, coordinates: false, stages: TOWN_STAGES });
  return houses;
}

function newHouse(prefix: string, roles: readonly Role[]): TownHouse {
  const id = randomUUID();
  const code = `${prefix}-${id.slice(0, 13).toUpperCase()}`;
  const actor = (name: string, held: readonly Role[]): Actor => ({
    kind: 'staff',
    account: randomUUID(),
    organisation: id,
    roles: held,
    name,
  });
  return {
    id,
    code,
    people: [actor('First', roles), actor('Second', roles)],
    observer: actor('Observer', ['auditor']),
  };
}

interface Kind {
  readonly jurisdiction: string;
  readonly coordinates: boolean;
  readonly stages: readonly Stage[];
}

const INSERT = `
with given as (select * from jsonb_to_recordset($1::jsonb) as g (id uuid, code text)),
  entity as (insert into care.legal_entity (id, code, names) select id, code, $2::jsonb from given),
  organisation as (insert into care.organisation (id, legal_entity_id, code, names, jurisdiction, time_zone, stages, coordinates)
    select id, id, code, $2::jsonb, $3, 'Africa/Cairo', $4::text[], $5 from given),
  site as (insert into care.site (id, organisation_id, code, names, time_zone, is_main) select id, id, 'S1', $2::jsonb, 'Africa/Cairo', true from given),
  duty as (insert into care.duty (organisation_id, site_id, level, role, round_the_clock)
    select id, id, level, case level when 'duty' then 'intake_officer' else 'duty_manager' end, true from given, unnest(array['duty','manager']) as level)
insert into care.standing (organisation_id, kind, number, valid)
  select id, kind, '1', daterange('2020-01-01', null) from given, unnest(array['registration','licence']) as kind`;

const ACCOUNTS = `
insert into access.account (id, organisation_id, login, display_name, password_hash, roles)
  select id, organisation, id::text, name, 'no password fits', array(select jsonb_array_elements_text(roles))
  from jsonb_to_recordset($1::jsonb) as g (id uuid, organisation uuid, name text, roles jsonb)`;

async function insert(owner: pg.ClientBase, houses: readonly TownHouse[], kind: Kind): Promise<void> {
  const given = JSON.stringify(houses.map(({ id, code }) => ({ id, code })));
  await owner.query(INSERT, [given, NAMES, kind.jurisdiction, kind.stages, kind.coordinates]);
  const accounts = houses.flatMap(({ people, observer }) => [...people, observer]);
  const rows = accounts.map(({ account, organisation, name, roles }) => ({
    id: account,
    organisation,
    name,
    roles,
  }));
  await owner.query(ACCOUNTS, [JSON.stringify(rows)]);
}
