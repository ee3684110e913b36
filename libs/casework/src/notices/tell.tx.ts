import type { AccountNoticeKind, ClientNoticeKind } from '#domain/charter/notices.js';
import type { Tx } from '#platform/db/tx.js';

/** What a client is told about, beside the kind. Nothing of it but the instant ever leaves the house. */
export interface ClientNoticeAbout {
  /** The same cause is told once, however often it is told again; without one, each transaction is a cause of its own. */
  readonly cause?: string;
  /** When something takes place: the appointment. */
  readonly at?: Date;
  /** Neither shown nor sent before this instant. */
  readonly notBefore?: Date;
}

/** What a member of staff is told about, beside the kind. */
export interface AccountNoticeAbout {
  readonly cause?: string;
  /** A code or reference that leads to the matter: of a handoff, of a piece of work, of a request. Never a name. */
  readonly subject?: string;
}

const TELL = 'select care.tell($1, $2, $3, $4, $5, $6, $7) as notice';

/**
 * Tells a client something, in the transaction of the move: what is rolled back tells nobody, and nothing is sent before the
 * commit. Where and when it is told are the client's own rules (ADR 0042); it always stands in the window. Silent where nobody
 * may be told: somebody who has died, or was forgotten.
 */
export async function tellClient(
  tx: Tx,
  clientId: string,
  kind: ClientNoticeKind,
  about: ClientNoticeAbout = {},
): Promise<void> {
  const { cause = causeOf(tx), at = null, notBefore = null } = about;
  await tx.query(TELL, [clientId, null, kind, cause, null, at, notBefore]);
}

/** Tells a member of staff something, in the transaction of the move. Nobody is told of what they did themselves. */
export async function tellAccount(
  tx: Tx,
  accountId: string,
  kind: AccountNoticeKind,
  about: AccountNoticeAbout = {},
): Promise<void> {
  if (accountId === tx.actor.account) return;
  await tx.query(TELL, [
    null,
    accountId,
    kind,
    about.cause ?? causeOf(tx),
    about.subject ?? null,
    null,
    null,
  ]);
}

/** Tells whoever answers now in a role of an organisation: whose turn it is, or, where nobody is planned, whoever holds the role. */
export async function tellOnDuty(
  tx: Tx,
  organisation: string,
  role: string | null,
  kind: AccountNoticeKind,
  about: AccountNoticeAbout = {},
): Promise<void> {
  await tx.query('select care.tell_on_duty($1, $2, $3, $4, $5)', [
    organisation,
    role,
    kind,
    about.cause ?? causeOf(tx),
    about.subject ?? null,
  ]);
}

/** A notice that has not been told yet is told now. */
export async function releaseNotice(
  tx: Tx,
  clientId: string,
  kind: ClientNoticeKind,
  cause: string,
): Promise<void> {
  await tx.query('select care.release_notice($1, $2, $3)', [clientId, kind, cause]);
}

/** A notice is taken back, as far as it was not told yet: telling would be dangerous. */
export async function takeBackNotice(
  tx: Tx,
  clientId: string,
  kind: ClientNoticeKind,
  cause: string,
): Promise<void> {
  await tx.query('select care.take_back_notice($1, $2, $3)', [clientId, kind, cause]);
}

/** The instant of the transaction: a repeated request is answered by the door without working again. */
function causeOf(tx: Tx): string {
  return tx.now.toISOString();
}

/** Tells a client of several things of one kind in one statement: a series is two hundred at most, and each has a cause of its own. */
export async function tellClientOfEach(
  tx: Tx,
  clientId: string,
  kind: ClientNoticeKind,
  each: readonly Required<ClientNoticeAbout>[],
): Promise<void> {
  await tx.query(
    `select care.tell($1, null, $2, t.cause, null, t.at, t.not_before) as notice
       from unnest($3::text[], $4::timestamptz[], $5::timestamptz[]) as t (cause, at, not_before)`,
    [
      clientId,
      kind,
      each.map(({ cause }) => cause),
      each.map(({ at }) => at),
      each.map(({ notBefore }) => notBefore),
    ],
  );
}
