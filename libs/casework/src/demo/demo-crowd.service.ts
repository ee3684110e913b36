import { Injectable } from '@nestjs/common';
import { Refusal } from '#domain/refusal.js';
import type { DemoLedger } from '#platform/demo/demo-ledger.js';
import { DemoDesksService } from './demo-desks.service.js';
import { planClients, type PlannedClient } from './demo-plan.js';
import { STORIES } from './demo-stories.js';
import { DemoWalk, type DemoClockwork } from './demo-walk.js';

/** A walk that lay longer than its keys are kept cannot be taken up again where it stopped. */
const WALK_DAYS_MAX = 6;
const DAY_MS = 86_400_000;

export interface DemoProgress {
  /** Clients brought where their story ends, of so many; the ones of earlier runs are among them. */
  readonly done: number;
  readonly of: number;
}

export interface DemoFilling {
  /** How many clients of each network. */
  readonly each: number;
  readonly clockwork: DemoClockwork;
  readonly say: (progress: DemoProgress) => void;
  /** Asked after every client. */
  readonly isStopping: () => boolean;
}

/** A story that could not be told to its end, because somebody was faster or the house refused. */
export interface DemoBrokenOff {
  readonly client: string;
  readonly story: string;
  readonly refusal: string;
}

/** The many invented clients, brought where they are by what staff do and by time that passes. */
@Injectable()
export class DemoCrowdService {
  constructor(private readonly desks: DemoDesksService) {}

  /**
   * Brings the clients of every network who are not there yet. Killed at any moment and started again it ends where it would
   * have ended: each client is walked once, by the ledger of the demonstration. Answers the stories that were broken off.
   */
  async fill(ledger: DemoLedger, filling: DemoFilling): Promise<DemoBrokenOff[]> {
    const broken: DemoBrokenOff[] = [];
    const all = this.desks.packs.shown.flatMap((pack) => planClients(pack).slice(0, filling.each));
    const todo: PlannedClient[] = [];
    for (const { jurisdiction } of this.desks.packs.shown) {
      const done = await ledger.done(jurisdiction);
      todo.push(...all.filter((one) => one.jurisdiction === jurisdiction && !done.has(one.number)));
    }
    let done = all.length - todo.length;
    for (const plan of inTurns(todo)) {
      if (filling.isStopping()) break;
      const refusal = await this.walk(ledger, plan, filling.clockwork);
      if (refusal) broken.push({ client: `${plan.jurisdiction} ${plan.number}`, story: plan.story, refusal });
      filling.say({ done: ++done, of: all.length });
    }
    if (todo.length > 0) await ledger.forgetPlaces(this.silent());
    return broken;
  }

  /** Every third of the houses that are not named at the start has not said for days how many places it has. */
  private silent(): [organisation: string, days: number][] {
    return this.desks.packs.shown
      .flatMap(({ demo }) => demo.organisations.filter(({ featured }) => !featured))
      .flatMap(({ code }, at) => (at % 3 === 1 ? [[code, 4 + (at % 9)]] : []));
  }

  private async walk(
    ledger: DemoLedger,
    plan: PlannedClient,
    clockwork: DemoClockwork,
  ): Promise<string | null> {
    const standing = await ledger.begin(plan.jurisdiction, plan.number);
    const lay = (await ledger.now()).getTime() - standing.begun_at.getTime();
    let refusal: string | null = null;
    if (lay < WALK_DAYS_MAX * DAY_MS) {
      const walk = new DemoWalk(plan, standing, this.desks, ledger, clockwork);
      try {
        await STORIES[plan.story](walk);
        await walk.deliver();
      } catch (error) {
        // A visitor may have answered in between: what they did stands, and the client stays where they left them.
        if (!(error instanceof Refusal)) throw error;
        refusal = error.code;
      }
    }
    await ledger.end(standing);
    return refusal;
  }
}

/** One of each network after the other, so that both fill at once. */
function inTurns(clients: readonly PlannedClient[]): PlannedClient[] {
  return [...clients].sort(
    (one, other) => one.number - other.number || one.jurisdiction.localeCompare(other.jurisdiction),
  );
}
