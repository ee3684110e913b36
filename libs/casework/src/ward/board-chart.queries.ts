import {
  WITHDRAWAL_SCALES,
  type ChartRules,
  type VitalAlert,
  type WithdrawalScale,
} from '#domain/charter/chart.js';
import { LIMITS } from '#domain/charter/limits.js';
import { nextScore } from '#domain/rules/chart.js';
import type { WardChart } from '#domain/wire/ward.js';
import type { Tx } from '#platform/db/tx.js';
import { COUNTS } from '../assessment/assessment.queries.js';

/** Nobody has set, measured or scored anything yet. */
export const NO_CHART: WardChart = { observation: null, alerts: [], withdrawal: null };

interface ChartFound {
  client: string;
  observation: WardChart['observation'];
  alerts: VitalAlert[] | null;
  scores: { scale: WithdrawalScale; at: string; value: number }[];
  dosed_at: Date | null;
}

const CHARTS = `
select cc.code as client,
  (select o.level from care.observation o where o.episode_id = e.id and o.organisation_id = $1 and o.until_at is null) as observation,
  (select v.alerts from care.vital_reading v where v.episode_id = e.id and v.organisation_id = $1 and v.voided_at is null order by v.at desc, v.id desc limit 1) as alerts,
  (select coalesce(jsonb_agg(jsonb_build_object('scale', s.instrument, 'at', s.taken_at, 'value', s.value) order by s.taken_at, s.id), '[]') from (
     select a.id, a.instrument, a.taken_at, (a.scores -> 0 ->> 'value')::numeric::int as value from care.assessment a
      where a.episode_id = e.id and a.instrument = any ($3) and a.scores -> 0 ->> 'value' is not null and ${COUNTS('a')}
      order by a.taken_at desc, a.id desc limit $4) s) as scores,
  (select max(d.at) from care.medicine_dose d join care.medicine_order m on m.id = d.order_id
    where d.episode_id = e.id and m.scale is not null and d.outcome = 'given' and d.voided_at is null) as dosed_at
from care.client_code cc
join lateral (select x.id from care.episode x where x.client_id = cc.client_id order by x.closed_at desc nulls first, x.id desc limit 1) e on true
where cc.organisation_id = $1 and cc.code = any ($2)`;

/** What the charts of some clients say in one line each, in one statement. */
export async function readCharts(
  tx: Tx,
  clients: readonly string[],
  rules: ChartRules,
): Promise<Map<string, WardChart>> {
  const rows = await tx.query<ChartFound>(CHARTS, [
    tx.organisation,
    clients,
    WITHDRAWAL_SCALES,
    LIMITS.chart_scores_max,
  ]);
  return new Map(
    rows.map((row) => [
      row.client,
      {
        observation: row.observation,
        alerts: row.alerts ?? [],
        withdrawal: withdrawalOf(row, rules, tx.now),
      },
    ]),
  );
}

/** Of two scales the one that was used last. */
function withdrawalOf(
  { scores, dosed_at }: ChartFound,
  rules: ChartRules,
  now: Date,
): WardChart['withdrawal'] {
  const newest = scores.at(-1);
  if (!newest) return null;
  const points = scores
    .filter(({ scale }) => scale === newest.scale)
    .map(({ at, value }) => ({ at: new Date(at), value }));
  const next = nextScore(newest.scale, points, dosed_at, rules, now);
  return (
    next && {
      scale: newest.scale,
      value: newest.value,
      before: points.at(-2)?.value ?? null,
      state: next.state,
      due_at: next.due_at?.toISOString() ?? null,
    }
  );
}
