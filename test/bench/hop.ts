import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchDatabase } from './cluster.js';
import { withClient } from '../support/client.js';
import { KeepAlive, timesOf, type Times } from './load-client.js';
import type { Group } from './network.js';
import { post } from './requests.js';
import { keepSessions } from './work.js';

/** The way of a request into the partner's inbox, in milliseconds. */
export interface Hops {
  readonly sent: number;
  readonly arrived: number;
  /** From the first byte of POST to the commit that put the work into the inbox. */
  readonly whole: Times;
  /** From the commit that wrote the message to that commit. */
  readonly queue: Times;
}

const PAUSE_MS = 100;
const WAIT_SECONDS_MAX = 60;

/** Clients of one group with the consent that a referral to another organisation can stand on. */
const READY = `
select cc.code as client, k.reference as consent, r.code as receiver, o.id as organisation_id
from care.consent k join care.client_code cc on cc.client_id = k.client_id and cc.organisation_id = k.organisation_id
join care.organisation r on r.id = k.recipient_organisation_id join care.organisation o on o.id = k.organisation_id
where k.organisation_id = any ($1) and k.withdrawn_at is null order by k.id desc limit 100`;

/** The commit that never touches a row again tells when it was: the ledger's line of the sender, the new work of the receiver. */
const TIMES = `
select h.reference, extract(epoch from pg_xact_commit_timestamp(d.xmin)) * 1000 as told_ms,
  extract(epoch from pg_xact_commit_timestamp(w.xmin)) * 1000 as there_ms
from care.handoff h join care.disclosure d on d.handoff_id = h.id and d.tier = 'D1'
join care.work_item w on w.handoff_id = h.id and w.kind = 'handoff.answer' where h.reference = any ($1)`;

interface Ready {
  client: string;
  consent: string;
  receiver: string;
  organisation_id: string;
}

/**
 * Sends handoffs through the api, ten a second, while the real worker runs, and waits until each is in an inbox. Server and
 * bench run on one machine, so the clock that says when POST was sent is the one that says when the work was committed.
 */
export async function measureHops(
  database: BenchDatabase,
  group: Group,
  port: number,
  count: number,
): Promise<Hops> {
  const sent = await sendAll(database, group, port, count);
  const rows = await arrivals(database, [...sent.keys()]);
  return {
    sent: sent.size,
    arrived: rows.length,
    whole: timesOf(rows.map((row) => row.there_ms - (sent.get(row.reference) ?? Number.NaN))),
    queue: timesOf(rows.map((row) => row.there_ms - row.told_ms)),
  };
}

/** Answers when each handoff was sent, in milliseconds since 1970. */
export async function sendAll(
  database: BenchDatabase,
  group: Group,
  port: number,
  count: number,
): Promise<Map<string, number>> {
  await keepSessions(database);
  const tokens = new Map(group.organisations.map(({ id, token }) => [id, token]));
  const ready = await withClient(
    database.superuserUrl,
    async (client) => (await client.query<Ready>(READY, [[...tokens.keys()]])).rows,
  );
  const connection = await KeepAlive.open(port);
  const sent = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const { organisation_id, ...named } = ready[i % ready.length] as Ready;
    const target = { token: tokens.get(organisation_id) ?? '', version: 0 };
    const kinds = { kind: 'referral', stage: 'rehabilitation', urgency: 'routine' };
    const request = post('/api/handoffs', target, { ...named, ...kinds, reason: randomUUID() });
    const at = performance.timeOrigin + performance.now();
    const { status, body } = await connection.ask(request, true);
    if (status >= 300) throw new Error(`Sending a handoff answered ${status}: ${body}`);
    sent.set((JSON.parse(body) as { reference: string }).reference, at);
    await sleep(PAUSE_MS);
  }
  connection.close();
  return sent;
}

interface Arrival {
  readonly reference: string;
  readonly told_ms: number;
  readonly there_ms: number;
}

async function arrivals(database: BenchDatabase, references: readonly string[]): Promise<Arrival[]> {
  const deadline = Date.now() + WAIT_SECONDS_MAX * 1000;
  return await withClient(database.superuserUrl, async (client) => {
    for (;;) {
      const { rows } = await client.query<Record<keyof Arrival, string>>(TIMES, [references]);
      if (rows.length === references.length || Date.now() > deadline)
        return rows.map(({ reference, told_ms, there_ms }) => ({
          reference,
          told_ms: Number(told_ms),
          there_ms: Number(there_ms),
        }));
      await sleep(200);
    }
  });
}
