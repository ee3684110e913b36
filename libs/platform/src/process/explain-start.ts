import { StartupError } from './startup-error.js';

/** PostgreSQL's word for a login whose password is not right. */
export const WRONG_PASSWORD = '28P01';

/** Why a process could not start, for its operator: a sentence where we know one, else the stack. */
export function explainStart(error: unknown): string {
  if (error instanceof StartupError) return error.message;
  if ((error as { code?: string }).code === WRONG_PASSWORD) {
    return new StartupError(
      'The database refuses the login of this process: its password comes from the keyring, and the database was made with another one.',
      'Put back the keyring of this database (HANDRAIL_KEYS says where it is), or run "handrail migrate" if it is a new one. Nothing was changed.',
    ).message;
  }
  return String((error as Error).stack);
}
