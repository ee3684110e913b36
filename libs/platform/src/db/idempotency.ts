import { must } from '#domain/must.js';
import { Refusal } from '#domain/refusal.js';
import { openAnswer, requestMark, sealAnswer } from '../vault/answer-cipher.js';
import { actorKey } from './actor.js';
import type { Connection, Tx } from './tx.js';

/** One change as the client named it: the same key with the same content gets the same answer, for seven days. */
export interface Command {
  readonly key: string;
  /** SHA-256 of route and content. */
  readonly sha256: Buffer;
  /** Set when the answer came from an earlier run. */
  replayed?: boolean;
}

const CLAIM = `insert into bus.idempotency (account_id, key, action, request_sha256)
  values ($1, $2, $3, $4) on conflict (account_id, key) do nothing returning key`;
const EARLIER = `select action, request_sha256, response from bus.idempotency where account_id = $1 and key = $2`;

/**
 * Claims the key inside the transaction of the change. Answers undefined for a new change and the stored answer for one
 * that was carried out before; refuses a key that named a different change. A twin in flight is waited for.
 */
export async function beginIdempotent<T>(
  tx: Tx,
  action: string,
  command: Command,
  base: Buffer,
): Promise<{ answer: T } | undefined> {
  const mark = requestMark(base, actorKey(tx.actor) ?? '', command.sha256);
  const [claimed] = await tx
    .query(CLAIM, [actorKey(tx.actor), command.key, action, mark])
    .catch((error: Error & { code?: string }) => {
      // lock_not_available: the twin in flight takes longer than we wait.
      throw error.code === '55P03' ? new Refusal('idempotency.in_progress') : error;
    });
  if (claimed) return undefined;
  const earlier = await earlierAnswer<T>(tx, action, command, base);
  must(earlier !== undefined, 'a key that was claimed is there');
  command.replayed = true;
  return earlier;
}

/** What a change was answered that was carried out before under this key, without claiming it; refuses the key of a different change. */
export async function earlierAnswer<T>(
  tx: Tx,
  action: string,
  command: Command,
  base: Buffer,
): Promise<{ answer: T } | undefined> {
  const account = actorKey(tx.actor) ?? '';
  const earlier = await tx.maybe<{ action: string; request_sha256: Buffer; response: Buffer }>(EARLIER, [
    actorKey(tx.actor),
    command.key,
  ]);
  if (!earlier) return undefined;
  if (
    earlier.action !== action ||
    !earlier.request_sha256.equals(requestMark(base, account, command.sha256))
  ) {
    throw new Refusal('idempotency.key_reused');
  }
  return { answer: JSON.parse(openAnswer(base, { account, key: command.key }, earlier.response)) as T };
}

/** The statement that keeps the answer with the change, encrypted; it runs in the same round trip as the commit. */
export function storeAnswerSql(
  connection: Connection,
  tx: Tx,
  { command, answer, base }: { readonly command: Command; readonly answer: unknown; readonly base: Buffer },
): string {
  const account = actorKey(tx.actor) ?? '';
  const sealed = sealAnswer(base, { account, key: command.key }, JSON.stringify(answer ?? null));
  return `update bus.idempotency set response = '\\x${sealed.toString('hex')}'
    where account_id = ${connection.escapeLiteral(account)} and key = ${connection.escapeLiteral(command.key)}`;
}
