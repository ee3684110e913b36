import { randomBytes, randomUUID } from 'node:crypto';
import type { CareRequirement, Language, ReferralSource, Substance } from '#domain/charter/code-lists.js';
import type { Stage } from '#domain/charter/pathway.js';
import { encodeClientCode, isUnfitCode } from '#domain/rules/client-code.js';
import type { SafetyScreen } from '#domain/wire/client.js';
import type { Tx } from '#platform/db/tx.js';
import { sealIdentity, type Identity, type SealedIdentity } from '#platform/vault/identity.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';
import { openSpell } from '../pathway/stage-spell.tx.js';
import { ClientCodeRow, ClientRow, SafetyScreenRow } from './client.row.js';

export interface Admission {
  /** Null: the person stays anonymous; no row of the vault exists for them. */
  readonly identity: Identity | null;
  /** The name is one the client chose. */
  readonly pseudonymous?: boolean;
  readonly jurisdiction: string;
  readonly birth_year: number | null;
  readonly language: Language;
  readonly substance: Substance | null;
  readonly care_requirements: readonly CareRequirement[];
  readonly referral_source: ReferralSource | null;
  readonly stage: Stage;
  readonly safety: SafetyScreen | null;
  readonly basis: 'intake' | 'import';
  /** Given where the caller had to fix it beforehand (import claims its source record under this id). */
  readonly client_id?: string;
}

export interface Admitted {
  readonly client_id: string;
  readonly episode_id: string;
  readonly audit_subject: string;
  readonly code: string;
}

/**
 * Takes a new person in: client, identity in the vault, episode, custody, access, code, first stage spell and safety
 * screen, all in the transaction of the caller or not at all. The acting organisation takes custody.
 */
export async function admit(tx: Tx, keys: VaultKeys, admission: Admission): Promise<Admitted> {
  const client_id = admission.client_id ?? randomUUID();
  const audit_subject = randomUUID();
  await tx.insert(ClientRow, {
    id: client_id,
    audit_subject,
    jurisdiction: admission.jurisdiction,
    anonymous: admission.identity === null,
    pseudonymous: admission.identity !== null && admission.pseudonymous === true,
    birth_year: admission.birth_year,
    language: admission.language,
    substance: admission.substance,
    care_requirements: [...admission.care_requirements],
    referral_source: admission.referral_source,
  });
  if (admission.identity) await enrol(tx, keys, client_id, admission.identity, admission.basis);
  const episode_id = await openEpisode(tx, client_id, admission);
  const code = await giveCode(tx, client_id, audit_subject);
  tx.about(audit_subject);
  return { client_id, episode_id, audit_subject, code };
}

/** Opens an episode in the custody of the acting organisation, with its first stage spell and safety screen. */
export async function openEpisode(
  tx: Tx,
  clientId: string,
  admission: Pick<Admission, 'basis' | 'stage' | 'safety'>,
): Promise<string> {
  const episode_id = tx.newId();
  await tx.query('select care.open_episode($1, $2, $3)', [clientId, episode_id, admission.basis]);
  await openSpell(tx, episode_id, admission.stage);
  if (admission.safety) await writeSafetyScreen(tx, episode_id, admission.safety);
  return episode_id;
}

/** A new safety screen; the newest of an episode counts. */
export async function writeSafetyScreen(tx: Tx, episodeId: string, safety: SafetyScreen): Promise<void> {
  await tx.insert(SafetyScreenRow, {
    id: tx.newId(),
    episode_id: episodeId,
    organisation_id: tx.organisation,
    screened_by: tx.actor.account,
    suicide_risk: safety.suicide_risk,
    overdose_within_12_months: safety.overdose_within_12_months,
    withdrawal_seizures_or_delirium: safety.withdrawal_seizures_or_delirium,
    weeks_of_pregnancy: safety.weeks_of_pregnancy,
    violence_risk: safety.violence_risk,
    infectious_tuberculosis: safety.infectious_tuberculosis,
    allergies: safety.allergies,
    medicines: safety.medicines,
  });
}

/** Gives the acting organisation its own code for a client, or finds the one it has. Codes are random; a clash is drawn again. */
export async function giveCode(tx: Tx, clientId: string, auditSubject: string): Promise<string> {
  const known = await tx.maybe<{ code: string }>(
    'select code from care.client_code where organisation_id = $1 and client_id = $2',
    [tx.organisation, clientId],
  );
  if (known) return known.code;
  const code = randomCode();
  await tx.insert(ClientCodeRow, {
    organisation_id: tx.organisation,
    code,
    client_id: clientId,
    audit_subject: auditSubject,
  });
  return code;
}

/** Ten symbols from forty random bits, drawn again where they would read badly. A clash breaks a unique key and is retried by the caller. */
export function randomCode(): string {
  for (;;) {
    const code = encodeClientCode(randomBytes(5));
    if (!isUnfitCode(code)) return code;
  }
}

async function enrol(
  tx: Tx,
  keys: VaultKeys,
  clientId: string,
  identity: Identity,
  basis: string,
): Promise<void> {
  const sealed = sealIdentity(identity, clientId, keys);
  const { fields, tokens } = sealedParts(sealed);
  await tx.query('select vault.enrol($1, $2, $3, $4, $5, $6)', [
    clientId,
    sealed.epoch,
    sealed.wrappedKey,
    fields,
    tokens,
    basis,
  ]);
}

/** Fields and tokens of a sealed identity, as the functions of the vault take them. */
export function sealedParts({ fields, tokens }: SealedIdentity): { fields: string; tokens: string } {
  return {
    fields: JSON.stringify(
      Object.fromEntries(fields.map(({ field, ciphertext }) => [field, ciphertext.toString('base64')])),
    ),
    tokens: JSON.stringify(
      tokens.map((token) => ({ ...token, token: Buffer.from(token.token).toString('base64') })),
    ),
  };
}
