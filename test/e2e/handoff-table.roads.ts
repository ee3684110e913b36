import { randomUUID } from 'node:crypto';
import {
  MOVES,
  STOP_CAUSES,
  type BusinessState,
  type HandoffMove,
  type HandoffMover,
  type OfferedKind,
} from '#domain/charter/handoff.js';
import { CLOCK_KINDS, CLOCKS, type ClockKind, type Rung } from '#domain/charter/clocks.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import { backdate } from '../support/journey-handoffs.js';
import { admitAnonymous, consentTo, daysAgo, granted, inHours } from '../support/journey.js';
import type { Answer, Sending } from '../support/staff.js';
import { HOUSES, houseOf, type House, type TableHouse } from './handoff-table.tools.js';

/** One handoff on its way through the table. */
export interface Walker {
  readonly reference: string;
  readonly kind: OfferedKind;
  readonly client: string;
  readonly consent: string;
  /** Where it was brought to. */
  readonly business?: BusinessState;
  /** The house it was offered to. */
  readonly receiver: House;
  /** The receiver's own code, once the client has arrived. */
  there?: string;
}

/** A step of a road and where it leads. */
export type Step = readonly [move: HandoffMove, to: BusinessState];

const taken: Step = ['take', 'under-review'];
const accepted: Step = ['accept', 'awaiting-arrival'];
const arrived: Step = ['arrive', 'arrived-in-service'];
const reported: Step = ['report', 'report-sent'];

/** The shortest road to every business state, by the moves that people make; those of the system are made by its clocks. */
export const ROADS: Readonly<Record<Exclude<BusinessState, 'information-given'>, readonly Step[]>> = {
  preparing: [],
  'awaiting-acknowledgement': [],
  'under-review': [taken],
  'info-requested': [taken, ['ask', 'info-requested']],
  'waitlist-offered': [taken, ['waitlist', 'waitlist-offered']],
  waitlisted: [taken, ['waitlist', 'waitlist-offered'], ['wish', 'waitlisted']],
  'awaiting-arrival': [accepted],
  'client-unreachable': [accepted, ['hold', 'client-unreachable']],
  'consent-under-discussion': [accepted, ['hold', 'consent-under-discussion']],
  transport: [accepted, ['hold', 'transport']],
  'arrived-in-service': [accepted, arrived],
  'report-sent': [accepted, arrived, reported],
  'loop-closed': [accepted, arrived, reported, ['acknowledge', 'loop-closed']],
  declined: [['decline', 'declined']],
  'declined-capacity': [['decline', 'declined-capacity']],
  'referred-onward': [['decline', 'referred-onward']],
  recalled: [['recall', 'recalled']],
  reassigned: [['reassign', 'reassigned']],
  'client-withdrew': [['stop', 'client-withdrew']],
  'client-left': [['stop', 'client-left']],
  'client-moved-away': [['stop', 'client-moved-away']],
  'client-detained': [['stop', 'client-detained']],
  'client-died': [['stop', 'client-died']],
  'consent-withdrawn': [['withdraw', 'consent-withdrawn']],
  superseded: [['supersede', 'superseded']],
  'expired-no-response': [['expire', 'expired-no-response']],
  'expired-no-decision': [taken, ['expire', 'expired-no-decision']],
  'receiver-closed': [['expire', 'receiver-closed']],
  discarded: [['discard', 'discarded']],
  'did-not-arrive': [accepted, ['miss', 'did-not-arrive']],
  'service-unavailable': [accepted, ['fail', 'service-unavailable']],
  voided: [['void', 'voided']],
};

const NEVER_SENT: readonly BusinessState[] = ['preparing', 'discarded'];
const inDays = (days: number): string => daysAgo(-days);

/** The world of the table: brings handoffs to where they are wanted and moves them as people and clocks do. */
export class Roads {
  constructor(private readonly house: TableHouse) {}

  /** A handoff that stands there, brought by the moves that lead there. */
  async bring(
    business: keyof typeof ROADS,
    kind: OfferedKind,
    receiver: House = 'receiver',
  ): Promise<Walker> {
    const walker = NEVER_SENT.includes(business)
      ? await this.draft(kind, receiver)
      : await this.offer(kind, receiver);
    for (const step of ROADS[business]) await this.step(walker, step);
    const { business_state } = await this.house.standing(walker.reference);
    if (business_state !== business) throw new Error(`meant to be at ${business}, is at ${business_state}`);
    return { ...walker, business };
  }

  /** A new client, a consent, and a request that stands on it. */
  async offer(kind: OfferedKind, receiver: House = 'receiver'): Promise<Walker> {
    return await this.begin(kind, receiver, '/api/handoffs');
  }

  async draft(kind: OfferedKind, receiver: House = 'receiver'): Promise<Walker> {
    return await this.begin(kind, receiver, '/api/handoffs/drafts');
  }

  private async begin(kind: OfferedKind, receiver: House, path: string): Promise<Walker> {
    const { sender } = this.house.staff;
    const client = await admitAnonymous(sender);
    const consent = await consentTo(sender, client, HOUSES[receiver]);
    const wanted = { client, kind, consent, ...this.wanted(receiver) };
    const { reference } = granted(await sender.post<HandoffWritten>(path, wanted), 201);
    return { reference, kind, client, consent, receiver };
  }

  private wanted(receiver: House): object {
    const code = HOUSES[receiver];
    return { receiver: code, stage: 'rehabilitation', urgency: 'routine', reason: 'Ready to go on' };
  }

  /** Information only: nobody but the sender learns of it. Answers its reference. */
  async information(): Promise<string> {
    const { sender } = this.house.staff;
    const client = await admitAnonymous(sender);
    const wanted = { client, kind: 'information_only', ...this.wanted('receiver') };
    return granted(await sender.post<HandoffWritten>('/api/handoffs', wanted), 201).reference;
  }

  /** Makes one step, whoever's it is; it must lead where it says. */
  async step(walker: Walker, [move, to]: Step): Promise<void> {
    const [mover] = MOVES[move].by;
    if (mover === 'system') {
      await this.bySystem(walker, move, to);
      return;
    }
    await this.prepare(walker, move, mover);
    const { version } = await this.house.standing(walker.reference);
    const body = await this.bodyOf(walker, move, to, mover);
    const written = granted(await this.ask(walker, move, mover, body, { version }));
    if (written.business_state !== to)
      throw new Error(`${move} led to ${written.business_state}, not to ${to}`);
    if (written.client !== undefined) walker.there = written.client;
  }

  /** One request of a side or of the office, at the address where such requests belong. */
  async ask(
    walker: Pick<Walker, 'reference' | 'receiver'>,
    move: HandoffMove,
    mover: HandoffMover,
    body: unknown,
    sending: Sending,
  ): Promise<Answer<HandoffWritten>> {
    const folder = mover === 'coordinator' ? 'envelopes' : 'handoffs';
    const staff = this.house.staff[mover === 'receiver' ? walker.receiver : houseOf(mover)];
    return await staff.post<HandoffWritten>(`/api/${folder}/${walker.reference}/${move}`, body, sending);
  }

  /** What must be true before a move beside the state: the office acts when it was called. */
  async prepare(walker: Walker, move: HandoffMove, mover: HandoffMover): Promise<void> {
    const { escalated_at } = await this.house.standing(walker.reference);
    if (mover === 'coordinator' && move !== 'overturn' && !escalated_at) await this.escalate(walker);
    if (move === 'miss') await backdate(this.house, walker.reference, 'appointment_at', 1);
  }

  /** One valid body for every move, so that a refusal is never one of form. */
  async bodyOf(walker: Walker, move: HandoffMove, to: BusinessState, mover: HandoffMover): Promise<unknown> {
    if (move === 'return') {
      const { receiver, there } = walker;
      const consent = there
        ? await consentTo(this.house.staff[receiver], there, HOUSES.sender)
        : randomUUID();
      return { consent, stage: 'treatment', urgency: 'routine', reason: 'Cannot go on here' };
    }
    if (move === 'resume' && mover === 'sender' && walker.business === 'consent-under-discussion') {
      const { client, receiver } = walker;
      return {
        consent: await consentTo(this.house.staff.sender, client, HOUSES[receiver]),
      };
    }
    return plainBody(move, to, mover);
  }

  /** Lets time pass for one clock: its rungs up to this one are due now and fired by the service of the worker. */
  async fire(reference: string, kinds: readonly ClockKind[], upTo: Rung = 4): Promise<number> {
    const due = await this.house.rows<{ id: string }>(
      `update care.clock c set fire_at = clock_timestamp() - interval '1 second', started_at = c.started_at - interval '60 days',
         due_at = c.due_at - interval '60 days'
       from care.handoff h where h.id = c.handoff_id and h.reference = $1 and c.kind = any($2) and c.rung <= $3
         and c.fired_at is null and c.settled_at is null
       returning c.id, c.rung`,
      [reference, kinds, upTo],
    );
    const inOrder = await this.house.rows<{ id: string }>(
      'select id from care.clock where id = any($1) order by rung',
      [due.map(({ id }) => id)],
    );
    for (const { id } of inOrder) await this.house.clocks.fire(id);
    return due.length;
  }

  /** The ladder up to the rung on which the coordination office is called, of whichever clock runs. */
  async escalate(walker: Walker): Promise<void> {
    await this.fire(walker.reference, LADDERS, 3);
    const { escalated_at, business_state } = await this.house.standing(walker.reference);
    if (escalated_at) return;
    // Where no clock of this state climbs to the office, an earlier one did.
    await this.house.rows('update care.handoff set escalated_at = clock_timestamp() where reference = $1', [
      walker.reference,
    ]);
    this.escalatedBefore.add(business_state);
  }

  /** Where the office had been called before, because no clock that runs there calls it. */
  readonly escalatedBefore = new Set<BusinessState>();

  /** Makes a move of the system happen as it happens in life. */
  async bySystem(walker: Walker, move: HandoffMove, to: BusinessState): Promise<void> {
    if (move === 'supersede') await this.loseTo(walker);
    else if (move === 'withdraw') await this.withdrawConsent(walker);
    else if (to === 'receiver-closed') await this.close(walker);
    else if ((await this.fire(walker.reference, CLOCKS_OF[move] ?? [])) === 0) {
      // A pause settles the clock of the arrival; one that was not settled would still find its way.
      await this.attempt(walker, move);
    }
  }

  /** Another partner of the same group says yes first; what is no longer asked, or walks along, ends with a death. */
  private async loseTo({ reference, kind, client }: Walker): Promise<void> {
    const { sender, sibling } = this.house.staff;
    const { state } = await this.house.standing(reference);
    const isAsked = kind === 'transfer' && (state === 'requested' || state === 'received');
    const consent = await consentTo(sender, client, HOUSES.sibling);
    const wanted = { client, consent, ...this.wanted('sibling'), ...(isAsked ? { group: reference } : {}) };
    const offer = { ...wanted, kind: isAsked ? 'transfer' : 'referral' };
    const { reference: other, version } = granted(
      await sender.post<HandoffWritten>('/api/handoffs', offer),
      201,
    );
    if (isAsked) {
      const yes = { appointment_at: inHours(24) };
      granted(await sibling.post(`/api/handoffs/${other}/accept`, yes, { version }));
    } else granted(await sender.post(`/api/handoffs/${other}/stop`, { cause: 'died' }, { version }));
  }

  /** Lets the system try what the table refuses: a clock that was never settled, a partner's yes, a withdrawn consent. */
  async attempt(walker: Walker, move: HandoffMove): Promise<void> {
    if (move === 'withdraw') return walker.client === '' ? undefined : this.withdrawConsent(walker);
    if (move === 'supersede') return walker.client === '' ? undefined : this.goElsewhere(walker);
    const kinds = CLOCK_KINDS.filter((kind) => CLOCKS[kind].then === move);
    const forged = await this.house.rows<{ id: string }>(
      `insert into care.clock (handoff_id, kind, rung, started_at, due_at, fire_at, handoff_version)
       select h.id, given.kind, 4, clock_timestamp() - interval '9 days', clock_timestamp() - interval '8 days',
         clock_timestamp() - interval '8 days', h.version
       from care.handoff h, unnest($2::text[]) as given(kind) where h.reference = $1 returning clock.id`,
      [walker.reference, kinds],
    );
    for (const { id } of forged) await this.house.clocks.fire(id);
  }

  /** The client is offered to another partner, who says yes: what is over or not yet sent is not touched by that. */
  private async goElsewhere({ client, there, kind, receiver }: Walker): Promise<void> {
    const hasMoved = there !== undefined && kind === 'transfer';
    const from = this.house.staff[hasMoved ? receiver : 'sender'];
    const code = hasMoved ? there : client;
    const consent = await consentTo(from, code, HOUSES.sibling);
    const wanted = { client: code, kind, consent, ...this.wanted('sibling') };
    const sent = await from.post<HandoffWritten>('/api/handoffs', wanted);
    if (sent.status !== 201) return; // somebody who died goes nowhere
    const { reference, version } = sent.body;
    const yes = { appointment_at: inHours(24) };
    granted(await this.house.staff.sibling.post(`/api/handoffs/${reference}/accept`, yes, { version }));
  }

  private async withdrawConsent({ consent }: Walker): Promise<void> {
    const [row] = await this.house.rows<{ version: number }>(
      'select version from care.consent where reference = $1 and withdrawn_at is null',
      [consent],
    );
    if (!row) return;
    granted(
      await this.house.staff.sender.post(
        `/api/consents/${consent}/withdrawal`,
        { how: 'witnessed_oral' },
        { version: row.version },
      ),
    );
  }

  /** The partner gives up its work; the clocks' round notices and ends what it was asked. */
  private async close({ reference, receiver }: Walker): Promise<void> {
    if (receiver !== 'closing') throw new Error('only the house that is there for it may close');
    const set = (value: string): Promise<unknown> =>
      this.house.rows(`update care.organisation set closed_at = ${value} where code = $1`, [HOUSES.closing]);
    const { id } = await this.house.standing(reference);
    await set('clock_timestamp()');
    try {
      const orphaned = await this.house.clocks.orphaned(100);
      if (!orphaned.includes(id)) throw new Error('the closing of the house was not noticed');
      await this.house.clocks.expireOrphan(id);
    } finally {
      await set('null');
    }
  }
}

/** Clocks whose ladder reaches the coordination office. */
const LADDERS: readonly ClockKind[] = ['acknowledge', 'decide', 'answer', 'wish', 'hold'];

/** The clocks that make each move of the system. */
const CLOCKS_OF: Partial<Record<HandoffMove, readonly ClockKind[]>> = {
  expire: ['acknowledge', 'decide', 'answer', 'hold'],
  miss: ['arrive'],
  discard: ['draft'],
  acknowledge: ['acknowledge_report'],
};

function plainBody(move: HandoffMove, to: BusinessState, mover: HandoffMover): unknown {
  const bodies: Partial<Record<HandoffMove, unknown>> = {
    edit: { reason: 'Settled since' },
    ask: { question: 'Since when?' },
    answer: { answer: 'Since Monday' },
    waitlist: { position: 3, review_on: inDays(7) },
    wish: { wishes: to !== 'under-review' },
    accept: { appointment_at: inHours(24) },
    decline: declineBody(to),
    overturn: { reason: 'There is a place after all' },
    extend: { reason: 'The partner has been called' },
    reassign: { reason: 'Nobody answers there' },
    recall: mover === 'coordinator' ? { reason: 'Agreed with both' } : { reason: 'other' },
    hold: {
      reason: to in { transport: 1, 'client-unreachable': 1 } ? to : 'consent-under-discussion',
      resume_on: inDays(2),
    },
    reschedule: { appointment_at: inHours(30) },
    contact: { way: 'telephone', reached: true },
    invite: { appointment_at: inHours(30) },
    report: { outcome: 'settled' },
    withdraw: { how: 'witnessed_oral' },
    stop: { cause: Object.entries(STOP_CAUSES).find(([, end]) => end === to)?.[0] ?? 'withdrew' },
    void: { reason: 'Entered for somebody else' },
  };
  return bodies[move] ?? {};
}

function declineBody(to: BusinessState): object {
  if (to === 'declined-capacity') return { reason: 'no_capacity' };
  if (to === 'referred-onward') return { reason: 'referred_onward', suggested: HOUSES.sibling };
  return { reason: 'other', note: 'Not for us' };
}
