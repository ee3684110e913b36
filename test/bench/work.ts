import type pg from 'pg';
import type { BenchDatabase } from './cluster.js';
import { withClient } from '../support/client.js';
import type { Group, Organisation } from './network.js';

/** The pieces of work that are measured. */
export const WORKS = ['stage', 'accept', 'inbox', 'client'] as const;
export type Work = (typeof WORKS)[number];

/** A whole handoff, move by move: from the request to the first report. */
export const MOVES = ['send', 'take', 'accept', 'arrive', 'report'] as const;
export type Move = (typeof MOVES)[number];

/** Everything that both servers are asked for. */
export type RequestKind = Work | Move;
export const REQUEST_KINDS: readonly RequestKind[] = [...new Set<RequestKind>([...WORKS, ...MOVES])];

export const WORK_WORDS: Readonly<Record<Work, string>> = {
  stage: 'stage transition',
  accept: 'handoff accept',
  inbox: 'inbox page of 25',
  client: 'client page',
};

/** Reads change nothing; a write needs a target of its own each time, or the version it left behind. */
export const WRITES: readonly Work[] = ['stage', 'accept'];

/** What one request is about: a client's code or a handoff's reference, and who asks. */
export interface Target {
  readonly name: string;
  readonly token: string;
  version: number;
  /** For a stage transition: where the client is now. */
  stage: string;
}

/** Somebody who is to be sent on, with the consent for one partner, and where their handoff stands. */
export interface Walker {
  readonly client: string;
  readonly consent: string;
  readonly receiver: string;
  readonly tokens: { readonly sender: string; readonly receiver: string };
  reference: string;
  version: number;
}

const TARGETS_MAX = 1_000;

/** The clients of a group, some to be moved between stages and others to be read, so that reading is not slowed by moving. */
const CLIENTS = `
select cc.code as name, cc.organisation_id, e.version, s.stage
from care.client_code cc join care.custody cu on cu.client_id = cc.client_id and cu.organisation_id = cc.organisation_id and cu.until_at is null
join care.episode e on e.id = cu.episode_id
join care.stage_spell s on s.episode_id = e.id and s.organisation_id = cc.organisation_id and s.ended_at is null
where cc.organisation_id = any ($1) order by cc.client_id limit $2`;

const HANDOFFS = `
select h.reference as name, h.receiver_organisation_id as organisation_id, h.version, h.stage
from care.handoff h where h.receiver_organisation_id = any ($1) and h.kind = 'transfer' and h.state = 'received' order by h.id`;

/** Everything a group of organisations can be asked for, by piece of work. */
export async function findTargets(database: BenchDatabase, group: Group): Promise<Record<Work, Target[]>> {
  return await withClient(database.superuserUrl, async (client) => {
    await undoAccepts(client);
    const tokens = new Map(group.organisations.map(({ id, token }) => [id, token]));
    const ids = [...tokens.keys()];
    const read = async (text: string, values: unknown[]): Promise<Target[]> => {
      const { rows } = await client.query<Omit<Target, 'token'> & { organisation_id: string }>(text, values);
      return rows.map(({ organisation_id, ...row }) => ({
        ...row,
        token: tokens.get(organisation_id) ?? '',
      }));
    };
    const clients = await read(CLIENTS, [ids, 2 * TARGETS_MAX]);
    return {
      stage: clients.filter((_, i) => i % 2 === 0),
      client: clients.filter((_, i) => i % 2 === 1),
      accept: await read(HANDOFFS, [ids]),
      inbox: [...tokens.values()].map((token) => ({ name: '', token, version: 0, stage: '' })),
    };
  });
}

/**
 * Puts accepted handoffs back to where they were, so that every round of every server finds the same work. Done as the
 * superuser between rounds, never while time is measured.
 */
async function undoAccepts(client: pg.Client): Promise<void> {
  await client.query(`
    begin; set local session_replication_role = replica;
    create temporary table undone on commit drop as select id from care.handoff where state = 'accepted';
    delete from care.clock c using undone u where c.handoff_id = u.id and c.kind in ('arrive','not_seen');
    update care.clock c set settled_at = null from undone u where c.handoff_id = u.id and c.kind in ('decide','hard_stop');
    delete from care.place_hold p using undone u where p.handoff_id = u.id and p.hold = 'firm';
    update care.place_hold p set released_at = null from undone u where p.handoff_id = u.id;
    delete from care.packet p using undone u where p.handoff_id = u.id and p.tier = 'D3';
    delete from care.disclosure d using undone u where d.handoff_id = u.id and d.tier = 'D3';
    delete from care.work_item w using undone u where w.handoff_id = u.id and w.kind = 'handoff.arrival';
    delete from vault.known_to k using undone u where k.handoff_id = u.id;
    update care.work_item w set done_at = null from undone u where w.handoff_id = u.id and w.kind = 'handoff.answer';
    update care.handoff h set state = 'received', business_state = 'under-review', version = 2, accepted_at = null, accepted_by = null,
      appointment_at = null, spoke_at = null, due_at = now() + interval '1 day' from undone u where h.id = u.id;
    commit`);
}

export async function restoreHandoffs(database: BenchDatabase): Promise<void> {
  await withClient(database.superuserUrl, undoAccepts);
}

/** Sessions end after ten idle minutes; a group that waited for its turn is signed in again. */
export async function keepSessions(database: BenchDatabase): Promise<void> {
  await withClient(database.superuserUrl, async (client) => {
    await client.query('update access.session set last_seen_at = clock_timestamp()');
  });
}

/** Clients outside the measured groups who have a consent for one partner and were not sent on yet. */
const WALKERS = `
select cc.code as client, k.reference as consent, r.code as receiver, k.organisation_id as sender_id, r.id as receiver_id
from care.consent k join care.client_code cc on cc.client_id = k.client_id and cc.organisation_id = k.organisation_id
join care.custody cu on cu.client_id = k.client_id and cu.organisation_id = k.organisation_id and cu.until_at is null
join care.organisation r on r.id = k.recipient_organisation_id
where k.organisation_id = any ($1) and k.recipient_organisation_id = any ($1) and k.withdrawn_at is null
  and not exists (select from care.handoff h where h.consent_id = k.id) order by k.id`;

export async function findWalkers(
  database: BenchDatabase,
  others: readonly Organisation[],
): Promise<Walker[]> {
  const tokens = new Map(others.map(({ id, token }) => [id, token]));
  return await withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<
      Record<'client' | 'consent' | 'receiver' | 'sender_id' | 'receiver_id', string>
    >(WALKERS, [[...tokens.keys()]]);
    return rows.map(({ sender_id, receiver_id, ...row }) => ({
      ...row,
      tokens: { sender: tokens.get(sender_id) ?? '', receiver: tokens.get(receiver_id) ?? '' },
      reference: '',
      version: 0,
    }));
  });
}
