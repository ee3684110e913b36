import { writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { databaseRolePassword, type Keys } from '../config/keys.js';
import { DATABASE_ROLES, loginOf, OWNER_LOGIN } from '../db/database-roles.js';
import { DATABASE, SUPERUSER } from '../postgres/embedded.js';
import { runProgram } from '../postgres/run-program.js';
import { BackupRefusal } from './backup-refusal.js';
import type { OwnServer } from './own-server.js';

const ACCESS = 'host all all 127.0.0.1/32 scram-sha-256\n';
const SETTINGS = '# Handrail gives every setting on the command line.\n';

/** Before a server of one's own is recovered by the embedded one: its settings and doors were for another place. */
export function takeOverSettings(cluster: string): void {
  for (const [name, text] of [
    ['postgresql.conf', SETTINGS],
    ['postgresql.auto.conf', ''],
    ['pg_hba.conf', ACCESS],
    ['pg_ident.conf', ''],
  ] as const)
    writeFileSync(path.join(cluster, name), text);
}

/**
 * After its recovery: logins, owner and database get the names and the passwords of an embedded one, without a password of
 * before (a single process on the files, nobody else can reach it). Whoever brings a server back may give it others again.
 */
export async function takeOverLogins(
  cluster: string,
  programs: string,
  keys: Keys,
  { database, owner }: OwnServer,
): Promise<void> {
  const login = (name: string): string =>
    `login password ${pg.escapeLiteral(databaseRolePassword(keys.base, name))}`;
  const unlessThere = (name: string, make: string): string =>
    `do $body$ begin if not exists (select from pg_roles where rolname = ${pg.escapeLiteral(name)}) then ${make}; end if; end $body$`;
  const ours = DATABASE_ROLES.map(loginOf);
  await runAlone(cluster, programs, [
    unlessThere(SUPERUSER, `create role ${SUPERUSER}`),
    `alter role ${SUPERUSER} superuser ${login(SUPERUSER)}`,
    ...(owner === OWNER_LOGIN || owner === SUPERUSER
      ? []
      : [unlessThere(OWNER_LOGIN, `alter role ${pg.escapeIdentifier(owner)} rename to ${OWNER_LOGIN}`)]),
    unlessThere(OWNER_LOGIN, `create role ${OWNER_LOGIN}`),
    `alter role ${OWNER_LOGIN} createrole nosuperuser nobypassrls ${login(OWNER_LOGIN)}`,
    ...ours.map((name) => unlessThere(name, `create role ${name}`)),
    ...ours.map((name) => `alter role ${name} ${login(name)}`),
    ...ours.map((name) => `grant ${name} to ${OWNER_LOGIN} with admin option`),
    ...(database === DATABASE
      ? []
      : [`alter database ${pg.escapeIdentifier(database)} rename to ${DATABASE}`]),
    `alter database ${DATABASE} owner to ${OWNER_LOGIN}`,
  ]);
}

/** Runs commands, a line each, in the one process that PostgreSQL calls single-user: no port is open meanwhile. */
async function runAlone(cluster: string, programs: string, commands: readonly string[]): Promise<void> {
  const { code, complaint } = await runProgram(
    programs,
    ['postgres', '--single', '-D', cluster, '-c', 'exit_on_error=on', 'template1'],
    cluster,
    commands.map((command) => `${command}\n`).join(''),
  );
  if (code === 0 && !/^.*(ERROR|FATAL|PANIC): /m.test(complaint)) return;
  throw new BackupRefusal(
    'backup.recovery_failed',
    `The logins of the database could not be taken over: ${complaint.replace(/password '[^']*'/g, "password '…'")}`,
    'Nothing is left of the attempt. Tell us what the sentence says.',
  );
}
