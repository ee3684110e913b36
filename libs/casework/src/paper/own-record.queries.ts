import { TOLD_ACTIONS } from '#domain/charter/window.js';
import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';
import { openStatements, type SealedStatement } from '../rights/statement.queries.js';
import type { OwnRecord } from './own-record.js';

/** As the database hands it out: the client's own words are still encrypted. */
type SealedRecord = Omit<OwnRecord, 'statements'> & {
  readonly statements: readonly (SealedStatement & { readonly organisation: string })[];
};

/** The record of the client who acts in their own window. Refuses where nothing is recorded yet. */
export async function readOwnRecord(tx: Tx, base: Buffer): Promise<OwnRecord> {
  const { record } = await tx.one<{ record: SealedRecord | null }>('select care.own_record($1) as record', [
    TOLD_ACTIONS,
  ]);
  if (!record) throw new Refusal('paper.nothing_yet');
  return opened(record, base);
}

/** The same for the house that is responsible, or was when care ended. Refuses every other. */
export async function readRecordAtRequest(tx: Tx, clientId: string, base: Buffer): Promise<OwnRecord> {
  const { record } = await tx.one<{ record: SealedRecord | null }>(
    'select care.record_at_request($1, $2) as record',
    [clientId, TOLD_ACTIONS],
  );
  if (!record) throw new Refusal('client.not_in_custody');
  return opened(record, base);
}

function opened(record: SealedRecord, base: Buffer): OwnRecord {
  const statements = record.statements.flatMap(({ organisation, ...sealed }) =>
    openStatements(base, [sealed]).map((one) => ({ ...one, organisation })),
  );
  return { ...record, statements };
}
