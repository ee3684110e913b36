import type { CareNoteCategory, CareNoteKind } from '#domain/charter/care-note.js';
import type { Language } from '#domain/charter/code-lists.js';
import type { Stage } from '#domain/charter/pathway.js';
import type { Labels } from '#domain/wire/common.js';
import type { NoteView } from '#domain/wire/care-note.js';
import type { Tx } from '#platform/db/tx.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';
import { openWriting } from '#platform/vault/writing-cipher.js';
import { preciseTime, type Cursor } from '../paging.js';

export interface NoteFound {
  id: string;
  first_id: string;
  place_at: string;
  tie: string;
  version: number;
  client_id: string;
  episode_id: string;
  spell_id: string | null;
  kind: CareNoteKind;
  category: CareNoteCategory;
  stage: Stage | null;
  organisation: Labels;
  own: boolean;
  author_id: string;
  author: string | null;
  language: Language;
  key_id: string;
  epoch: number;
  wrapped_key: Buffer | null;
  words: Buffer | null;
  written_at: Date;
  signed_at: Date;
  voided_at: Date | null;
  voided_by: string | null;
  void_reason: Buffer | null;
}

/**
 * The own house reads the instant, others the day (UTC), and the order tells no more: two houses that know one client under a code
 * of their own must not find each other by an instant they both read.
 */
const AT = `case when n.organisation_id = $1 then n.signed_at else date_trunc('day', n.signed_at, 'UTC') end`;
const TIE = `md5('note' || n.id::text)::uuid`;

const COLUMNS = `n.id, n.first_id, ${preciseTime('n.at')} as place_at, n.tie, n.version, n.client_id, n.episode_id, n.spell_id, n.kind, n.category, s.stage,
  o.names as organisation, n.organisation_id = $1 as own, n.author_id, case when n.organisation_id = $1 then a.display_name end as author, n.language, n.key_id, k.epoch, k.wrapped_key,
  n.words, n.written_at, n.at as signed_at, n.voided_at, case when n.organisation_id = $1 then v.display_name end as voided_by, n.void_reason`;

const JOINS = `join care.organisation o on o.id = n.organisation_id join care.writing_key k on k.id = n.key_id
left join care.stage_spell s on s.id = n.spell_id left join access.account a on a.id = n.author_id left join access.account v on v.id = n.voided_by`;

const NEWEST = `not exists (select from care.note m where m.first_id = n.first_id and m.version = n.version + 1)`;

const NOTES = `select ${COLUMNS} from (
  select n.* from (select n.*, ${AT} as at, ${TIE} as tie from care.note n where n.client_id = $2 and n.kind = any ($3) and ${NEWEST}) n
  where (n.at, n.tie) < ($4, $5) order by n.at desc, n.tie desc limit $6) n ${JOINS} order by n.at desc, n.tie desc`;

const VERSIONS = `select ${COLUMNS} from (select n.*, ${AT} as at, ${TIE} as tie from care.note n where n.first_id = $2 and n.organisation_id = $1) n ${JOINS} order by n.version`;

/** Notes of a client as they stand, the newest first, as far as row-level security shows them. */
export async function readNotes(
  tx: Tx,
  client: string,
  kinds: readonly CareNoteKind[],
  page: { cursor: Cursor; limit: number },
): Promise<NoteFound[]> {
  return await tx.query<NoteFound>(NOTES, [
    tx.organisation,
    client,
    kinds,
    page.cursor.at,
    page.cursor.id,
    page.limit,
  ]);
}

/** Every version of a note of the own house, the first one first; none where it is not there to be read. */
export async function readVersions(tx: Tx, note: string): Promise<NoteFound[]> {
  return await tx.query<NoteFound>(VERSIONS, [tx.organisation, note]);
}

/** What is told of a note: all of it to its house; to another that may read it the words, the day and the house. */
export function showNote(tx: Tx, keys: VaultKeys, row: NoteFound): NoteView {
  const day = (at: Date): string => (row.own ? at : new Date(at.setUTCHours(0, 0, 0, 0))).toISOString();
  return {
    note: row.own ? row.first_id : null,
    kind: row.kind,
    stage: row.stage,
    organisation: row.organisation,
    own: row.own,
    author: row.author,
    mine: row.author_id === tx.actor.account,
    language: row.language,
    words: openWriting(keys, row, { record: row.id, name: 'note' }, row.words),
    written_at: day(row.written_at),
    signed_at: day(row.signed_at),
    version: row.version,
    voided_at: row.voided_at && day(row.voided_at),
    voided_by: row.voided_by,
    void_reason: openWriting(keys, row, { record: row.id, name: 'void_reason' }, row.void_reason),
  };
}
