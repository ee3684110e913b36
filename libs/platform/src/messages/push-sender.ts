import webPush from 'web-push';
import type { PushDevice } from '#domain/wire/notices.js';
import type { PushSettings } from '../config/message-settings.js';
import { CannotSend, type MessageSender, type OutgoingMessage, type Sending } from './message-sender.js';
import type { VapidKeys } from './vapid.js';

const ANSWER_MS_MAX = 15_000;
/** A browser that is away for longer is told when it comes back to the app. */
const KEPT_SECONDS = 24 * 3_600;
const GONE = [404, 410];

/**
 * Messages to browsers (RFC 8030, 8291, 8292), encrypted for the browser alone. What travels is a language: the words lie in the
 * browser already, so not even whoever breaks the encryption learns more than that there is something new.
 */
export class PushSender implements MessageSender {
  readonly leaves = true;

  constructor(
    private readonly settings: PushSettings,
    private readonly keys: VapidKeys,
  ) {}

  async send({ to, language, id }: OutgoingMessage): Promise<Sending> {
    if (to.channel !== 'push') throw new CannotSend('wrong_channel', true);
    const answers = await Promise.all(to.devices.map((device) => this.post(device, id, language)));
    const gone = to.devices.filter((_, place) => GONE.includes(answers[place] ?? 0));
    if (answers.some((status) => status >= 200 && status < 300))
      return { outcome: 'sent', reference: null, gone };
    if (gone.length === to.devices.length) return { outcome: 'undelivered', reference: null, gone };
    throw new CannotSend(`push_${answers.find((status) => !GONE.includes(status)) ?? 'failed'}`, false);
  }

  /** The answer of the push service; 0: none came. */
  private async post(device: PushDevice, id: string, language: string): Promise<number> {
    const { endpoint, p256dh, auth } = device;
    // The operator has taken its service off the list: it is not called, and not forgotten either.
    if (!isPushAddress(endpoint, this.settings.hosts)) return 0;
    const { headers, body, method } = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify({ language }),
      {
        vapidDetails: { subject: this.settings.contact, ...this.keys },
        TTL: KEPT_SECONDS,
        urgency: 'normal',
        contentEncoding: 'aes128gcm',
        // One that was not fetched yet is replaced by its repetition.
        topic: id.replaceAll('-', '').slice(0, 32),
      },
    );
    try {
      const answer = await fetch(endpoint, {
        method,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body: body && new Uint8Array(body),
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      return answer.status;
    } catch {
      return 0;
    }
  }
}

/**
 * Whether an address that a browser gave us is one of a push service that the operator lists: we call it, so it must not lead to
 * anywhere else. `*.` stands for one part or more in front; plain HTTP is for this machine alone.
 */
export function isPushAddress(endpoint: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(endpoint) || endpoint.length > 1_000) return false;
  const { protocol, hostname, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  if (protocol !== 'https:' && !(protocol === 'http:' && isThisMachine(hostname))) return false;
  return hosts.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
}

/** Whether a name is that of the machine itself. */
export function isThisMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]', '::1'].includes(hostname);
}
