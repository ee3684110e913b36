import { StartupError } from '../process/startup-error.js';

type Query = (text: string) => Promise<Record<string, unknown>[]>;

/**
 * Refuses a database that was brought back from a backup and for which not every step is done that comes before anybody may
 * sign in: erasures done again, the audit verified, the queue reconciled.
 */
export async function assertReleased(query: Query): Promise<void> {
  const rows = await query(
    `select backup, to_char(restored_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as restored_at from access.restoration where released_at is null limit 1`,
  );
  const open = rows[0];
  if (!open) return;
  throw new StartupError(
    `This database was brought back from the backup ${String(open['backup'])} on ${String(open['restored_at'])} UTC and was not released: nobody signs in before erasures are done again and the audit is verified.`,
    'Run "npm run -s handrail -- restore --go-on" on these data; docs/backup.md says what it does.',
  );
}
