import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { environmentForChild } from '#platform/config/config.js';
import { WRONG_CLOCK_POOL, type House } from './house.js';
import type { Told } from './walks.js';

/** One law, how often it was looked at, and how often it was broken. */
export interface Finding {
  readonly law: string;
  readonly looked: number;
  readonly broken: number;
  /** The first few that broke it. */
  readonly examples: readonly string[];
}

/** Every law as a query: one row for each thing looked at, `broken` where the law does not hold for it. */
const LAWS: Readonly<Record<string, string>> = {
  'every handoff that was sent has exactly one message that says so': `
    select h.reference as name, count(o.id) <> 1 as broken from care.handoff h
    left join bus.outbox o on o.payload->>'handoff_id' = h.id::text and o.topic = 'handoff.requested'
    where h.requested_at is not null group by h.id`,
  'every message is delivered: none is lost, none is dead': `
    select o.id::text as name, o.done_at is null as broken from bus.outbox o`,
  'what every message does stands in the inbox exactly once': `
    select o.id::text as name, count(i.message_id) <> 1 or bool_or(i.consumer <> case o.topic
      when 'handoff.requested' then 'handoff.deliver' when 'handoff.moved' then 'handoff.notify' end) as broken
    from bus.outbox o left join bus.inbox i on i.message_id = o.id where o.topic like 'handoff.%' group by o.id`,
  'the inbox holds nothing but messages': `
    select i.message_id::text as name, o.id is null as broken from bus.inbox i left join bus.outbox o on o.id = i.message_id`,
  'every message was handled exactly once, as the audit tells; every further run found it done': `
    select o.id::text as name, count(e.id) <> 1 as broken from bus.outbox o left join audit.event e
      on e.action = 'handoff.deliver' and e.outcome = 'done' and e.body::jsonb->>'request' = o.id::text
      and not coalesce(e.body::jsonb->'detail' ? 'repeated', false)
    where o.topic like 'handoff.%' group by o.id`,
  'every handoff that was sent says when it was delivered': `
    select h.reference as name, h.delivered_at is null as broken from care.handoff h where h.requested_at is not null`,
  'an answer is asked for once for the request, where it was still owed when the message came, and once for who takes it on': `
    select h.reference as name, coalesce(w.works, 0) <> coalesce(a.owed, 0) + coalesce(k.takes, 0) as broken
    from care.handoff h join bus.outbox o on o.payload->>'handoff_id' = h.id::text and o.topic = 'handoff.requested'
    left join (select handoff_id, count(*) as works from care.work_item where kind = 'handoff.answer' group by 1) w on w.handoff_id = h.id
    left join (select body::jsonb->>'request' as request, count(*) as owed from audit.event where action = 'handoff.deliver' and outcome = 'done'
      and body::jsonb->'detail'->>'state' = 'requested' group by 1) a on a.request = o.id::text
    left join (select body::jsonb->'detail'->>'handoff' as reference, count(*) as takes from audit.event where action = 'handoff.take' and outcome = 'done'
      and not body::jsonb->'detail' ? 'replayed' group by 1) k on k.reference = h.reference`,
  'news of a handoff reach the inbox of each side that was told, and no more often than it was told': `
    select name, coalesce(notices, 0) not between 1 and told as broken from (
      select h.reference as name, h.id, case o.payload->>'side' when 'sender' then h.sender_organisation_id else h.receiver_organisation_id end as who,
        count(*) as told from bus.outbox o join care.handoff h on h.id::text = o.payload->>'handoff_id' where o.topic = 'handoff.moved' group by 1, 2, 3) t
    left join lateral (select count(*) as notices from care.work_item w where w.handoff_id = t.id and w.organisation_id = t.who
      and w.kind = 'handoff.notice') n on true`,
  'the same work is open once': `
    select min(id::text) as name, count(*) > 1 as broken from care.work_item
    where done_at is null and handoff_id is not null group by handoff_id, organisation_id, kind, message_id`,
  'every negative end has one next step, of whoever is responsible': `
    select h.reference as name, count(w.id) <> 1 or bool_or(w.organisation_id <> h.sender_organisation_id) as broken
    from care.handoff h left join care.work_item w on w.handoff_id = h.id and w.kind = 'handoff.next_step'
    where h.state in ('rejected','cancelled','failed') group by h.id`,
  'every client has exactly one custodian at every instant': `
    select e.id::text as name, range_agg(c.during) <> multirange(e.open_during) or exists (select from care.custody a join care.custody b
      on a.episode_id = b.episode_id and a.during && b.during and a.ctid < b.ctid where a.episode_id = e.id) as broken
    from care.episode e left join care.custody c on c.episode_id = e.id group by e.id`,
  'custody moved with every arrival and with nothing else': `
    select e.id::text as name, (select count(*) from care.custody c where c.episode_id = e.id) <> 1 + (select count(*) from care.handoff h
      where h.episode_id = e.id and h.kind = 'transfer' and h.arrived_at is not null) as broken from care.episode e`,
  'no clock that is due waits': `
    select c.id::text as name, c.fired_at is null and c.settled_at is null and c.fire_at < clock_timestamp() - interval '30 seconds' as broken from care.clock c`,
  'clocks that were fired are as many as the audit tells of': `
    select 'clocks' as name, (select count(*) from care.clock where fired_at is not null)
      <> (select count(*) from audit.event e where e.action = 'handoff.tick' and e.outcome = 'done' and e.body::jsonb->'detail' ? 'rung') as broken`,
};

/** What a worker with a wrong clock did, beyond saying that it started and stopped. */
const BY_WRONG_CLOCKS = `
with boots as (select body::jsonb->'process'->>'boot' as boot from audit.event
  where action = 'process.started' and body::jsonb->'detail'->>'pool_size' = '${WRONG_CLOCK_POOL}')
select b.boot as name, exists (select from audit.event e where e.body::jsonb->'process'->>'boot' = b.boot and e.action not like 'process.%') as broken from boots b`;

/** Looks at everything that the house wrote. The worker must have come to rest. */
export async function judge(house: House, told: Told): Promise<Finding[]> {
  await house.rows('analyze');
  const findings: Finding[] = [];
  for (const [law, sql] of Object.entries(LAWS)) findings.push(await look(house, law, sql));
  findings.push(await look(house, 'a worker whose clock is off handles nothing', BY_WRONG_CLOCKS));
  findings.push(await asTold(house, told), verifyAudit(house));
  return findings;
}

async function look(house: House, law: string, sql: string): Promise<Finding> {
  const [found] = await house.rows<{ looked: number; broken: number; examples: string[] | null }>(
    `with found as materialized (${sql}) select count(*)::int as looked, count(*) filter (where broken)::int as broken,
       (array_agg(name) filter (where broken))[1:5] as examples from found`,
  );
  return { law, looked: found!.looked, broken: found!.broken, examples: found!.examples ?? [] };
}

/** What people were answered is what the database holds: no move was lost after it was confirmed, none was made twice. */
async function asTold(house: House, told: Told): Promise<Finding> {
  const held = new Map(
    (await house.rows<{ reference: string; state: string }>('select reference, state from care.handoff')).map(
      ({ reference, state }) => [reference, state],
    ),
  );
  const names = new Set([...held.keys(), ...told.states.keys()]);
  const broken = [...names].filter((name) => held.get(name) !== told.states.get(name));
  const law = 'every handoff stands where the people at the desks were told it stands';
  return { law, looked: names.size, broken: broken.length, examples: broken.slice(0, 5) };
}

function verifyAudit(house: House): Finding {
  const cli = path.resolve('dist', 'apps', 'cli', 'src', 'main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'audit', 'verify', '--json'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: environmentForChild({
      HANDRAIL_DATA: house.folder,
      HANDRAIL_KEYS: house.keys.directory,
      DATABASE_URL: house.config.databaseUrl ?? '',
    }),
  });
  const law = 'the audit verifies';
  if (status === 2 || stdout === '') return { law, looked: 0, broken: 1, examples: [stderr.slice(0, 300)] };
  const report = JSON.parse(stdout) as { leaves: number; findings: unknown[] };
  const examples = report.findings.slice(0, 5).map((one) => JSON.stringify(one));
  return { law, looked: report.leaves, broken: report.findings.length, examples };
}
