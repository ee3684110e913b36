import pg from 'pg';
import { databaseRolePassword, type Keys } from '../config/keys.js';
import { StartupError } from '../process/startup-error.js';
import {
  DATABASE_ROLES,
  DEFINER_ROLE,
  loginOf,
  type DatabaseAddresses,
  type DatabaseRole,
  type SqlClient,
} from './database-roles.js';

/**
 * Limits of each login. A request that takes longer than the api's is better refused than left to hold locks; jobs and
 * reports may take longer. The vault is asked within requests, the sealer works in small batches.
 */
const SETTINGS: Readonly<Record<DatabaseRole, Readonly<Record<string, string>>>> = {
  api: {
    statement_timeout: '5s',
    lock_timeout: '2s',
    idle_in_transaction_session_timeout: '10s',
    transaction_timeout: '15s',
  },
  vault: {
    statement_timeout: '5s',
    lock_timeout: '2s',
    idle_in_transaction_session_timeout: '10s',
    transaction_timeout: '15s',
  },
  worker: { statement_timeout: '30s', idle_in_transaction_session_timeout: '10s' },
  sealer: { statement_timeout: '30s', idle_in_transaction_session_timeout: '10s' },
  keeper: { statement_timeout: '30s', idle_in_transaction_session_timeout: '10s' },
  report: { statement_timeout: '60s', idle_in_transaction_session_timeout: '10s' },
};

/** Roles belong to the whole server: migrations of two of its databases can touch one at once, and one is told so. */
const ATTEMPTS_MAX = 5;

/**
 * Makes or refreshes the logins of the services and the owner of definer functions, and lets the migrating owner hand
 * functions over to it. A role whose address is given in full keeps the login named there; it only becomes a member of
 * our role of that name, so grants and policies reach it.
 */
export async function ensureDatabaseRoles(
  client: SqlClient,
  config: DatabaseAddresses,
  keys: Keys,
): Promise<void> {
  await retryOnConflict(async () => {
    await createRoleIfMissing(client, DEFINER_ROLE);
    await client.query(`alter role ${DEFINER_ROLE} nologin noinherit`);
    await letOwnerActAsDefiner(client, false);
    for (const role of DATABASE_ROLES) {
      const given = config.databaseUrls[role];
      if (given === undefined) await ensureLogin(client, role, keys);
      else await adoptLogin(client, role, decodeURIComponent(new URL(given).username));
    }
  });
}

/**
 * Whether the migrating owner acts as the owner of the definer functions without saying so. True while migrations run,
 * because only the owner of a function may grant it; false afterwards, so that the definer's policies do not bind it.
 */
export async function letOwnerActAsDefiner(client: SqlClient, inherits: boolean): Promise<void> {
  await client.query(`grant ${DEFINER_ROLE} to current_user with set true, inherit ${inherits}`);
}

/** Closes the database to everybody but the logins of the services. A clone made from a template needs it again. */
export async function grantDatabase(client: SqlClient): Promise<void> {
  const { rows } = await client.query('select quote_ident(current_database()) as name');
  const database = String(rows[0]?.['name']);
  const logins = DATABASE_ROLES.map(loginOf).join(', ');
  await retryOnConflict(async () => {
    await client.query(`revoke all on database ${database} from public`);
    await client.query(`grant connect on database ${database} to ${logins}`);
    // BullMQ gathers a bulk of jobs in a temporary table before it adds them.
    await client.query(`grant temporary on database ${database} to ${loginOf('worker')}`);
  });
}

async function ensureLogin(client: SqlClient, role: DatabaseRole, keys: Keys): Promise<void> {
  const login = loginOf(role);
  await createRoleIfMissing(client, login);
  const password = pg.escapeLiteral(databaseRolePassword(keys.base, login));
  try {
    await client.query(`alter role ${login} login noinherit password ${password}`);
    // Days are counted as the program counts them, whatever the server's own zone is.
    for (const [name, value] of Object.entries({ timezone: 'UTC', ...SETTINGS[role] })) {
      await client.query(`alter role ${login} set ${name} = '${value}'`);
    }
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new StartupError(
      `The login ${login} exists already and belongs to somebody else.`,
      `Grant it to the owner of the database (GRANT ${login} TO … WITH ADMIN OPTION), or set DATABASE_URL_${role.toUpperCase()} to a login of your own.`,
    );
  }
}

async function adoptLogin(client: SqlClient, role: DatabaseRole, login: string): Promise<void> {
  const { rows } = await client.query('select from pg_roles where rolname = $1', [login]);
  if (rows.length === 0) {
    throw new StartupError(
      `DATABASE_URL_${role.toUpperCase()} names the login "${login}", which does not exist.`,
      'Create it (LOGIN, without SUPERUSER and BYPASSRLS), or unset the variable and Handrail makes its own.',
    );
  }
  if (login === loginOf(role)) return;
  await createRoleIfMissing(client, loginOf(role));
  await client.query(`grant ${loginOf(role)} to ${pg.escapeIdentifier(login)} with inherit true`);
}

async function createRoleIfMissing(client: SqlClient, name: string): Promise<void> {
  const { rows } = await client.query('select from pg_roles where rolname = $1', [name]);
  if (rows.length > 0) return;
  try {
    await client.query(`create role ${name} nologin`);
  } catch (error) {
    // 42710 and 23505: a migration of another database of this server was faster.
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

async function retryOnConflict(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isConflict = (error as Error).message.includes('concurrently updated');
      if (!isConflict || attempt >= ATTEMPTS_MAX) throw error;
    }
  }
}
