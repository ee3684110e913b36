import { randomBytes, randomUUID } from 'node:crypto';
import type { Case } from './access-matrix.js';
import type { Rows, Values } from './access-rows.js';
import type { AccessWorld } from './access-world.js';
import { newCode, type TestOrganisation } from './network.js';

const FIELDS = ['name', 'birth_date', 'photo', 'contact', 'documents', 'safety'];

/**
 * What is written about who people are, for every case of the law and by both houses: openings that are over, protection, alerts,
 * codes to come back with, identities given later; photographs; and for each house two joined records and an official request.
 */
export async function keepIdentities(world: AccessWorld): Promise<void> {
  const { superuser } = world;
  for (const [kase, { client, episode }] of world.places) {
    for (const at of kase === 'other' ? [world.beta] : [world.alpha, world.beta]) {
      const of = [at.organisation, client, at.account];
      await superuser.query(
        `insert into care.break_glass (id, organisation_id, client_id, episode_id, custodian_organisation_id, kind, reason, fields, minutes, asked_by,
           asked_at, opened_at, until_at, review_due_at)
         values (gen_random_uuid(), $1, $2, $4, (select c.organisation_id from care.custody c where c.episode_id = $4 and c.until_at is null), 'emergency',
           'overdose', $5, 240, $3, now() - interval '5 hours', now() - interval '5 hours', now() - interval '1 hour', now() + interval '19 hours')`,
        [...of, episode, FIELDS],
      );
      await superuser.query(
        `insert into care.protection (organisation_id, client_id, kind, set_by) values ($1, $2, 'minor', $3)`,
        of,
      );
      await superuser.query(
        `insert into care.protection_member (organisation_id, client_id, account_id) values ($1, $2, $3)`,
        of,
      );
      await superuser.query(
        `insert into care.protection_alert (organisation_id, client_id, account_id, what) values ($1, $2, $3, 'refused')`,
        of,
      );
      await superuser.query(
        `insert into care.return_key (organisation_id, client_id, code_mac, passphrase_hash) values ($1, $2, $3, 'a hash')`,
        [at.organisation, client, randomBytes(32)],
      );
      await superuser.query(
        `insert into care.identity_change (organisation_id, client_id, what, given_how, changed_by) values ($1, $2, 'joined', 'witnessed_oral', $3)`,
        of,
      );
    }
    await keepWindow(world, kase, client, episode);
  }
  for (const { account } of [world.alpha, world.beta])
    await superuser.query(`insert into access.notice_preference (account_id, mode) values ($1, 'digest')`, [
      account,
    ]);
  for (const at of [world.alpha, world.beta]) await keepBooks(world, at);
  await keepWords(world);
}

/** What belongs to the client alone, and what the client is told: wishes and sessions of their window, picture, contact, notices. */
async function keepWindow(world: AccessWorld, kase: Case, client: string, episode: string): Promise<void> {
  const { superuser } = world;
  for (const at of kase === 'other' ? [world.beta] : [world.alpha, world.beta])
    await superuser.query(
      `with work as (insert into care.work_item (organisation_id, kind, episode_id, client_id, due_at, done_at)
         values ($1, 'client.wish', $3, $2, now(), now()) returning id)
       insert into care.provider_wish (id, organisation_id, client_id, episode_id, work_item_id) select gen_random_uuid(), $1, $2, $3, id from work`,
      [at.organisation, client, episode],
    );
  await superuser.query(
    `insert into access.window_session (token_sha256, client_id, entered_with, expires_at) values ($1, $2, 'return_code', now() + interval '1 hour')`,
    [randomBytes(32), client],
  );
  await superuser.query(
    `insert into access.window_passkey (client_id, credential_id, public_key) values ($1, $2, '\\x00')`,
    [client, randomBytes(32)],
  );
  await superuser.query(
    `insert into vault.photo (client_id, media_type, ciphertext) values ($1, 'image/jpeg', '\\x00')`,
    [client],
  );
  await superuser.query(
    `insert into vault.contact (client_id, ciphertext, changed_by) values ($1, '\\x00', 'staff')`,
    [client],
  );
  await superuser.query(
    `insert into care.notice (client_id, organisation_id, kind, cause) values ($1, $2, 'appointment.given', 'law')`,
    [client, world.alpha.organisation],
  );
  await superuser.query(
    `insert into care.notice_delivery (client_id, notice_id, channel, due_at) select client_id, id, 'email', now() from care.notice where client_id = $1`,
    [client],
  );
}

/** The words of every consent there is, as they were shown. */
async function keepWords({ superuser }: AccessWorld): Promise<void> {
  await superuser.query(
    `insert into care.consent_version (consent_id, version, organisation_id, purposes, categories, how, document, text_version, text_sha256, recorded_by, by_client)
     select id, version, organisation_id, purposes, categories, given_how, '{}', '1', text_sha256, recorded_by, false from care.consent`,
  );
}

async function keepBooks({ superuser, places }: AccessWorld, at: TestOrganisation): Promise<void> {
  await superuser.query(
    `insert into care.client_merge (id, organisation_id, kept_client_id, merged_client_id, ground, needs_two, proposed_by)
     values (gen_random_uuid(), $1, $2, $3, 'entered_twice', false, $4)`,
    [at.organisation, places.get('shared')?.client, places.get('joined')?.client, at.account],
  );
  await superuser.query(
    `insert into care.data_request (id, organisation_id, reference, authority, basis, letter, language, recorded_by, answer_from_at)
     values (gen_random_uuid(), $1, $2, 'police', 'none_named', '\\x00', 'ar', $3, now())`,
    [at.organisation, newCode(), at.account],
  );
}

/** A row that fits, for whoever may insert one; undefined where the case makes no sense there. */
export function identityRowFor(world: Rows, table: string, kase: Case): Values | undefined {
  const at = kase === 'own' ? world.alpha : kase === 'other' ? world.beta : undefined;
  if (!at) return undefined;
  if (table === 'care.client_merge')
    return {
      id: randomUUID(),
      organisation_id: at.organisation,
      kept_client_id: world.places.get('own')?.client,
      merged_client_id: world.places.get('shared')?.client,
      ground: 'entered_twice',
      needs_two: true,
      proposed_by: at.account,
    };
  if (table === 'care.data_request')
    return {
      id: randomUUID(),
      organisation_id: at.organisation,
      reference: newCode(),
      authority: 'court',
      basis: 'court_order',
      letter: Buffer.of(0),
      language: 'ru',
      recorded_by: at.account,
      answer_from_at: '2035-01-01T00:00:00Z',
    };
  return undefined;
}
