import { STAFF_ROLES, type Role } from '#domain/charter/roles.js';
import { ApiKeys } from '#platform/db/api-keys.js';
import { StartupError } from '#platform/process/startup-error.js';
import type { CliContext } from './context.js';

export interface IssueOptions {
  readonly organisation: string;
  readonly name: string;
  readonly role: readonly string[];
  readonly days: string;
}

/** `handrail keys issue`: a key for a machine of one organisation; its token is printed once, alone on standard output. */
export async function issue(context: CliContext, options: IssueOptions): Promise<number> {
  const unknown = options.role.filter((role) => !(STAFF_ROLES as readonly string[]).includes(role));
  if (unknown.length > 0 || options.role.length === 0) {
    throw new StartupError(
      `There is no role ${unknown.join(', ') || '(none given)'}.`,
      `Choose from ${STAFF_ROLES.join(', ')}.`,
    );
  }
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1 || days > 366) {
    throw new StartupError(
      'A key lives for a whole number of days from 1 to 366.',
      'Give --days accordingly.',
    );
  }
  const { organisation, name, role } = options;
  const key = await keysOf(context).issue({ organisation, name, roles: role as readonly Role[], days });
  context.log(
    `Key ${key.id} for ${name}, until ${key.expires_at.toISOString().slice(0, 10)}. Its token is not shown again.`,
  );
  process.stdout.write(`${key.token}\n`);
  return 0;
}

/** `handrail keys list`: every key, without its token. */
export async function list(context: CliContext): Promise<number> {
  for (const key of await keysOf(context).list()) {
    const state = key.revoked_at ? 'revoked' : `until ${key.expires_at.toISOString().slice(0, 10)}`;
    process.stdout.write(`${key.id}  ${key.organisation}  ${key.name}  ${key.roles.join(', ')}  ${state}\n`);
  }
  return 0;
}

/** `handrail keys revoke`: the key opens nothing from the next request on. */
export async function revoke(context: CliContext, id: string): Promise<number> {
  if (await keysOf(context).revoke(id)) return 0;
  context.log('There is no living key with that id. See "handrail keys list".');
  return 1;
}

function keysOf(context: CliContext): ApiKeys {
  if (context.config.databaseUrl !== undefined) return new ApiKeys(context.config.databaseUrl);
  throw new StartupError(
    'Keys are kept by the owner of the database, and its address is not known.',
    'Set DATABASE_URL to the owner, as for "handrail migrate".',
  );
}
