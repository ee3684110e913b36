import { InjectQueue } from '@nestjs/bullmq';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queue } from 'bullmq';
import { CONFIG, KEYS } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import type { Keys } from '#platform/config/keys.js';
import { databaseUrlFor } from '#platform/db/database-roles.js';
import { failPoint } from '#platform/process/fail-point.js';
import { Outbox, type OutboxMessage } from '#platform/db/outbox.js';
import { MESSAGES } from '#platform/queue/queue.module.js';

const LOOK_EVERY_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;

/**
 * Carries messages from the outbox to the queue. Triggered by the api's ring and once a second anyway. Run twice, or
 * killed between claim and enqueue, it only delays: the lease ends and the message is claimed again; the handler knows
 * what it has done.
 */
@Injectable()
export class RelayService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('relay');
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly outbox: Outbox,
    @InjectQueue(MESSAGES) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.queue.on('error', (error: Error) => this.log.warn('queue unreachable', { code: error.name }));
    await this.outbox.listen(databaseUrlFor(this.config, this.keys, 'worker'), () => this.look());
    this.timers = [
      setInterval(() => this.look(), LOOK_EVERY_MS),
      setInterval(() => void this.outbox.forgetOldAnswers().catch(() => undefined), FORGET_EVERY_MS),
    ];
    this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.running;
  }

  /** Looks once; a ring during a look makes it look again. */
  private look(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.relay()
      .catch((error: unknown) =>
        this.log.warn('the outbox could not be relayed', {
          code: (error as { code?: string }).code ?? (error as Error).name,
        }),
      )
      .finally(() => {
        this.running = undefined;
        if (this.again) {
          this.again = false;
          this.look();
        }
      });
  }

  private async relay(): Promise<void> {
    for (let claimed = await this.outbox.claim(); claimed.length > 0; claimed = await this.outbox.claim()) {
      failPoint('relay.after_commit_before_enqueue');
      try {
        await this.queue.addBulk(claimed.map(toJob));
      } catch (error) {
        await this.outbox.release(claimed.map(({ id }) => id));
        throw error;
      }
      if (this.stopped) return;
    }
  }
}

/** The job's id holds the attempt, so that a message whose job was lost, or failed for good, can be queued again. */
function toJob({ id, topic, attempts }: OutboxMessage) {
  return { name: topic, data: { message_id: id }, opts: { jobId: `${id}-${attempts}`, attempts: 1 } };
}
