import { InjectQueue } from '@nestjs/bullmq';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queue } from 'bullmq';
import { LIMITS } from '#domain/charter/limits.js';
import { CONFIG, KEYS } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { databaseUrlFor } from '#platform/db/database-roles.js';
import { Outbox, type OutboxMessage } from '#platform/db/outbox.js';
import { failPoint } from '#platform/process/fail-point.js';
import { MESSAGES } from '#platform/queue/queue.module.js';
import { ClockWatchService } from '../clock-watch.service.js';
import { codeOf, within } from '../within.js';

const LOOK_EVERY_MS = 1_000;
const LET_GO_EVERY_MS = 3_600_000;
/** A queue that does not answer for so long is taken for away; a Redis client would wait for ever. */
const QUEUE_MS_MAX = 5_000;
const CLOSE_MS_MAX = 2_000;
/** On PostgreSQL a bulk makes temporary tables: for so few, one call each is faster (docs/performance.md). */
const ONE_BY_ONE_MAX = 3;

/**
 * Carries messages from the outbox to the queue. Triggered by the api's ring and once a second anyway. Run twice, or
 * killed between claim and enqueue, it only delays: the lease ends and the message is claimed again; the handler knows
 * what it has done. What the queue cannot take yet waits in the outbox.
 */
@Injectable()
export class RelayService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('relay');
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private timers: NodeJS.Timeout[] = [];
  /** What was wrong at the last look; said once, not at every look. */
  private complaint = '';

  constructor(
    private readonly outbox: Outbox,
    private readonly watch: ClockWatchService,
    @InjectQueue(MESSAGES) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Its connection reports each failure to connect; what matters is whether messages are carried, and that is said once.
    this.queue.on('error', () => undefined);
    this.watch.onChange(() => this.look());
    await this.outbox.listen(databaseUrlFor(this.config, this.keys, 'worker'), () => this.look());
    this.timers = [
      setInterval(() => this.look(), LOOK_EVERY_MS),
      setInterval(() => void this.outbox.letGo().catch((error) => this.complain(error)), LET_GO_EVERY_MS),
    ];
    this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    await within(QUEUE_MS_MAX, this.running ?? Promise.resolve()).catch(() => undefined);
    await within(CLOSE_MS_MAX, this.queue.close()).catch(() => undefined);
  }

  /** Looks once; a ring during a look makes it look again. */
  private look(): void {
    if (this.stopped || !this.watch.isRight) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.relay()
      .then(() => (this.complaint = ''))
      .catch((error: unknown) => this.complain(error))
      .then(() => {
        this.running = undefined;
        if (this.again) {
          this.again = false;
          this.look();
        }
      });
  }

  private async relay(): Promise<void> {
    // While the queue was away it is asked first, so that what it cannot take is not claimed again and again.
    if (this.complaint !== '') await this.waiting();
    for (;;) {
      const claimed = await this.outbox.claim();
      if (claimed.length === 0) return;
      failPoint('relay.after_commit_before_enqueue');
      try {
        await within(QUEUE_MS_MAX, this.enqueue(claimed.map(toJob)));
      } catch (error) {
        await this.outbox.release(claimed.map(({ id }) => id));
        throw error;
      }
      if (this.stopped || !this.watch.isRight || claimed.length < LIMITS.outbox_batch_max) return;
      // A lease must not end while its job only waits: more than this stays in the outbox until the next look.
      if ((await this.waiting()) > LIMITS.outbox_waiting_max) return;
    }
  }

  private async waiting(): Promise<number> {
    return await within(QUEUE_MS_MAX, this.queue.getJobCountByTypes('waiting'));
  }

  private async enqueue(jobs: readonly ReturnType<typeof toJob>[]): Promise<void> {
    if (jobs.length > ONE_BY_ONE_MAX) {
      await this.queue.addBulk([...jobs]);
      return;
    }
    for (const { name, data, opts } of jobs) await this.queue.add(name, data, opts);
  }

  private complain(error: unknown): void {
    const code = codeOf(error);
    if (code !== this.complaint) this.log.warn('the outbox could not be relayed', { code });
    this.complaint = code;
  }
}

/** The job's id holds the claim, so that a message whose job was lost, or ended without it, can be queued again. */
function toJob({ id, topic, claims }: OutboxMessage) {
  return { name: topic, data: { message_id: id }, opts: { jobId: `${id}-${claims}`, attempts: 1 } };
}
