import { createHash } from 'node:crypto';
import type { Action } from '#domain/charter/actions.js';
import type { ClockKind, Rung } from '#domain/charter/clocks.js';
import type { ConsentCategory } from '#domain/charter/consent.js';
import type { OfferedKind, Urgency } from '#domain/charter/handoff.js';
import type { RecordedStage, Stage } from '#domain/charter/pathway.js';
import { must } from '#domain/must.js';
import type { HandoffWritten } from '#domain/wire/handoff.js';
import type { DemoLedger, DemoStanding, WaitingMessage } from '#platform/demo/demo-ledger.js';
import type { Actor } from '#platform/db/actor.js';
import type { Call } from '../call.js';
import type { HandoffTarget } from '../handoff/handoff-moves.service.js';
import type { DemoDesksService } from './demo-desks.service.js';
import type { PlannedClient } from './demo-plan.js';
import { reasonFor } from './demo-words.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A place is stated again, as staff do every morning, when so few are left. */
const PLACES_LEFT_MIN = 2;
const PLACES_STATED = 8;
/** No history has more rungs than this between two moves. */
const RUNGS_MAX = 300;
const ALL: readonly ConsentCategory[] = ['identity', 'contact', 'treatment', 'safety', 'plan', 'social'];

/** What the worker does while time passes. */
export interface DemoClockwork {
  deliver(message: WaitingMessage): Promise<void>;
  fire(clockId: string): Promise<void>;
  expireOrphan(handoffId: string): Promise<void>;
}

/** A handoff of the walk: between whom, and the client's code there once they have arrived. */
export interface Trip {
  readonly reference: string;
  readonly kind: OfferedKind;
  readonly from: string;
  readonly to: string;
  readonly stage: Stage;
  readonly consent: string;
}

export interface Offer {
  readonly kind?: OfferedKind;
  readonly urgency?: Urgency;
  readonly group?: string;
  readonly planned_return?: boolean;
  readonly categories?: readonly ConsentCategory[];
  readonly consent_days?: number;
  readonly draft?: boolean;
}

type Mover = 'sender' | 'receiver' | 'office';
type Move = (actor: Actor, call: Call, target: HandoffTarget) => Promise<HandoffWritten>;

/**
 * One invented client on the road. Every step goes through the service that staff use, under a key of its own, so that a
 * walk that was broken off is walked again from the start and what was done is answered, not repeated; legs of time that have
 * passed are not passed twice.
 */
export class DemoWalk {
  /** The organisation that has the client, and its code of them. */
  at = '';
  code = '';
  private calls = 0;
  private legs = 0;
  private records = 0;

  constructor(
    readonly plan: PlannedClient,
    private readonly standing: DemoStanding,
    private readonly desks: DemoDesksService,
    private readonly ledger: DemoLedger,
    private readonly clockwork: DemoClockwork,
  ) {}

  get chance() {
    return this.plan.chance;
  }

  /** The next call of this walk, named so that it is carried out once. */
  private call(name?: string): Call {
    const key = `demo-${this.plan.jurisdiction}-${this.plan.number}-${name ?? ++this.calls}`;
    return { command: { key, sha256: createHash('sha256').update(key).digest() } };
  }

  private act<T>(
    organisation: string,
    action: Action,
    work: (actor: Actor, call: Call) => Promise<T>,
  ): Promise<T> {
    return work(this.desks.actor(organisation, action), this.call());
  }

  async admit(organisation: string, stage: Stage): Promise<void> {
    const { person, birth_year, language, substance, source, safety } = this.plan;
    const identity = person && { identity: person, duplicates_reviewed: true };
    const admitted = await this.act(organisation, 'client.admit', (actor, call) =>
      this.desks.clients().admit(actor, call, {
        ...(identity ?? { birth_year }),
        language,
        referral_source: source,
        substance,
        stage,
        safety,
        ...(safety.suicide_risk === 'high' ? { care_requirements: ['close_observation'] } : {}),
      }),
    );
    [this.at, this.code] = [organisation, admitted.client];
    await this.ledger.note(this.standing, organisation, admitted.client);
  }

  /** What staff have written of the stage the client is in: so far that they may go on, or not yet. */
  async record(stage: RecordedStage, complete: boolean): Promise<void> {
    const now = await this.ledger.now();
    const actor = this.desks.actor(this.at, `${stage}.record`);
    await this.desks
      .stages()
      .record(actor, stage, this.code, now, complete, this.call(`record-${++this.records}`));
  }

  /** Moves on inside the house though something is missing, which a duty manager looks at. */
  async moveOn(to: Stage, reason: string): Promise<void> {
    const [found] = await this.ledger.ask<{ version: number }>(
      'select version from care.episode where client_id = $1 order by version desc limit 1',
      [this.standing.client_id],
    );
    await this.act(this.at, 'stage.advance', (actor, call) =>
      this.desks
        .pathway()
        .advance(
          actor,
          call,
          { code: this.code, version: found?.version ?? 0 },
          { to, outcome: 'moved_on_early', override_reason: reason },
        ),
    );
  }

  async consent(to: string, { categories = ALL, consent_days = 180 }: Offer = {}): Promise<string> {
    const expires = await this.in(consent_days * DAY);
    const { reference } = await this.act(this.at, 'consent.record', (actor, call) =>
      this.desks.consents().record(actor, call, this.code, {
        recipient: to,
        purposes: ['care'],
        categories: [...categories],
        language: this.plan.language,
        given_how: this.chance.of(['electronic_signature', 'paper_signature', 'witnessed_oral']),
        signer: 'self',
        expires_on: expires.slice(0, 10),
      }),
    );
    return reference;
  }

  /** A consent and the request that stands on it, or the draft of one. */
  async offer(to: string, stage: Stage, offer: Offer = {}): Promise<Trip> {
    const consent = await this.consent(to, offer);
    const { kind = 'transfer', urgency = 'routine', group, planned_return, draft = false } = offer;
    const wanted = {
      client: this.code,
      kind,
      receiver: to,
      stage,
      urgency,
      consent,
      reason: reasonFor(this.plan.language, stage),
      ...(group && { group }),
      ...(planned_return && { planned_return }),
    };
    const { reference } = draft
      ? await this.act(this.at, 'handoff.prepare', (actor, call) =>
          this.desks.sending().prepare(actor, call, wanted),
        )
      : await this.act(this.at, 'handoff.send', (actor, call) =>
          this.desks.sending().send(actor, call, wanted),
        );
    await this.deliver();
    return { reference, kind, from: this.at, to, stage, consent };
  }

  async inform(to: string, stage: Stage): Promise<void> {
    await this.act(this.at, 'handoff.send', (actor, call) =>
      this.desks.sending().send(actor, call, {
        client: this.code,
        kind: 'information_only',
        receiver: to,
        stage,
        urgency: 'routine',
      }),
    );
  }

  async emergency(to: string): Promise<Trip> {
    const reason = reasonFor(this.plan.language, 'treatment');
    const { reference } = await this.act(this.at, 'handoff.emergency', (actor, call) =>
      this.desks.sending().emergency(actor, call, { client: this.code, receiver: to, reason }),
    );
    await this.deliver();
    return { reference, kind: 'referral', from: this.at, to, stage: 'treatment', consent: '' };
  }

  /** A move of one side or of the office, on the version as it is now. */
  async step(trip: Trip, by: Mover, action: Action, move: Move): Promise<HandoffWritten> {
    const organisation =
      by === 'sender' ? trip.from : by === 'receiver' ? trip.to : this.desks.office(this.plan.jurisdiction);
    const found = await this.ledger.handoff(trip.reference);
    must(found !== undefined, 'a handoff that was sent is there');
    const target = { reference: trip.reference, version: found.version };
    const written = await this.act(organisation, action, (actor, call) => move(actor, call, target));
    await this.deliver();
    return written;
  }

  async take(trip: Trip): Promise<void> {
    await this.step(trip, 'receiver', 'handoff.take', (...given) => this.desks.moves().take(...given));
  }

  /** Yes, with an appointment in so many hours; a house that is full says first how many places it has today. */
  async accept(trip: Trip, hours = 48): Promise<void> {
    await this.makeRoom(trip.to, trip.stage);
    const appointment_at = await this.in(hours * HOUR);
    await this.step(trip, 'receiver', 'handoff.accept', (...given) =>
      this.desks.moves().accept(...given, { appointment_at }),
    );
  }

  private async makeRoom(organisation: string, stage: Stage): Promise<void> {
    const [found] = await this.ledger.ask<{ free: number; held: number }>(
      `select c.free, (select count(*) from care.place_hold p where p.organisation_id = c.organisation_id and p.stage = c.stage
           and p.released_at is null and p.hold <> 'return')::int as held
         from care.capacity c join care.organisation o on o.id = c.organisation_id where o.code = $1 and c.stage = $2`,
      [organisation, stage],
    );
    if (!found || found.free - found.held > PLACES_LEFT_MIN) return;
    // Under no key: how many are free today is not part of the walk.
    await this.desks.capacity().state(this.desks.actor(organisation, 'capacity.state'), {}, stage, {
      free: found.held + PLACES_STATED,
    });
  }

  /** The client is there. Whoever received a transfer has them from now on. */
  async arrive(trip: Trip, hoursAgo = 0): Promise<void> {
    const arrived_at = hoursAgo > 0 ? await this.in(-hoursAgo * HOUR) : undefined;
    const written = await this.step(trip, 'receiver', 'handoff.arrive', (...given) =>
      this.desks.arrivals().arrive(...given, arrived_at ? { arrived_at } : {}),
    );
    must(written.client !== undefined, 'a client who arrived has a code');
    if (trip.kind === 'transfer') [this.at, this.code] = [trip.to, written.client];
  }

  async depart(trip: Trip): Promise<void> {
    await this.step(trip, 'sender', 'handoff.depart', (...given) => this.desks.arrivals().depart(...given));
  }

  async report(trip: Trip, outcome: 'settled' | 'started_plan' | 'left_early' = 'settled'): Promise<void> {
    await this.step(trip, 'receiver', 'handoff.report', (...given) =>
      this.desks.arrivals().report(...given, { outcome }),
    );
  }

  async acknowledge(trip: Trip): Promise<void> {
    await this.step(trip, 'sender', 'handoff.acknowledge', (...given) =>
      this.desks.arrivals().acknowledge(...given),
    );
  }

  /** Somebody has looked at what was waiting about this client, and ticked it off: next steps that were taken, news that was read. */
  async tickOff(kind: 'handoff.next_step' | 'handoff.notice'): Promise<void> {
    const items = await this.ledger.ask<{ id: string; code: string }>(
      `select w.id, o.code from care.work_item w join care.organisation o on o.id = w.organisation_id
        where w.client_id = $1 and w.kind = $2 and w.done_at is null order by w.id`,
      [this.standing.client_id, kind],
    );
    const said = kind === 'handoff.next_step' ? { result: 'stays_here' as const } : {};
    for (const { id, code } of items) {
      const actor = this.desks.actor(code, 'work.complete');
      await this.desks.work().complete(actor, this.call(`work-${id}`), id, said);
    }
  }

  /** The office of the network lets a second person confirm that custody passes without an arrival. */
  async force(to: string, confirmed: boolean): Promise<void> {
    const office = this.desks.office(this.plan.jurisdiction);
    const { reference } = await this.act(office, 'custody.propose', (actor, call) =>
      this.desks.forced().propose(actor, call, {
        client: this.code,
        custodian: this.at,
        to,
        reason: 'court_order',
        document: `DEMO-${this.plan.number}/2026`,
      }),
    );
    if (!confirmed) return;
    await this.pass(20 * HOUR);
    const second = this.desks.actor(office, 'custody.confirm', true);
    await this.desks.forced().decide(second, this.call(), reference, true);
  }

  async withdrawConsent(trip: Trip, by: 'sender' | 'receiver'): Promise<void> {
    await this.step(trip, by, 'handoff.withdraw', (...given) =>
      this.desks.withdrawals().withdraw(...given, { how: 'witnessed_oral' }),
    );
  }

  /** The partner gives up its work; what it was asked ends, and the network knows it for closed. */
  async giveUp(trip: Trip): Promise<void> {
    const found = await this.ledger.handoff(trip.reference);
    await this.ledger.setClosed(trip.to, true);
    if (found) await this.clockwork.expireOrphan(found.id);
  }

  async open(organisation: string): Promise<void> {
    await this.ledger.setClosed(organisation, false);
  }

  /** An instant so many seconds from now. */
  async in(seconds: number): Promise<string> {
    return new Date((await this.ledger.now()).getTime() + seconds * 1000).toISOString();
  }

  days(least: number, most = least): Promise<void> {
    return this.pass(this.chance.between(least * DAY, most * DAY));
  }

  hours(least: number, most = least): Promise<void> {
    return this.pass(this.chance.between(least * HOUR, most * HOUR));
  }

  /**
   * Lets time pass: messages are delivered, and every clock of this client that runs out on the way acts when it does. Never
   * a round number of seconds, as in life.
   */
  private async pass(seconds: number): Promise<void> {
    const wanted = seconds + this.chance.between(1, 1800) + this.chance.next();
    if (++this.legs <= this.standing.legs) return;
    for (let rungs = 0; ; rungs++) {
      must(rungs < RUNGS_MAX, 'time comes to an end');
      await this.deliver();
      const left = wanted - this.standing.leg_seconds;
      const rung = await this.ledger.nextRung(this.standing);
      if (!rung || rung.in_seconds > left) {
        await this.ledger.pass(this.standing, round(Math.max(left, 0)), Math.round(wanted / DAY));
        return;
      }
      if (rung.in_seconds > 0) await this.ledger.pass(this.standing, round(rung.in_seconds + 0.5), null);
      await this.clockwork.fire(rung.id);
    }
  }

  /** Lets time pass until a clock of a handoff has climbed that rung, and a little longer. */
  async until(trip: Trip, kind: ClockKind, upTo: Rung): Promise<void> {
    const skip = ++this.legs <= this.standing.legs;
    const after = this.chance.between(900, 3 * HOUR);
    if (skip) return;
    for (;;) {
      await this.deliver();
      const rung = await this.ledger.nextRung(this.standing, { reference: trip.reference, kind });
      if (!rung || rung.rung > upTo) break;
      if (rung.in_seconds > 0) await this.ledger.pass(this.standing, round(rung.in_seconds + 0.5), null);
      await this.clockwork.fire(rung.id);
    }
    await this.deliver();
    const gone = this.standing.leg_seconds;
    await this.ledger.pass(this.standing, after, Math.round((gone + after) / DAY));
  }

  /** Brings into inboxes what was written for them. */
  async deliver(): Promise<void> {
    const messages = await this.ledger.waiting(this.standing);
    for (const message of messages) await this.clockwork.deliver(message);
  }

  get services(): DemoDesksService {
    return this.desks;
  }
}

/** To the millisecond: the ledger counts no finer. */
function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
