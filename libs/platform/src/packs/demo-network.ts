import pg from 'pg';
import type { Role } from '#domain/charter/roles.js';
import type { Language } from '#domain/charter/code-lists.js';
import { hashPassword } from '../crypto/passwords.js';
import { plantDirectory } from './demo-directory.js';
import type { Packs } from './packs.js';

/** The one password of every demo account, published on purpose; such accounts work in demo mode alone. */
export const DEMO_PASSWORD = 'handrail-demo-2026';

/** One demo login with everything a newcomer needs to choose among them. */
export interface DemoLogin {
  readonly login: string;
  readonly password: string;
  readonly display_name: string;
  readonly organisation: string;
  readonly organisation_code: string;
  readonly roles: readonly Role[];
  readonly language: Language;
}

/** Every demo login of the packs, in their order; `organisation` is its English name. */
export function demoLogins(packs: Packs): DemoLogin[] {
  return packs.all.flatMap(({ demo }) =>
    demo.organisations.flatMap((organisation) =>
      organisation.accounts.map(({ login, display_name, roles, language }) => ({
        login,
        password: DEMO_PASSWORD,
        display_name,
        organisation: organisation.names.en,
        organisation_code: organisation.code,
        roles,
        language,
      })),
    ),
  );
}

/** An account as the demo clients need it: somebody who can act. */
export interface PlantedAccount {
  readonly id: string;
  readonly organisation_id: string;
  readonly organisation_code: string;
  readonly display_name: string;
  readonly roles: readonly Role[];
}

export interface Planted {
  readonly organisationsAdded: number;
  readonly accountsAdded: number;
  readonly accounts: readonly PlantedAccount[];
}

/**
 * Writes organisations and accounts of the demo network as the owner of the database, who alone may. Doing it again
 * brings what the packs say of organisations and sites up to date and changes nothing else. Without `withAccounts` (demo mode is off) no account with the
 * published password stays usable.
 */
export async function plantDemoNetwork(
  ownerUrl: string,
  packs: Packs,
  withAccounts: boolean,
): Promise<Planted> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'handrail seed' });
  client.on('error', () => undefined); // the query under way reports the loss
  await client.connect();
  try {
    await client.query('begin');
    const organisationsAdded = await plantOrganisations(client, packs);
    await plantSites(client, packs);
    await plantStandingAndPlaces(client, packs);
    await plantDirectory(client, packs);
    const accountsAdded = withAccounts ? await plantAccounts(client, packs) : 0;
    await client.query(
      'update access.account set disabled_at = case when $1 then null else clock_timestamp() end where demo and left_at is null and (disabled_at is null) <> $1',
      [withAccounts],
    );
    const { rows: accounts } = await client.query<PlantedAccount>(
      `select a.id, a.organisation_id, o.code as organisation_code, a.display_name, a.roles
         from access.account a join care.organisation o on o.id = a.organisation_id
        where a.demo and a.disabled_at is null order by a.login`,
    );
    await client.query('commit');
    return { organisationsAdded, accountsAdded, accounts };
  } finally {
    await client.end();
  }
}

async function plantOrganisations(client: pg.Client, packs: Packs): Promise<number> {
  const entities = packs.all.flatMap(({ demo }) => demo.legal_entities);
  await client.query(
    `insert into care.legal_entity (code, names) select code, names from jsonb_to_recordset($1::jsonb) as given(code text, names jsonb)
     on conflict (code) do update set names = excluded.names where legal_entity.names <> excluded.names`,
    [JSON.stringify(entities)],
  );
  const organisations = packs.all.flatMap(({ demo, jurisdiction, time_zone }) =>
    demo.organisations.map(({ code, legal_entity, names, stages, kind, coordinates }) => ({
      code,
      legal_entity,
      names,
      stages,
      kind,
      coordinates,
      jurisdiction,
      time_zone,
    })),
  );
  const { rows } = await client.query<{ added: boolean }>(
    `insert into care.organisation (legal_entity_id, code, names, jurisdiction, time_zone, stages, kind, coordinates)
     select e.id, given.code, given.names, given.jurisdiction, given.time_zone, given.stages, given.kind, given.coordinates
       from jsonb_to_recordset($1::jsonb) as given(code text, legal_entity text, names jsonb, jurisdiction text, time_zone text,
         stages text[], kind text, coordinates boolean)
       join care.legal_entity e on e.code = given.legal_entity
     on conflict (code) do update set names = excluded.names, stages = excluded.stages, kind = excluded.kind, coordinates = excluded.coordinates
       where (organisation.names, organisation.stages, organisation.kind, organisation.coordinates)
         is distinct from (excluded.names, excluded.stages, excluded.kind, excluded.coordinates)
     returning xmax = 0 as added`,
    [JSON.stringify(organisations)],
  );
  return rows.filter(({ added }) => added).length;
}

/** The main site of each organisation with its week, and who is on duty there. */
async function plantSites(client: pg.Client, packs: Packs): Promise<void> {
  const sites = packs.all.flatMap(({ demo, time_zone }) =>
    demo.organisations.map(({ code, site }) => ({ ...site, organisation: code, time_zone })),
  );
  await client.query(
    `insert into care.site (organisation_id, code, names, time_zone, is_main, weekend_days, opens, closes)
     select o.id, given.code, given.names, given.time_zone, true, given.weekend_days, given.opens, given.closes
       from jsonb_to_recordset($1::jsonb) as given(organisation text, code text, names jsonb, time_zone text, weekend_days smallint[],
         opens text, closes text)
       join care.organisation o on o.code = given.organisation
     on conflict (organisation_id, code) do update
       set names = excluded.names, weekend_days = excluded.weekend_days, opens = excluded.opens, closes = excluded.closes
       -- What the organisation changed itself (version 2 and later) stays as it said.
       where site.version = 1 and (site.names, site.weekend_days, site.opens, site.closes)
         is distinct from (excluded.names, excluded.weekend_days, excluded.opens, excluded.closes)`,
    [JSON.stringify(sites)],
  );
  const duties = packs.all.flatMap(({ demo }) =>
    demo.organisations.flatMap(({ code, site, duty: { round_the_clock, ...roles } }) =>
      Object.entries(roles).map(([level, role]) => ({
        organisation: code,
        site: site.code,
        level,
        role,
        round_the_clock,
      })),
    ),
  );
  await client.query(
    `insert into care.duty (organisation_id, site_id, level, role, round_the_clock)
     select o.id, s.id, given.level, given.role, given.round_the_clock
       from jsonb_to_recordset($1::jsonb) as given(organisation text, site text, level text, role text, round_the_clock boolean)
       join care.organisation o on o.code = given.organisation
       join care.site s on s.organisation_id = o.id and s.code = given.site
     on conflict (site_id, level) do update set role = excluded.role, round_the_clock = excluded.round_the_clock
       where (duty.role, duty.round_the_clock) is distinct from (excluded.role, excluded.round_the_clock)`,
    [JSON.stringify(duties)],
  );
}

/** Papers and free places are only ever added: what an organisation states of itself later is not taken back. */
async function plantStandingAndPlaces(client: pg.Client, packs: Packs): Promise<void> {
  const organisations = packs.all.flatMap(({ demo }) => demo.organisations);
  const papers = organisations.flatMap(({ code, standing }) =>
    standing.map(({ until, ...paper }) => ({
      ...paper,
      organisation: code,
      ...(typeof until === 'string' ? { until } : until),
    })),
  );
  await client.query(
    `insert into care.standing (organisation_id, kind, number, valid)
     select o.id, given.kind, given.number, daterange(given."from", coalesce(given.until, current_date + given.in_days))
       from jsonb_to_recordset($1::jsonb) as given(organisation text, kind text, number text, "from" date, until date, in_days integer)
       join care.organisation o on o.code = given.organisation
     on conflict do nothing`,
    [JSON.stringify(papers)],
  );
  const places = organisations.flatMap(({ code, places }) =>
    Object.entries(places).map(([stage, free]) => ({ organisation: code, stage, free })),
  );
  await client.query(
    `insert into care.capacity (organisation_id, stage, free)
     select o.id, given.stage, given.free
       from jsonb_to_recordset($1::jsonb) as given(organisation text, stage text, free int)
       join care.organisation o on o.code = given.organisation
     on conflict do nothing`,
    [JSON.stringify(places)],
  );
}

async function plantAccounts(client: pg.Client, packs: Packs): Promise<number> {
  const logins = demoLogins(packs);
  const { rows: known } = await client.query<{ login: string }>(
    'select login from access.account where login = any ($1)',
    [logins.map(({ login }) => login)],
  );
  if (known.length === logins.length) return 0;
  // The password is published, so one salt for all of them gives nothing away and saves seconds at the first start.
  const password_hash = await hashPassword(DEMO_PASSWORD);
  const { rowCount } = await client.query(
    `insert into access.account (organisation_id, login, display_name, password_hash, roles, language, demo)
     select o.id, given.login, given.display_name, $2, given.roles, given.language, true
       from jsonb_to_recordset($1::jsonb) as given(login text, display_name text, roles text[], language text, organisation_code text)
       join care.organisation o on o.code = given.organisation_code
     on conflict (login) do nothing`,
    [JSON.stringify(logins), password_hash],
  );
  return rowCount ?? 0;
}
