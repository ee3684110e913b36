import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MIGRATIONS } from '#migrations/index.js';
import { StartupError } from '../process/startup-error.js';
import type { SqlClient } from './database-roles.js';

/** Which migrations a database has, by name; TypeORM keeps it. */
export const MIGRATIONS_TABLE = 'handrail_migration';
/** Which text each of them had, by SHA-256; kept by the owner beside it. */
const TEXTS_TABLE = 'handrail_migration_text';

type Texts = ReadonlyMap<string, string>;

/**
 * Refuses a database that another version made: one that has a migration this version does not know, or knows with
 * another text, or that was made before texts were kept. Changes nothing. A database without migrations is welcome.
 */
export async function assertOwnMigrations(client: SqlClient): Promise<void> {
  const applied = await names(client);
  if (applied.length === 0) return;
  const [ours, theirs] = [await textsOfThisVersion(), await textsOf(client)];
  const different = applied.find((name) => !ours.has(name) || ours.get(name) !== theirs.get(name));
  if (different === undefined) return;
  throw new StartupError(
    `This database was made by another version of Handrail: its step ${different} is not the one of this version.`,
    'Nothing was changed. Before the first release data are not carried over: start with an empty folder (HANDRAIL_DATA=… npm start), ' +
      'or an empty database in DATABASE_URL, or go on with the version that made it.',
  );
}

/**
 * Writes down the texts of the steps that are to come, before the first of them: a migration that is broken off leaves no
 * step whose text is not known, and the text of a step that never came is written anew.
 */
export async function keepTexts(client: SqlClient): Promise<void> {
  await client.query(
    `create table if not exists ${TEXTS_TABLE} (name text primary key, sha256 text not null)`,
  );
  const applied = new Set(await names(client));
  for (const [name, sha256] of await textsOfThisVersion()) {
    if (applied.has(name)) continue;
    await client.query(
      `insert into ${TEXTS_TABLE} (name, sha256) values ($1, $2) on conflict (name) do update set sha256 = excluded.sha256`,
      [name, sha256],
    );
  }
}

async function names(client: SqlClient): Promise<string[]> {
  if (!(await hasTable(client, MIGRATIONS_TABLE))) return [];
  const { rows } = await client.query(`select name from ${MIGRATIONS_TABLE} order by id`);
  return rows.map(({ name }) => String(name));
}

async function textsOf(client: SqlClient): Promise<Texts> {
  if (!(await hasTable(client, TEXTS_TABLE))) return new Map();
  const { rows } = await client.query(`select name, sha256 from ${TEXTS_TABLE}`);
  return new Map(rows.map(({ name, sha256 }) => [String(name), String(sha256)]));
}

async function hasTable(client: SqlClient, table: string): Promise<boolean> {
  const { rows } = await client.query('select to_regclass($1) is not null as found', [table]);
  return rows[0]?.['found'] === true;
}

/** What each migration would send to the database, down to the last space. */
async function textsOfThisVersion(): Promise<Texts> {
  const texts = new Map<string, string>();
  for (const Migration of MIGRATIONS) {
    const hash = createHash('sha256');
    const listener = { query: (text: string) => Promise.resolve(void hash.update(text).update('\0')) };
    const migration: MigrationInterface = new Migration();
    await migration.up(listener as unknown as QueryRunner);
    texts.set(Migration.name, hash.digest('hex'));
  }
  return texts;
}
