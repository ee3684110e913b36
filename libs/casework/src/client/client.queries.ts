import { Refusal } from '#domain/refusal.js';
import { parseClientCode } from '#domain/rules/client-code.js';
import type { Tx } from '#platform/db/tx.js';

/** A client as one organisation meets them: by its own code, with the episode that counts now. */
export interface Located {
  client_id: string;
  audit_subject: string;
  code: string;
  episode_id: string;
  version: number;
  closed_at: Date | null;
}

/** The canonical code of what somebody typed; a mistyped code is refused with a suggestion, never silently mended. */
export function readClientCode(input: string): string {
  const parsed = parseClientCode(input);
  if (parsed.ok) return parsed.code;
  if (parsed.reason === 'mistyped' && parsed.suggestion) {
    throw new Refusal('client.code_mistyped', {
      field: 'client',
      parameters: { suggestion: parsed.suggestion },
    });
  }
  throw new Refusal('client.code_malformed', { field: 'client' });
}

const LOCATE = `select cc.client_id, cc.audit_subject, cc.code, e.id as episode_id, e.version, e.closed_at
  from care.client_code cc join care.episode e on e.client_id = cc.client_id
  where cc.organisation_id = $1 and cc.code = $2
  order by e.closed_at desc nulls first, e.id desc limit 1`;

/** Finds a client by the own organisation's code; unknown and foreign codes are the same refusal. */
export async function locate(tx: Tx, code: string): Promise<Located> {
  const located = await tx.maybe<Located>(LOCATE, [tx.organisation, readClientCode(code)]);
  if (!located) throw new Refusal('request.not_found');
  tx.about(located.audit_subject);
  return located;
}

/** Like `locate`, with the row of the episode locked: every change of an episode begins here (decisions: custody). */
export async function locateForChange(tx: Tx, code: string): Promise<Located> {
  const located = await tx.maybe<Located>(`${LOCATE} for update of e`, [
    tx.organisation,
    readClientCode(code),
  ]);
  if (!located) {
    // Row-level security hides a row from a change that it shows to a look: who moved on is named, not denied.
    await locate(tx, code);
    throw new Refusal('client.not_in_custody');
  }
  tx.about(located.audit_subject);
  if (located.closed_at) throw new Refusal('client.episode_closed');
  return located;
}

/** Refuses unless the acting organisation holds the client now. Read after the lock: a snapshot from before it may be stale. */
export async function assertOwnCustody(tx: Tx, episodeId: string): Promise<void> {
  const [row] = await tx.query<{ organisation_id: string }>(
    'select organisation_id from care.custody where episode_id = $1 and organisation_id = $2 and until_at is null',
    [episodeId, tx.organisation],
  );
  if (!row) throw new Refusal('client.not_in_custody');
}

/** The same where no client code led here: the episode is locked first, so that custody cannot pass between the look and the change. */
export async function lockOwnCustody(tx: Tx, episodeId: string): Promise<void> {
  // The lock alone: who has moved on since may be hidden from a change, and is named by the look that follows.
  await tx.query('select 1 from care.episode where id = $1 for no key update', [episodeId]);
  await assertOwnCustody(tx, episodeId);
}

/** Refuses a change that was decided on another version than the current one. */
export function assertVersion(expected: number, current: number): void {
  if (expected !== current) throw new Refusal('version.stale', { parameters: { current } });
}

/** The next version of the episode, so that the next change on an old reading is refused. */
export async function nextVersion(tx: Tx, episodeId: string): Promise<number> {
  const row = await tx.one<{ version: number }>(
    'update care.episode set version = version + 1 where id = $1 returning version',
    [episodeId],
  );
  return row.version;
}
