import { createHash } from 'node:crypto';
import {
  DISCLOSURE_TIERS,
  PACKET_FIELDS,
  type ConsentCategory,
  type DisclosureTier,
  type PacketFieldName,
} from '#domain/charter/consent.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import { LAWS } from './laws.js';

interface Asked {
  rows<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
}

interface Disclosed {
  reference: string;
  tier: DisclosureTier;
  basis: 'consent' | 'emergency' | 'law';
  fields: PacketFieldName[];
  opened: ConsentCategory[] | null;
  body: Record<string, unknown>;
  salt: Buffer;
  sha256: Buffer;
}

/** What an emergency opens without a consent: what keeps somebody alive, and what the sender wrote for it. */
const EMERGENCY: readonly PacketFieldName[] = [
  'requested_stage',
  'urgency',
  'age_band',
  'language',
  'care_requirements',
  'safety',
  'reason',
  'identity',
  'contact',
];

const DISCLOSED = `
select h.reference, d.tier, d.basis, d.fields, k.categories as opened, p.body, p.salt, p.sha256 from care.disclosure d
  join care.packet p using (handoff_id, round, tier) join care.handoff h on h.id = d.handoff_id left join care.consent k on k.id = d.consent_id`;

/** Every law that does not hold, with the rows that break it. */
export async function brokenLaws(house: Asked): Promise<string[]> {
  const broken: string[] = [];
  for (const [law, query] of Object.entries(LAWS)) {
    const found = await house.rows<{ id: string }>(query);
    const some = found.slice(0, 3).map(({ id }) => id);
    if (found.length > 0)
      broken.push(`${law}: ${some.join(', ')}${found.length > 3 ? ` and ${found.length - 3} more` : ''}`);
  }
  for (const one of await house.rows<Disclosed>(DISCLOSED)) {
    const { reference, tier, body, fields, salt, sha256 } = one;
    const tooMuch = Object.keys(body).filter((field) => !mayHold(one, field as PacketFieldName));
    if (tooMuch.length > 0)
      broken.push(
        `a packet holds no field beyond consent and tier: ${reference} ${tier} ${tooMuch.join(', ')}`,
      );
    if (Object.keys(body).sort().join() !== [...fields].sort().join())
      broken.push(`the ledger names the fields of the packet: ${reference} ${tier}`);
    const said = createHash('sha256').update(salt).update(canonicalJson(body)).digest();
    if (!said.equals(sha256)) broken.push(`a packet is what its hash says: ${reference} ${tier}`);
  }
  return broken;
}

function mayHold({ tier, opened, basis }: Disclosed, field: PacketFieldName): boolean {
  if (basis === 'emergency') return EMERGENCY.includes(field);
  const { from, category } = PACKET_FIELDS[field];
  return (
    DISCLOSURE_TIERS.indexOf(from) <= DISCLOSURE_TIERS.indexOf(tier) &&
    (category === null || category === 'each' || (opened ?? []).includes(category))
  );
}
