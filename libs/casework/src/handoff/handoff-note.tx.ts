import type { NoteKind } from '#domain/charter/handoff.js';
import type { Tx } from '#platform/db/tx.js';
import { HandoffNoteRow } from './handoff.row.js';

/** Writes what one side tells the other beside a move; nothing where nothing was said. */
export async function writeNote(
  tx: Tx,
  handoffId: string,
  kind: NoteKind,
  body: string | undefined | null,
): Promise<void> {
  const text = body?.trim();
  if (!text) return;
  await tx.insert(HandoffNoteRow, {
    id: tx.newId(),
    handoff_id: handoffId,
    organisation_id: tx.organisation,
    account_id: tx.actor.account as string,
    kind,
    body: text,
  });
}
