import { setTimeout as sleep } from 'node:timers/promises';
import { House } from './house.js';

const EVERY_MS = 40;
const AFTER_MS = 3_000;
const STARTED_MS = 4_000;

/** From the commit of a message to that of its effect, in milliseconds, while a backlog is being sealed and afterwards. */
export interface SealingFigures {
  readonly worker: 'runs' | 'starts';
  readonly sealedWithinMs: number;
  readonly during: Percentiles;
  readonly after: Percentiles;
}

interface Percentiles {
  readonly messages: number;
  readonly p50: number;
  readonly p99: number;
}

/** Events as the door writes them, in one commit: what was written while no worker sealed. */
const BACKLOG = `select audit.append(json_build_object('id', uuidv7(), 'at', '2026-01-01T00:00:00.000Z', 'action', 'handoff.view', 'outcome', 'done',
  'account', gen_random_uuid(), 'organisation', gen_random_uuid(), 'role', 'clinician', 'purpose', 'care', 'subjects', json_build_array(gen_random_uuid()),
  'detail', json_build_object('reference', repeat('x', 300)), 'process', json_build_object('boot', '00000000-0000-4000-8000-000000000001', 'number', n))::text)
from generate_series(1, $1::int) n`;

/** Measures how long messages take while so many events are sealed: by a worker that runs, or by one that starts with them. */
export async function measureSealing(
  events: number,
  worker: SealingFigures['worker'],
): Promise<SealingFigures> {
  const house = await House.open('postgres');
  try {
    const start = async (): Promise<void> => {
      house.start('worker');
      await sleep(STARTED_MS);
    };
    if (worker === 'runs') await start();
    await house.rows(BACKLOG, [events]);
    if (worker === 'starts') await start();
    const began = Date.now();
    let sealedAt: number | undefined;
    while (sealedAt === undefined || Date.now() - sealedAt < AFTER_MS) {
      await house.rows(
        `with told as (select pg_notify('handrail_outbox', ''))
         insert into bus.outbox (topic, payload) select 'handoff.requested', json_build_object('handoff_id', gen_random_uuid(), 'sealed', $1::boolean) from told`,
        [sealedAt !== undefined],
      );
      await sleep(EVERY_MS);
      const [left] = await house.rows<{ few: boolean }>(
        'select count(*) < 100 as few from (select from audit.claim limit 100) c',
      );
      if (left!.few) sealedAt ??= Date.now();
    }
    await sleep(AFTER_MS);
    return {
      worker,
      sealedWithinMs: sealedAt - began,
      during: await percentiles(house, false),
      after: await percentiles(house, true),
    };
  } finally {
    await house.close();
  }
}

async function percentiles(house: House, sealed: boolean): Promise<Percentiles> {
  const [found] = await house.rows<{ messages: number; p50: number; p99: number }>(
    `select count(*)::int as messages, round(percentile_cont(0.5) within group (order by ms))::int as p50,
       round(percentile_cont(0.99) within group (order by ms))::int as p99
     from (select extract(epoch from i.handled_at - o.created_at) * 1000 as ms from bus.outbox o join bus.inbox i on i.message_id = o.id
       where (o.payload->>'sealed')::boolean = $1) hops`,
    [sealed],
  );
  return found!;
}
