import { HANDOFF_CONSENT_KINDS, type ConsentCategory } from '#domain/charter/consent.js';
import { Refusal } from '#domain/refusal.js';
import { assertConsentStands } from '#domain/rules/handoff.js';
import type { Tx } from '#platform/db/tx.js';

export interface ConsentFound {
  id: string;
  categories: ConsentCategory[];
  withdrawn_at: Date | null;
  until_at: Date | null;
}

const BY_REFERENCE = `select id, categories, withdrawn_at, nullif(until_at, 'infinity') as until_at from care.consent
  where reference = $1 and client_id = $2 and recipient_organisation_id = $3 and organisation_id = $4 and 'care' = any (purposes) and kind = any ($5)`;

/**
 * The client's consent to the acting organisation for this partner, for care and of a kind a handoff may stand on, whether
 * it stands or not: a draft may wait for a better one. What the client allowed the house before is not allowed to this one.
 */
export async function findConsent(
  tx: Tx,
  clientId: string,
  receiverId: string,
  reference: string,
): Promise<ConsentFound> {
  const consent = await tx.maybe<ConsentFound>(BY_REFERENCE, [
    reference,
    clientId,
    receiverId,
    tx.organisation,
    HANDOFF_CONSENT_KINDS,
  ]);
  if (!consent) throw new Refusal('consent.unknown', { field: 'consent' });
  return consent;
}

/** The consent, kept from being withdrawn until the handoff that stands on it is committed and can be closed with it. */
export async function standingConsent(
  tx: Tx,
  clientId: string,
  receiverId: string,
  reference: string,
): Promise<ConsentFound> {
  const consent = await tx.maybe<ConsentFound>(`${BY_REFERENCE} for share`, [
    reference,
    clientId,
    receiverId,
    tx.organisation,
    HANDOFF_CONSENT_KINDS,
  ]);
  if (!consent) throw new Refusal('consent.unknown', { field: 'consent' });
  assertConsentStands(consent, tx.now);
  return consent;
}

/** The same for a draft, which names its consent already. */
export async function standingConsentById(tx: Tx, id: string): Promise<ConsentFound> {
  const consent = await tx.one<ConsentFound>(
    `select id, categories, withdrawn_at, nullif(until_at, 'infinity') as until_at from care.consent where id = $1 for share`,
    [id],
  );
  assertConsentStands(consent, tx.now);
  return consent;
}
