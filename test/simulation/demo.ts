import { BUSINESS_STATE_CODES } from '#domain/charter/handoff.js';
import { createTestDatabase } from '../support/database.js';
import { DemoTown } from '../support/demo-crowd.js';
import { brokenLaws } from './invariants.js';

/** Every state of a handoff that offers a client somewhere is there as a transfer and as a referral, save these. */
const OF_ONE_KIND = ['information-given', 'superseded'];

/** `npm run prove -- demo`: all the invented clients in one town, every law, and what the screens need. Answers what is wrong. */
export async function proveDemo(say: (line: string) => void): Promise<string[]> {
  const town = new DemoTown(await createTestDatabase());
  try {
    const began = Date.now();
    const broken = await town.fill(Infinity, say);
    say(`${((Date.now() - began) / 1000).toFixed(0)} s`);
    const wrong = [...(await brokenLaws(town))];
    if (broken > 0) wrong.push(`${broken} stories were broken off`);
    const kinds = await town.rows<{ kind: string; state: string; count: number }>(
      'select kind, business_state as state, count(*)::int as count from care.handoff group by 1, 2 order by 2, 1',
    );
    for (const { kind, state, count } of kinds) say(`${state} ${kind} ${count}`);
    for (const state of BUSINESS_STATE_CODES) {
      const found = kinds.filter((one) => one.state === state).length;
      if (found < (OF_ONE_KIND.includes(state) ? 1 : 2)) wrong.push(`${state}: ${found} kinds`);
    }
    const full = await town.one<{ inbox: number; ward: number; handoffs: number; clients: number }>(
      `select (select count(*)::int from care.work_item w join care.organisation o on o.id = w.organisation_id where o.code = 'RU-REINT-1' and w.done_at is null) as inbox,
        (select count(*)::int from care.custody u join care.organisation o on o.id = u.organisation_id where o.code = 'RU-DETOX-1' and u.until_at is null) as ward,
        (select count(*)::int from care.handoff) as handoffs, (select count(*)::int from care.client) as clients`,
    );
    say(JSON.stringify(full));
    if (full.inbox < 20 || full.ward < 15 || full.handoffs < 500 || full.clients !== 582)
      wrong.push(`too little to show: ${JSON.stringify(full)}`);
    return wrong;
  } finally {
    await town.database.drop();
  }
}
