import { Refusal } from '#domain/refusal.js';
import { formatClientCode, parseClientCode } from '#domain/rules/client-code.js';
import { suggestClientCodes } from '#domain/rules/code-suggestions.js';
import type { Tx } from '#platform/db/tx.js';
import { readDayOf } from '../day.queries.js';

/** A client as one organisation meets them: by its own code, with the episode that counts now. */
export interface Located {
  client_id: string;
  audit_subject: string;
  code: string;
  episode_id: string;
  version: number;
  closed_at: Date | null;
  /** The code of the record this one was joined to; null: it stands for itself. */
  merged_into: string | null;
}

/** The canonical code of what somebody typed; a mistyped code is refused with a suggestion, never silently mended. */
export function readClientCode(input: string): string {
  const parsed = parseClientCode(input);
  if (parsed.ok) return parsed.code;
  if (parsed.reason === 'mistyped' && parsed.suggestion) {
    throw new Refusal('client.code_mistyped', {
      field: 'client',
      parameters: { suggestion: formatClientCode(parsed.suggestion) },
    });
  }
  throw new Refusal('client.code_malformed', { field: 'client' });
}

/**
 * The same for a client of the own organisation: what was mistyped is compared with the codes it has given, so that a
 * suggestion is always a client of its own, and none of them is acted upon.
 */
export async function readOwnClientCode(tx: Tx, input: string): Promise<string> {
  const parsed = parseClientCode(input);
  if (parsed.ok) return parsed.code;
  const known = await tx.query<{ code: string }>(
    'select code from care.client_code where organisation_id = $1 and code = any ($2) order by code limit 2',
    [tx.organisation, suggestClientCodes(input)],
  );
  const [suggestion] = known;
  if (!suggestion || known.length > 1) throw new Refusal('client.code_malformed', { field: 'client' });
  throw new Refusal('client.code_mistyped', {
    field: 'client',
    parameters: { suggestion: formatClientCode(suggestion.code) },
  });
}

/** SQL that is true of a client whose record of this house was not joined to another (ADR 0036). */
export function notJoined(client: string, organisation: string): string {
  return `not exists (select from care.client_merge jm where jm.organisation_id = ${organisation} and jm.merged_client_id = ${client} and jm.state = 'merged')`;
}

const MERGED_INTO = `(select kc.code from care.client_merge jm join care.client_code kc on kc.organisation_id = $1 and kc.client_id = jm.kept_client_id
    where jm.organisation_id = $1 and jm.merged_client_id = cc.client_id and jm.state = 'merged')`;

const LOCATE = `select cc.client_id, cc.audit_subject, cc.code, e.id as episode_id, e.version, e.closed_at, ${MERGED_INTO} as merged_into
  from care.client_code cc join care.episode e on e.client_id = cc.client_id
  where cc.organisation_id = $1 and cc.code = $2
  order by e.closed_at desc nulls first, e.id desc limit 1`;

/**
 * Finds a client by the own organisation's code; unknown and foreign codes are the same refusal. A protected record is refused
 * by name to whoever is not of its team, and the refusal raises an alert.
 */
export async function locate(tx: Tx, code: string): Promise<Located> {
  const canonical = await readOwnClientCode(tx, code);
  const located = await tx.maybe<Located>(LOCATE, [tx.organisation, canonical]);
  if (!located) {
    await refuseProtected(tx, canonical);
    await refuseErased(tx, canonical);
    throw new Refusal('request.not_found');
  }
  tx.about(located.audit_subject);
  return located;
}

async function refuseProtected(tx: Tx, code: string): Promise<void> {
  const known = await tx.maybe<{ audit_subject: string }>(
    'select cc.audit_subject from care.client_code cc where cc.organisation_id = $1 and cc.code = $2 and care.is_guarded(cc.client_id)',
    [tx.organisation, code],
  );
  if (!known) return;
  tx.about(known.audit_subject);
  throw new Refusal('client.protected');
}

/** Like `locate`, with the row of the episode locked: every change of an episode begins here (decisions: custody). */
export async function locateForChange(tx: Tx, code: string): Promise<Located> {
  const located = await tx.maybe<Located>(`${LOCATE} for update of e`, [
    tx.organisation,
    await readOwnClientCode(tx, code),
  ]);
  if (!located) {
    // Row-level security hides a row from a change that it shows to a look: who moved on is named, not denied.
    await locate(tx, code);
    throw new Refusal('client.not_in_custody');
  }
  tx.about(located.audit_subject);
  if (located.merged_into) throw new Refusal('client.merged', { parameters: { into: located.merged_into } });
  if (located.closed_at) throw new Refusal('client.episode_closed');
  return located;
}

/**
 * Refuses who a person is to everybody but the team that looks after them: the house has the client now, or walks along. Who
 * handed the client on keeps the code, and breaks the glass where there is a reason (ADR 0036).
 */
export async function assertCareTeam(tx: Tx, episodeId: string): Promise<void> {
  if (!(await isCareTeam(tx, episodeId))) throw new Refusal('identity.break_glass_needed');
}

export async function isCareTeam(tx: Tx, episodeId: string): Promise<boolean> {
  const row = await tx.one<{ found: boolean }>(
    `select exists (select from care.episode_access a where a.organisation_id = $1 and a.episode_id = $2 and a.until_at > now()
       and a.scope in ('full','joined')) as found`,
    [tx.organisation, episodeId],
  );
  return row.found;
}

/** Whose code it was may know that it was erased, and when; for anybody else there is no such code. */
async function refuseErased(tx: Tx, code: string): Promise<void> {
  const erased = await tx.maybe<{ audit_subject: string; erased_at: Date }>(
    'select audit_subject, erased_at from care.client_code where organisation_id = $1 and code = $2 and erased_at is not null',
    [tx.organisation, code],
  );
  if (!erased) return;
  tx.about(erased.audit_subject);
  throw new Refusal('client.erased', { parameters: { on: await readDayOf(tx, erased.erased_at) } });
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
