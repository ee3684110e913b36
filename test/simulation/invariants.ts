import { createHash } from 'node:crypto';
import {
  DISCLOSURE_TIERS,
  PACKET_FIELDS,
  type ConsentCategory,
  type DisclosureTier,
  type PacketFieldName,
} from '#domain/charter/consent.js';
import { canonicalJson } from '#platform/db/audit-trail.js';
import type { TestApplication } from '../support/application.js';

/** Each law as a query for what breaks it. */
const LAWS: Readonly<Record<string, string>> = {
  'every instant of an episode has a custodian, and no other instant has one': `
    select e.id from care.episode e left join care.custody c on c.episode_id = e.id group by e.id
    having range_agg(c.during) is distinct from tstzmultirange(e.open_during)`,
  'no instant has two custodians': `
    select a.episode_id as id from care.custody a join care.custody b on b.episode_id = a.episode_id and b.since_at > a.since_at and a.during && b.during`,
  'custody begins with an admission and passes only from the sender to the receiver of a transfer that arrived': `
    select c.episode_id as id from (select *, lag(organisation_id) over (partition by episode_id order by since_at) as before from care.custody) c
    left join care.handoff h on h.id = c.handoff_id
    where case when c.before is null then c.basis not in ('intake', 'import')
      else not coalesce(h.kind = 'transfer' and h.state in ('in-progress', 'completed') and h.sender_organisation_id = c.before
        and h.receiver_organisation_id = c.organisation_id and h.episode_id = c.episode_id, false) end`,
  'a transfer that arrived moved custody once, nothing else did': `
    select h.id from care.handoff h left join care.custody c on c.handoff_id = h.id group by h.id, h.kind, h.state
    having count(c.*) <> case when h.kind = 'transfer' and h.state in ('in-progress', 'completed') then 1 else 0 end`,
  'an episode has one open transfer at most': `
    select episode_id as id from care.handoff where kind = 'transfer' and state in ('requested', 'received', 'accepted') group by 1 having count(*) > 1`,
  'a handoff is sent by the sender and answered by the receiver, who is another organisation': `
    select h.id from care.handoff h join access.account s on s.id = h.requested_by left join access.account r on r.id = coalesce(h.accepted_by, h.received_by)
    where s.organisation_id <> h.sender_organisation_id or r.organisation_id <> h.receiver_organisation_id or h.sender_organisation_id = h.receiver_organisation_id`,
  'every handoff that ended before arrival left one dated next step': `
    select h.id from care.handoff h left join care.work_item w on w.handoff_id = h.id and w.kind = 'handoff.next_step'
    where h.state in ('rejected', 'cancelled') group by h.id having count(w.*) <> 1 or min(w.due_at) is null`,
  'the next step belongs to whoever was responsible when the handoff ended': `
    select h.id from care.handoff h join care.work_item w on w.handoff_id = h.id and w.kind = 'handoff.next_step'
    where h.state in ('rejected', 'cancelled') and not exists (select from care.custody c where c.episode_id = h.episode_id
      and c.organisation_id = w.organisation_id and c.during @> w.created_at)`,
  'nobody waits for an answer that was given': `
    select w.id from care.work_item w join care.handoff h on h.id = w.handoff_id where w.done_at is null and (
      (w.kind = 'handoff.answer' and h.state not in ('requested', 'received')) or (w.kind = 'handoff.arrival' and h.state <> 'accepted')
      or (w.kind = 'handoff.report' and h.state <> 'in-progress'))`,
  'nothing is disclosed under a consent after it was withdrawn': `
    select d.id from care.disclosure d join care.consent k on k.id = d.consent_id where d.disclosed_at > k.withdrawn_at and d.categories <> '{}'`,
  'what was disclosed under a consent is closed when it is withdrawn': `
    select p.handoff_id as id from care.packet p join care.handoff h on h.id = p.handoff_id join care.consent k on k.id = h.consent_id
    where p.ended_at is null and p.disclosed_at <= k.withdrawn_at`,
  'a handoff that ended before arrival leaves no packet and no name open': `
    select h.id from care.handoff h where h.state in ('rejected', 'cancelled') and (
      exists (select from care.packet p where p.handoff_id = h.id and p.ended_at is null)
      or exists (select from vault.known_to v where v.handoff_id = h.id and v.until_at > now()))`,
  'a name is known to the custodian that admitted, and to receivers whose consent said so': `
    select v.id from vault.known_to v join care.handoff h on h.id = v.handoff_id join care.consent k on k.id = h.consent_id
    where not 'identity' = any (k.categories) or h.accepted_at is null or k.withdrawn_at < h.accepted_at`,
  'the ledger has a line for each packet, and nothing else': `
    select coalesce(p.handoff_id, d.handoff_id) as id from care.packet p full join care.disclosure d on d.handoff_id = p.handoff_id and d.tier = p.tier
    where p.handoff_id is null or d.handoff_id is null or p.sha256 <> d.packet_sha256`,
  'the custodian has the client in a stage': `
    select c.episode_id as id from care.custody c where c.until_at is null and not exists (select from care.stage_spell s
      where s.episode_id = c.episode_id and s.organisation_id = c.organisation_id and s.ended_at is null)`,
  'two organisations never use one code': `select code as id from care.client_code group by code having count(*) > 1`,
};

interface Disclosed {
  id: string;
  tier: DisclosureTier;
  fields: PacketFieldName[];
  opened: ConsentCategory[];
  body: Record<string, unknown>;
  sha256: Buffer;
}

/** Every law that does not hold, with the rows that break it. */
export async function brokenLaws(house: TestApplication): Promise<string[]> {
  const broken: string[] = [];
  for (const [law, query] of Object.entries(LAWS)) {
    const found = await house.rows<{ id: string }>(query);
    if (found.length > 0)
      broken.push(
        `${law}: ${found
          .slice(0, 3)
          .map(({ id }) => id)
          .join(', ')}`,
      );
  }
  const disclosed = await house.rows<Disclosed>(
    `select d.id, d.tier, d.fields, k.categories as opened, p.body, p.sha256 from care.disclosure d
     join care.packet p on p.handoff_id = d.handoff_id and p.tier = d.tier join care.consent k on k.id = d.consent_id`,
  );
  for (const one of disclosed) {
    const tooMuch = Object.keys(one.body).filter((field) => !mayHold(one, field as PacketFieldName));
    if (tooMuch.length > 0)
      broken.push(`a packet holds no field beyond consent and tier: ${one.id} ${tooMuch.join(', ')}`);
    if (Object.keys(one.body).sort().join() !== [...one.fields].sort().join())
      broken.push(`the ledger names the fields of the packet: ${one.id}`);
    if (createHash('sha256').update(canonicalJson(one.body)).digest('hex') !== one.sha256.toString('hex'))
      broken.push(`a packet is what its hash says: ${one.id}`);
  }
  return broken;
}

function mayHold({ tier, opened }: Disclosed, field: PacketFieldName): boolean {
  const { from, category } = PACKET_FIELDS[field];
  return (
    DISCLOSURE_TIERS.indexOf(from) <= DISCLOSURE_TIERS.indexOf(tier) &&
    (category === null || opened.includes(category))
  );
}
