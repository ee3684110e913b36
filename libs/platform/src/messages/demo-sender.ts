import { isThisMachine } from './push-sender.js';
import type { Destination, MessageSender, OutgoingMessage, Sending } from './message-sender.js';

/** Names that belong to nobody (RFC 2606, RFC 6761). */
const NOBODYS = /(?:^|[.@])(?:example|test|invalid|localhost|example\.(?:com|net|org))$/;

/** A demonstration writes to nobody: whatever way out is configured is used for addresses that belong to nobody, and only for them. */
export class DemoSender implements MessageSender {
  readonly leaves: boolean;

  constructor(private readonly inner: MessageSender) {
    this.leaves = inner.leaves;
  }

  async send(message: OutgoingMessage): Promise<Sending> {
    return isNobodys(message.to) ? await this.inner.send(message) : { outcome: 'simulated', reference: null };
  }
}

/** Whether a message there reaches no real person. Text messages are bound by their gateway, which is on this machine (config). */
function isNobodys(to: Destination): boolean {
  switch (to.channel) {
    case 'email':
      return NOBODYS.test(to.address.toLowerCase());
    case 'sms':
      return true;
    case 'push':
      return to.devices.every(({ endpoint }) => isThisMachine(new URL(endpoint).hostname));
  }
}
