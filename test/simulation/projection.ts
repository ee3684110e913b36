import type { BusinessState } from '#domain/charter/handoff.js';
import type { DisclosureTier } from '#domain/charter/consent.js';
import type { ServiceHouse } from '../support/service-house.js';
import type { Names } from './names.js';
import { type ModelHandoff, type World } from './model.js';

/** One handoff as far as model and database must agree on it. */
export interface Seen {
  readonly at: BusinessState;
  readonly version: number;
  readonly round: number;
  readonly receiver: string;
  /** The house that is responsible for the client now. */
  readonly custodian: string;
  readonly place: string | null;
  readonly open: DisclosureTier | null;
  readonly nextSteps: number;
  readonly flags: string;
}

const SEEN = `
select h.reference, h.business_state as at, h.version, h.round, h.receiver_organisation_id as receiver, c.organisation_id as custodian,
  (select p.hold from care.place_hold p where p.handoff_id = h.id and p.organisation_id = h.receiver_organisation_id and p.released_at is null) as place,
  (select max(p.tier) from care.packet p where p.handoff_id = h.id and p.ended_at is null and p.open_until > now()) as open,
  (select count(*)::int from care.work_item w where w.handoff_id = h.id and w.kind = 'handoff.next_step' and w.done_at is null) as "nextSteps",
  concat_ws(' ', case when h.overturned_at is not null then 'overturned' end, case when h.extended_at is not null then 'extended' end,
    case when h.escalated_at is not null then 'escalated' end, case when h.departed_at is not null then 'departed' end) as flags
from care.handoff h join care.custody c on c.episode_id = h.episode_id and c.until_at is null
where h.reference = any ($1)`;

/** Looks at the handoffs of the model in the database and says where the two tell different stories. */
export async function disagreements(
  house: ServiceHouse,
  houseIds: readonly string[],
  names: Names,
  world: World,
  which: readonly number[],
): Promise<string[]> {
  const rows = await house.rows<Seen & { reference: string }>(SEEN, [which.map((n) => names.handoffs[n])]);
  const byReference = new Map(rows.map((row) => [row.reference, row]));
  return which.flatMap((n) => {
    const found = byReference.get(names.handoffs[n]!);
    const expected = project(world, houseIds, n);
    if (!found) return [`handoff #${n} is not in the database`];
    return Object.entries(expected).flatMap(([what, value]) => {
      const real = found[what as keyof Seen];
      return real === value ? [] : [`handoff #${n} ${what}: the design says ${value}, the database ${real}`];
    });
  });
}

function project(world: World, houseIds: readonly string[], n: number): Seen {
  const one = world.handoffs[n]!;
  return {
    at: one.at,
    version: one.version,
    round: one.round,
    receiver: houseIds[one.receiver]!,
    custodian: houseIds[world.clients[one.client]!.custodian]!,
    place: one.place,
    open: one.open,
    nextSteps: one.nextStep ? 1 : 0,
    flags: flagsOf(one),
  };
}

function flagsOf(one: ModelHandoff): string {
  const flags: string[] = [];
  if (one.overturned) flags.push('overturned');
  if (one.extended) flags.push('extended');
  if (one.escalated) flags.push('escalated');
  if (one.departed) flags.push('departed');
  return flags.join(' ');
}
