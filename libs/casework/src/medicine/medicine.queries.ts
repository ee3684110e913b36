import { LIMITS } from '#domain/charter/limits.js';
import type { DoseSchedule } from '#domain/charter/medicine.js';
import type { MedicineFacts, OrderInForce } from '#domain/rules/medicine.js';
import type { DoseView, FactView, OrderView, ScheduleWriting } from '#domain/wire/medicine.js';
import type { Tx } from '#platform/db/tx.js';
import type { VaultKeys } from '#platform/vault/vault-keys.js';
import { openWriting } from '#platform/vault/writing-cipher.js';

export interface OrderFound extends Omit<
  OrderView,
  'id' | 'medicine' | 'allergy_override' | 'schedule' | 'starts_at' | 'ends_at' | 'stopped_at'
> {
  id: string;
  episode_id: string;
  client_id: string;
  epoch: number;
  wrapped_key: Buffer | null;
  medicine: Buffer | null;
  allergy_override: Buffer | null;
  schedule: DoseSchedule['kind'];
  times: string[] | null;
  hours_between_min: number | null;
  doses_per_day_max: number | null;
  scale: 'ciwa_ar' | 'cows' | null;
  starts_at: Date;
  ends_at: Date | null;
  stopped_at: Date | null;
}

interface DoseFound extends Omit<DoseView, 'due_at' | 'at' | 'voided_at'> {
  due_at: Date | null;
  at: Date;
  voided_at: Date | null;
}

interface FactFound extends Omit<FactView, 'id' | 'at' | 'voided_at'> {
  id: string;
  own: boolean;
  at: Date;
  voided_at: Date | null;
}

/** Columns of an order `o` with its key, its house and the names of colleagues; `$1` is the acting organisation. */
export const ORDER = `o.id, o.version, o.episode_id, o.client_id, o.organisation_id = $1 as own, g.names as organisation, k.epoch, k.wrapped_key, o.medicine, o.allergy_override,
  o.class, o.amount::float8 as amount, o.unit, o.route, o.schedule, o.times, o.hours_between_min, o.doses_per_day_max, o.scale, o.purpose, o.starts_at, o.ends_at,
  case when o.organisation_id = $1 then a.display_name end as by, o.stopped_at, case when o.organisation_id = $1 then s.display_name end as stopped_by, o.stop_reason`;
export const ORDER_JOINS = `join care.organisation g on g.id = o.organisation_id join care.writing_key k on k.id = o.key_id
  left join access.account a on a.id = o.ordered_by left join access.account s on s.id = o.stopped_by`;

/** Orders of a client, the newest first, as far as row-level security shows them; another house's by the day. */
export async function readOrders(tx: Tx, client: string): Promise<OrderFound[]> {
  return await tx.query<OrderFound>(
    `select ${ORDER} from care.medicine_order o ${ORDER_JOINS} where o.client_id = $2
      order by case when o.organisation_id = $1 then o.ordered_at else date_trunc('day', o.ordered_at, 'UTC') end desc, md5(o.id::text) limit $3`,
    [tx.organisation, client, LIMITS.medicines_shown_max],
  );
}

/** What became of the doses that the own house recorded, the newest first. */
export async function readDoses(tx: Tx, client: string): Promise<DoseView[]> {
  const rows = await tx.query<DoseFound>(
    `select d.id, d.order_id as order, d.due_at, d.at, d.outcome, d.identifiers, d.reason, d.score, a.display_name as by, d.voided_at, d.void_reason
       from care.medicine_dose d left join access.account a on a.id = d.recorded_by
      where d.client_id = $2 and d.organisation_id = $1 order by d.at desc, d.id desc limit $3`,
    [tx.organisation, client, LIMITS.medicines_shown_max],
  );
  return rows.map((row) => ({
    ...row,
    due_at: row.due_at?.toISOString() ?? null,
    at: row.at.toISOString(),
    voided_at: row.voided_at?.toISOString() ?? null,
  }));
}

export async function readFacts(tx: Tx, client: string): Promise<FactView[]> {
  const rows = await tx.query<FactFound>(
    `select f.id, f.organisation_id = $1 as own, f.kind, f.at, f.substance, f.result, f.long_acting, f.voided_at, f.void_reason from care.medical_fact f
      where f.client_id = $2 order by case when f.organisation_id = $1 then f.at else date_trunc('day', f.at, 'UTC') end desc, md5(f.id::text) limit $3`,
    [tx.organisation, client, LIMITS.medicines_shown_max],
  );
  return rows.map(({ own, id, at, voided_at, ...row }) => ({
    ...row,
    id: own ? id : null,
    at: told(at, own),
    voided_at: voided_at && told(voided_at, own),
  }));
}

/** Two houses that know one client under a code of their own must not find each other by an instant they both read. */
const told = (at: Date, own: boolean): string =>
  own ? at.toISOString() : `${at.toISOString().slice(0, 10)}T00:00:00.000Z`;

export function wordsOf(keys: VaultKeys, row: OrderFound): Pick<OrderView, 'medicine' | 'allergy_override'> {
  return {
    medicine: openWriting(keys, row, { record: row.id, name: 'medicine' }, row.medicine),
    allergy_override: openWriting(
      keys,
      row,
      { record: row.id, name: 'allergy_override' },
      row.allergy_override,
    ),
  };
}

export function showOrder(keys: VaultKeys, row: OrderFound): OrderView {
  return {
    id: row.own ? row.id : null,
    version: row.version,
    own: row.own,
    organisation: row.organisation,
    ...wordsOf(keys, row),
    class: row.class,
    amount: row.amount,
    unit: row.unit,
    route: row.route,
    schedule: {
      kind: row.schedule,
      times: row.times,
      hours_between_min: row.hours_between_min,
      doses_per_day_max: row.doses_per_day_max,
      scale: row.scale,
    },
    purpose: row.purpose,
    starts_at: told(row.starts_at, row.own),
    ends_at: row.ends_at && told(row.ends_at, row.own),
    by: row.by,
    stopped_at: row.stopped_at && told(row.stopped_at, row.own),
    stopped_by: row.stopped_by,
    stop_reason: row.stop_reason,
  };
}

/** The schedule as the rules know it; what does not belong to its kind is left away. */
export function scheduleOf(row: ScheduleWriting): DoseSchedule {
  const doses_per_day_max = row.doses_per_day_max ?? 0;
  switch (row.kind) {
    case 'times':
      return { kind: 'times', times: row.times ?? [] };
    case 'as_needed':
      return { kind: 'as_needed', hours_between_min: row.hours_between_min ?? 0, doses_per_day_max };
    case 'by_score':
      return { kind: 'by_score', scale: row.scale ?? 'cows', doses_per_day_max };
  }
}

/** An order as the rules of its doses know it. */
export function inForce(row: OrderFound): OrderInForce {
  return {
    schedule: scheduleOf({ ...row, kind: row.schedule }),
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at?.toISOString() ?? null,
    stopped_at: row.stopped_at?.toISOString() ?? null,
  };
}

/**
 * Everything the stop rules ask about a client. The newest screen that says something of allergies and pregnancy counts; opioids are
 * those that were told of and those that were given here; one that stays long counts as long as the longest wait.
 */
export async function readStopFacts(
  tx: Tx,
  { client_id, episode_id }: { client_id: string; episode_id: string },
  long_days: number,
): Promise<MedicineFacts> {
  const row = await tx.one<
    Omit<MedicineFacts, 'opioid_test'> & { tested_at: Date | null; test: string | null }
  >(
    `with used as (
       select f.at, coalesce(f.long_acting, true) as long_acting from care.medical_fact f
        where f.client_id = $1 and f.kind = 'substance_use' and f.substance = 'opioids' and f.voided_at is null
       union all
       select d.at, true from care.medicine_dose d join care.medicine_order o on o.id = d.order_id
        where d.client_id = $1 and o.class = 'opioid_agonist' and d.outcome = 'given' and d.voided_at is null),
     tested as (select f.at, f.result from care.medical_fact f where f.client_id = $1 and f.kind = 'toxicology' and f.substance = 'opioids'
        and f.result <> 'invalid' and f.voided_at is null order by f.at desc, f.recorded_at desc limit 1)
     select coalesce((select t.substance from care.treatment t where t.episode_id = $2 and t.substance is not null order by t.recorded_at desc limit 1),
         (select c.substance from care.client c where c.id = $1)) as substance,
       (select s.allergies from care.safety_screen s where s.episode_id = $2 and s.allergies is not null order by s.screened_at desc limit 1) as allergies,
       (select max(u.at) from used u) as last_opioid_use_at,
       (select bool_or(u.long_acting) from used u where u.at > now() - make_interval(days => $3)) as last_opioid_long_acting,
       (select s.weeks_of_pregnancy from care.safety_screen s where s.episode_id = $2 and s.weeks_of_pregnancy is not null order by s.screened_at desc limit 1) as weeks_of_pregnancy,
       (select max(f.at) from care.medical_fact f where f.episode_id = $2 and f.kind = 'obstetric_review' and f.voided_at is null) as pregnancy_reviewed_at,
       (select t.at from tested t) as tested_at, (select t.result from tested t) as test`,
    [client_id, episode_id, long_days],
  );
  const { tested_at, test, ...facts } = row;
  return { ...facts, opioid_test: tested_at && { taken_at: tested_at, negative: test === 'negative' } };
}
