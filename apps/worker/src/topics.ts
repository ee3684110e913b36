import { Injectable } from '@nestjs/common';
import { HandoffDeliveryService } from '#casework/handoff/handoff-delivery.service.js';
import { NoticeDeliveryService } from '#casework/notices/notice-delivery.service.js';
import type { HandoffSide } from '#domain/charter/handoff.js';
import { must } from '#domain/must.js';
import type { OutboxMessage } from '#platform/db/outbox.js';
import { VerificationService } from './audit/verification.service.js';

type Handler = (message: OutboxMessage) => Promise<void>;

/** Every topic of the outbox has exactly one handler; a topic without one is a broken invariant, not a message lost. */
@Injectable()
export class Topics {
  private readonly handlers: Readonly<Record<string, Handler>>;

  constructor(
    delivery: HandoffDeliveryService,
    verification: VerificationService,
    notices: NoticeDeliveryService,
  ) {
    this.handlers = {
      'handoff.requested': ({ id, payload }) => delivery.deliver(id, payload['handoff_id'] ?? ''),
      'handoff.moved': ({ id, payload }) =>
        delivery.notify(id, payload['handoff_id'] ?? '', payload['side'] as HandoffSide),
      'notice.told': ({ id, payload }) => notices.plan(id, payload['notice_id'] ?? ''),
      'notice.send': ({ id, payload }) => notices.send(id, payload['delivery_id'] ?? ''),
      'audit.verification_asked': ({ payload }) => verification.verify(payload['verification_id'] ?? ''),
    };
  }

  get names(): string[] {
    return Object.keys(this.handlers);
  }

  async handle(message: OutboxMessage): Promise<void> {
    const handler = this.handlers[message.topic];
    must(handler, `the topic ${message.topic} has a handler`);
    await handler(message);
  }
}
