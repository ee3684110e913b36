import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { encodeClientCode } from '#domain/rules/client-code.js';
import type { ConsentCategory, DisclosureTier } from '#domain/charter/consent.js';
import type { HandoffKind } from '#domain/charter/handoff.js';
import type { Stage } from '#domain/charter/pathway.js';
import { type TestDatabase } from './database.js';
import { withClient } from './client.js';

/** Whose work a transaction is: what the door tells PostgreSQL. */
export interface Acting {
  readonly organisation: string;
  readonly account: string;
}

export interface TestOrganisation extends Acting {
  readonly code: string;
  readonly legalEntity: string;
}

/** A client as the database knows them, with the spell that the admitting organisation opened. */
export interface Walk {
  readonly client: string;
  readonly subject: string;
  readonly episode: string;
  readonly spell: string;
}

export interface TestHandoff extends Walk {
  readonly handoff: string;
  readonly consent: string;
  readonly kind: HandoffKind;
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

const NAMES = JSON.stringify({ en: 'Place', ru: 'Место', ar: 'مكان' });

/** Runs work in a transaction in the name of somebody; what it throws rolls everything back. */
export async function asActor<T>(
  client: pg.Client,
  actor: Partial<Acting> | null,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  await client.query('begin');
  try {
    await client.query(
      "select set_config('app.organisation', $1, true), set_config('app.account', $2, true)",
      [actor?.organisation ?? '', actor?.account ?? ''],
    );
    const answer = await work(client);
    await client.query('commit');
    return answer;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Tries work in a transaction that never commits; answers what it did or the code with which PostgreSQL refused. */
export async function attempt<T>(
  client: pg.Client,
  actor: Partial<Acting> | null,
  work: (client: pg.Client) => Promise<T>,
): Promise<{ readonly value?: T; readonly refused?: string; readonly message?: string }> {
  const rollback = new Error('rolled back on purpose');
  let value: T | undefined;
  try {
    await asActor(client, actor, async () => {
      value = await work(client);
      throw rollback;
    });
  } catch (error) {
    if (error === rollback) return { value: value as T };
    const { code, message } = error as { code?: string; message: string };
    if (code === undefined) throw error;
    return { refused: code, message };
  }
  throw new Error('a transaction that was to be rolled back was committed');
}

/**
 * An organisation with one account, a unit, a main site with somebody on duty day and night, and its papers in order,
 * each written by the owner as the seed does. It states no free places. `coordinates` makes it the coordination office.
 */
export async function addOrganisation(
  database: TestDatabase,
  code: string,
  { coordinates = false }: { readonly coordinates?: boolean } = {},
): Promise<TestOrganisation> {
  const [legalEntity, organisation, account] = [randomUUID(), randomUUID(), randomUUID()];
  await withClient(database.ownerUrl, async (owner) => {
    await owner.query('insert into care.legal_entity (id, code, names) values ($1, $2, $3)', [
      legalEntity,
      `LE-${code}`,
      NAMES,
    ]);
    await owner.query(
      `insert into care.organisation (id, legal_entity_id, code, names, jurisdiction, time_zone, stages, coordinates)
       values ($1, $2, $3, $4, 'demo', 'Africa/Cairo', '{treatment,rehabilitation,reintegration,employment}', $5)`,
      [organisation, legalEntity, code, NAMES, coordinates],
    );
    await owner.query('insert into care.unit (organisation_id, code, names) values ($1, $2, $3)', [
      organisation,
      'W1',
      NAMES,
    ]);
    await owner.query(
      `with main as (
         insert into care.site (organisation_id, code, names, time_zone, is_main) values ($1, 'S1', $2, 'Africa/Cairo', true) returning id)
       insert into care.duty (organisation_id, site_id, level, role, round_the_clock)
       select $1, main.id, given.level, given.role, true from main, (values ('duty', 'clinician'), ('manager', 'duty_manager')) as given(level, role)`,
      [organisation, NAMES],
    );
    await owner.query(
      `insert into care.standing (organisation_id, kind, number, valid)
       select $1, kind, kind || ' of ' || $2, '[2020-01-01,2100-01-01)' from unnest(array['registration','licence']) as kind`,
      [organisation, code],
    );
    await owner.query(
      `insert into access.account (id, organisation_id, login, display_name, password_hash, roles)
       values ($1, $2, $3, 'Somebody', 'no password fits', array[$4])`,
      [account, organisation, `somebody@${code.toLowerCase()}`, coordinates ? 'coordinator' : 'clinician'],
    );
  });
  return { organisation, account, code, legalEntity };
}

/** Admits a new client with identity, episode, code and a first spell, as the service does in one transaction. */
export async function admit(
  api: pg.Client,
  actor: Acting,
  options: { stage?: Stage; anonymous?: boolean } = {},
): Promise<Walk> {
  const walk = { client: randomUUID(), subject: randomUUID(), episode: randomUUID(), spell: randomUUID() };
  await asActor(api, actor, async () => {
    await api.query(
      `insert into care.client (id, audit_subject, jurisdiction, anonymous, birth_year, language)
       values ($1, $2, 'demo', $3, 1990, 'ar')`,
      [walk.client, walk.subject, options.anonymous ?? false],
    );
    if (!options.anonymous) await enrol(api, walk.client);
    await api.query(`select care.open_episode($1, $2, 'intake')`, [walk.client, walk.episode]);
    await api.query(
      `insert into care.stage_spell (id, episode_id, organisation_id, stage, opened_by) values ($1, $2, $3, $4, $5)`,
      [walk.spell, walk.episode, actor.organisation, options.stage ?? 'treatment', actor.account],
    );
    await giveCode(api, actor, walk);
  });
  return walk;
}

/** Puts random ciphertexts into the vault; what they say does not matter to the database. */
export async function enrol(api: pg.Client, client: string): Promise<void> {
  const token = { index: 1, keyVersion: 1, token: randomBytes(8).toString('base64') };
  await api.query(`select vault.enrol($1, 1, $2, $3, $4, 'intake')`, [
    client,
    randomBytes(40),
    JSON.stringify({ givenName: randomBytes(20).toString('base64') }),
    JSON.stringify([token]),
  ]);
}

export function newCode(): string {
  return encodeClientCode(randomBytes(5));
}

async function giveCode(api: pg.Client, actor: Acting, walk: Walk): Promise<void> {
  await api.query(
    `insert into care.client_code (organisation_id, code, client_id, audit_subject) values ($1, $2, $3, $4)
     on conflict (organisation_id, client_id) do nothing`,
    [actor.organisation, newCode(), walk.client, walk.subject],
  );
}

/** One row in every table of evidence, written by the acting organisation for one of its spells. */
export async function writeEvidence(
  api: pg.Client,
  actor: Acting,
  episode: string,
  spell: string,
): Promise<void> {
  await asActor(api, actor, async () => {
    const { organisation } = actor;
    await api.query(
      `insert into care.safety_screen (episode_id, organisation_id, suicide_risk) values ($1, $2, 'low')`,
      [episode, organisation],
    );
    await api.query(
      `insert into care.condition (episode_id, organisation_id, source_sha256, code_system, code) values ($1, $2, $3, 'icd-10', 'F11.2')`,
      [episode, organisation, randomBytes(32)],
    );
    for (const table of ['treatment', 'rehabilitation', 'reintegration', 'employment']) {
      await api.query(
        `insert into care.${table} (spell_id, episode_id, organisation_id) values ($1, $2, $3)`,
        [spell, episode, organisation],
      );
    }
  });
}

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
  readonly kind?: HandoffKind;
  readonly stage?: Stage;
  readonly categories?: readonly ConsentCategory[];
  readonly expiresOn?: string | null;
}

/** A consent and a request that stands on it, with the card (D1) disclosed and work in the inbox of the receiver. */
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
  } = sending;
  const consent = await giveConsent(api, sender, walk, receiver, categories, expiresOn);
  const handoff = randomUUID();
  await asActor(api, sender, async () => {
    await api.query(
      `insert into care.handoff (id, reference, kind, episode_id, client_id, audit_subject, sender_organisation_id,
         receiver_organisation_id, stage, urgency, consent_id, safety_withheld, pack_version, requested_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'routine', $10, false, '1', $11)`,
      [
        handoff,
        newCode(),
        kind,
        walk.episode,
        walk.client,
        walk.subject,
        sender.organisation,
        receiver.organisation,
        stage,
        consent,
        sender.account,
      ],
    );
    await disclose(api, handoff, 'D1', []);
    await api.query(`select care.raise_work($1, 'receiver', 'handoff.answer', clock_timestamp())`, [handoff]);
  });
  return { ...walk, handoff, consent, kind, sender, receiver };
}

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

export async function accept(api: pg.Client, sent: TestHandoff): Promise<void> {
  await asActor(api, sent.receiver, async () => {
    await disclose(api, sent.handoff, 'D3', []);
    await api.query('select care.settle_work($1)', [sent.handoff]);
    await api.query(
      `update care.handoff set state = 'accepted', business_state = 'awaiting-arrival', accepted_at = clock_timestamp(),
         accepted_by = $2, appointment_at = clock_timestamp() + interval '1 day', version = version + 1 where id = $1`,
      [sent.handoff, sent.receiver.account],
    );
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
    await api.query(
      `update care.handoff set state = 'in-progress', business_state = 'arrived-in-service', arrived_at = clock_timestamp(),
         version = version + 1 where id = $1`,
      [sent.handoff],
    );
  });
  return spell;
}

/** The receiver declines, or the sender recalls: packets and shared identity are closed, the sender has a next step. */
export async function end(api: pg.Client, sent: TestHandoff, how: 'decline' | 'recall'): Promise<void> {
  await asActor(api, how === 'decline' ? sent.receiver : sent.sender, async () => {
    await closePackets(api, sent.handoff);
    await api.query('select vault.close_share($1)', [sent.handoff]);
    await api.query('select care.settle_work($1)', [sent.handoff]);
    await api.query(`select care.raise_work($1, 'sender', 'handoff.next_step', clock_timestamp())`, [
      sent.handoff,
    ]);
    await api.query(
      how === 'decline'
        ? `update care.handoff set state = 'rejected', business_state = 'declined', decline_reason = 'area', version = version + 1 where id = $1`
        : `update care.handoff set state = 'cancelled', business_state = 'recalled', recall_reason = 'other', version = version + 1 where id = $1`,
      [sent.handoff],
    );
  });
}

/** As the service closes packets, in the transaction of the caller. */
export async function closePackets(api: pg.Client, handoff: string): Promise<void> {
  await api.query(
    'update care.packet set ended_at = clock_timestamp() where handoff_id = $1 and ended_at is null',
    [handoff],
  );
}
