import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { encodeClientCode } from '#domain/rules/client-code.js';
import type { Stage } from '#domain/charter/pathway.js';
import { type TestDatabase } from './database.js';
import { withClient } from './client.js';

/** Whose work a transaction is: what the door tells PostgreSQL. */
export interface Acting {
  readonly organisation: string;
  readonly account: string;
}

export interface TestOrganisation extends Acting {
  readonly code: string;
  readonly legalEntity: string;
}

/** A client as the database knows them, with the spell that the admitting organisation opened. */
export interface Walk {
  readonly client: string;
  readonly subject: string;
  readonly episode: string;
  readonly spell: string;
}

const NAMES = JSON.stringify({ en: 'Place', ru: 'Место', ar: 'مكان' });

/** Runs work in a transaction in the name of somebody; what it throws rolls everything back. */
export async function asActor<T>(
  client: pg.Client,
  actor: Partial<Acting> | null,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  await client.query('begin');
  try {
    await client.query(
      "select set_config('app.organisation', $1, true), set_config('app.account', $2, true)",
      [actor?.organisation ?? '', actor?.account ?? ''],
    );
    const answer = await work(client);
    await client.query('commit');
    return answer;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Tries work in a transaction that never commits; answers what it did or the code with which PostgreSQL refused. */
export async function attempt<T>(
  client: pg.Client,
  actor: Partial<Acting> | null,
  work: (client: pg.Client) => Promise<T>,
): Promise<{ readonly value?: T; readonly refused?: string; readonly message?: string }> {
  const rollback = new Error('rolled back on purpose');
  let value: T | undefined;
  try {
    await asActor(client, actor, async () => {
      value = await work(client);
      throw rollback;
    });
  } catch (error) {
    if (error === rollback) return { value: value as T };
    const { code, message } = error as { code?: string; message: string };
    if (code === undefined) throw error;
    return { refused: code, message };
  }
  throw new Error('a transaction that was to be rolled back was committed');
}

/**
 * An organisation with one account, a unit, a main site with somebody on duty day and night, and its papers in order,
 * each written by the owner as the seed does. It states no free places. `coordinates` makes it the coordination office.
 */
export async function addOrganisation(
  database: TestDatabase,
  code: string,
  { coordinates = false }: { readonly coordinates?: boolean } = {},
): Promise<TestOrganisation> {
  const [legalEntity, organisation, account] = [randomUUID(), randomUUID(), randomUUID()];
  await withClient(database.ownerUrl, async (owner) => {
    await owner.query('insert into care.legal_entity (id, code, names) values ($1, $2, $3)', [
      legalEntity,
      `LE-${code}`,
      NAMES,
    ]);
    await owner.query(
      `insert into care.organisation (id, legal_entity_id, code, names, jurisdiction, time_zone, stages, coordinates)
       values ($1, $2, $3, $4, 'demo', 'Africa/Cairo', '{treatment,rehabilitation,reintegration,employment}', $5)`,
      [organisation, legalEntity, code, NAMES, coordinates],
    );
    await owner.query('insert into care.unit (organisation_id, code, names) values ($1, $2, $3)', [
      organisation,
      'W1',
      NAMES,
    ]);
    await owner.query(
      `with main as (
         insert into care.site (organisation_id, code, names, time_zone, is_main) values ($1, 'S1', $2, 'Africa/Cairo', true) returning id)
       insert into care.duty (organisation_id, site_id, level, role, round_the_clock)
       select $1, main.id, given.level, given.role, true from main, (values ('duty', 'clinician'), ('manager', 'duty_manager')) as given(level, role)`,
      [organisation, NAMES],
    );
    await owner.query(
      `insert into care.standing (organisation_id, kind, number, valid)
       select $1, kind, kind || ' of ' || $2, '[2020-01-01,2100-01-01)' from unnest(array['registration','licence']) as kind`,
      [organisation, code],
    );
    await owner.query(
      `with entry as (
         insert into care.directory_entry (code, kind, organisation_id, jurisdiction, time_zone, names, town, region)
         select $2 || given.mark, given.kind, given.organisation, 'demo', 'Africa/Cairo', $3, $3, $3
           from (values ('', 'service', $1::uuid), ('-GROUP', 'mutual_aid', null)) as given(mark, kind, organisation) returning id, kind)
       insert into care.meeting (entry_id, weekday, starts, minutes, way, audience, language, is_open)
       select id, 1, '19:00', 60, 'online', 'relatives', 'ar', true from entry where kind = 'mutual_aid'`,
      [organisation, code, NAMES],
    );
    await owner.query(
      `insert into access.account (id, organisation_id, login, display_name, password_hash, roles)
       values ($1, $2, $3, 'Somebody', 'no password fits', array[$4])`,
      [account, organisation, `somebody@${code.toLowerCase()}`, coordinates ? 'coordinator' : 'clinician'],
    );
  });
  return { organisation, account, code, legalEntity };
}

/** Admits a new client with identity, episode, code and a first spell, as the service does in one transaction. */
export async function admit(
  api: pg.Client,
  actor: Acting,
  options: { stage?: Stage; anonymous?: boolean } = {},
): Promise<Walk> {
  const walk = { client: randomUUID(), subject: randomUUID(), episode: randomUUID(), spell: randomUUID() };
  await asActor(api, actor, async () => {
    await api.query(
      `insert into care.client (id, audit_subject, jurisdiction, anonymous, birth_year, language)
       values ($1, $2, 'demo', $3, 1990, 'ar')`,
      [walk.client, walk.subject, options.anonymous ?? false],
    );
    if (!options.anonymous) await enrol(api, walk.client);
    await api.query(`select care.open_episode($1, $2, 'intake')`, [walk.client, walk.episode]);
    await api.query(
      `insert into care.stage_spell (id, episode_id, organisation_id, stage, opened_by) values ($1, $2, $3, $4, $5)`,
      [walk.spell, walk.episode, actor.organisation, options.stage ?? 'treatment', actor.account],
    );
    await giveCode(api, actor, walk);
  });
  return walk;
}

/** Puts random ciphertexts into the vault; what they say does not matter to the database. */
export async function enrol(api: pg.Client, client: string): Promise<void> {
  const token = { index: 1, keyVersion: 1, token: randomBytes(8).toString('base64') };
  await api.query(`select vault.enrol($1, 1, $2, $3, $4, 'intake')`, [
    client,
    randomBytes(40),
    JSON.stringify({ givenName: randomBytes(20).toString('base64') }),
    JSON.stringify([token]),
  ]);
}

export function newCode(): string {
  return encodeClientCode(randomBytes(5));
}

/** The code under which this organisation knows the client, where it has none yet. */
export async function giveCode(api: pg.Client, actor: Acting, walk: Walk): Promise<void> {
  await api.query(
    `insert into care.client_code (organisation_id, code, client_id, audit_subject) values ($1, $2, $3, $4)
     on conflict (organisation_id, client_id) do nothing`,
    [actor.organisation, newCode(), walk.client, walk.subject],
  );
}

/** One row in every table of evidence, written by the acting organisation for one of its spells. */
export async function writeEvidence(
  api: pg.Client,
  actor: Acting,
  episode: string,
  spell: string,
): Promise<void> {
  await asActor(api, actor, async () => {
    const { organisation } = actor;
    await api.query(
      `insert into care.safety_screen (episode_id, organisation_id, suicide_risk) values ($1, $2, 'low')`,
      [episode, organisation],
    );
    await api.query(
      `insert into care.condition (episode_id, organisation_id, source_sha256, code_system, code) values ($1, $2, $3, 'icd-10', 'F11.2')`,
      [episode, organisation, randomBytes(32)],
    );
    await api.query(
      `insert into care.assessment (episode_id, organisation_id, category, instrument, instrument_version, language, unofficial, mode, moment, taken_at, answers, scores, during_withdrawal)
       values ($1, $2, 'treatment', 'gad-7', '1', 'en', false, 'self', 'entry', now(), '{"1":0}', '[]', false)`,
      [episode, organisation],
    );
    for (const table of ['treatment', 'rehabilitation', 'reintegration', 'employment']) {
      await api.query(
        `insert into care.${table} (spell_id, episode_id, organisation_id) values ($1, $2, $3)`,
        [spell, episode, organisation],
      );
    }
  });
}
