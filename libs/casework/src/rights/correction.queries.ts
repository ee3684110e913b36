import {
  CORRECTION_CATEGORIES,
  type AskedBy,
  type CorrectionDecision,
  type CorrectionField,
  type CorrectionState,
} from '#domain/charter/rights.js';
import type { Labels } from '#domain/wire/common.js';
import type { CorrectionView } from '#domain/wire/rights.js';
import type { Tx } from '#platform/db/tx.js';
import { openNote, sealNote } from '#platform/vault/sealed-note.js';
import { preciseTime, type Cursor } from '../paging.js';
import { iso, isoOrNull } from './complaint-words.js';

export interface CorrectionFound {
  id: string;
  place_at: string;
  client_id: string;
  client: string;
  audit_subject: string;
  field: CorrectionField;
  asked_by: AskedBy;
  recorded_by: string | null;
  recorded_by_id: string | null;
  words: Buffer | null;
  original: Buffer | null;
  received_at: Date;
  decide_due_at: Date;
  decision: CorrectionDecision | null;
  reason: Buffer | null;
  decided_by: string | null;
  decided_at: Date | null;
  applied_by: string | null;
  applied_at: Date | null;
  statement: Buffer | null;
  version: number;
}

const CORRECTIONS = `
select q.id, ${preciseTime('q.received_at')} as place_at, q.client_id, k.code as client, k.audit_subject, q.field, q.asked_by, r.display_name as recorded_by, q.recorded_by as recorded_by_id,
  q.words, q.original, q.received_at, q.decide_due_at, q.decision, q.reason, d.display_name as decided_by, q.decided_at, a.display_name as applied_by, q.applied_at, q.statement, q.version
from (select * from care.correction where organisation_id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or client_id = $3)
        and (received_at, id) < ($4, $5) order by received_at desc, id desc limit $6) q
join care.client_code k on k.organisation_id = $1 and k.client_id = q.client_id
left join access.account r on r.id = q.recorded_by left join access.account d on d.id = q.decided_by left join access.account a on a.id = q.applied_by
order by q.received_at desc, q.id desc`;

const FIRST: Cursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Corrections asked for in the own house, the newest first: all, of one client, or one. */
export async function readCorrections(
  tx: Tx,
  only: { id?: string; client?: string; cursor?: Cursor; limit?: number },
): Promise<CorrectionFound[]> {
  const { id = null, client = null, cursor = FIRST, limit = 100 } = only;
  return await tx.query<CorrectionFound>(CORRECTIONS, [
    tx.organisation,
    id,
    client,
    cursor.at,
    cursor.id,
    limit,
  ]);
}

type Sealed = 'correction' | 'original' | 'reason' | 'statement';
export function sealCorrection(base: Buffer, id: string, name: Sealed, words: string): Buffer {
  return sealNote(base, { record: id, name }, words);
}
function open(base: Buffer, id: string, name: Sealed, sealed: Buffer | null): string | null {
  return sealed && openNote(base, { record: id, name }, sealed);
}

export async function showCorrection(tx: Tx, base: Buffer, row: CorrectionFound): Promise<CorrectionView> {
  tx.about(row.audit_subject);
  const words = open(base, row.id, 'correction', row.words);
  const asked = words === null ? null : (JSON.parse(words) as { says: string; should_say: string });
  const told = row.applied_at
    ? await tx.query<{ partner: Labels; told_at: Date }>(
        `select o.names as partner, t.told_at from care.correction_told t join care.organisation o on o.id = t.organisation_id
          where t.correction_id = $1 order by o.code`,
        [row.id],
      )
    : [];
  return {
    correction: row.id,
    client: row.client,
    field: row.field,
    asked_by: row.asked_by,
    recorded_by: row.recorded_by,
    mine: row.recorded_by_id !== null && row.recorded_by_id === tx.actor.account,
    says: asked?.says ?? null,
    should_say: asked?.should_say ?? null,
    original: open(base, row.id, 'original', row.original),
    state: stateOf(row),
    received_at: iso(row.received_at),
    decide_due_at: iso(row.decide_due_at),
    decision: row.decision,
    reason: open(base, row.id, 'reason', row.reason),
    decided_by: row.decided_by,
    decided_at: isoOrNull(row.decided_at),
    applied_by: row.applied_by,
    applied_at: isoOrNull(row.applied_at),
    told: told.map(({ partner, told_at: at }) => ({ partner, told_at: iso(at) })),
    statement: open(base, row.id, 'statement', row.statement),
    version: row.version,
  };
}

function stateOf(row: Pick<CorrectionFound, 'decision' | 'applied_at'>): CorrectionState {
  if (row.decision === null) return 'asked';
  if (row.decision === 'refused') return 'refused';
  return row.applied_at ? 'corrected' : 'accepted';
}

/** The tables a field stands in, newest first; null: no single value of ours (the vault, a packet, something else). */
const PLACES: Partial<Record<CorrectionField, string>> = {
  'client.birth_year':
    'select jsonb_build_object($$birth_year$$, c.birth_year) as value from care.client c where c.id = $1',
  'client.language':
    'select jsonb_build_object($$language$$, c.language) as value from care.client c where c.id = $1',
  'client.substance':
    'select jsonb_build_object($$substance$$, c.substance) as value from care.client c where c.id = $1',
  'safety.screen': newest('safety_screen', 'r.screened_at'),
  'diagnosis.condition': `select jsonb_agg(to_jsonb(r) - 'episode_id' - 'organisation_id' - 'source_sha256' order by r.id) as value
    from care.condition r join care.episode e on e.id = r.episode_id where e.client_id = $1`,
  'treatment.record': newest('treatment', 'r.recorded_at'),
  'rehabilitation.record': newest('rehabilitation', 'r.recorded_at'),
  'reintegration.record': newest('reintegration', 'r.recorded_at'),
  'employment.record': newest('employment', 'r.recorded_at'),
};

function newest(table: string, at: string): string {
  return `select to_jsonb(r) - 'episode_id' - 'organisation_id' - 'recorded_by' - 'screened_by' as value from care.${table} r
    join care.episode e on e.id = r.episode_id where e.client_id = $1 order by ${at} desc limit 1`;
}

/** What stands in the record now, as far as the field is a value of ours that the reader may see. */
export async function readValue(tx: Tx, client: string, field: CorrectionField): Promise<string | null> {
  const sql = PLACES[field];
  if (!sql) return null;
  const row = await tx.maybe<{ value: unknown }>(sql, [client]);
  return row?.value === undefined || row.value === null ? null : JSON.stringify(row.value);
}

/** Whether the field is a value of ours, so that a correction of it can be seen to have been made. */
export const isOurValue = (field: CorrectionField): boolean => PLACES[field] !== undefined;

export const categoriesOf = (field: CorrectionField): readonly string[] => CORRECTION_CATEGORIES[field];
