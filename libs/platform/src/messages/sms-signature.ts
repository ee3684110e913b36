import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a gateway says became of a message. */
export interface SmsReceipt {
  readonly id: string;
  readonly state: 'delivered' | 'undelivered';
}

const TOLERANCE_SECONDS = 300;
const FORM = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** Signs a receipt: `t=<seconds>,v1=<hex of HMAC-SHA-256 over "t.id.state">`, under the secret that both sides know. */
export function signReceipt(secret: string, { id, state }: SmsReceipt, seconds: number): string {
  return `t=${seconds},v1=${macOf(secret, `${seconds}.${id}.${state}`).toString('hex')}`;
}

/** Whether a receipt was signed by whoever knows the secret, within five minutes of now; a receipt that is replayed changes nothing anyway. */
export function isSignedReceipt(
  secret: string,
  receipt: SmsReceipt,
  signature: string | undefined,
  now: Date,
): boolean {
  const [, seconds, mac] = FORM.exec(signature ?? '') ?? [];
  if (seconds === undefined || mac === undefined) return false;
  if (Math.abs(now.getTime() / 1_000 - Number(seconds)) > TOLERANCE_SECONDS) return false;
  return timingSafeEqual(Buffer.from(mac, 'hex'), macOf(secret, `${seconds}.${receipt.id}.${receipt.state}`));
}

function macOf(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
