import { createHash } from 'node:crypto';
import type {
  ConsentCategory,
  DisclosureBasis,
  DisclosureChannel,
  RecipientClass,
} from '#domain/charter/consent.js';
import { Refusal } from '#domain/refusal.js';
import type { Tx } from '#platform/db/tx.js';

export interface Disclosing {
  /** The client's id. */
  readonly client: string;
  readonly channel: Exclude<DisclosureChannel, 'packet'>;
  readonly basis: DisclosureBasis;
  /** Reference of the consent it stands on; left out where the basis is another. */
  readonly consent?: string;
  /** To an organisation of the network, by id, or to a class of recipients. */
  readonly to?: string;
  readonly to_class?: RecipientClass;
  readonly fields: readonly string[];
  readonly categories: readonly ConsentCategory[];
  /** What left, byte for byte; the ledger keeps its hash alone. */
  readonly content: string | Buffer;
  readonly notice_version: string;
}

/**
 * A line of the ledger for what leaves on another way than a packet: a paper, a file, a token, spoken words (R-D01). Refused
 * where the consent does not open it at this instant, or not to this recipient.
 */
export async function recordDisclosure(tx: Tx, what: Disclosing): Promise<void> {
  const consent =
    what.consent === undefined
      ? null
      : await tx.maybe<{ id: string }>('select id from care.consent where reference = $1', [what.consent]);
  if (what.basis === 'consent' && !consent) throw new Refusal('consent.unknown');
  await tx.query('select care.record_disclosure($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    what.client,
    what.channel,
    what.basis,
    consent?.id ?? null,
    what.to ?? null,
    what.to_class ?? null,
    what.fields,
    what.categories,
    createHash('sha256').update(what.content).digest(),
    what.notice_version,
  ]);
}
