import type { BusinessState, ContactWay, NoteKind, TransportState } from '#domain/charter/handoff.js';
import type { Labels } from '#domain/wire/common.js';
import type { HandoffDetail, HandoffNote } from '#domain/wire/handoff.js';
import type { Tx } from '#platform/db/tx.js';
import type { HandoffFound } from './handoff.queries.js';

type Story = Pick<
  HandoffDetail,
  'notes' | 'messages' | 'alternatives' | 'replaces' | 'replaced_by' | 'caller' | 'contacts'
>;

/** What was written, tried and tied to a handoff; each part as far as the acting side may read it. */
export async function readStory(tx: Tx, found: HandoffFound): Promise<Story> {
  const sender = found.side === 'sender';
  const notes = await tx.query<{ kind: NoteKind; side: HandoffNote['side']; body: string; written_at: Date }>(
    `select n.kind, n.body, n.written_at, case n.organisation_id when h.sender_organisation_id then 'sender'
         when h.receiver_organisation_id then 'receiver' else 'coordinator' end as side
       from care.handoff_note n join care.handoff h on h.id = n.handoff_id
      where n.handoff_id = $1 and n.wiped_at is null and ($2 or n.kind <> 'reason') order by n.written_at, n.id`,
    [found.id, sender],
  );
  const ties = await tx.one<{ replaces: string | null; replaced_by: string | null; caller: string | null }>(
    `select (select o.reference from care.handoff o where o.id = h.replaces_id and $2 in (o.sender_organisation_id, o.receiver_organisation_id)) as replaces,
        (select o.reference from care.handoff o where o.replaces_id = h.id and $2 in (o.sender_organisation_id, o.receiver_organisation_id)
          order by o.created_at desc limit 1) as replaced_by,
        (select a.display_name from access.account a where a.id = h.caller_account_id and $3) as caller
       from care.handoff h where h.id = $1`,
    [found.id, tx.organisation, sender],
  );
  return {
    ...ties,
    notes: notes.map((note) => ({ ...note, written_at: note.written_at.toISOString() })),
    messages: sender ? await readMessages(tx, found.id) : [],
    alternatives: sender ? await readAlternatives(tx, found) : [],
    contacts: sender ? await readContacts(tx, found.id) : [],
  };
}

async function readMessages(tx: Tx, id: string): Promise<Story['messages']> {
  const rows = await tx.query<{ topic: string; state: TransportState; queued_at: Date }>(
    'select topic, state, queued_at from bus.messages_of($1) order by queued_at',
    [id],
  );
  return rows.map((row) => ({ ...row, queued_at: row.queued_at.toISOString() }));
}

async function readAlternatives(tx: Tx, found: HandoffFound): Promise<Story['alternatives']> {
  const rows = await tx.query<{
    reference: string;
    code: string;
    names: Labels;
    business_state: BusinessState;
  }>(
    `select h.reference, o.code, o.names, h.business_state from care.handoff h join care.organisation o on o.id = h.receiver_organisation_id
      where h.group_id = $1 and h.id <> $2 and h.sender_organisation_id = $3 order by h.id`,
    [found.group_id, found.id, tx.organisation],
  );
  return rows.map(({ reference, code, names, business_state }) => ({
    reference,
    receiver: { code, names },
    business_state,
  }));
}

async function readContacts(tx: Tx, id: string): Promise<Story['contacts']> {
  const rows = await tx.query<{ way: ContactWay; reached: boolean; at: Date }>(
    'select way, reached, at from care.handoff_contact where handoff_id = $1 order by at desc limit 50',
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
