import type { BedClosing, BedStay } from '#domain/charter/ward.js';
import type { Stage } from '#domain/charter/pathway.js';
import { LIMITS } from '#domain/charter/limits.js';
import { keptUntil } from '#domain/rules/ward.js';
import type { BedHolder, BedPlaces, BedView } from '#domain/wire/ward.js';
import type { Tx } from '#platform/db/tx.js';

interface BedFound extends Omit<BedView, 'closed_at' | 'holder'> {
  closed_at: Date | null;
  stay: BedStay | null;
  client: string | null;
  audit_subject: string | null;
  handoff: string | null;
  since_at: Date | null;
  until_at: Date | null;
  away_at: Date | null;
}

/** Since when somebody is away: in hospital, by the stage that was paused. */
export const AWAY = (episode: string, organisation: string): string =>
  `(select min(x.paused_at) from care.stage_spell x where x.episode_id = ${episode} and x.organisation_id = ${organisation} and x.ended_at is null)`;

const BEDS = `
select b.id, b.version, b.site_id as site, b.stage, b.label, b.room, b.designation, b.features, b.closed_at, b.close_reason,
  s.stay, cc.code as client, cc.audit_subject, h.reference as handoff, lower(s.during) as since_at, upper(s.during) as until_at, ${AWAY('s.episode_id', '$1')} as away_at
from care.bed b
left join care.bed_stay s on s.bed_id = b.id and s.organisation_id = $1 and s.during @> $2::timestamptz
left join care.client_code cc on cc.organisation_id = $1 and cc.client_id = s.client_id and s.stay = 'occupied'
left join care.handoff h on h.id = s.handoff_id and s.stay = 'reserved'
where b.organisation_id = $1 and b.close_reason is distinct from 'given_up'
order by b.site_id, b.room, b.label limit $3`;

/** Every bed of the house with whoever has it; `days`: how long the pack keeps the bed of somebody who is away. */
export async function readBeds(tx: Tx, days: number): Promise<BedView[]> {
  const rows = await tx.query<BedFound>(BEDS, [tx.organisation, tx.now, LIMITS.beds_shown_max]);
  return rows.map(({ stay, client, audit_subject, handoff, since_at, until_at, away_at, ...bed }) => {
    if (audit_subject) tx.about(audit_subject);
    const until = stay === 'occupied' && away_at ? keptUntil(away_at, days) : until_at;
    const holder: BedHolder | null =
      stay && since_at
        ? {
            stay,
            client,
            handoff,
            since_at: since_at.toISOString(),
            until_at: until && Number.isFinite(until.getTime()) ? until.toISOString() : null,
          }
        : null;
    return { ...bed, closed_at: bed.closed_at?.toISOString() ?? null, holder };
  });
}

/** What the beds of each stage say beside what the house states to the network. */
export async function readBedPlaces(tx: Tx, beds: readonly BedView[]): Promise<BedPlaces[]> {
  const stated = await tx.query<{ stage: Stage; free: number }>(
    'select stage, free from care.capacity where organisation_id = $1',
    [tx.organisation],
  );
  return [...new Set(beds.map(({ stage }) => stage))].sort().map((stage) => {
    const open = beds.filter((bed) => bed.stage === stage && bed.closed_at === null);
    return {
      stage,
      in_service: open.length,
      empty: open.filter(({ holder }) => holder === null).length,
      stated: stated.find((one) => one.stage === stage)?.free ?? null,
    };
  });
}

export interface BedHeld {
  id: string;
  version: number;
  close_reason: BedClosing | null;
  holder: string | null;
  occupied: boolean;
}

const BED = `select b.id, b.version, b.close_reason,
  (select s.client_id from care.bed_stay s where s.bed_id = b.id and s.organisation_id = $2 and s.during @> clock_timestamp()) as holder,
  exists (select from care.bed_stay s where s.bed_id = b.id and s.organisation_id = $2 and s.stay = 'occupied' and s.during @> clock_timestamp()) as occupied
from care.bed b where b.id = $1 and b.organisation_id = $2`;

/** A bed of the own house and who has it now, as it stands this instant. */
export async function findBed(tx: Tx, bed: string): Promise<BedHeld | null> {
  return (await tx.maybe<BedHeld>(BED, [bed, tx.organisation])) ?? null;
}

/** The same, held: of a thousand who ask at once each sees what the one before wrote. */
export async function holdBed(tx: Tx, bed: string): Promise<BedHeld | null> {
  await tx.query('select 1 from care.bed where id = $1 and organisation_id = $2 for update', [
    bed,
    tx.organisation,
  ]);
  return await findBed(tx, bed);
}

/** The beds of those who are away longer than the pack keeps one are let go when somebody else needs one. */
export async function letGoOfAway(tx: Tx, bed: string, days: number): Promise<void> {
  await tx.query(
    `update care.bed_stay s set during = tstzrange(lower(s.during), clock_timestamp()), ending = 'kept_long_enough'
     where s.bed_id = $1 and s.organisation_id = $2 and s.stay = 'occupied' and upper_inf(s.during)
       and ${AWAY('s.episode_id', '$2')} < $3::timestamptz - make_interval(days => $4)`,
    [bed, tx.organisation, tx.now, days],
  );
}

/** Ends what somebody has or is to have in this house now; the number of stays that ended. */
export async function endStay(tx: Tx, client: string, stay: BedStay, ending: string): Promise<number> {
  const ended = await tx.query<{ id: string }>(
    `update care.bed_stay s set during = tstzrange(lower(s.during), clock_timestamp()), ending = $4
     where s.organisation_id = $1 and s.client_id = $2 and s.stay = $3 and s.during @> clock_timestamp() and lower(s.during) < clock_timestamp() returning s.id`,
    [tx.organisation, client, stay, ending],
  );
  return ended.length;
}
