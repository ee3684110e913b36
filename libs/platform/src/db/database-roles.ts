import { databaseRolePassword, type Keys } from '../config/keys.js';
import { StartupError } from '../process/startup-error.js';

/** The parts of the system that log in to the database, each with rights of its own. */
export const DATABASE_ROLES = ['api', 'worker', 'vault', 'sealer', 'report', 'keeper'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** Owns the tables and runs the migrations; no process that serves requests ever logs in as it. */
export const OWNER_LOGIN = 'handrail_owner';
/** Owns the SECURITY DEFINER functions; nobody logs in as it. */
export const DEFINER_ROLE = 'handrail_definer';
/** Schemas whose tables hold our data; a serving login must own none of them. */
export const OUR_SCHEMAS = ['care', 'access', 'vault', 'audit', 'bus'] as const;
/** PostgreSQL 18 brought temporal keys and uuidv7(), which custody and every identifier stand on. */
export const SERVER_VERSION_MIN = 180000;

/** The part of the configuration that says where the databases are. */
export interface DatabaseAddresses {
  readonly databaseUrl?: string | undefined;
  readonly databaseUrls: Partial<Record<DatabaseRole, string>>;
}

/** The little of a PostgreSQL client that a check needs; a pooled client and a plain one both fit. */
export interface SqlClient {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** The login of a role: `handrail_api` and so on; migrations name these in grants and policies. */
export function loginOf(role: DatabaseRole): string {
  return `handrail_${role}`;
}

/**
 * Address with which a role logs in: its own `DATABASE_URL_<ROLE>` where given, else the server and database of
 * `DATABASE_URL` with the login that `migrate` made and its derived password. Refuses when neither is known.
 */
export function databaseUrlFor(config: DatabaseAddresses, keys: Keys, role: DatabaseRole): string {
  const given = config.databaseUrls[role];
  if (given !== undefined) return given;
  if (config.databaseUrl === undefined) {
    throw new StartupError(
      `This process does not know where the database is for the role "${role}".`,
      `Set DATABASE_URL_${role.toUpperCase()} (or DATABASE_URL), or start everything with "npm start".`,
    );
  }
  const url = new URL(config.databaseUrl);
  url.username = loginOf(role);
  url.password = databaseRolePassword(keys.base, loginOf(role));
  return url.href;
}

const WHO_AM_I = `
  select current_setting('server_version_num')::int as server_version_num,
         current_setting('server_version') as server_version,
         r.rolname as login, r.rolsuper as is_superuser, r.rolbypassrls as bypasses_policies,
         coalesce((select format('%I.%I', n.nspname, c.relname)
                     from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = any ($1) and c.relkind in ('r', 'p')
                      and pg_has_role(r.oid, c.relowner, 'MEMBER')
                    order by 1 limit 1), '') as owned_table
    from pg_roles r where r.rolname = current_user`;

/**
 * Refuses a connection on which row-level security would not bind: a superuser, a login with BYPASSRLS, one that owns
 * our tables (itself or through membership), or a server older than PostgreSQL 18. Call it once per pool at start.
 */
export async function assertSafeConnection(client: SqlClient, role: DatabaseRole): Promise<void> {
  const { rows } = await client.query(WHO_AM_I, [[...OUR_SCHEMAS]]);
  const me = rows[0] ?? {};
  assertServerVersion(me);
  const remedy = `Set DATABASE_URL_${role.toUpperCase()} to the login "${loginOf(role)}" that "handrail migrate" makes, or leave it unset.`;
  const refuse = (what: string): never => {
    throw new StartupError(
      `The role "${role}" would log in as "${String(me['login'])}", which ${what}.`,
      remedy,
    );
  };
  if (me['is_superuser'] === true) refuse('is a superuser: row-level security would not bind it');
  if (me['bypasses_policies'] === true) refuse('has BYPASSRLS: row-level security would not bind it');
  if (me['owned_table'] !== '')
    refuse(`owns tables (${String(me['owned_table'])}) and could change their policies`);
}

/** Refuses a server below PostgreSQL 18; takes the row of a query that selects server_version_num and server_version. */
export function assertServerVersion(row: Record<string, unknown>): void {
  if (Number(row['server_version_num']) >= SERVER_VERSION_MIN) return;
  throw new StartupError(
    `The database server is PostgreSQL ${String(row['server_version'])}; Handrail needs 18 or newer.`,
    'Point DATABASE_URL at a PostgreSQL 18 server, or unset it to use the embedded one.',
  );
}
