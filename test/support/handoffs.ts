import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { ConsentCategory, DisclosureTier } from '#domain/charter/consent.js';
import type { BusinessState, OfferedKind } from '#domain/charter/handoff.js';
import type { CorrectionField } from '#domain/charter/rights.js';
import { categoriesOfStatement } from '#domain/rules/statements.js';
import type { PacketStatement } from '#domain/wire/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { asActor, giveCode, newCode, type Acting, type Walk } from './network.js';

export interface TestHandoff extends Walk {
  readonly handoff: string;
  readonly consent: string;
  readonly kind: OfferedKind;
  readonly sender: Acting;
  readonly receiver: Acting;
}

export const ALL_CATEGORIES: readonly ConsentCategory[] = [
  'identity',
  'contact',
  'treatment',
  'safety',
  'plan',
];

export async function giveConsent(
  api: pg.Client,
  actor: Acting,
  walk: Walk,
  recipient: Acting,
  categories: readonly ConsentCategory[] = ALL_CATEGORIES,
  expiresOn: string | null = null,
): Promise<string> {
  const consent = randomUUID();
  await asActor(api, actor, () =>
    api.query(
      `insert into care.consent (id, client_id, episode_id, organisation_id, recipient_organisation_id, purposes, categories,
         language, text_id, text_sha256, pack_version, given_how, signer, expires_on, recorded_by)
       values ($1, $2, $3, $4, $5, '{care}', $6, 'ar', 'text', '\\x00', '1', 'paper_signature', 'self', $7, $8)`,
      [
        consent,
        walk.client,
        walk.episode,
        actor.organisation,
        recipient.organisation,
        [...categories],
        expiresOn,
        actor.account,
      ],
    ),
  );
  return consent;
}

export interface Sending {
  readonly kind?: OfferedKind;
  readonly stage?: Stage;
  readonly categories?: readonly ConsentCategory[];
  readonly expiresOn?: string | null;
  /** The alternatives it belongs to; of its own where none is named. */
  readonly group?: string;
}

/** A consent and a request that stands on it, with the card (D1) disclosed, work for the receiver, and its clock running. */
export async function send(
  api: pg.Client,
  sender: Acting,
  walk: Walk,
  receiver: Acting,
  sending: Sending = {},
): Promise<TestHandoff> {
  const {
    kind = 'transfer',
    stage = 'rehabilitation',
    categories = ALL_CATEGORIES,
    expiresOn = null,
    group = randomUUID(),
  } = sending;
  const consent = await giveConsent(api, sender, walk, receiver, categories, expiresOn);
  const sent = { ...walk, handoff: randomUUID(), consent, kind, sender, receiver };
  await asActor(api, sender, async () => {
    await insertHandoff(api, sent, { stage, group_id: group });
    await note(api, sender, sent.handoff, 'reason');
    await disclose(api, sent.handoff, 'D1', []);
    await api.query(`select care.hold_place($1, 'soft', clock_timestamp() + interval '2 days')`, [
      sent.handoff,
    ]);
    await follow(api, sent.handoff, {
      work: [{ side: 'receiver', kind: 'handoff.answer', due_at: inDays(1) }],
      clocks: ladder('acknowledge'),
    });
  });
  return sent;
}

/** A draft: seen by its sender alone, with the clock that throws it away. */
export async function prepare(
  api: pg.Client,
  sender: Acting,
  walk: Walk,
  receiver: Acting,
): Promise<TestHandoff> {
  const consent = await giveConsent(api, sender, walk, receiver);
  const draft = {
    ...walk,
    handoff: randomUUID(),
    consent,
    kind: 'transfer' as const,
    sender,
    receiver,
  };
  await asActor(api, sender, async () => {
    await insertHandoff(api, draft, { state: 'draft', business_state: 'preparing', requested_at: null });
    await note(api, sender, draft.handoff, 'reason');
    await follow(api, draft.handoff, { clocks: ladder('draft') });
  });
  return draft;
}

/** The client was told where to go: a row of the sender's own, which opens nothing. Answers its id. */
export async function inform(api: pg.Client, sender: Acting, walk: Walk, receiver: Acting): Promise<string> {
  const handoff = randomUUID();
  const given = { kind: 'information_only', basis: 'none', state: 'completed' };
  await asActor(api, sender, async () => {
    await insertHandoff(
      api,
      { ...walk, handoff, consent: null, sender, receiver },
      { ...given, business_state: 'information-given' },
    );
    await note(api, sender, handoff, 'reason');
  });
  return handoff;
}

/** The row of a handoff, as its sender may write it; `more` names columns beside those every handoff has. */
export async function insertHandoff(
  api: pg.Client,
  of: Omit<TestHandoff, 'consent' | 'kind'> & { readonly consent: string | null; readonly kind?: string },
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const row: Record<string, unknown> = {
    id: of.handoff,
    reference: newCode(),
    kind: of.kind ?? 'transfer',
    jurisdiction: 'demo',
    episode_id: of.episode,
    client_id: of.client,
    audit_subject: of.subject,
    sender_organisation_id: of.sender.organisation,
    receiver_organisation_id: of.receiver.organisation,
    stage: 'rehabilitation',
    urgency: 'routine',
    consent_id: of.consent,
    safety_withheld: false,
    pack_version: '1',
    requested_by: of.sender.account,
    ...more,
  };
  const columns = Object.keys(row);
  await api.query(
    `insert into care.handoff (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row),
  );
}

/** Writes down something for the other side, in the transaction of the caller. */
export async function note(api: pg.Client, actor: Acting, handoff: string, kind: string): Promise<void> {
  await api.query(
    `insert into care.handoff_note (id, handoff_id, organisation_id, account_id, kind, body) values ($1, $2, $3, $4, $5, 'some words')`,
    [randomUUID(), handoff, actor.organisation, actor.account, kind],
  );
}

/** What follows from a move, in the transaction that made it (care.follow_through). */
export async function follow(api: pg.Client, handoff: string, p: object): Promise<unknown> {
  const { rows } = await api.query<{ answer: unknown }>('select care.follow_through($1, 1, $2) as answer', [
    handoff,
    JSON.stringify(p),
  ]);
  return rows[0]?.answer;
}

/** Takes a handoff to another place of the machine, in the transaction of the caller; `facts` are SQL assignments. */
export async function moveTo(
  client: pg.Client,
  handoff: string,
  business: BusinessState,
  facts = '',
): Promise<number> {
  const { rowCount } = await client.query(
    `update care.handoff set state = care.state_of($2), business_state = $2, version = version + 1${facts && `, ${facts}`} where id = $1`,
    [handoff, business],
  );
  return rowCount ?? 0;
}

export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** The rungs of a clock that runs for two days. */
const ladder = (kind: string): object[] =>
  [1, 2, 3, 4].map((rung) => ({ kind, rung, due_at: inDays(2), fire_at: inDays(rung) }));

/** A packet and its line in the ledger, in the transaction of the caller. */
export async function disclose(
  api: pg.Client,
  handoff: string,
  tier: DisclosureTier,
  categories: readonly ConsentCategory[],
): Promise<void> {
  await api.query(
    `select care.disclose($1, $2, '{"age_band":"25_34"}', '\\x00', '{age_band}', $3, 'consent', '1')`,
    [handoff, tier, [...categories]],
  );
}

/** The receiver says yes: D3 is disclosed, a place is kept, alternatives are superseded, the name is opened. */
export async function accept(api: pg.Client, sent: TestHandoff): Promise<void> {
  await asActor(api, sent.receiver, async () => {
    await disclose(api, sent.handoff, 'D3', []);
    await api.query(`select care.hold_place($1, 'firm', null)`, [sent.handoff]);
    await moveTo(
      api,
      sent.handoff,
      'awaiting-arrival',
      `accepted_at = clock_timestamp(), accepted_by = '${sent.receiver.account}', appointment_at = clock_timestamp() + interval '1 day'`,
    );
    await follow(api, sent.handoff, {
      settle_work: ['answers'],
      settle_clocks: ['all'],
      supersede: 'transfers',
      clocks: ladder('arrive'),
    });
    await api.query('select vault.share($1)', [sent.handoff]);
  });
}

/** The client is there: custody moves (transfer) or the partner walks along (referral). Answers the new spell. */
export async function arrive(api: pg.Client, sent: TestHandoff): Promise<string> {
  const spell = randomUUID();
  await asActor(api, sent.receiver, async () => {
    const work = sent.kind === 'transfer' ? 'care.switch_custody' : 'care.join_by_referral';
    await api.query(`select ${work}($1, $2)`, [sent.handoff, spell]);
    await giveCode(api, sent.receiver, sent);
    await moveTo(
      api,
      sent.handoff,
      'arrived-in-service',
      'arrived_at = clock_timestamp(), arrival_recorded_at = clock_timestamp()',
    );
    await follow(api, sent.handoff, { settle_clocks: ['all'], take_up_place: true });
  });
  return spell;
}

/** The receiver declines, or the sender recalls: everything it held open closes, and the custodian has a next step. */
export async function end(api: pg.Client, sent: TestHandoff, how: 'decline' | 'recall'): Promise<void> {
  await asActor(api, how === 'decline' ? sent.receiver : sent.sender, async () => {
    if (how === 'decline')
      await moveTo(api, sent.handoff, 'declined', `decline_reason = 'area', closed_at = clock_timestamp()`);
    else
      await moveTo(api, sent.handoff, 'recalled', `recall_reason = 'other', closed_at = clock_timestamp()`);
    await follow(api, sent.handoff, {
      let_go: true,
      work: [{ side: 'custodian', kind: 'handoff.next_step', due_at: inDays(1), unless_alternative: true }],
    });
  });
}

/** The client withdrew a consent, and said so to this organisation; everything that stands on it moves on. */
export async function withdraw(api: pg.Client, actor: Acting, consent: string): Promise<void> {
  await asActor(api, actor, async () => {
    await api.query(`select care.withdraw_consent($1, 'witnessed_oral')`, [consent]);
    await api.query('select care.move_on_withdrawal($1, $2, $3)', [
      consent,
      inDays(1),
      JSON.stringify(ladder('hold')),
    ]);
  });
}

/** Puts a handoff where no move of its own took it, past every trigger, with every fact that any state asks for. */
export async function putAt(
  superuser: pg.Client,
  handoff: string,
  state: BusinessState,
  basis: 'consent' | 'emergency' = 'consent',
): Promise<void> {
  const told = state === 'information-given';
  await asActor(superuser, null, async () => {
    await superuser.query('set local session_replication_role = replica');
    await superuser.query(
      `update care.handoff set kind = $3, basis = $4, business_state = $2, state = care.state_of($2), decline_reason = 'area',
         recall_reason = 'other', waitlist_review_on = current_date, waitlist_position = 1, appointment_at = now(), accepted_at = now(), escalated_at = now() where id = $1`,
      [
        handoff,
        state,
        told ? 'information_only' : basis === 'emergency' ? 'referral' : 'transfer',
        told ? 'none' : basis,
      ],
    );
  });
}

/** What a client said beside a field that was not corrected, as a packet holds it. */
export function saidBeside(about: CorrectionField): PacketStatement {
  const said = { about, words: 'It was never so.', said_on: '2026-01-02' };
  return { ...said, categories: categoriesOfStatement(said) };
}
