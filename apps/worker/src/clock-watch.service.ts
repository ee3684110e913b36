import { InjectQueue } from '@nestjs/bullmq';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Outbox } from '#platform/db/outbox.js';
import { MESSAGES } from '#platform/queue/queue.module.js';
import { MessagesProcessor } from './messages.processor.js';

const LOOK_EVERY_MS = 60_000;
const WARN_MS = 1_000;
const STOP_MS = 2_000;

/**
 * A worker whose clock is off takes running jobs from healthy ones (measured, ADR 0008): beyond two seconds this one stops
 * taking jobs until its clock is right again.
 */
@Injectable()
export class ClockWatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('clock');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly outbox: Outbox,
    private readonly processor: MessagesProcessor,
    @InjectQueue(MESSAGES) private readonly queue: Queue,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.waitUntilReady();
    await this.look();
    this.timer = setInterval(() => void this.look().catch(() => undefined), LOOK_EVERY_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const differenceMs = Math.abs(await this.outbox.clockDifferenceMs());
    const { worker } = this.processor;
    if (differenceMs > STOP_MS && !worker.isPaused()) {
      this.log.error(
        'the clock of this machine is off by more than two seconds: no jobs are taken until it is right',
      );
      await worker.pause();
    } else if (differenceMs <= STOP_MS && worker.isPaused()) {
      this.log.warn('the clock of this machine is right again: jobs are taken');
      await worker.resume();
    } else if (differenceMs > WARN_MS) {
      this.log.warn('the clock of this machine is off by more than a second');
    }
  }
}
