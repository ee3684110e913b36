import assert from 'node:assert/strict';
import type { ClockKind, Rung } from '#domain/charter/clocks.js';
import type { WorkItemKind } from '#domain/charter/code-lists.js';
import type { BusinessState, HandoffMove } from '#domain/charter/handoff.js';
import type { Page } from '#domain/wire/common.js';
import type { EnvelopeView } from '#domain/wire/envelope.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import type { WorkItemView } from '#domain/wire/work.js';
import { eventually, type TestApplication } from './application.js';
import { consentTo, DAY_MS, dayInCairo, granted, inHours, viewHandoff, type Offer } from './journey.js';
import type { Answer, Sending, Staff } from './staff.js';

/** A day that many days from now, in Cairo. */
export function inDays(days: number): string {
  return dayInCairo(Date.now() + days * DAY_MS);
}

export const TOMORROW = () => ({ appointment_at: inHours(24) });

/** An answer that refuses: with this status, under this name. */
export function expectRefusal(answer: Answer, status: number, code: string): void {
  // Campaigns run outside of jest use this too.
  assert.deepEqual([answer.status, answer.status < 400 ? answer.text : answer.problem.code], [status, code]);
}

/** A move of a side that must succeed, decided on the version as it is now. */
export async function go(
  staff: Staff,
  reference: string,
  name: HandoffMove,
  body: unknown = {},
): Promise<HandoffWritten> {
  return granted(await attempt(staff, reference, name, body));
}

/** The same move as an answer, whatever it is. */
export async function attempt(
  staff: Staff,
  reference: string,
  name: HandoffMove,
  body: unknown = {},
  sending: Sending = {},
): Promise<Answer<HandoffWritten>> {
  const version = sending.version ?? (await viewHandoff(staff, reference)).version;
  return await staff.post<HandoffWritten>(`/api/handoffs/${reference}/${name}`, body, {
    ...sending,
    version,
  });
}

export async function viewEnvelope(coordinator: Staff, reference: string): Promise<EnvelopeView> {
  return granted(await coordinator.get<EnvelopeView>(`/api/envelopes/${reference}`));
}

/** A move of the coordination office. */
export async function office(
  coordinator: Staff,
  reference: string,
  name: 'overturn' | 'extend' | 'reassign' | 'recall',
  body: unknown = { reason: 'Agreed on the telephone' },
  sending: Sending = {},
): Promise<Answer<HandoffWritten>> {
  const version = sending.version ?? (await viewEnvelope(coordinator, reference)).version;
  return await coordinator.post<HandoffWritten>(`/api/envelopes/${reference}/${name}`, body, {
    ...sending,
    version,
  });
}

export interface OfferMore extends Offer {
  readonly urgency?: 'routine' | 'urgent';
  readonly reason?: string;
  readonly group?: string;
  readonly replaces?: string;
  readonly planned_return?: boolean;
  readonly consent?: string;
}

/** What a request says, with a new consent unless one is named. */
export async function requestOf(staff: Staff, client: string, offer: OfferMore = {}): Promise<object> {
  const { receiver = 'EG-REHAB-1', kind = 'transfer', stage = 'rehabilitation', categories, ...rest } = offer;
  const consent = offer.consent ?? (await consentTo(staff, client, receiver, categories));
  return { client, kind, receiver, stage, urgency: 'routine', reason: 'Ready to go on', ...rest, consent };
}

/** A consent and a request that stands on it; answers what the sender is told. */
export async function offerTo(staff: Staff, client: string, offer: OfferMore = {}): Promise<HandoffWritten> {
  const wanted = await requestOf(staff, client, offer);
  return granted(await staff.post<HandoffWritten>('/api/handoffs', wanted), 201);
}

/** The whole inbox of a member of staff, page by page. */
export async function inbox(staff: Staff): Promise<WorkItemView[]> {
  const items: WorkItemView[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<WorkItemView> = granted(await staff.get(`/api/work-items?limit=100${query}`));
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** Kinds of work that wait in an inbox about one handoff, in the order of the alphabet. */
export async function waiting(staff: Staff, reference: string): Promise<WorkItemKind[]> {
  const items = await inbox(staff);
  return items
    .filter(({ handoff }) => handoff?.reference === reference)
    .map(({ kind }) => kind)
    .sort();
}

/** The task of one handoff in the inbox of a member of staff, once it is there. */
export async function task(staff: Staff, reference: string, kind: WorkItemKind): Promise<WorkItemView> {
  return await eventually(
    async () =>
      (await inbox(staff)).find((item) => item.handoff?.reference === reference && item.kind === kind),
    `${kind} for ${reference} in the inbox of ${staff.login}`,
  );
}

/** Where a handoff stands, whoever may see it. */
export async function stands(house: TestApplication, reference: string): Promise<BusinessState> {
  const [row] = await house.rows<{ business_state: BusinessState }>(
    'select business_state from care.handoff where reference = $1',
    [reference],
  );
  if (!row) throw new Error(`no handoff ${reference}`);
  return row.business_state;
}

/**
 * Lets time pass for one clock of a handoff: all of it lies two months further back, and rung by rung up to the one named is
 * due now, so that the sweeper of the real worker fires it. Answers the rungs that were climbed.
 */
export async function lapse(
  house: TestApplication,
  reference: string,
  kind: ClockKind,
  upTo: Rung = 4,
): Promise<Rung[]> {
  const running = await house.rows<{ id: string; rung: Rung }>(
    `with past as (
       update care.clock c set started_at = c.started_at - interval '60 days', due_at = c.due_at - interval '60 days'
         from care.handoff h where h.id = c.handoff_id and h.reference = $1 and c.kind = $2 and c.settled_at is null
       returning c.id, c.rung, c.fired_at)
     select id, rung from past where rung <= $3 and fired_at is null order by rung`,
    [reference, kind, upTo],
  );
  const climbed: Rung[] = [];
  for (const { id, rung } of running) {
    await house.rows(
      `update care.clock set fire_at = clock_timestamp() - interval '1 second' where id = $1 and settled_at is null`,
      [id],
    );
    const clock = await eventually(async () => {
      const [row] = await house.rows<{ fired: boolean }>(
        'select fired_at is not null as fired from care.clock where id = $1 and num_nonnulls(fired_at, settled_at) > 0',
        [id],
      );
      return row;
    }, `rung ${rung} of ${kind} for ${reference} is fired`);
    if (clock.fired) climbed.push(rung);
  }
  return climbed;
}

/** Rungs of the clocks that run on a handoff: kind and rungs that are still to be climbed. */
export async function running(house: TestApplication, reference: string): Promise<Record<string, Rung[]>> {
  const rows = await house.rows<{ kind: string; rungs: Rung[] }>(
    `select c.kind, array_agg(c.rung order by c.rung) as rungs from care.clock c join care.handoff h on h.id = c.handoff_id
      where h.reference = $1 and c.fired_at is null and c.settled_at is null group by c.kind order by c.kind`,
    [reference],
  );
  return Object.fromEntries(rows.map(({ kind, rungs }) => [kind, rungs]));
}

/** As if something about a handoff had been that many hours ago (negative: ahead); no login of ours may write that. */
export async function backdate(
  house: TestApplication,
  reference: string,
  column: 'requested_at' | 'appointment_at' | 'closed_at',
  hours: number,
): Promise<void> {
  const past = await house.superuser.connect();
  try {
    await past.query('begin');
    await past.query('set local session_replication_role = replica'); // the guards of the table stand aside
    await past.query(
      `update care.handoff set ${column} = clock_timestamp() - make_interval(hours => $2) where reference = $1`,
      [reference, hours],
    );
    await past.query('commit');
  } finally {
    past.release();
  }
}

/** Who is responsible for the client of a handoff, from the first to the last. */
export async function custodians(house: TestApplication, reference: string): Promise<string[]> {
  const rows = await house.rows<{ code: string }>(
    `select o.code from care.custody c join care.organisation o on o.id = c.organisation_id
      where c.episode_id = (select episode_id from care.handoff where reference = $1) order by c.since_at`,
    [reference],
  );
  return rows.map(({ code }) => code);
}

/** Runs so many pieces of work, never more than so many at a time. */
export async function crowd<T>(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const answers: T[] = [];
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const index = next++;
      answers[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return answers;
}

/** How many of each outcome there were: `200`, or status and code of the refusal. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const outcome = answer.status < 300 ? String(answer.status) : `${answer.status} ${answer.problem.code}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
