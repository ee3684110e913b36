import { setTimeout as sleep } from 'node:timers/promises';
import { Invented } from '../bench/invented.js';
import type { TestProcess } from '../support/application-process.js';
import type { House } from './house.js';

/** Where a worker may be told to kill itself; undefined: it is killed from outside, at whatever it is doing. */
const FAIL_POINTS = [
  'door.before_commit:handoff.deliver',
  'relay.after_commit_before_enqueue',
  'processor.after_effect_before_acknowledgement',
  'door.before_commit:handoff.tick',
  undefined,
  undefined,
] as const;

/** How long a worker may take to start on a machine that is busy; then it is killed while it starts. */
const START_MS_MAX = 20_000;
/** A pause longer than this makes the queue give a worker's jobs to another. */
const LOCK_SECONDS = 30;

export interface StormOptions {
  readonly seed: number;
  /** How often the database is restarted, and how many pauses are longer than the lock of a job. */
  readonly restarts: number;
  readonly longPauses: number;
}

/** What was done to the house. */
export interface Blows {
  killed: number;
  killedAtPoint: number;
  queueLost: number;
  paused: number;
  databaseRestarted: number;
  wrongClocks: number;
}

/**
 * Makes trouble until it is told to stop: one worker dies again and again, one is stopped and goes on, one has a wrong
 * clock, the queue is thrown away, the database is restarted. What is done when follows from the seed, as far as
 * processes that race allow.
 */
export class Storm {
  readonly blows: Blows = {
    killed: 0,
    killedAtPoint: 0,
    queueLost: 0,
    paused: 0,
    databaseRestarted: 0,
    wrongClocks: 0,
  };
  private isOver = false;
  private readonly parts: Promise<void>[];

  constructor(
    private readonly house: House,
    private readonly options: StormOptions,
  ) {
    const random = (n: number): Invented => new Invented(options.seed * 16 + n);
    this.parts = [
      this.killing(random(1)),
      this.pausing(random(2)),
      this.losing(random(3)),
      this.misleading(random(4)),
      this.restarting(random(5)),
      this.hurrying(random(6)),
    ];
    for (const part of this.parts) part.catch(() => undefined); // told by end()
  }

  /** Ends the trouble and leaves no worker behind; throws what went wrong while making it. */
  async end(): Promise<Blows> {
    this.isOver = true;
    await Promise.all(this.parts);
    return this.blows;
  }

  /** Rests, unless the storm is over first. */
  private async rest(random: Invented, fromMs: number, toMs: number): Promise<void> {
    const until = Date.now() + fromMs + random.below(toMs - fromMs);
    while (!this.isOver && Date.now() < until) await sleep(50);
  }

  private async killing(random: Invented): Promise<void> {
    while (!this.isOver) {
      const point = random.pick(FAIL_POINTS);
      const fault = point === undefined ? {} : { HANDRAIL_FAIL_AT: point };
      const worker = this.house.start('worker', { LOG_LEVEL: 'info', ...fault });
      let hasEnded = false;
      void worker.ended.then(() => (hasEnded = true));
      const mayGoOn = (until: number): boolean => !this.isOver && !hasEnded && Date.now() < until;
      const started = Date.now() + START_MS_MAX;
      while (mayGoOn(started) && !worker.output.includes('working')) await sleep(20);
      // One with a named point dies when it gets there, one without at any moment of its work.
      const until = Date.now() + 50 + random.below(point === undefined ? 4_000 : 10_000);
      while (mayGoOn(until)) await sleep(10);
      if (hasEnded) this.blows.killedAtPoint += 1;
      else {
        await worker.stop('SIGKILL');
        this.blows.killed += 1;
      }
      await this.rest(random, 100, 1_000);
    }
  }

  /** The worker that lives: without it nothing would be handled but between two deaths. */
  private async pausing(random: Invented): Promise<void> {
    let worker = this.house.start('worker');
    for (let pause = 1; !this.isOver; pause += 1) {
      await this.rest(random, 3_000, 12_000);
      if (!worker.isRunning) worker = this.house.start('worker'); // it left with the database
      worker.signal('SIGSTOP');
      const isLong = pause <= this.options.longPauses;
      const ms = isLong ? (LOCK_SECONDS + 8) * 1_000 : 500 + random.below(6_000);
      if (!this.isOver) await sleep(ms);
      worker.signal('SIGCONT');
      this.blows.paused += 1;
    }
    await this.stop(worker);
  }

  private async losing(random: Invented): Promise<void> {
    // Once soon, and once at least, however fast the machine is.
    while (!this.isOver || this.blows.queueLost === 0) {
      await (this.blows.queueLost === 0 ? this.rest(random, 300, 1_000) : this.rest(random, 1_500, 6_000));
      if (this.isOver && this.blows.queueLost > 0) return;
      await this.house.loseQueue();
      this.blows.queueLost += 1;
    }
  }

  private async misleading(random: Invented): Promise<void> {
    for (let n = 0; !this.isOver; n += 1) {
      const worker = this.house.startWrongClock(n % 2 === 0 ? 300_000 : -300_000);
      this.blows.wrongClocks += 1;
      await this.rest(random, 20_000, 40_000);
      await this.stop(worker);
    }
  }

  private async restarting(random: Invented): Promise<void> {
    for (let n = 0; n < this.options.restarts && !this.isOver; n += 1) {
      await this.rest(random, 8_000, 30_000);
      if (this.isOver) return;
      await this.house.restartDatabase();
      this.blows.databaseRestarted += 1;
    }
  }

  /** Lets reminders be due at once, so that clocks run out under all this too. */
  private async hurrying(random: Invented): Promise<void> {
    while (!this.isOver) {
      await this.rest(random, 500, 2_000);
      await this.house.rows(
        `update care.clock set fire_at = clock_timestamp() where id in (select id from care.clock
           where rung = 1 and fired_at is null and settled_at is null and fire_at > clock_timestamp() limit 5 for update skip locked)`,
      );
    }
  }

  private async stop(worker: TestProcess): Promise<void> {
    if (worker.isRunning) await worker.stop();
  }
}
