import type { RoundConcern, RoundFinding } from '#domain/charter/ward.js';
import type { ChartRules } from '#domain/charter/chart.js';
import { LIMITS } from '#domain/charter/limits.js';
import { keptUntil } from '#domain/rules/ward.js';
import type { RoundLine } from '#domain/wire/medicine.js';
import type { BoardRow, WardDoses } from '#domain/wire/ward.js';
import type { Tx } from '#platform/db/tx.js';
import type { Day } from '../day.queries.js';
import { NO_CHART, readCharts } from './board-chart.queries.js';
import { AWAY } from './bed.queries.js';
import { readCursor } from '../paging.js';
import { readWard } from './ward.queries.js';

interface Beside {
  client: string;
  bed: BoardRow['bed'];
  away_at: Date | null;
  round_at: Date | null;
  finding: RoundFinding | null;
  concerns: RoundConcern[] | null;
  by: string | null;
}

const BESIDE = `
select cc.code as client, b.bed, ${AWAY('e.id', '$1')} as away_at, r.at as round_at, r.finding, r.concerns, a.display_name as by
from care.client_code cc
join lateral (select x.id from care.episode x where x.client_id = cc.client_id order by x.closed_at desc nulls first, x.id desc limit 1) e on true
left join lateral (select jsonb_build_object('id', b.id, 'label', b.label, 'room', b.room) as bed from care.bed_stay s join care.bed b on b.id = s.bed_id
  where s.organisation_id = $1 and s.client_id = cc.client_id and s.stay = 'occupied' and s.during @> $3::timestamptz) b on true
left join lateral (select n.at, n.finding, n.concerns, n.recorded_by from care.round_note n
  where n.organisation_id = $1 and n.episode_id = e.id order by n.at desc limit 1) r on true
left join access.account a on a.id = r.recorded_by
where cc.organisation_id = $1 and cc.code = any ($2)`;

/**
 * The board: the list of the day, and beside each line bed, absence, the last round and doses. What is due of medicines comes
 * from the round of medicines, already read in the same transaction.
 */
export async function readBoard(
  tx: Tx,
  day: Day,
  medicines: readonly RoundLine[],
  { days, chart }: { days: number; chart: ChartRules },
): Promise<BoardRow[]> {
  const page = await readWard(tx, day, {}, { cursor: readCursor(undefined), limit: LIMITS.board_rows_max });
  const codes = page.items.map(({ client }) => client);
  const found = await tx.query<Beside>(BESIDE, [tx.organisation, codes, tx.now]);
  const beside = new Map(found.map((one) => [one.client, one]));
  const charts = await readCharts(tx, codes, chart);
  return page.items.map((row) => {
    const one = beside.get(row.client);
    const away = one?.away_at ?? null;
    return {
      ...row,
      bed: one?.bed ?? null,
      away_at: away?.toISOString() ?? null,
      kept_until: away && keptUntil(away, days).toISOString(),
      doses: dosesOf(medicines.filter(({ client }) => client === row.client)),
      last_round:
        one?.round_at && one.finding
          ? {
              finding: one.finding,
              concerns: one.concerns ?? [],
              at: one.round_at.toISOString(),
              by: one.by ?? '',
            }
          : null,
      chart: charts.get(row.client) ?? NO_CHART,
    };
  });
}

function dosesOf(lines: readonly RoundLine[]): WardDoses {
  const open = lines.filter(({ state }) => state === 'later' || state === 'due' || state === 'late');
  const [next] = open.map(({ due_at }) => due_at ?? '').sort();
  const count = (wanted: 'late' | 'missed'): number => lines.filter(({ state }) => state === wanted).length;
  return { next_at: next || null, late: count('late'), missed: count('missed') };
}
