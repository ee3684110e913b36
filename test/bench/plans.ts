import type { BenchDatabase } from './cluster.js';
import { withClient } from '../support/client.js';
import type { Group } from './network.js';
import type { Step } from './recorder.js';

export interface Plan {
  readonly of: string;
  readonly mode: 'custom' | 'generic';
  readonly milliseconds: number;
  readonly sequentialScans: number;
  readonly text: string;
}

/**
 * EXPLAIN (ANALYZE) of the statements that a read sends, in the role and with the settings of the api, once planned for
 * the values and once in general: a prepared statement may end up with either.
 */
export async function explain(
  database: BenchDatabase,
  group: Group,
  recorded: Readonly<Record<string, readonly Step[]>>,
): Promise<Plan[]> {
  const [organisation] = group.organisations;
  if (!organisation) return [];
  return await withClient(database.url('api'), async (client) => {
    const plans: Plan[] = [];
    await client.query('begin');
    await client.query(
      "select set_config('app.organisation', $1, true), set_config('app.account', $2, true)",
      [organisation.id, organisation.account],
    );
    for (const [of, steps] of Object.entries(recorded)) {
      // The first is the look-up of the session; what else is prepared is what the read consists of.
      for (const step of steps.slice(1).filter(({ kind }) => kind === 'prepared')) {
        const values = step.values.map((value) => (value === null ? 'null' : client.escapeLiteral(value)));
        await client.query(`prepare looked_at as ${step.text}`);
        for (const mode of ['custom', 'generic'] as const) {
          await client.query(`set local plan_cache_mode = force_${mode}_plan`);
          const { rows } = await client.query<{ 'QUERY PLAN': string }>(
            `explain (analyze, buffers) execute looked_at (${values.join(', ')})`,
          );
          const text = rows.map((row) => row['QUERY PLAN']).join('\n');
          const milliseconds = Number(/Execution Time: ([\d.]+)/.exec(text)?.[1]);
          const sequentialScans = [...text.matchAll(/Seq Scan on (?!organisation)/g)].length;
          plans.push({ of, mode, milliseconds, sequentialScans, text: `${step.text}\n\n${text}` });
        }
        await client.query('deallocate looked_at');
      }
    }
    await client.query('rollback');
    return plans;
  });
}
