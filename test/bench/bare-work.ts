import { createHash, randomBytes } from 'node:crypto';
import { encodeClientCode } from '#domain/rules/client-code.js';
import { uuidv7, type Asked, type Row, type Turn } from './bare-turn.js';
import type { RequestKind } from './work.js';

type Named = {
  id: string;
  episode_id: string;
  client_id: string;
  audit_subject: string;
  code: string;
  version: number;
};

async function stage(turn: Turn, { name, body }: Asked): Promise<unknown> {
  const { account_id, organisation_id } = turn.session;
  const [client] = await turn.next<Named>([organisation_id, name]);
  const [facts] = await turn.next<{ spell_id: string; stage: string }>([client?.episode_id, organisation_id]);
  turn.subjects = [client?.audit_subject];
  const values = [facts?.spell_id, body['outcome'], null, account_id, uuidv7(turn.now), body['to']];
  const [moved] = await turn.next<Named>(values);
  turn.detail = {
    client: name,
    from: facts?.stage,
    outcome: body['outcome'],
    overridden: false,
    to: body['to'],
  };
  return { client: name, version: moved?.version };
}

/** The handoff as the lock reads it. */
type Locked = Named & {
  stage: string;
  urgency: string;
  business_state: string;
  receiver_organisation_id: string;
};
type Clock = readonly [kind: string, rungs: number];

const DAY_MS = 86_400_000;

/** What is disclosed; the texts are as long as the api's, what they say the database does not mind. */
async function disclose(turn: Turn, { id, stage, urgency }: Locked, tier: string): Promise<void> {
  const [found] = await turn.next<{ source: Row }>([id]);
  const { categories: _, consent: __, ...source } = found?.source ?? {};
  const text = JSON.stringify({ ...source, identity: true, contact: true, urgency, requested_stage: stage });
  const salt = randomBytes(16);
  const sha256 = createHash('sha256').update(salt).update(text).digest();
  const fields = Object.keys(source);
  const categories = tier === 'D1' ? [] : ['contact', 'identity', 'safety', 'treatment'];
  await turn.next([id, tier, text, sha256, fields, categories, 'consent', 'eg-notice-1', salt]);
  turn.detail = { disclosed: [tier], fields };
}

/** What follows from a move: settled and started clocks, settled and raised work. */
async function follow(
  turn: Turn,
  handoff: Named,
  more: Row,
  clocks: readonly Clock[],
  work: Row[],
): Promise<void> {
  const at = (days: number) => new Date(turn.now.getTime() + days * DAY_MS).toISOString();
  const rungs = clocks.flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, i) => ({ kind, rung: 4 - i, due_at: at(4), fire_at: at(5 - i / 2) })),
  );
  const asked = { work: work.map((one) => ({ ...one, due_at: at(4) })), clocks: rungs, ...more };
  await turn.next([handoff.id, handoff.version + 1, JSON.stringify(asked)]);
}

/** The new state; `facts` in the order in which the api names them. */
async function move(
  turn: Turn,
  handoff: Named,
  to: readonly [string, string],
  facts: unknown[],
): Promise<Row> {
  const [moved] = await turn.next<Named>([handoff.id, ...to, ...facts]);
  turn.detail = { ...turn.detail, from: 'before', to: to[1] };
  return { state: to[0], business_state: to[1], version: moved?.version };
}

async function lock(turn: Turn, reference: string): Promise<Locked> {
  const [handoff] = await turn.next<Locked>([turn.session.organisation_id, reference]);
  if (!handoff) throw new Error(`there is no handoff ${reference}`);
  turn.subjects = [handoff.audit_subject];
  return handoff;
}

async function send(turn: Turn, { body }: Asked): Promise<unknown> {
  const { account_id, organisation_id } = turn.session;
  const [client] = await turn.next<Named>([organisation_id, body['client']]);
  await turn.next([client?.episode_id, organisation_id]);
  const [receiver] = await turn.next<Named>([organisation_id, body['receiver']]);
  await turn.next([receiver?.id, client?.client_id, body['stage']]);
  const [consent] = await turn.next<Named>([
    body['consent'],
    client?.client_id,
    receiver?.id,
    organisation_id,
  ]);
  const [id, reference] = [uuidv7(turn.now), encodeClientCode(randomBytes(5))];
  await turn.next([
    id, reference, body['kind'], 'EG', false, client?.episode_id, client?.client_id, client?.audit_subject, organisation_id, receiver?.id,
    body['stage'], body['urgency'], consent?.id, false, '2026.1', account_id, null,
  ]); // prettier-ignore
  const handoff = await lock(turn, reference);
  await turn.next([uuidv7(turn.now), id, organisation_id, account_id, 'reason', body['reason']]);
  await turn.next([id, new Date(turn.now.getTime() + DAY_MS)]);
  await disclose(turn, handoff, 'D1');
  await turn.next([id, 'soft', new Date(turn.now.getTime() + DAY_MS)]);
  await follow(turn, { ...handoff, version: 0 }, { settle_clocks: ['draft'] }, [['acknowledge', 4]], []);
  turn.tell('handoff.requested', { handoff_id: id });
  return { reference, state: 'requested', business_state: 'awaiting-acknowledgement', version: 1 };
}

async function take(turn: Turn, { name }: Asked): Promise<unknown> {
  const handoff = await lock(turn, name);
  await disclose(turn, handoff, 'D2');
  const settled = { settle_clocks: ['acknowledge'], settle_work: ['answers'] };
  const clocks = [['decide', 4], ['hard_stop', 1]] as const; // prettier-ignore
  const facts = [turn.now, turn.session.account_id, new Date(turn.now.getTime() + DAY_MS)];
  const moved = await move(turn, handoff, ['received', 'under-review'], facts);
  await follow(turn, handoff, settled, clocks, [{ side: 'receiver', kind: 'handoff.answer' }]);
  return { reference: name, ...moved };
}

async function accept(turn: Turn, { name, body }: Asked): Promise<unknown> {
  const { account_id, organisation_id } = turn.session;
  await turn.next([name]);
  const handoff = await lock(turn, name);
  await turn.next([organisation_id]);
  await turn.next([organisation_id, handoff.client_id, handoff.stage]);
  await turn.next([handoff.id, 'firm', null]);
  await disclose(turn, handoff, 'D3');
  const settled = { supersede: 'transfers', settle_clocks: ['all'], settle_work: ['answers'] };
  const clocks = [['arrive', 1], ['not_seen', 1]] as const; // prettier-ignore
  const appointment = new Date(body['appointment_at'] ?? '');
  const facts = [turn.now, account_id, appointment, null, appointment];
  const moved = await move(turn, handoff, ['accepted', 'awaiting-arrival'], facts);
  await follow(turn, handoff, settled, clocks, [{ side: 'receiver', kind: 'handoff.arrival' }]);
  await turn.next([handoff.id]);
  turn.tell('handoff.moved', { handoff_id: handoff.id, side: 'sender' });
  return { reference: name, ...moved };
}

async function arrive(turn: Turn, { name }: Asked): Promise<unknown> {
  const { organisation_id } = turn.session;
  await turn.next([name]);
  const handoff = await lock(turn, name);
  await turn.next([organisation_id, handoff.client_id, handoff.stage]);
  await disclose(turn, handoff, 'D4');
  await turn.next([handoff.id, uuidv7(turn.now)]);
  await turn.next([organisation_id, handoff.client_id]);
  const code = encodeClientCode(randomBytes(5));
  await turn.next([organisation_id, code, handoff.client_id, handoff.audit_subject]);
  const settled = {
    supersede: 'transfers',
    take_up_place: true,
    settle_clocks: ['all'],
    settle_work: ['all'],
  };
  const facts = [
    turn.now,
    turn.now,
    handoff.business_state,
    null,
    null,
    new Date(turn.now.getTime() + 7 * DAY_MS),
  ];
  const moved = await move(turn, handoff, ['in-progress', 'arrived-in-service'], facts);
  await follow(turn, handoff, settled, [['first_report', 3]], [{ side: 'receiver', kind: 'handoff.report' }]);
  await turn.next([handoff.id]);
  turn.tell('handoff.moved', { handoff_id: handoff.id, side: 'sender' });
  return { reference: name, ...moved, client: code };
}

async function report(turn: Turn, { name, body }: Asked): Promise<unknown> {
  const { account_id, organisation_id } = turn.session;
  const handoff = await lock(turn, name);
  await turn.next([uuidv7(turn.now), handoff.id, organisation_id, account_id, 'report', body['note']]);
  const settled = { settle_clocks: ['all'], settle_work: ['answers'] };
  const facts = [body['outcome'], turn.now, new Date(turn.now.getTime() + 5 * DAY_MS)];
  const moved = await move(turn, handoff, ['completed', 'report-sent'], facts);
  await follow(
    turn,
    handoff,
    settled,
    [['acknowledge_report', 1]],
    [{ side: 'sender', kind: 'handoff.acknowledge' }],
  );
  return { reference: name, ...moved };
}

async function inbox(turn: Turn): Promise<unknown> {
  const none = '00000000-0000-0000-0000-000000000000';
  const rows = await turn.next<Named & { handoff_subject: string }>([
    turn.session.organisation_id,
    '-infinity',
    none,
    26,
  ]);
  turn.subjects = rows.slice(0, 25).map((row) => row.audit_subject ?? row.handoff_subject);
  return { items: rows.slice(0, 25), next: rows[25]?.id ?? null };
}

async function client(turn: Turn, { name }: Asked): Promise<unknown> {
  const { organisation_id } = turn.session;
  const [found] = await turn.next<Named>([organisation_id, name]);
  turn.subjects = [found?.audit_subject];
  turn.detail = { client: name };
  const [page] = await turn.next([found?.episode_id, organisation_id]);
  return {
    client: name,
    version: found?.version,
    ...page,
    handoffs: await turn.next([organisation_id, found?.episode_id]),
  };
}

/** What is sent for each kind of request, in the order of the recorded statements. */
export const WORKERS: Record<RequestKind, (turn: Turn, asked: Asked) => Promise<unknown>> = {
  stage,
  inbox,
  client,
  send,
  take,
  accept,
  arrive,
  report,
};
