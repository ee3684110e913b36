import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { failPoint } from '#platform/process/fail-point.js';
import { Outbox } from '#platform/db/outbox.js';
import { MESSAGES } from '#platform/queue/queue.module.js';
import { Topics } from './topics.js';

/**
 * Handles one message of the outbox. The job only names it: the message is read again, a finished one is left alone, and
 * the handler writes its effect and its inbox row in one transaction. Run twice: the second run finds the inbox row.
 */
@Processor(MESSAGES, { concurrency: 8 })
export class MessagesProcessor extends WorkerHost {
  private readonly log = new Logger('messages');

  constructor(
    private readonly outbox: Outbox,
    private readonly topics: Topics,
  ) {
    super();
  }

  override async process(job: Job<{ message_id: string }>): Promise<void> {
    const message = await this.outbox.find(job.data.message_id);
    if (!message || message.done) return;
    try {
      await this.topics.handle(message);
      failPoint('processor.after_effect_before_acknowledgement');
      await this.outbox.done(message.id);
    } catch (error) {
      await this.outbox.failed(message.id, message.attempts, (error as Error).name);
      throw error;
    }
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.log.warn('a message could not be handled and will be tried again', {
      topic: job?.name,
      job: job?.id,
      code: error.name,
    });
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn('the queue is unreachable', { code: error.name });
  }
}
