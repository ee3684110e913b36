import { TOLD_ACTIONS } from '#domain/charter/window.js';
import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';
import type { OwnRecord } from './own-record.js';

/** The record of the client who acts in their own window. Refuses where nothing is recorded yet. */
export async function readOwnRecord(tx: Tx): Promise<OwnRecord> {
  const { record } = await tx.one<{ record: OwnRecord | null }>('select care.own_record($1) as record', [
    TOLD_ACTIONS,
  ]);
  if (!record) throw new Refusal('paper.nothing_yet');
  return record;
}

/** The same for the house that is responsible, or was when care ended. Refuses every other. */
export async function readRecordAtRequest(tx: Tx, clientId: string): Promise<OwnRecord> {
  const { record } = await tx.one<{ record: OwnRecord | null }>(
    'select care.record_at_request($1, $2) as record',
    [clientId, TOLD_ACTIONS],
  );
  if (!record) throw new Refusal('client.not_in_custody');
  return record;
}
