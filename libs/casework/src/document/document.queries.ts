import type {
  DocumentCategory,
  DocumentKind,
  DocumentType,
  LetterKind,
  LetterRevokeReason,
} from '#domain/charter/document.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { RecipientClass } from '#domain/charter/consent.js';
import { LIMITS } from '#domain/charter/limits.js';
import type { Labels } from '#domain/wire/common.js';
import type { DocumentView, LetterView } from '#domain/wire/document.js';
import { formatClientCode } from '#domain/rules/client-code.js';
import type { Tx } from '#platform/db/tx.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';
import { openWriting } from '#platform/vault/writing-cipher.js';
import { preciseTime, type Cursor } from '../paging.js';

interface Sealed {
  id: string;
  client_id: string;
  episode_id: string;
  epoch: number;
  wrapped_key: Buffer | null;
  version: number;
}

export interface DocumentFound extends Sealed {
  place_at: string;
  tie: string;
  kind: DocumentKind;
  category: DocumentCategory;
  media_type: DocumentType;
  bytes: number;
  dated_on: string | null;
  title: Buffer | null;
  organisation: Labels;
  own: boolean;
  kept_by: string;
  keeper: string | null;
  kept_at: Date;
  voided_at: Date | null;
  voided_by: string | null;
  void_reason: Buffer | null;
}

/** The own house reads the instant, others the day (UTC): two houses must not find each other by an instant they both read. */
const AT = `case when d.organisation_id = $1 then d.kept_at else date_trunc('day', d.kept_at, 'UTC') end`;

const COLUMNS = `d.id, d.client_id, d.episode_id, d.kind, d.category, d.media_type, d.bytes, to_char(d.dated_on, 'YYYY-MM-DD') as dated_on, d.title, o.names as organisation,
  d.organisation_id = $1 as own, d.kept_by, case when d.organisation_id = $1 then a.display_name end as keeper, d.at as kept_at, ${preciseTime('d.at')} as place_at, d.id as tie,
  k.epoch, k.wrapped_key, d.version, d.voided_at, case when d.organisation_id = $1 then v.display_name end as voided_by, d.void_reason`;

const JOINS = `join care.organisation o on o.id = d.organisation_id join care.writing_key k on k.id = d.key_id
  left join access.account a on a.id = d.kept_by left join access.account v on v.id = d.voided_by`;

const LISTED = `select ${COLUMNS} from (
  select d.* from (select d.*, ${AT} as at from care.document d where d.client_id = $2 and ($3::text is null or d.kind = $3) and ($4::text is null or d.category = $4)) d
  where (d.at, d.id) < ($5, $6) order by d.at desc, d.id desc limit $7) d ${JOINS} order by d.at desc, d.id desc`;

const ONE = `select ${COLUMNS} from (select d.*, ${AT} as at from care.document d where d.id = $2) d ${JOINS}`;

export interface DocumentsAsked {
  readonly kind: DocumentKind | null;
  readonly category: DocumentCategory | null;
  readonly cursor: Cursor;
  readonly limit: number;
}

/** Documents of a client without their content, the newest first, as far as row-level security shows them. */
export async function readDocuments(tx: Tx, client: string, asked: DocumentsAsked): Promise<DocumentFound[]> {
  const { kind, category, cursor, limit } = asked;
  return await tx.query<DocumentFound>(LISTED, [
    tx.organisation,
    client,
    kind,
    category,
    cursor.at,
    cursor.id,
    limit,
  ]);
}

export async function readDocument(tx: Tx, document: string): Promise<DocumentFound | undefined> {
  return await tx.maybe<DocumentFound>(ONE, [tx.organisation, document]);
}

/** What is told of a document: all of it to its house; to another that may read it the day and the house. */
export function showDocument(tx: Tx, keys: VaultKeys, row: DocumentFound): DocumentView {
  const day = (at: Date): string =>
    (row.own ? at : new Date(new Date(at).setUTCHours(0, 0, 0, 0))).toISOString();
  return {
    document: row.id,
    kind: row.kind,
    category: row.category,
    type: row.media_type,
    bytes: row.bytes,
    title: openWriting(keys, row, { record: row.id, name: 'title' }, row.title),
    dated_on: row.dated_on,
    organisation: row.organisation,
    own: row.own,
    mine: row.kept_by === tx.actor.account,
    kept_by: row.keeper,
    kept_at: row.kept_at.toISOString(),
    version: row.version,
    voided_at: row.voided_at && day(row.voided_at),
    voided_by: row.voided_by,
    void_reason: openWriting(keys, row, { record: row.id, name: 'void_reason' }, row.void_reason),
  };
}

export interface LetterFound extends Sealed {
  kind: LetterKind;
  language: Language;
  code: string | null;
  to: Labels | null;
  to_class: RecipientClass | null;
  given_by: string | null;
  given_at: Date;
  given_on: string;
  revoked_at: Date | null;
  revoked_by: string | null;
  revoke_reason: LetterRevokeReason | null;
}

const LETTER = `select l.id, l.client_id, l.episode_id, l.kind, l.language, l.code, r.names as to, c.recipient_class as to_class, a.display_name as given_by, l.given_at,
  to_char(l.given_on, 'YYYY-MM-DD') as given_on, k.epoch, k.wrapped_key, l.version, l.revoked_at, v.display_name as revoked_by, l.revoke_reason
  from care.letter l join care.writing_key k on k.id = l.key_id left join care.consent c on c.id = l.consent_id left join care.organisation r on r.id = c.recipient_organisation_id
  left join access.account a on a.id = l.given_by left join access.account v on v.id = l.revoked_by where l.organisation_id = $1 and`;
const LETTERS = `${LETTER} l.client_id = $2 order by l.given_at desc, l.id desc limit ${LIMITS.letters_listed_max}`;
const ONE_LETTER = `${LETTER} l.id = $2`;

/** Letters that the acting house gave out about a client, the newest first. */
export async function readLetters(tx: Tx, client: string): Promise<LetterFound[]> {
  return await tx.query<LetterFound>(LETTERS, [tx.organisation, client]);
}

export async function readLetter(tx: Tx, letter: string): Promise<LetterFound | undefined> {
  return await tx.maybe<LetterFound>(ONE_LETTER, [tx.organisation, letter]);
}

export function showLetter(row: LetterFound): LetterView {
  return {
    letter: row.id,
    kind: row.kind,
    language: row.language,
    code: row.code && formatClientCode(row.code),
    to: row.to,
    to_class: row.to_class,
    given_by: row.given_by,
    given_at: row.given_at.toISOString(),
    given_on: row.given_on,
    version: row.version,
    revoked_at: row.revoked_at && row.revoked_at.toISOString(),
    revoked_by: row.revoked_by,
    revoke_reason: row.revoke_reason,
  };
}

/** Names whom the action is about, for the audit. */
export async function aboutClient(tx: Tx, client: string): Promise<void> {
  const subject = await tx.maybe<{ audit_subject: string }>(
    'select audit_subject from care.client_code where organisation_id = $1 and client_id = $2',
    [tx.organisation, client],
  );
  tx.about(subject?.audit_subject);
}
