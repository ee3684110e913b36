import type { Command } from '#platform/db/idempotency.js';

/** Beside the actor, every call from outside carries its number and, for changes, its command. */
export interface Call {
  readonly request?: string | undefined;
  readonly command?: Command | undefined;
}
