import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { NOTICE_CHANNELS } from '#domain/charter/notices.js';
import { MessageSenders } from '#platform/messages/message-senders.js';

/** Says once, at the start, by which ways messages leave this house: an operator must not believe that people were told who were not. */
@Injectable()
export class WaysOutService implements OnApplicationBootstrap {
  private readonly log = new Logger('notices');

  constructor(private readonly senders: MessageSenders) {}

  onApplicationBootstrap(): void {
    const { leaving } = this.senders;
    const simulated = NOTICE_CHANNELS.filter((channel) => !leaving.includes(channel));
    if (simulated.length > 0)
      this.log.log(`messages by ${simulated.join(', ')} are simulated: none of them leaves this house`);
  }
}
