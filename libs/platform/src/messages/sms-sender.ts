import type { SmsSettings } from '../config/message-settings.js';
import { CannotSend, type MessageSender, type OutgoingMessage, type Sending } from './message-sender.js';

const ANSWER_MS_MAX = 15_000;
const TAKEN = [200, 201, 202];
/** What a gateway says of a number or a text that it will never take (docs/operating.md). */
const FINAL = [400, 404, 410, 413, 422];

/** Text messages through a gateway of the operator's over HTTP; the contract is in docs/operating.md, and the simulator speaks it. */
export class SmsSender implements MessageSender {
  readonly leaves = true;

  constructor(
    private readonly settings: SmsSettings,
    private readonly senderName: string,
    private readonly callback: string,
  ) {}

  async send({ id, to, text, sayFrom }: OutgoingMessage): Promise<Sending> {
    if (to.channel !== 'sms') throw new CannotSend('wrong_channel', true);
    const answer = await this.post(id, {
      to: to.number,
      text: text.body,
      from: sayFrom ? this.senderName : null,
      callback: this.callback,
    });
    if (FINAL.includes(answer.status)) throw new CannotSend(`sms_${answer.status}`, true);
    if (!TAKEN.includes(answer.status)) throw new CannotSend(`sms_${answer.status}`, false);
    const body = (await answer.json().catch(() => ({}))) as { id?: unknown };
    return {
      outcome: 'sent',
      reference: typeof body.id === 'string' && body.id !== '' ? body.id.slice(0, 200) : null,
    };
  }

  private async post(id: string, body: object): Promise<Response> {
    const { url, secret } = this.settings;
    try {
      return await fetch(`${url.replace(/\/+$/, '')}/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${secret}`,
          'idempotency-key': id,
        },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
    } catch {
      throw new CannotSend('sms_unreachable', false);
    }
  }
}
