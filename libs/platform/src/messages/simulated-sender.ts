import type { MessageSender, Sending } from './message-sender.js';

/** Where no way out is configured: the message is made, counted and goes nowhere. */
export class SimulatedSender implements MessageSender {
  readonly leaves = false;

  async send(): Promise<Sending> {
    return await Promise.resolve({ outcome: 'simulated', reference: null });
  }
}
