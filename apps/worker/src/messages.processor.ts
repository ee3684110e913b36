import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Job } from 'bullmq';
import { isFinalRefusal } from '#casework/notices/notice-delivery.service.js';
import { LIMITS } from '#domain/charter/limits.js';
import { Refusal } from '#domain/refusal.js';
import { Outbox } from '#platform/db/outbox.js';
import { failPoint } from '#platform/process/fail-point.js';
import { MESSAGES } from '#platform/queue/queue.module.js';
import { ClockWatchService } from './clock-watch.service.js';
import { DeadLettersService } from './dead-letters.service.js';
import { Topics } from './topics.js';
import { codeOf, within } from './within.js';

const DRAIN_MS_MAX = 8_000;
const CLOSE_MS_MAX = 2_000;

/**
 * Handles one message of the outbox. The job only names it: the message is read again, one that has ended is left alone,
 * and the handler writes its effect and its inbox row in one transaction. Run twice: the second run finds the inbox row.
 */
@Processor(MESSAGES, { concurrency: 8, autorun: false, runRetryDelay: 2_000 })
export class MessagesProcessor extends WorkerHost implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger('messages');
  private readonly underWay = new Set<Promise<void>>();
  private complaint = '';

  constructor(
    private readonly outbox: Outbox,
    private readonly topics: Topics,
    private readonly deadLetters: DeadLettersService,
    private readonly watch: ClockWatchService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.watch.onChange((isRight) => {
      // Resuming starts a worker that has not run yet.
      const turned = isRight ? this.worker.resume() : this.worker.pause();
      turned.catch((error: Error) => this.onError(error));
    });
  }

  /** What was begun is finished before the process says in the audit that it has stopped. */
  async beforeApplicationShutdown(): Promise<void> {
    // Neither is waited for without end: both ask the queue, and a Redis that is away does not answer.
    this.worker.pause().catch((error: Error) => this.onError(error));
    await within(DRAIN_MS_MAX, Promise.allSettled(this.underWay)).catch(() => undefined);
    await within(CLOSE_MS_MAX, this.worker.close(true)).catch(() => undefined);
  }

  override async process(job: Job<{ message_id: string }>): Promise<void> {
    const handling = this.handle(job.data.message_id);
    this.underWay.add(handling);
    await handling.finally(() => this.underWay.delete(handling));
  }

  private async handle(messageId: string): Promise<void> {
    // Taken in the moment in which the clock was found off: the lease of its message ends, and a worker that is right has it.
    if (!this.watch.isRight) return;
    const message = await this.outbox.find(messageId);
    if (!message || message.ended) return;
    try {
      await this.topics.handle(message);
      failPoint('processor.after_effect_before_acknowledgement');
      await this.outbox.done(message.id);
      this.complaint = '';
    } catch (error) {
      await this.failed(message.id, error);
      throw error;
    }
  }

  /** Only what the handler itself could not do counts as an attempt: a database that is away says nothing about a message. */
  private async failed(id: string, error: unknown): Promise<void> {
    if (error instanceof Refusal && error.code === 'service.unavailable')
      return await this.outbox.postpone(id);
    // What the other side will never take is not tried again, and becomes work at once.
    const isLast = isFinalRefusal(error)
      ? await this.outbox.giveUp(id, codeOf(error), LIMITS.outbox_attempts_max)
      : await this.outbox.failed(id, codeOf(error));
    if (!isLast) return;
    await this.deadLetters.bury(id);
    this.log.error('a message is dead: it is work now for the people whose message it was', { job: id });
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.log.warn('a message could not be handled and will be tried again', {
      topic: job?.name,
      job: job?.id,
      code: codeOf(error),
    });
  }

  /** A queue that is away reports every try to reach it; it is said once, and again after a message was handled. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    const code = codeOf(error);
    if (code !== this.complaint) this.log.warn('the queue is unreachable', { code });
    this.complaint = code;
  }
}
