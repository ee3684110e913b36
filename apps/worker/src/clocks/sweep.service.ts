import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HandoffClocksService } from '#casework/handoff/handoff-clocks.service.js';
import { LIMITS } from '#domain/charter/limits.js';
import { ClockWatchService } from '../clock-watch.service.js';
import { codeOf, within } from '../within.js';

const LOOK_EVERY_MS = 1_000;
/** Whose receiver has closed is looked for once a minute: it is rare, and every clock of it goes on meanwhile. */
const LOOKS_PER_ORPHANS = 60;
const DRAIN_MS_MAX = 8_000;
/** A clock that fails is left out for 2, 4, 8 … looks, at most about four minutes. */
const DOUBLINGS_MAX = 8;

interface Rest {
  readonly failures: number;
  readonly untilLook: number;
}

/**
 * Fires the clocks of handoffs that are due. What is due the database says; time here is counted in looks, and this
 * machine's clock is never read. A clock that fails rests and stands in nobody's way. Two workers may fire the same
 * clock: the second finds it fired.
 */
@Injectable()
export class ClockSweepService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('clocks');
  private readonly resting = new Map<string, Rest>();
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;
  private orphansAtLook = 0;
  private isStopped = false;
  private complaint = '';

  constructor(
    private readonly clocks: HandoffClocksService,
    private readonly watch: ClockWatchService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** What is being fired is finished; no further clock is taken. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await within(DRAIN_MS_MAX, this.running ?? Promise.resolve()).catch(() => undefined);
  }

  private get mayTake(): boolean {
    return !this.isStopped && this.watch.isRight;
  }

  private look(): void {
    this.looks += 1;
    if (!this.mayTake || this.running) return;
    this.running = this.sweep()
      .then(() => this.sweepOrphans())
      .then(() => (this.complaint = ''))
      .catch((error: unknown) => {
        const code = codeOf(error);
        if (code !== this.complaint) this.log.warn('the clocks could not be looked at', { code });
        this.complaint = code;
      })
      .then(() => (this.running = undefined));
  }

  /** Takes what is due, batch by batch, until nothing is left but what rests. */
  private async sweep(): Promise<void> {
    while (this.mayTake) {
      const asked = LIMITS.clocks_batch_max + this.resting.size;
      const due = await this.clocks.due(asked);
      const ready = due.filter((id) => (this.resting.get(id)?.untilLook ?? 0) <= this.looks);
      if (due.length < asked) this.forget(new Set(due));
      if (ready.length === 0) return;
      const rows = ready.values();
      await Promise.all(Array.from({ length: LIMITS.clocks_at_once }, () => this.fireEach(rows)));
    }
  }

  private async sweepOrphans(): Promise<void> {
    if (this.looks < this.orphansAtLook) return;
    this.orphansAtLook = this.looks + LOOKS_PER_ORPHANS;
    for (const id of await this.clocks.orphaned(LIMITS.clocks_batch_max))
      if (this.mayTake) await this.take(id, () => this.clocks.expireOrphan(id));
  }

  private async fireEach(ids: Iterator<string>): Promise<void> {
    for (let next = ids.next(); !next.done && this.mayTake; next = ids.next()) {
      const id = next.value;
      await this.take(id, () => this.clocks.fire(id));
    }
  }

  /** Does one piece of work; whatever comes of it, the next one has its turn. */
  private async take(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.resting.delete(id);
    } catch (error) {
      const failures = (this.resting.get(id)?.failures ?? 0) + 1;
      const untilLook = this.looks + 2 ** Math.min(failures, DOUBLINGS_MAX);
      this.resting.set(id, { failures, untilLook });
      this.log.warn('a clock could not be fired and will be tried again', {
        job: id,
        attempts: failures,
        code: codeOf(error),
      });
    }
  }

  /** What is no longer due was settled by somebody else. */
  private forget(due: ReadonlySet<string>): void {
    for (const id of this.resting.keys()) if (!due.has(id)) this.resting.delete(id);
  }
}
